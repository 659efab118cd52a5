"""The Monday page: last week beside the weeks before, every number with its list, and a balance that must hold."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.insight.figures.monday import Monday, monday
from lianxin.insight.figures.weeks import Week, week_of
from lianxin.insight.terms import RESIDENTS
from lianxin.kernel import clock, editions
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.places.models import Area
from tests.township import TOWN, Township, at, enter

NOW = at("2026-11-09 09:00")
QUERIES = 58
WEEK = Week(at("2026-11-02 00:00").date())


def page_of(town: Township) -> Monday:
    return monday(WEEK, by=town.leader, now=NOW)


@pytest.fixture
def leader(town: Township) -> Iterator[Client]:
    """The leader at a browser on Monday morning."""
    with clock.standing_at(NOW):
        yield enter(Client(), town.leader)


def test_a_week_is_monday_to_sunday_and_the_running_one_waits() -> None:
    today = at("2026-11-11 00:00").date()
    assert week_of(None, today=today) == WEEK
    assert week_of(at("2026-11-08 00:00").date(), today=today) == WEEK
    assert week_of(today, today=today) == WEEK
    assert week_of(at("2026-11-01 00:00").date(), today=today) == WEEK.earlier


def test_a_number_stands_beside_the_week_before_and_the_mean_of_four(town: Township) -> None:
    for day, times in (("2026-11-03", 3), ("2026-10-28", 2), ("2026-10-20", 1), ("2026-10-14", 2)):
        for _ in range(times):
            town.file(when=at(f"{day} 09:00"))
    new = page_of(town).trends["new"]
    assert (new.words, new.words_before, new.words_four) == ("3", "2", "1.3")  # 5/4 is 1.25, half up


def test_rates_of_four_weeks_are_one_rate_and_few_are_no_percentage(town: Township) -> None:
    for day in ("2026-11-02", "2026-10-26", "2026-10-19"):
        matter = town.file(when=at(f"{day} 09:00"))
        town.go(matter, "reach", by=town.triage, when=at(f"{day} 10:00"), text="说好了。")
    town.file(when=at("2026-10-19 09:00"))
    responded = page_of(town).trends["responded"]
    assert (responded.words, responded.words_before, responded.words_four) == ("1/1", "1/1", "2/3")
    assert page_of(town).trends["signed"].words == "—"


@pytest.mark.req("INV-02")
def test_the_balance_of_the_week_is_even_and_every_term_has_its_list(town: Township, leader: Client) -> None:
    before = town.file(when=at("2026-10-30 09:00"))
    town.closed(before, when=at("2026-11-03 09:00"))
    town.go(before, "reopen", by=town.holder(before), when=at("2026-11-04 09:00"), words="又漏了。")
    merged, main = (town.file(when=at("2026-11-02 09:00")) for _ in range(2))
    town.merged(merged, main, when=at("2026-11-03 09:00"))
    town.voided(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-03 09:00"))
    told = page_of(town)
    assert (told.balance.start, told.balance.end, told.balance.even) == (1, 2, True)
    counts = {line.label: line.count for line in told.terms if line.count}
    assert counts == {"新收": 3, "重启": 1, "办结": 1, "并案": 1, "作废": 1}
    for line in told.terms:
        shown = re.findall(r'<a href="/matters/[\d-]+/">', leader.get(line.address).content.decode())
        assert len(shown) == line.rows, line.label
    assert "不平" not in leader.get("/leader/monday/").content.decode()


@pytest.mark.req("INV-02")
def test_a_row_the_log_does_not_know_of_prints_uneven(town: Township, leader: Client) -> None:
    lost = town.file(when=at("2026-11-03 09:00"))
    Matter.objects.filter(pk=lost.pk).update(state="closed")
    assert "不平：按经过推算期末应有 1 件在办，实有 0 件" in leader.get("/leader/monday/").content.decode()


def test_villages_add_up_to_the_whole_and_the_silent_ones_are_named(town: Township, leader: Client) -> None:
    quiet = Area.objects.create(code=f"{TOWN}202", name="竹溪村", kind="village", parent=town.village.parent)
    residents = Change({"villages": f"樟荫村 | 1512\n{quiet.code}｜500"})
    editions.change(RESIDENTS, residents, by=town.administrator, client_id=uuid7())
    town.file(when=at("2026-11-03 09:00"))
    town.file(when=at("2026-11-04 09:00"), channel="phone", area=None)
    told = page_of(town)
    assert [(one.name, one.count, one.contacts, one.per_thousand) for one in told.places.villages] == [
        ("樟荫村", 1, 1, "0.7")
    ]
    assert (told.places.silent, told.records.nowhere.n, told.places.contacts) == (["竹溪村"], 1, 2)
    assert sum(one.count for one in told.channels) == told.trends["new"].now.n == 2
    assert sum(one.count for one in told.places.villages) + told.records.nowhere.n == 2
    page = leader.get("/leader/monday/").content.decode()
    assert "4 周没有人来反映的村（社区）：2 个里有 1 个" in page


@pytest.mark.req("CNT-07")
def test_a_unit_with_few_cases_has_counts_and_no_place(town: Township) -> None:
    start = at("2026-10-26 09:00")
    for _ in range(3):
        town.closed(town.file(when=start), when=at("2026-10-26 10:00"))
    few = [(one.name, one.words, one.place) for one in page_of(town).units]
    assert few == [("供水站", "3/3", None)]
    for _ in range(7):
        town.working(town.file(when=start), when=at("2026-10-26 10:00"))
    enough = [(one.name, one.words, one.place) for one in page_of(town).units]
    assert enough == [("供水站", "3/10 = 30.0 %", 1)]


def test_emergencies_stand_on_top_and_what_nobody_touched_is_flagged(town: Township) -> None:
    late = town.working(town.file(when=at("2026-10-12 09:00")), when=at("2026-10-12 10:00"))
    urgent = town.file(when=at("2026-11-09 08:30"))
    town.go(
        urgent, "escalate", by=town.triage, when=at("2026-11-09 08:40"), urgency="emergency", reason="塌方"
    )
    lines = [(one.number, one.emergency, one.late, one.idle) for one in page_of(town).pressing]
    assert lines == [(urgent.number, True, True, False), (late.number, False, True, True)]
    first = page_of(town).pressing[1]
    assert (first.unit, first.last, first.days) == ("供水站", "签收", 19)


def test_the_leader_of_a_place_counts_that_place_only(town: Township) -> None:
    other = Area.objects.create(code="990901102000", name="白溪镇", kind="town")
    village = Area.objects.create(code="990901102201", name="石桥村", kind="village", parent=other)
    town.file(when=at("2026-11-03 09:00"), area=village.pk)
    assert (page_of(town).trends["new"].now.n, page_of(town).places.villages) == (0, [])
    assert "石桥村" not in page_of(town).places.silent


def test_the_page_asks_as_often_however_much_there_is(
    town: Township, leader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    leader.get("/me/")
    for _ in range(2):
        town.closed(town.file(when=at("2026-10-26 09:00")), when=at("2026-10-26 10:00"))
        for _again in range(3):
            town.working(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-02 10:00"))
        with django_assert_num_queries(QUERIES):
            assert leader.get("/leader/monday/").status_code == 200
