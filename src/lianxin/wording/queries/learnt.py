"""What a county's own texts and names teach: which words tell much, which names it has (本县的用字和地名).

Kept in the process for an hour and read anew from what was filed last: nothing has to be trained or rebuilt.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from lianxin.kernel import clock
from lianxin.kernel.context import current_county
from lianxin.places.models import Address, Area
from lianxin.places.rules import TOWNSHIPS, VILLAGES
from lianxin.wording.models import Sketched
from lianxin.wording.rules.place_shapes import PlaceKind
from lianxin.wording.rules.places import NOBODY, Known, Names, read
from lianxin.wording.rules.sketches import UNLEARNT, Weights, unpacked

KEPT = timedelta(hours=1)
FEWEST, MOST, MOST_ADDRESSES = 200, 1000, 2000
Taught = TypeVar("Taught")
_weights: dict[int, tuple[datetime, Weights]] = {}
_names: dict[int, tuple[datetime, Names]] = {}


def weights() -> Weights:
    """How telling each word is in this county, from its latest texts; even while there are few."""
    return kept(_weights, weights_now)


def names() -> Names:
    """The names of this county's townships, villages and known addresses."""
    return kept(_names, names_now)


def forget() -> None:
    """Read both anew at the next question."""
    _weights.clear()
    _names.clear()


def kept(shelf: dict[int, tuple[datetime, Taught]], now: Callable[[], Taught]) -> Taught:
    """What was read for this county within the hour, else what is there now."""
    county, at = current_county(), clock.now()
    read_at, value = shelf.get(county, (None, None))
    if read_at is None or value is None or not timedelta() <= at - read_at < KEPT:
        value = now()
        shelf[county] = (at, value)
    return value


def weights_now() -> Weights:
    """Learnt from the latest sketches."""
    learnt = Weights()
    for body in Sketched.objects.order_by("-at").values_list("body", flat=True)[:MOST]:
        learnt.learn(unpacked(body).grams)
    return learnt if learnt.texts >= FEWEST else UNLEARNT


def names_now() -> Names:
    """As they are called today; addresses only as far as their shape says that they are a place."""
    kinds = {str(kind): PlaceKind.TOWN for kind in TOWNSHIPS}
    kinds |= {str(kind): PlaceKind.VILLAGE for kind in VILLAGES}
    areas = Area.objects.filter(kind__in=list(kinds), valid_to=None).values_list("name", "kind", "pk")
    known = [Known(name, kinds[kind], pk) for name, kind, pk in areas]
    found = [*known, *addresses()]
    return Names(found) if found else NOBODY


def addresses() -> Iterable[Known]:
    """The known addresses that are a place by their shape."""
    rows = Address.objects.filter(active=True).order_by("-pk").values_list("name", "area_id")[:MOST_ADDRESSES]
    for name, area in rows:
        whole = next((one for one in read(name) if one.points and one.text == name), None)
        if whole is not None:
            yield Known(name, whole.kind, area)
