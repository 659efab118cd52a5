"""Conditions of putting a rating down to units (评价归因的条件): D.5, J14."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.involved import not_attributed, rating_of, units_of
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence


def outside_caller(by: Actor, row: Matter | None) -> bool:
    """A callback desk of none of the units it is about (INV-07)."""
    if row is None or not by.holds(Role.CALLBACK) or row.holder_id is None:
        return False
    return not any(unit.pk in by.every_unit for unit in units_of(row))


def rated(acting: Acting) -> Sentence:
    """Somebody has rated."""
    return None if rating_of(acting.row) is not None else _("群众还没有评价，没有可归的。")


def worked_on_it(acting: Acting) -> Sentence:
    """It is put down to units that worked on it, to each once, for a reason."""
    free = {unit.pk for unit in not_attributed(acting.row)}
    if not acting.data.get("units") or not free.issuperset(acting.data["units"]):
        return _("请从主办和协办单位里选；归过的不再归。")
    return None if str(acting.data.get("why") or "").strip() else _("请写明凭什么归到这些单位。")
