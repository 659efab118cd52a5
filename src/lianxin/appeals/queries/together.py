"""Joint handling as the page of a matter shows it: each unit's part, who is late, whose fault it is (联办)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.appeals.models import Stage, SubOrder
from lianxin.appeals.queries.case_papers import Folder
from lianxin.appeals.queries.joint import main_clock, proposed_lead, standing, to_blame
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.whistle import WhistleLine, whistles_of
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.queries import clocks_of


@dataclass(frozen=True)
class Together:
    """What several units do about one matter.

    `blamed` are the units whose late sub-orders made the main late (J5), `lead_asked` who is asked to take over.
    """

    orders: Sequence[SubOrder]
    late: frozenset[int]
    blamed: Sequence[str]
    lead_asked: str
    whistles: Sequence[WhistleLine]

    @property
    def waiting(self) -> int:
        """How many the lead waits for."""
        return sum(one.open for one in self.orders)


def together(matter: Matter, shown: Folder, *, by: Actor) -> Together:
    """The joint handling of a matter, as far as its folder shows it."""
    orders, now, helps = shown.suborders, clock.now(), shown.helping is not None
    late = frozenset(one.pk for one in orders if is_late(one, matter, now))
    asked = proposed_lead(matter) if any(one.to_lead for one in orders) else None
    main = main_clock(clocks_of(matter)) if late and not helps else None
    return Together(
        orders=orders,
        late=late,
        blamed=[one.unit.name for one in to_blame(orders, main, now)],
        lead_asked=asked.unit.name if asked is not None else "",
        whistles=whistles_of(matter, units=by.every_unit if helps else None),
    )


def is_late(order: SubOrder, matter: Matter, now: datetime) -> bool:
    """Whether a sub-order is late; of a matter that ended meanwhile nothing is waited for."""
    return order.late(now) and (order.answered_at is not None or matter.state == "joint")


def parts_written(matter: Matter, lead: str) -> str:
    """The reply as it may begin: a section for each unit, what it answered in it (J3); empty where one works alone."""
    orders = [one for one in standing(matter) if one.stage == Stage.DONE]
    if not orders:
        return ""
    put_back(matter, orders, clear=False)
    own = _("主办单位%(unit)s办理情况：") % {"unit": lead} + "\n\n"
    theirs = [_("协办单位%(unit)s：") % {"unit": one.unit.name} + f"\n{one.answer}\n" for one in orders]
    return "\n".join([own, *theirs])
