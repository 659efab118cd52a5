"""Conditions of an accusation's way: somebody takes it, and somebody is left who may know of it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.accused import (
    discipline_desk,
    left,
    persons_named,
    staff_called,
    units_named,
)
from lianxin.appeals.rules import INQUIRED, AppealType
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence
from lianxin.places.queries import code_of


def names_accused(by: Actor, row: Matter | None) -> bool:
    """The discipline desk on an accusation it has; triage on a complaint that isn't dispatched yet."""
    if row is None:
        return False
    if row.state in INQUIRED:
        return by.holds(Role.DISCIPLINE)
    return by.holds(Role.TRIAGE) and row.appeal.type == AppealType.COMPLAINT


def somebody_named(acting: Acting) -> Sentence:
    """A unit or a name is given."""
    if acting.data.get("units") or acting.data.get("people"):
        return None
    return _("请选被反映的单位，或写被反映的人。")


def desk_takes_it(acting: Acting) -> Sentence:
    """Somebody holds the post that accusations are for; without it they are safer outside (decision 0011)."""
    if discipline_desk():
        return None
    return _("这里还没有纪检岗，举报没有合适的人收。请打 12388，或按“转出”转给纪检监察机构。")


def somebody_is_left(acting: Acting) -> Sentence:
    """Not everybody who could deal with it is among those it is said against, or of their line."""
    accuses = acting.move.code != "name_accused" or acting.row.appeal.type == AppealType.REPORT
    if not accuses and not acting.data.get("walled"):
        return None
    units, persons = walled_by(acting)
    role = Role.DISCIPLINE if accuses else Role.TRIAGE
    area = acting.row.area_id or acting.data.get("area")
    if left(role, code_of(area) if area else "", units, persons):
        return None
    if accuses:
        return _("这里的纪检岗都要回避，没有人能办。请转给上级纪检监察机构（电话 12388）。")
    return _("回避以后这里没有派单员能办了。请不要勾回避，或者转给上级单位。")


def walled_by(acting: Acting) -> tuple[set[int], set[int]]:
    """The units and people that would know nothing of it, with those named before."""
    units = units_named(acting.row, walled=True)
    persons = persons_named(acting.row, walled=True)
    said: Iterable[str] = acting.data.get("people") or ()
    held = [one for posts in staff_called(said).values() for one in posts]
    units |= {int(unit) for unit in acting.data.get("units") or ()} | {one.post.unit_id for one in held}
    return units, persons | {one.person_id for one in held}
