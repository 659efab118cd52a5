"""The same person, the same matter, nothing new: found by two persons, who name the answer given before (重复诉求)."""

import pytest

from lianxin.appeals.queries import notice_of
from lianxin.appeals.queries.repeated import earlier_of
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from tests.appeals.hands import MONDAY
from tests.township import Township, at

TUESDAY = at("2026-11-03 09:00")


def propose(town: Township, matter: Matter, earlier: str) -> None:
    said = {"reason": "repeated", "words": "和上次一样，没有新的情况。", "earlier": earlier}
    town.go(matter, "propose_reject", by=town.triage, when=TUESDAY, **said)


def test_two_persons_find_that_it_was_answered_before_and_the_notice_names_that_answer(
    town: Township,
) -> None:
    before = town.answered(town.file(when=MONDAY), when=MONDAY)
    again = town.file(when=TUESDAY)
    propose(town, again, before.number)
    town.go(again, "reject", by=town.reviewer, when=TUESDAY)
    again.refresh_from_db()
    notice = notice_of(again)
    assert (earlier_of(again), notice and notice.reference) == (before, before.number)


def test_what_nobody_answered_or_somebody_else_raised_is_no_repetition(town: Township) -> None:
    again = town.file(when=TUESDAY)
    unanswered = town.working(town.file(when=MONDAY), MONDAY)
    somebody_elses = town.answered(town.file(when=MONDAY, phone="19900004444"), when=MONDAY)
    later = town.answered(town.file(when=at("2026-11-04 09:00")), when=at("2026-11-04 09:00"))
    for number in (unanswered.number, somebody_elses.number, later.number, again.number, "", "103-2026-1"):
        with pytest.raises(Refused, match="请填原来那件的编号"):
            propose(town, again, number)
