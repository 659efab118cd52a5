"""Groups, grids and buildings by a sheet; what lies above them comes from the official table (组、网格、楼栋导入)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.imports.registry import Batch, Outcome, Undone
from lianxin.kernel.imports.rows import BadRow, GoneOn, Made, take_each, undo_each
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.kernel.sheets.table import Row, Table
from lianxin.places.actions.below import add, correct
from lianxin.places.actions.record import ROW_KIND, require_administrator
from lianxin.places.checkpoints import touched
from lianxin.places.models import LONGEST_NAME, Area
from lianxin.places.queries import areas_by_code_and_name
from lianxin.places.rules import BELOW, INSIDE, AreaKind, Refused

COLUMNS = (
    Column(
        "parent",
        gettext_lazy("在哪里"),
        required=True,
        aliases=("上级", "所在村", "村", "村社区", "村（社区）", "社区", "所属村", "上级名称"),
        note=gettext_lazy("村、社区或组的名称或代码；同名的写代码，或前面加上乡镇、村的名字。"),
        width=22,
    ),
    Column(
        "kind",
        gettext_lazy("类别"),
        Kind.CHOICE,
        required=True,
        choices=[(kind.value, kind.label) for kind in BELOW],
        aliases=("类型", "级别"),
        width=10,
    ),
    Column(
        "name",
        gettext_lazy("名称"),
        required=True,
        aliases=("组名", "网格名称", "楼栋名称", "楼栋"),
        width=20,
    ),
    Column("reading", gettext_lazy("读音"), note=gettext_lazy("字典读错的才填，拼音之间空一格。"), width=20),
)
EXAMPLE = {"parent": "樟荫村", "kind": "组", "name": "一组"}


class Map:
    """What the words of the sheet stand for on this actor's map, with what the sheet itself adds."""

    def __init__(self, by: Actor) -> None:
        self.by, self.today = by, timezone.localdate()
        self.every = areas_by_code_and_name(on=self.today)
        self.own = (
            self.every if by.holds(Role.SYSTEM) else areas_by_code_and_name(on=self.today, scopes=by.scopes)
        )
        self.kinds = dict(Area.objects.filter(pk__in=set(self.own.values())).values_list("pk", "kind"))
        self.names = dict(Area.objects.filter(pk__in=set(self.own.values())).values_list("pk", "name"))
        self.coming: dict[str, str] = {}
        self.seen = set[tuple[str, str, str]]()

    def check(self, row: Row, told: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The row when it is new. Raises BadRow."""
        parent, kind, name = told["parent"], told["kind"], told["name"]
        if len(name) > LONGEST_NAME:
            raise BadRow(_("「名称」最多 %(most)d 个字，请改短。") % {"most": LONGEST_NAME})
        above = self.kind_of(parent)
        if kind not in INSIDE.get(above, ()):
            words = {"kind": AreaKind(kind).label, "above": AreaKind(above).label}
            raise BadRow(_("%(above)s下面不能有%(kind)s，请核对「在哪里」和「类别」。") % words)
        key = (parent, kind, name)
        first = key not in self.seen
        self.seen.add(key)
        for called in (name, f"{self.called(parent)}{name}"):
            self.coming.setdefault(called, kind)
        there = Area.objects.filter(parent=self.own.get(parent), kind=kind, name=name, valid_to=None)
        return None if not first or (parent in self.own and there.exists()) else told

    def called(self, word: str) -> str:
        """The name of a place that may have been given by its code."""
        return self.names.get(self.own.get(word, 0), word)

    def kind_of(self, word: str) -> str:
        """What the place is that a row lies in. Raises BadRow."""
        if word in self.own:
            return self.kinds[self.own[word]]
        if word in self.coming:
            return self.coming[word]
        if word in self.every:
            raise BadRow(_("「在哪里」的「%(value)s」不在您管的范围内，这一行没有收。") % {"value": word})
        raise BadRow(_("「在哪里」没有「%(value)s」，请核对名称，同名的请写代码。") % {"value": word})


def take(table: Table, batch: Batch) -> Outcome:
    """Add what isn't there yet, the codes given automatically."""
    require_administrator(batch.by)
    here, at = Map(batch.by), clock.now()

    def write(told: Mapping[str, Any]) -> Sequence[Made]:
        try:
            return [(ROW_KIND, area.pk) for area in added(told, here, batch.by, at)]
        except Refused as refusal:
            raise BadRow(refusal.message) from refusal

    return take_each(table, batch, COLUMNS, check=here.check, write=write)


def added(told: Mapping[str, Any], here: Map, by: Actor, at: Any) -> list[Area]:
    """One new place; what the sheet added before may be what it lies in. Raises Refused."""
    word = told["parent"]
    key = here.own.get(word)
    if key is None:
        key = areas_by_code_and_name(on=here.today).get(word)
    parent = Area.objects.filter(pk=key or 0).first()
    if parent is None:
        raise Refused(_("「在哪里」没有「%(value)s」，请核对名称，同名的请写代码。") % {"value": word})
    made = add(parent, kind=told["kind"], names=[told["name"]], by=by, at=at)
    if told["reading"]:
        correct(made[0], reading=told["reading"], by=by, at=at)
    return made


def remove(kind: str, key: int) -> None:
    """Remove a place an import made. Raises GoneOn when anything hangs on it."""
    area = Area.objects.filter(pk=key).first()
    if area is None:
        return
    if area.valid_to is not None or touched([area]):
        raise GoneOn
    area.delete()


def undo(batch: Batch) -> Undone:
    """Take back the places nothing hangs on yet."""
    require_administrator(batch.by)
    return undo_each(batch, remove)
