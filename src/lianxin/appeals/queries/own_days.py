"""By when a unit that assists has to answer: its own day, never the lead's (协办的期限)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import prefetch_related_objects

from lianxin.appeals.models import Stage
from lianxin.appeals.queries.appeal import only_helped
from lianxin.appeals.queries.joint import suborder_of, with_units
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter


def own_days(matters: Iterable[Matter], by: Actor) -> dict[int, datetime | None]:
    """By when this actor's own unit has to answer in those of these matters in which it assists (J2).

    None where it answered and knows no more than its part: the day of the whole is the lead's, on each page (J13).
    """
    if not by.holds(Role.HANDLER):
        return {}
    of_others = [matter for matter in matters if matter.holder_id not in by.every_unit]
    joint = [one for one in of_others if one.state == "joint"]
    prefetch_related_objects(joint, with_units())
    days: dict[int, datetime | None] = {}
    for matter in joint:
        own = suborder_of(matter, by.units, Stage.TO_SIGN, Stage.WORKING)
        if own is not None:
            days[matter.pk] = own.due_at
    others = [one.pk for one in of_others if one.pk not in days]
    return dict.fromkeys(only_helped(others, by=by)) | days
