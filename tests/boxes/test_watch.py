"""The alarm: a box nobody opened for a week, one that is silent, one that is full (BOX-06)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lianxin.boxes.actions.openings import of_box
from lianxin.boxes.models import Box, BoxFault
from lianxin.boxes.queries.watch import watched
from lianxin.boxes.terms import TERMS
from lianxin.boxes.waiting import of_boxes
from lianxin.boxes.workflow import FAULT_FLOW, OPENING_FLOW
from lianxin.kernel import clock, editions
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.matters.refusals import Refused
from tests.boxes.opened import AtTheBox, hang
from tests.township import Township, at, enter


def lines(by: object) -> list[str]:
    """What waits on 今天我要办的."""
    return [str(one.label) for one in of_boxes(by)]  # type: ignore[arg-type]  # an actor of the township


@pytest.mark.req("BOX-06")
def test_a_box_that_waits_longer_than_a_week_alarms_and_a_leader_sees_it(town: Township) -> None:
    with clock.standing_at(at("2026-12-09 09:00")):
        AtTheBox(town, hang(town, hung_on=at("2026-12-02 09:00").date())).opened(when=at("2026-12-02 10:00"))
        assert [row.late for row in watched(town.leader)] == [False]  # seven days
    with clock.standing_at(at("2026-12-10 09:00")):
        row = watched(town.leader)[0]
        assert (row.days, row.late, str(row.kept)) == (8, True, "1/2 = 50.0 %")
        assert lines(town.leader) == ["03 号意见箱（村委会门口）8 天没有开"]
        assert lines(town.clerk)[0] == "03 号意见箱（村委会门口）8 天没有开"
        assert lines(town.auditor) == []


@pytest.mark.req("BOX-06")
def test_a_fixed_day_is_said_in_the_morning_and_goes_when_it_was_opened(town: Township) -> None:
    with clock.standing_at(at("2026-12-09 09:00")):
        box = AtTheBox(town, hang(town, hung_on=at("2026-12-08 09:00").date()))
        assert lines(town.clerk) == ["今天开 03 号意见箱（村委会门口）"]
        box.opened()
        assert lines(town.clerk) == ["03 号意见箱 2026-12-09：已开箱，待清点"]


@pytest.mark.req("BOX-06")
def test_a_box_without_a_slip_for_three_months_is_silent(town: Township) -> None:
    with clock.standing_at(at("2026-12-10 09:00")):
        box = AtTheBox(town, hang(town, hung_on=at("2026-09-01 09:00").date()))
        assert watched(town.leader)[0].silent
        opening = box.counted(1)
        box.slip(opening)
        assert not watched(town.leader)[0].silent


@pytest.mark.req("BOX-06")
def test_an_office_sets_how_often(town: Township) -> None:
    with clock.standing_at(at("2026-12-10 09:00")):
        hang(town, hung_on=at("2026-12-06 09:00").date())
        assert not watched(town.leader)[0].late
    wanted = Change({"every": 3, "silent": 3})
    editions.change(TERMS, wanted, by=town.administrator, client_id=uuid7())
    with clock.standing_at(timezone.now() + timedelta(seconds=1)):
        Box.objects.update(hung_on=timezone.localdate() - timedelta(days=4))
        assert watched(town.leader)[0].late


@pytest.mark.req("BOX-06")
def test_a_full_box_is_a_task_until_it_is_put_right(at_box: AtTheBox, client: Client) -> None:
    town = at_box.town
    fault: BoxFault = of_box(at_box.box)(
        FAULT_FLOW, by=town.clerk, data={"kind": "full", "words": ""}, client_id=uuid7()
    )
    assert "03 号意见箱：箱满" in lines(town.triage)
    enter(client, town.triage)
    address = reverse("fault_move", kwargs={"boxfault": fault.pk, "move": "mend"})
    client.post(address, {"mended": "已开箱清空。", "client_id": uuid7(), "version": 1})
    fault.refresh_from_db()
    assert (fault.state, fault.mended) == ("mended", "已开箱清空。")
    assert "03 号意见箱：箱满" not in lines(town.triage)


def test_a_box_is_put_out_of_use_only_when_its_slips_are_registered(at_box: AtTheBox) -> None:
    opening = at_box.counted(0)
    with pytest.raises(Refused, match="还有一次开箱没有登记完"):
        at_box.go(at_box.box, "retire")
    at_box.go(opening, "finish")
    at_box.go(at_box.box, "retire")
    with pytest.raises(Refused, match="已经停用"):
        at_box.opened(seal_before="A0117")


def test_a_day_is_planned_once_and_called_off_with_a_reason(at_box: AtTheBox) -> None:
    day = timezone.localdate() + timedelta(days=3)
    plan = of_box(at_box.box)
    said = {"day": day}
    opening = plan(OPENING_FLOW, by=at_box.town.clerk, data=said, client_id=uuid7(), move="plan")
    with pytest.raises(Refused, match="已经排了开箱"):
        plan(OPENING_FLOW, by=at_box.town.clerk, data=said, client_id=uuid7(), move="plan")
    at_box.go(opening, "cancel", reason="下大雪。")


@pytest.mark.parametrize("boxes", [1, 10])
def test_the_page_of_all_boxes_asks_as_much_for_ten_as_for_one(
    town: Township, client: Client, boxes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    enter(client, town.leader)
    for number in range(boxes):
        hang(town, code=str(number))
    client.get(reverse("boxes"))
    with django_assert_num_queries(11):
        assert client.get(reverse("boxes")).status_code == 200
