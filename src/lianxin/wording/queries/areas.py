"""Which area a text names, to be proposed for its area field; a person takes it or not (区域建议)."""

from lianxin.wording.queries.learnt import names
from lianxin.wording.rules.place_shapes import PlaceKind
from lianxin.wording.rules.places import read


def area_named(text: str) -> int | None:
    """The one area of the county this text names, a village before its township; none where it names several."""
    found = [one for one in read(text, names()) if one.area is not None]
    finer = {one.area for one in found if one.kind != PlaceKind.TOWN}
    areas = finer or {one.area for one in found}
    return areas.pop() if len(areas) == 1 else None
