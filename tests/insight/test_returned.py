"""Figure 8 on the Monday page: what units gave back of what they were sent, why, and what had to be decided."""

import pytest
from django.test import Client

from lianxin.insight.figures.returned import ReturnLine, returned
from lianxin.insight.figures.weeks import Week
from lianxin.kernel import clock
from lianxin.kernel.figures.registry import DENOMINATOR, NUMERATOR, Query
from lianxin.matters.models import Matter
from tests.appeals.returned import asked, disputed, ruled
from tests.township import Township, at, enter

NOW = at("2026-11-09 09:00")
WEEK = Week(at("2026-11-02 00:00").date())
WHEN = at("2026-11-03 09:00")


def lines(town: Township) -> dict[str, ReturnLine]:
    """The lines of last week, by unit."""
    query = Query("given_back", WEEK.monday, WEEK.sunday)
    return {line.name: line for line in returned(WEEK, query.asked(by=town.leader, now=NOW))}


def sent_to_water(town: Township) -> Matter:
    """Sent to the water station in the week, and signed for."""
    return town.working(town.file(when=WHEN), when=WHEN)


def test_each_unit_with_count_share_and_reasons_by_whose_the_order_was(town: Township) -> None:
    for _ in range(2):
        sent_to_water(town)
    moved = asked(town, sent_to_water(town), when=WHEN)
    town.go(moved, "agree_return", by=town.triage, when=WHEN)
    town.go(moved, "dispatch", by=town.triage, when=WHEN, unit=town.roads.pk, basis="清单第 5 条")
    ruled(town, disputed(town, sent_to_water(town), when=WHEN), when=WHEN)
    found = lines(town)
    assert found.keys() == {"供水站"}  # the road office was sent one and gave nothing back
    water = found["供水站"]
    assert (water.told.n, water.told.d, water.ruled.n) == (2, 4, 1)
    assert [(str(one.label), one.count) for one in water.reasons] == [("不是本单位的职责", 2)]


def test_a_matter_given_back_twice_is_one_and_another_week_is_another(town: Township) -> None:
    matter = asked(town, sent_to_water(town), when=WHEN)
    town.go(matter, "refuse_return", by=town.triage, when=WHEN, reason="清单写的就是你们。")
    asked(town, matter, when=WHEN, ground="catalogue")
    before = at("2026-10-28 09:00")
    asked(town, town.working(town.file(when=before), when=before), when=before)
    water = lines(town)["供水站"]
    assert (water.told.n, water.told.d, water.ruled.n) == (1, 1, 0)
    assert {str(one.label): one.count for one in water.reasons} == {
        "不是本单位的职责": 1,
        "派单目录写错了或过时了": 1,
    }


@pytest.mark.req("CNT-04")
def test_every_number_is_what_its_list_counts(town: Township) -> None:
    sent_to_water(town)
    ruled(town, disputed(town, sent_to_water(town), when=WHEN), when=WHEN)
    town.merged(asked(town, sent_to_water(town), when=WHEN), sent_to_water(town), when=WHEN)
    water = lines(town)["供水站"]
    assert (water.told.n, water.told.d) == (1, 3)  # what was merged into another counts nowhere (INV-14)
    for told, side, number in (
        (water.told, NUMERATOR, water.told.n),
        (water.told, DENOMINATOR, water.told.d),
        (water.ruled, NUMERATOR, water.ruled.n),
    ):
        assert told.query.rows(side, by=town.leader, now=NOW).count() == number
    reason = told.query.rows(NUMERATOR, by=town.leader, now=NOW)
    assert reason.count() == 1
    of_reason = water.told.query.only("ground", "duty").rows(NUMERATOR, by=town.leader, now=NOW)
    assert of_reason.count() == water.reasons[0].count


def test_the_monday_page_shows_it_with_its_lists(town: Township) -> None:
    ruled(town, disputed(town, sent_to_water(town), when=WHEN), when=WHEN)
    with clock.standing_at(NOW):
        leader = enter(Client(), town.leader)
        page = leader.get("/leader/monday/")
        body = page.content.decode()
        assert "退单、裁定" in body
        assert "不是本单位的职责 1" in body
        line = page.context["page"].returned[0]
        for address in (line.told.address, line.told.below, line.ruled.address, line.reasons[0].address):
            listed = leader.get(address)
            assert listed.status_code == 200
            assert Matter.objects.get().number in listed.content.decode()


def test_a_week_without_returns_has_no_table(town: Township) -> None:
    sent_to_water(town)
    with clock.standing_at(NOW):
        assert (
            'aria-labelledby="returned"'
            not in enter(Client(), town.leader).get("/leader/monday/").content.decode()
        )
