"""Keeping what an area's staff may see in step with the map: predecessors' prefixes (沿革范围, XC-09)."""

from collections.abc import Iterable

from django.db.models import Q

from lianxin.places.models import Area, AreaSuccession
from lianxin.places.rules import inside, within


def refresh(areas: Iterable[Area]) -> None:
    """Compute `absorbed` of these areas and of everything they lie in, from below."""
    waiting = {area.pk: area for area in areas}
    while waiting:
        lowest = max(waiting.values(), key=lambda area: (len(area.prefix), -area.pk))
        del waiting[lowest.pk]
        write(lowest)
        if lowest.parent_id is not None and lowest.parent is not None:
            waiting.setdefault(lowest.parent_id, lowest.parent)


def write(area: Area) -> None:
    """Compute and store `absorbed` of one area."""
    found = set[str]()
    for old in Area.objects.filter(pk__in=predecessors(area)):
        found |= set(old.scopes)
    foreign = ~within((area.prefix,)) | ~Q(absorbed="")
    for child in Area.objects.filter(foreign, parent_id=area.pk):
        found |= set(child.scopes)
    outside = sorted(scope for scope in found if not inside(scope, (area.prefix,)))
    kept = [scope for scope in outside if not inside(scope, tuple(s for s in outside if s != scope))]
    area.absorbed = " ".join(kept)
    Area.objects.filter(pk=area.pk).update(absorbed=area.absorbed)


def predecessors(area: Area) -> list[int]:
    """The keys of the areas that ended and went over into this one."""
    rows = AreaSuccession.objects.filter(new_id=area.pk, ended=True)
    return list(rows.values_list("old_id", flat=True))
