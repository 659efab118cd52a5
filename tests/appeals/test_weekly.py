"""The figures of the week count what their words say, and their lists show just that."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from lianxin.kernel import clock
from lianxin.kernel.figures.registry import DENOMINATOR, NUMERATOR, Query, figures, read, tell
from lianxin.matters.models import Matter
from tests.township import Township, at, enter

WEEK = (at("2026-11-02 00:00").date(), at("2026-11-08 00:00").date())
NOW = at("2026-11-09 09:00")


def told(town: Township, code: str, *part: str) -> tuple[int, int | None]:
    """Numerator and denominator of a figure of the week, as the leader counts it; the same beside other weeks."""
    query = Query(code, *WEEK, part=(part[0], part[1]) if part else ("", ""))
    alone = tell({"it": query}, by=town.leader, now=NOW)["it"]
    weeks = {f"{weeks}": moved(query, weeks=weeks) for weeks in (-4, -1, 0)}
    beside = tell(weeks, by=town.leader, now=NOW)["0"]
    assert (beside.n, beside.d) == (alone.n, alone.d)
    return alone.n, alone.d


def moved(query: Query, *, weeks: int) -> Query:
    """The same so many weeks later."""
    span = timedelta(weeks=weeks)
    return replace(query, since=query.since + span, until=query.until + span)


def keys(town: Township, code: str, side: str = NUMERATOR) -> set[int]:
    return set(Query(code, *WEEK).rows(side, by=town.leader, now=NOW).values_list("pk", flat=True))


@pytest.mark.req("INV-14", "XC-01")
def test_merged_and_void_matters_are_not_new_and_contacts_are_no_matters(town: Township) -> None:
    main = town.file(when=at("2026-11-02 09:00"))
    town.merged(town.file(when=at("2026-11-03 09:00")), main, when=at("2026-11-03 10:00"))
    town.voided(town.file(when=at("2026-11-04 09:00")), when=at("2026-11-04 10:00"))
    town.file(when=at("2026-11-08 23:59"), channel="phone")
    town.file(when=at("2026-11-09 00:00"))
    assert (told(town, "new"), told(town, "spoken_of")) == ((2, None), (2, None))
    assert (told(town, "new", "channel", "web"), told(town, "new", "channel", "phone")) == (
        (1, None),
        (1, None),
    )
    assert told(town, "new", "village", str(town.village.pk)) == (2, None)
    assert told(town, "new", "village", "none") == (0, None)


def test_spans_that_meet_are_counted_one_by_one(town: Township) -> None:
    reached = town.file(when=at("2026-11-04 09:00"))
    town.go(reached, "reach", by=town.triage, when=at("2026-11-04 10:00"), text="说好了。")
    week = Query("responded", *WEEK)
    longer = replace(week, since=week.since - timedelta(days=3))
    found = tell({"week": week, "longer": longer, "same": week}, by=town.leader, now=NOW)
    assert {name: (one.n, one.d) for name, one in found.items()} == dict.fromkeys(found, (1, 1))


def test_what_was_open_on_sunday_night_is_counted_though_it_is_closed_by_now(town: Township) -> None:
    late = town.working(town.file(when=at("2026-10-12 09:00")), when=at("2026-10-12 10:00"))
    fresh = town.file(when=at("2026-11-06 09:00"))
    town.go(fresh, "withdraw", by=town.holder(fresh), when=at("2026-11-09 08:00"))
    assert keys(town, "open") == {late.pk, fresh.pk}
    assert keys(town, "open_before") == {late.pk}
    assert told(town, "open", "age", "0-5") == (1, None)
    assert told(town, "open", "age", "11-20") == (1, None)


@pytest.mark.req("DSP-04")
def test_a_call_is_a_contact_and_silence_is_not(town: Township) -> None:
    reached, silent, gone = (town.file(when=at("2026-11-02 09:00")) for _ in range(3))
    town.go(reached, "reach", by=town.triage, when=at("2026-11-02 15:00"), text="电话里说好明天去看。")
    town.go(gone, "withdraw", by=town.holder(gone), when=at("2026-11-02 10:00"))
    late = town.file(when=at("2026-11-02 09:00"))
    town.go(late, "reach", by=town.triage, when=at("2026-11-05 15:00"), text="今天才打通。")
    assert told(town, "responded") == (1, 3)
    assert keys(town, "responded", DENOMINATOR) == {reached.pk, silent.pk, late.pk}


def test_a_unit_that_lets_the_time_pass_has_not_signed_in_time(town: Township) -> None:
    town.working(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-02 10:00"))
    town.dispatched(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-02 10:00"))
    assert told(town, "signed") == (1, 2)


def test_of_what_was_due_what_nobody_closed_is_in_the_denominator(town: Township) -> None:
    start = at("2026-10-26 09:00")  # five working days end on 2 November
    town.closed(town.file(when=start), when=at("2026-10-26 10:00"))
    open_one = town.working(town.file(when=start), when=at("2026-10-26 10:00"))
    left = town.working(town.file(when=start), when=at("2026-10-26 10:00"))
    town.go(left, "withdraw", by=town.holder(left), when=at("2026-10-27 10:00"))
    assert told(town, "on_time") == (1, 2)
    assert keys(town, "on_time", DENOMINATOR) - keys(town, "on_time") == {open_one.pk}
    assert told(town, "on_time_extended") == (1, 2)
    assert told(town, "on_time", "unit", str(town.water.pk)) == (1, 2)


def test_every_list_shows_exactly_what_its_number_counts(town: Township) -> None:
    town.closed(town.file(when=at("2026-10-26 09:00")), when=at("2026-10-26 10:00"))
    town.working(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-02 10:00"))
    town.file(when=at("2026-11-06 09:00"))
    town.file(when=at("2026-11-06 09:00"), type="report")
    browser, seen = enter(Client(), town.leader), 0
    for figure in (one for one in figures() if one.lists == "matters"):
        query = Query(figure.code, *WEEK)
        for side in figure.sides:
            wanted = query.rows(side, by=town.leader, now=NOW).values_list("number", flat=True)
            with clock.standing_at(NOW):
                page = browser.get(query.address(side)).content.decode()
            shown = set(re.findall(r'<a href="/matters/([\d-]+)/">', page))
            assert shown == set(wanted), (figure.code, side)
            assert str(figure.formula if side == NUMERATOR else figure.below) in page
            seen += len(shown)
    assert seen > 8


def test_accusations_enter_no_figure_not_even_of_those_who_see_them(town: Township) -> None:
    town.file(when=at("2026-11-03 09:00"), type="report")
    assert Matter.objects.count() == 1
    queries = {figure.code: Query(figure.code, *WEEK) for figure in figures()}
    assert {one.n for one in tell(queries, by=town.triage, now=NOW).values()} == {0}


def test_an_address_with_nonsense_asks_for_no_figure() -> None:
    good = {"figure": "new", "since": "2026-11-02", "until": "2026-11-08"}
    assert read(good) == Query("new", *WEEK)
    for wrong in ({"figure": "gossip"}, {"since": "soon"}, {"until": "2026-11-01"}, {"part": "colour:red"}):
        assert read(good | wrong) is None
