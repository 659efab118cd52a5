"""Groups, grids and buildings, which an office makes itself; codes are given automatically (组、网格、楼栋)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.places.actions.record import lock, record, require_administrator, require_scope
from lianxin.places.models import Area
from lianxin.places.rules import (
    BELOW,
    INSIDE,
    OFFICIAL_LENGTH,
    PREFIX_LENGTHS,
    STEP,
    AreaKind,
    Refused,
    within,
)

FIRST = {AreaKind.TOWN: 101, AreaKind.STREET: 1, AreaKind.VILLAGE: 201, AreaKind.COMMUNITY: 1}
"""Where the official ranges of three digits begin; below the village every number does."""
LAST = 999


def next_code(parent: Area, kind: str) -> str:
    """The next free code for such an area in this one; codes of ended areas stay taken. Raises Refused."""
    length = PREFIX_LENGTHS[AreaKind(kind)]
    begin = parent.prefix.ljust(length - STEP, "0")
    same = [one for one in AreaKind if PREFIX_LENGTHS[one] == length]
    codes = Area.objects.filter(within((begin,)), kind__in=same).values_list("code", flat=True)
    taken = {int(code[length - STEP : length]) for code in codes}
    first = FIRST.get(AreaKind(kind), 1)
    above = [number for number in taken if number >= first]
    number = max(above, default=first - 1) + 1
    if number > LAST:
        number = next((one for one in range(first, LAST + 1) if one not in taken), 0)
    if not number:
        raise Refused(_("%(name)s下面的代码用完了。请先拆分，再添加。") % {"name": parent.name})
    return f"{begin}{number:03}".ljust(OFFICIAL_LENGTH, "0")


@transaction.atomic
def add(parent: Area, *, kind: str, names: Sequence[str], by: Actor, at: datetime) -> list[Area]:
    """New areas below one that exists, in the order of their names.

    Raises Refused, field `kind` or `names`: such an area doesn't lie there, or the name is there already.
    """
    require_administrator(by)
    require_scope([parent], by=by)
    (parent,) = lock([parent])
    if parent.valid_to is not None:
        raise Refused(_("%(name)s已经撤销，不能再添加。") % {"name": parent.name})
    if kind not in BELOW or kind not in INSIDE.get(parent.kind, ()):
        raise Refused(_("这一级下面不能添加这样的地方。请换一个类别。"), field="kind")
    there = set(Area.objects.filter(parent=parent, valid_to=None, kind=kind).values_list("name", flat=True))
    doubled = [name for place, name in enumerate(names) if name in there or name in names[:place]]
    if doubled:
        raise Refused(_("“%(name)s”已经有了，请改一个名字。") % {"name": doubled[0]}, field="names")
    made = []
    for name in names:
        area = Area(code=next_code(parent, kind), name=name, kind=kind, parent=parent)
        save_new(area)
        made.append(area)
    record(made, "added", by=by, at=at)
    return made


def save_new(area: Area) -> None:
    """Insert an area. Raises Refused when somebody was first with its code."""
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError as clash:
        raise Refused(_("代码 %(code)s 已经有了，请换一个。") % {"code": area.code}, field="code") from clash


@transaction.atomic
def correct(area: Area, *, reading: str, by: Actor, at: datetime) -> None:
    """Write how a name is read where the dictionary is wrong; empty goes back to the dictionary."""
    require_administrator(by)
    require_scope([area], by=by)
    (area,) = lock([area])
    area.reading = " ".join(reading.lower().split())
    area.save()
    record([area], "corrected", by=by, at=at)
