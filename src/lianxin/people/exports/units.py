"""The list of units with their posts as a sheet."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.exports import Ask, Asked, ExportLine, ExportList, offer, slices
from lianxin.kernel.policy import holds
from lianxin.kernel.sheets.columns import Text
from lianxin.kernel.sheets.writing import Cell
from lianxin.people.columns import UNIT
from lianxin.people.queries import UnitPosts, with_posts
from lianxin.people.queries.staff_list import units_found


def count(by: Actor, ask: Ask) -> int:
    """How many the list has."""
    return len(units_found(ask.asked.get("q", "").strip()))


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The units of the list, in its order."""
    for some in slices(units_found(ask.asked.get("q", "").strip())):
        for one in with_posts(some):
            yield line(one)


def line(one: UnitPosts) -> ExportLine:
    """One unit."""
    posts = [_now("%(post)s（%(does)s）") % {"post": post.name, "does": post.does} for post in one.posts]
    cells: dict[str, Cell] = {
        "code": one.unit.code,
        "name": one.unit.name,
        "kind": one.unit.kind,
        "area_name": one.unit.area.name,
        "area": one.unit.area.code,
        "phone": one.unit.phone,
        "active": one.unit.active,
        "posts": _now("、").join(posts),
    }
    return ExportLine(one.unit.pk, one.unit.code, cells)


def words(by: Actor, asked: Asked) -> Sequence[tuple[Text, Text]]:
    """The search in words."""
    typed = asked.get("q", "").strip()
    return [(_("查找"), typed)] if typed else []


offer(
    ExportList(
        "units",
        _("单位和岗位"),
        lambda by: UNIT,
        see=holds(Role.ADMINISTRATOR),
        count=count,
        lines=lines,
        usual=frozenset(column.code for column in UNIT),
        off_paper=frozenset({"area"}),
        back="units",
        words=words,
    )
)
