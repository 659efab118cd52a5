"""重办: what wasn't solved is done again, under a limit of its own from the callback to the approval."""

import pytest

from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Clock, Matter
from tests.township import Township, at

REPLY = "供水站王师傅换了整段水管，试压两天没有再漏。有问题请打供水站电话。"


def running(matter: Matter) -> list[str]:
    """The limits that run."""
    return sorted(clock.limit for clock in running_clocks([matter])[matter.pk])


@pytest.fixture
def reworked(town: Township) -> Matter:
    """Answered, and not solved by what the resident says."""
    matter = town.answered(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-03 09:00"))
    said = {"reached": True, "resolved": "no"}
    town.go(matter, "call_back", by=town.caller, when=at("2026-11-04 09:00"), **said)
    return matter


def test_the_limit_of_rework_runs_on_while_it_is_reviewed_and_when_it_is_sent_back(
    town: Township, reworked: Matter
) -> None:
    assert running(reworked) == ["T13"]
    words = {"outcome": "resolved", "reply": REPLY}
    town.go(reworked, "finish", by=town.water_handler, when=at("2026-11-05 09:00"), **words)
    assert running(reworked) == ["T11", "T13"]
    reason = "没有写清什么时候修的。"
    town.go(reworked, "send_back", by=town.reviewer, when=at("2026-11-05 10:00"), reason=reason)
    assert running(reworked) == ["T13"]
    reworked.refresh_from_db()
    assert (reworked.state, reworked.due_at) == ("rework", at("2026-11-11 17:30"))


def test_the_limit_of_rework_stops_when_closing_was_asked_for_once_that_is_approved(
    town: Township, reworked: Matter
) -> None:
    words = {"outcome": "resolved", "reply": REPLY}
    town.go(reworked, "finish", by=town.water_handler, when=at("2026-11-05 09:00"), **words)
    town.go(reworked, "approve", by=town.reviewer, when=at("2026-11-06 09:00"))
    assert running(reworked) == ["T12"]
    assert Clock.objects.get(row_id=reworked.pk, limit="T13").stopped == at("2026-11-05 09:00")
