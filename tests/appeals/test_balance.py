"""The balance of open matters (INV-02): even as long as rows and log say the same, 不平 on the page when not."""

import pytest
from django.test import Client

from lianxin.appeals.figures import Scope, balance, term_of
from lianxin.kernel import clock
from lianxin.matters.models import Matter
from tests.township import Township, at, enter

WEEK = (at("2026-11-02 00:00"), at("2026-11-09 00:00"))


@pytest.mark.req("INV-02")
def test_every_term_is_counted_once(town: Township) -> None:
    before = town.file(when=at("2026-10-30 09:00"))
    town.closed(before, when=at("2026-11-03 09:00"))
    town.go(before, "reopen", by=town.holder(before), when=at("2026-11-04 09:00"), words="又漏了。")
    merged, main = (town.file(when=at("2026-11-02 09:00")) for _ in range(2))
    town.merged(merged, main, when=at("2026-11-03 09:00"))
    gone = town.file(when=at("2026-11-02 09:00"))
    town.go(gone, "withdraw", by=town.holder(gone), when=at("2026-11-03 09:00"))
    town.voided(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-03 09:00"))
    told = balance(Scope(town.leader), *WEEK)
    terms = {"new": 4, "reopened": 1, "closed": 1, "merged": 1, "withdrawn": 1, "voided": 1}
    assert (told.start, told.terms, told.end, told.even) == (1, terms, 2, True)
    assert balance(Scope(town.leader, unit=town.water.pk), *WEEK).terms == {"closed": 1, "reopened": 1}
    assert balance(Scope(town.leader, area="990901102"), *WEEK).terms == {}


@pytest.mark.req("INV-02")
def test_a_row_the_log_does_not_know_of_makes_the_page_say_so(town: Township) -> None:
    town.file(when=at("2026-11-03 09:00"))
    lost = town.file(when=at("2026-11-03 09:00"))
    Matter.objects.filter(pk=lost.pk).update(state="closed")
    told = balance(Scope(town.leader), *WEEK)
    assert (told.reckoned, told.end, told.even) == (2, 1, False)
    with clock.standing_at(at("2026-11-06 10:00")):
        shown = enter(Client(), town.leader).get("/leader/").content.decode()
    assert "不平：按经过推算应有 2 件在办，现有 1 件" in shown


def test_what_never_was_open_is_no_term() -> None:
    assert [term_of("", "closed"), term_of("closed", "archived"), term_of("merged", "withdrawn")] == [""] * 3
    assert term_of("need_info", "rejected") in {"", "rejected"}


def test_accusations_enter_no_leaders_balance(town: Township) -> None:
    town.file(when=at("2026-11-03 09:00"), type="report")
    told = balance(Scope(town.leader), *WEEK)
    assert (told.start, told.terms, told.end) == (0, {}, 0)
