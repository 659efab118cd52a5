"""An appeal in each state of the table, by the moves that lead there."""

from collections.abc import Callable

from django.utils import timezone

from lianxin.kernel.actor import Role
from lianxin.matters.models import Matter
from lianxin.people.models import Account
from lianxin.people.queries import actor_of
from tests.appeals.returned import asked, disputed
from tests.township import Township, actor


def withdrawn(town: Township, matter: Matter) -> Matter:
    """Taken back by the one who raised it."""
    town.go(matter, "withdraw", by=town.holder(matter), words="已经自己修好了。")
    return matter


def handed_over(town: Township, matter: Matter) -> Matter:
    """Found to accuse an official: with the discipline desk."""
    if not Account.objects.filter(login=f"{town.roads.code}-{Role.DISCIPLINE}").exists():
        actor(town.roads, "纪检", Role.DISCIPLINE)
    town.go(matter, "hand_over", by=town.triage, reason="反映站长收钱。", units=[town.water.pk])
    return matter


def taken_up(town: Township, matter: Matter) -> Matter:
    """Taken up by it."""
    account = Account.objects.get(login=f"{town.roads.code}-discipline")
    desk = actor_of(account, at=timezone.now())
    assert desk is not None
    town.go(matter, "take_up", by=desk)
    return matter


def jointly(town: Township, matter: Matter) -> Matter:
    """The road office is asked to assist."""
    town.go(matter, "add_helper", by=town.water_handler, unit=town.roads.pk, demand="请补路面。")
    return matter


ACTORS = [
    "clerk",
    "triage",
    "water_handler",
    "roads_handler",
    "reviewer",
    "caller",
    "leader",
    "administrator",
    "resident",
]
TO_STATE: dict[str, Callable[[Township, Matter], Matter]] = {
    "registered": lambda town, matter: matter,
    "need_info": Township.asked_for_more,
    "reject_asked": Township.reject_asked,
    "rejected": Township.rejected,
    "referred": Township.referred,
    "to_dispatch": Township.accepted,
    "to_sign": Township.dispatched,
    "return_asked": lambda town, matter: asked(town, town.working(matter)),
    "adjudicating": lambda town, matter: disputed(town, town.working(matter)),
    "working": Township.working,
    "suspended": Township.suspended,
    "joint": lambda town, matter: jointly(town, town.working(matter)),
    "closing": Township.closing,
    "callback": Township.answered,
    "rework": lambda town, matter: again(town, town.answered(matter)),
    "closed": Township.closed,
    "merged": lambda town, matter: town.merged(matter, town.file()),
    "archived": lambda town, matter: archived(town, town.closed(matter)),
    "withdrawn": withdrawn,
    "voided": Township.voided,
    "sealed": handed_over,
    "inquiring": lambda town, matter: taken_up(town, handed_over(town, matter)),
}


def again(town: Township, matter: Matter) -> Matter:
    """The resident says it did not help."""
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="no", satisfied=2)
    return matter


def archived(town: Township, matter: Matter) -> Matter:
    """Put away by the system."""
    town.go(matter, "archive", by=town.system)
    return matter


def reached(town: Township, state: str) -> Matter:
    """An appeal in this state."""
    matter = town.file()
    TO_STATE[state](town, matter)
    matter.refresh_from_db()
    assert matter.state == state
    return matter
