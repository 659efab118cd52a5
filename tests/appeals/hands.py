"""What the tests of the triage desk look at, and how time passes in them."""

from datetime import datetime, timedelta

from lianxin.appeals.queries.case_papers import WRITTEN_BY
from lianxin.kernel import clock
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.kernel.worker import run_due
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Matter
from tests.township import at

MONDAY = at("2026-11-02 09:00")


def work_until(when: datetime, *, every: timedelta = timedelta(days=1), since: datetime = MONDAY) -> None:
    """The worker works off what is due, day after day."""
    now = since
    while now <= when:
        with clock.standing_at(now):
            run_due(now=now)
        now += every


def at_once(when: datetime) -> None:
    """The worker comes back after a while and finds all that is due."""
    with clock.standing_at(when):
        run_due(now=when)


def told(matter: Matter) -> list[str]:
    """What the resident was told."""
    return list(Message.objects.filter(row_id=matter.pk).order_by("pk").values_list("letter", flat=True))


def moves_of(matter: Matter) -> list[str]:
    """What happened to a matter."""
    events = Event.objects.filter(row_kind="matter", row_id=matter.pk).order_by("seq")
    return list(events.values_list("move", flat=True))


def running(matter: Matter) -> dict[str, datetime]:
    """The limits for which time passes, with their due times."""
    return {one.limit: one.due for one in running_clocks([matter])[matter.pk] if one.paused is None}


def state_of(matter: Matter) -> str:
    matter.refresh_from_db()
    return matter.state


def papers_are_in_the_log() -> None:
    """The page asks only for papers the log speaks of: none was written by a move that isn't named for it."""
    for name, moves in WRITTEN_BY.items():
        model = Matter._meta.get_field(name).related_model
        assert isinstance(model, type)
        made = Event.objects.filter(row_kind="matter", move__in=moves).values("row_id")
        assert not model._default_manager.exclude(matter__in=made).exists(), name
