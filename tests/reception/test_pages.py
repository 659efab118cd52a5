"""The pages of the plan: for everybody, for the desk that makes the rota, for those in a slot."""

import re
from collections.abc import Iterator
from datetime import date, time

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.printing import PrintLog
from lianxin.reception.models import Kind, Leave, Slot, SlotPerson, Swap, Turn
from lianxin.reception.rules.slots import Part
from tests.reception.rota_of import MONDAY, Reception, reception
from tests.township import Township, at, enter

pytestmark = pytest.mark.django_db
WEDNESDAY = "2022-02-16"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """All of it on one Monday."""
    with clock.standing_at(MONDAY):
        yield


@pytest.fixture
def desk(town: Township) -> Reception:
    """The Wednesday reception."""
    return reception(town)


def text(client: Client, address: str) -> str:
    """A page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.req("RCP-02")
def test_everybody_reads_who_receives_them_when_and_what_was_changed(desk: Reception, client: Client) -> None:
    slot, hidden = desk.plan(WEDNESDAY), desk.plan("2022-02-23", leader=2)
    desk.publish(slot)
    page = text(client, "/reception/")
    assert "2022年2月16日" in page
    assert "书记员（便民服务中心 书记）" in page
    assert "2022年2月23日" not in page
    assert "有变更" not in page
    desk.go(
        slot, "put", part=Part.LEADER, appointment=desk.key(desk.leaders[3]), instead=desk.person(slot).pk
    )
    page = text(client, "/reception/")
    assert "有变更" in page
    assert "换接待领导：书记员（便民服务中心 书记） → 副乡长员（便民服务中心 副乡长）" in page
    assert hidden.state == "planned"


@pytest.mark.req("RCP-02")
def test_a_slot_that_was_called_off_stays_on_the_plan_with_the_reason(
    desk: Reception, client: Client
) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.publish(slot)
    desk.go(slot, "cancel", reason="会议室停电")
    page = text(client, "/reception/")
    assert "取消" in page
    assert "会议室停电" in page


@pytest.mark.req("RCP-11")
def test_a_temporary_point_shows_its_period(desk: Reception, client: Client) -> None:
    Kind.objects.filter(pk=desk.kind.pk).update(since="2022-02-14", until="2022-03-14")
    assert "临时接待点：2022年2月14日至2022年3月14日" in text(client, "/reception/")


@pytest.mark.req("RCP-02")
def test_the_plan_asks_as_little_for_ten_slots_as_for_one(
    desk: Reception, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.publish(desk.plan(WEDNESDAY))
    client.get("/reception/")
    with django_assert_num_queries(PLAN):
        client.get("/reception/")
    for n, day in zip((0, 2, 3), ("2022-02-23", "2022-03-02", "2022-03-07"), strict=True):
        desk.publish(desk.plan(day, leader=n))
    with django_assert_num_queries(PLAN):
        client.get("/reception/")


PLAN = 6


@pytest.mark.req("RCP-02")
def test_a_telephone_subscribes_to_the_plan_of_a_kind(desk: Reception, client: Client) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.plan("2022-02-23", leader=2)
    desk.publish(slot)
    answer = client.get("/reception/calendar/market.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    told = answer.content.decode().replace("\r\n ", "")
    assert told.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20220216T010000Z\r\n" in told
    assert "书记员（便民服务中心 书记）" in told
    assert "乡长员" not in told.replace("副乡长员", "")  # the substitute is no news for a calendar
    assert client.get("/reception/calendar/nothing.ics").status_code == 404


@pytest.mark.req("RCP-01", "RCP-03")
def test_the_desk_proposes_a_rota_and_puts_it_into_the_book(desk: Reception, client: Client) -> None:
    enter(client, desk.town.triage)
    address = f"/reception/kinds/{desk.kind.pk}/rota/"
    page = text(client, f"{address}?since=2022-02-16&until=2022-03-09")
    assert "最多和最少相差 0 场" in page
    days = ["2022-02-16", "2022-02-23", "2022-03-02", "2022-03-09"]
    assert sorted(set(re.findall(r'name="leader-([\d-]+)"', page))) == days
    said = {"since": "2022-02-16", "until": "2022-03-09", "client_id": uuid7()}
    for n, day in enumerate(days):
        said[f"leader-{day}"] = desk.key(desk.leaders[n])
        said[f"substitute-{day}"] = desk.key(desk.leaders[n - 1])
        said[f"recorder-{day}"] = desk.key(desk.recorder)
    for _time in range(2):
        answer = client.post(address, said)
        assert answer.status_code == 302
    assert list(Slot.objects.order_by("day").values_list("day", flat=True)) == [
        date.fromisoformat(day) for day in days
    ]
    assert SlotPerson.objects.filter(part=Part.RECORDER).count() == 4


@pytest.mark.req("RCP-01")
def test_a_day_that_can_not_be_planned_is_named_and_stops_no_other(desk: Reception, client: Client) -> None:
    enter(client, desk.town.triage)
    said = {"since": "2022-02-16", "until": "2022-02-23", "client_id": uuid7()}
    for day in ("2022-02-16", "2022-02-23"):
        said[f"leader-{day}"] = desk.key(desk.leaders[0])
    said["substitute-2022-02-16"] = desk.key(desk.leaders[1])
    answer = client.post(f"/reception/kinds/{desk.kind.pk}/rota/", said, follow=True)
    page = answer.content.decode()
    assert "已办 1 场" in page
    assert "2022年2月23日没有办成：请选一位替补" in page


@pytest.mark.req("RCP-01")
def test_the_proposal_respects_leave_and_says_who_is_short(desk: Reception, client: Client) -> None:
    for leader in desk.leaders[1:]:
        one = Turn.objects.get(appointment=desk.key(leader)).appointment.person
        Leave.objects.create(person=one, first="2022-02-14", last="2022-02-18", told_at=MONDAY)
    enter(client, desk.town.triage)
    page = text(client, f"/reception/kinds/{desk.kind.pk}/rota/?since=2022-02-16&until=2022-02-16")
    assert "有 1 天排不满" in page
    assert "缺人" in page


@pytest.mark.req("RCP-03")
def test_a_festival_wednesday_is_named_as_left_out(desk: Reception, client: Client) -> None:
    with clock.standing_at(at("2022-01-24 09:00")):
        enter(client, desk.town.triage)
        page = text(client, f"/reception/kinds/{desk.kind.pk}/rota/?since=2022-01-26&until=2022-02-09")
    assert "这些日子逢节假日，不安排：2022年2月2日" in page


@pytest.mark.req("SEV-01", "SEV-02", "RCP-03")
def test_seven_o_clock_runs_on_the_make_up_saturday_and_sends_two_more_after_the_festival(
    desk: Reception, client: Client
) -> None:
    Kind.objects.filter(pk=desk.kind.pk).update(days="", starts=time(7), ends=time(8))
    with clock.standing_at(at("2022-01-24 09:00")):
        enter(client, desk.town.triage)
        page = text(client, f"/reception/kinds/{desk.kind.pk}/rota/?since=2022-01-28&until=2022-02-08")
    days = sorted(set(re.findall(r'name="leader-([\d-]+)"', page)))
    assert days == ["2022-01-28", "2022-01-29", "2022-01-30", "2022-02-07", "2022-02-08"]
    assert sorted(set(re.findall(r'name="(extra\d-[\d-]+)"', page))) == [
        "extra0-2022-02-07",
        "extra1-2022-02-07",
    ]


@pytest.mark.req("RCP-02")
def test_slots_are_posted_by_the_dozen_and_those_too_late_are_named(desk: Reception, client: Client) -> None:
    soon, later = desk.plan("2022-02-08"), desk.plan(WEDNESDAY)
    enter(client, desk.town.triage)
    sent = {"slots": [soon.pk, later.pk], "client_id": uuid7()}
    page = client.post("/reception/rota/publish/", sent, follow=True).content.decode()
    assert "已办 1 场" in page
    assert "2022年2月8日没有办成：这一场在2022年2月8日，要提前 2 个工作日" in page
    states = dict(Slot.objects.values_list("pk", "state"))
    assert states == {soon.pk: "planned", later.pk: "published"}
    again = client.post("/reception/rota/publish/", sent, follow=True).content.decode()
    assert "已办 1 场" in again  # the same form twice
    assert Event.objects.filter(move="publish").count() == 1


@pytest.mark.req("INV-12")
def test_signed_in_by_a_double_click_the_second_leads_on_as_the_first_did(
    desk: Reception, client: Client
) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.publish(slot)
    enter(client, desk.town.triage)
    sent = desk.form(slot, persons_here=[desk.person(slot).pk])
    with clock.standing_at(at("2022-02-16 08:55")):
        answers = [client.post(f"/reception/slots/{slot.pk}/do/sign_in/", sent) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Event.objects.filter(move="sign_in").count() == 1


@pytest.mark.req("RCP-02")
def test_a_slot_is_altered_on_its_page_and_a_refusal_keeps_what_was_typed(
    desk: Reception, client: Client
) -> None:
    slot = desk.plan(WEDNESDAY)
    enter(client, desk.town.triage)
    page = text(client, f"/reception/slots/{slot.pk}/")
    assert f"/reception/slots/{slot.pk}/do/move/" in page
    wrong = desk.form(slot, day="2022-02-17", starts="12:00", ends="09:00", place="大厅", reason="停电检修")
    answer = client.post(f"/reception/slots/{slot.pk}/do/move/", wrong)
    assert answer.status_code == 422
    assert "结束时间要晚于开始时间" in answer.content.decode()
    assert "停电检修" in answer.content.decode()
    answer = client.post(f"/reception/slots/{slot.pk}/do/move/", {**wrong, "starts": "08:00"})
    assert answer.status_code == 302
    assert sorted(Slot.objects.values_list("day", "state")) == [
        (date(2022, 2, 16), "cancelled"),
        (date(2022, 2, 17), "planned"),
    ]


@pytest.mark.req("RCP-02")
def test_of_two_desks_the_second_is_told_who_was_first(desk: Reception, client: Client) -> None:
    slot = desk.plan(WEDNESDAY)
    form = desk.form(slot, reason="停电")
    desk.publish(slot)
    enter(client, desk.town.triage)
    answer = client.post(f"/reception/slots/{slot.pk}/do/cancel/", form)
    assert answer.status_code == 409
    assert "先做了「公示」" in answer.content.decode()


@pytest.mark.req("RCP-02")
def test_a_leader_asks_on_the_page_and_another_agrees(desk: Reception, client: Client) -> None:
    first, second = desk.plan(WEDNESDAY), desk.plan("2022-02-23", leader=2, substitute=3)
    desk.publish(first, second)
    enter(client, desk.leaders[0])
    sent = {"mine": desk.person(first).pk, "theirs": desk.person(second).pk, "client_id": uuid7()}
    assert client.post("/reception/swaps/new/", sent).status_code == 302
    row = Swap.objects.get()
    assert "收回请求" in text(client, "/reception/swaps/")
    other = enter(Client(), desk.leaders[2])
    assert "书记员想用“赶集日群众接待”2022年2月16日这一场，换您2022年2月23日那一场" in text(
        other, "/reception/swaps/"
    )
    assert "1 个换班请求等您答复" in text(other, "/desk/")
    answer = other.post(
        f"/reception/swaps/{row.pk}/do/agree/", {"client_id": uuid7(), "version": row.version}
    )
    assert answer.status_code == 302
    assert "人大主席员（便民服务中心 人大主席）" in text(client, "/reception/")


@pytest.mark.req("RCP-01")
def test_a_kind_is_set_up_with_its_list_and_a_rule_nobody_can_read_is_explained(
    desk: Reception, client: Client
) -> None:
    enter(client, desk.town.triage)
    said = {
        "name": "今晨七点有约",
        "code": "seven",
        "unit": desk.town.hall.pk,
        "place": "镇政府门厅",
        "days": "赶集的时候",
        "starts": "07:00",
        "ends": "08:00",
        "numbers": 20,
        "windows": 1,
        "extra": 2,
        "active": "on",
        "client_id": uuid7(),
    }
    answer = client.post("/reception/kinds/new/", said)
    assert answer.status_code == 422
    assert "看不懂“赶集的时候”" in answer.content.decode()
    assert "镇政府门厅" in answer.content.decode()
    assert client.post("/reception/kinds/new/", {**said, "days": ""}).status_code == 302
    kind = Kind.objects.get(code="seven")
    page = text(client, f"/reception/kinds/{kind.pk}/")
    assert "接下来在：2022年2月7日、2022年2月8日" in page
    turn = {"appointment": desk.key(desk.leaders[0]), "part": "leader"}
    assert client.post(f"/reception/kinds/{kind.pk}/turns/", turn).status_code == 302
    found = Turn.objects.get(kind=kind)
    assert client.post(f"/reception/kinds/{kind.pk}/turns/{found.pk}/end/").status_code == 302
    assert not Turn.objects.filter(kind=kind).exists()
    twice = {**said, "days": "", "client_id": uuid7()}
    assert "代码已经有别的接待用了" in client.post("/reception/kinds/new/", twice).content.decode()


@pytest.mark.req("RCP-01")
def test_leave_is_told_and_taken_back_and_slots_in_it_are_named(desk: Reception, client: Client) -> None:
    desk.plan(WEDNESDAY)
    enter(client, desk.leaders[0])
    sent = {"appointment": desk.key(desk.leaders[0]), "first": "2022-02-14", "last": "2022-02-18"}
    page = client.post("/reception/leave/", sent, follow=True).content.decode()
    assert "这些天里已经排了 1 场" in page
    row = Leave.objects.get()
    assert enter(Client(), desk.leaders[1]).post(f"/reception/leave/{row.pk}/end/").status_code == 404
    assert client.post(f"/reception/leave/{row.pk}/end/").status_code == 302
    assert not Leave.objects.exists()
    other = {**sent, "appointment": desk.key(desk.leaders[1])}
    assert client.post("/reception/leave/", other).status_code == 422


@pytest.mark.req("F-46")
def test_the_notice_prints_filled_as_pdf_and_word_and_is_on_record(desk: Reception, client: Client) -> None:
    slot = desk.plan(WEDNESDAY)
    desk.publish(slot)
    enter(client, desk.town.triage)
    period = {"since": "2022-02-14", "until": "2022-02-28"}
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.post(f"/reception/kinds/{desk.kind.pk}/notice/", {**period, "as": kind})
        assert answer.content.startswith(begins)
    blank = client.post("/papers/F-46/blank/")
    assert blank.content.startswith(b"%PDF")
    printed = PrintLog.objects.order_by("pk").values_list("form", "number", "copy")
    assert list(printed)[:2] == [("F-46", "market-20220214", 1), ("F-46", "market-20220214", 2)]


@pytest.mark.req("RCP-02")
def test_what_waits_today(desk: Reception, client: Client) -> None:
    slot = desk.plan("2022-02-08")
    enter(client, desk.town.triage)
    page = text(client, "/desk/")
    assert "1 场接待要公示，最早的2022年1月30日前" in page
    assert "已过时间" in page
    desk.go(slot, "publish_late", reason="节前没有排")
    assert "场接待要公示" not in text(client, "/desk/")
    assert "2022年2月8日 09:00 “赶集日群众接待”，您担任接待领导" in text(
        enter(Client(), desk.leaders[0]), "/desk/"
    )


@pytest.mark.req("RCP-01")
def test_the_rota_asks_as_little_for_many_slots_as_for_one(
    desk: Reception, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.plan(WEDNESDAY)
    enter(client, desk.town.triage)
    client.get("/reception/rota/")
    with django_assert_num_queries(ROTA):
        client.get("/reception/rota/")
    for n, day in zip((0, 2, 3), ("2022-02-23", "2022-03-02", "2022-03-07"), strict=True):
        desk.plan(day, leader=n)
    with django_assert_num_queries(ROTA):
        client.get("/reception/rota/")


ROTA = 10
