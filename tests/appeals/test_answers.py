"""答复, 退回, 回访: the paper that was sent stays as it was, and only what residents said enters the rates."""

from datetime import datetime

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from lianxin.appeals.figures import Scope, callbacks
from lianxin.appeals.models import Appeal, Frozen, Reply
from lianxin.appeals.queries.answer_sheet import answer_sheets
from lianxin.appeals.rules.calling import HOURS, enough, next_attempt
from lianxin.appeals.terms import ENDING
from lianxin.calendars.china import china
from lianxin.kernel import clock, notices
from lianxin.kernel.actor import Role
from lianxin.kernel.editions import Change, change, current_value
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from tests.township import OFFICE, Township, actor, at, enter

REPLY = "供水站王师傅换了整段水管，试压两天没有再漏。有问题请打供水站电话。"
WEEK = (at("2026-11-02 00:00"), at("2026-11-09 00:00"))


def finish_again(town: Township, matter: Matter) -> None:
    """The unit does it again and asks for closing."""
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=REPLY)


def call(town: Township, matter: Matter, when: str, **said: object) -> Matter:
    """One callback."""
    town.go(matter, "call_back", by=town.caller, when=at(when), **said)
    matter.refresh_from_db()
    return matter


def test_a_paper_that_was_sent_says_the_same_for_ever(town: Township) -> None:
    matter = town.answered(town.file(title="水管漏水"))
    before = answer_sheets(matter)
    value = {**current_value(ENDING), "routes": "找镇长。"}
    change(ENDING, Change(value), by=town.administrator, client_id=uuid7())
    Matter.objects.filter(pk=matter.pk).update(title="改过的题目")
    matter.refresh_from_db()
    assert answer_sheets(matter) == before
    sheet = before[0]
    assert (sheet.number, sheet.edition, sheet.title) == (f"{matter.number}-1", "DEF-2026-12", "水管漏水")
    assert (sheet.unit, sheet.outcome) == ("供水站", "已解决")
    assert "60 日内申请行政复议" in " ".join(sheet.routes)
    reply = Reply.objects.get()
    reply.text = "改一改。"
    with pytest.raises(Frozen):
        reply.save()
    assert "改一改" not in Reply.objects.get().text


def test_the_paper_is_printed_with_facts_basis_result_and_routes(town: Township) -> None:
    matter = town.working(town.file())
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话。")
    basis = "供水用水条例第二十条。"
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=REPLY, basis=basis)
    client = enter(Client(), town.reviewer)
    assert client.get(f"/matters/{matter.number}/answer/1/").status_code == 404
    town.go(matter, "approve", by=town.reviewer)
    words = client.get(f"/matters/{matter.number}/answer/1/").content.decode()
    for told in ("F-98", "版本 DEF-2026-12", f"{matter.number}-1", REPLY, basis, "不服怎么办", "复查"):
        assert told in words
    assert client.get(f"/matters/{matter.number}/answer/2/").status_code == 404


def test_what_was_sent_back_in_rework_stays_a_rework(town: Township) -> None:
    matter = town.answered(town.file())
    call(town, matter, "2026-11-04 09:00", reached=True, resolved="partly")
    finish_again(town, matter)
    town.go(matter, "send_back", by=town.reviewer, reason="没写清什么时候修的。")
    matter.refresh_from_db()
    assert matter.state == "rework"


@pytest.mark.req("INV-07")
def test_after_a_second_rework_another_reviewer_reads_it_and_leaders_are_told_each_time(
    town: Township,
) -> None:
    matter = town.answered(town.file())
    told = []
    for day in ("2026-11-04", "2026-11-05"):
        call(town, matter, f"{day} 09:00", reached=True, resolved="no")
        told.append(sorted(one.letter for one in notices.unread(town.leader)))
        finish_again(town, matter)
        if day == "2026-11-04":
            town.go(matter, "approve", by=town.reviewer)
    assert told == [["staff.rework_leader"], ["staff.rework_again", "staff.rework_leader"]]
    with pytest.raises(Refused, match="须换一位没有审过它的人审核"):
        town.go(matter, "approve", by=town.reviewer)
    town.go(matter, "approve", by=actor(town.roads, "复核", Role.REVIEWER))
    matter.refresh_from_db()
    assert matter.state == "callback"


def test_vain_attempts_before_a_rework_do_not_count_after_it(town: Township) -> None:
    matter = town.answered(town.file())
    call(town, matter, "2026-11-03 09:00", reached=False)
    call(town, matter, "2026-11-03 14:00", reached=False)
    call(town, matter, "2026-11-04 10:00", reached=True, resolved="no")
    finish_again(town, matter)
    town.go(matter, "approve", by=town.reviewer)
    assert call(town, matter, "2026-11-06 15:00", reached=False).state == "callback"


def closed_by(town: Township, *calls: dict[str, object]) -> Matter:
    """Closed in the week of the figures, by these callbacks."""
    matter = town.answered(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-03 08:00"))
    for hour, said in zip(("03 09", "03 14", "04 10"), calls, strict=False):
        call(town, matter, f"2026-11-{hour}:00", **said)
    assert matter.state == "closed"
    return matter


def test_only_what_residents_said_themselves_enters_the_rates(town: Township) -> None:
    closed_by(town, {"reached": True, "resolved": "yes", "satisfied": 5})
    closed_by(town, {"reached": True, "resolved": "accepted", "satisfied": 2})
    closed_by(town, {"reached": True, "resolved": "yes", "satisfied": None})
    by_family = closed_by(town, {"reached": True, "proxy": True, "resolved": "yes", "satisfied": 5})
    nobody = closed_by(town, *[{"reached": False}] * 3)
    told = callbacks(Scope(town.leader), *WEEK)
    assert [str(rate) for rate in (told.coverage, told.resolution, told.satisfaction)] == [
        "3/5 = 60.0 %",
        "2/3 = 66.7 %",
        "1/2 = 50.0 %",
    ]
    assert (told.proxy, told.unreached, told.accepted) == (1, 1, 1)
    states = [Appeal.objects.get(matter=one).callback_state for one in (by_family, nobody)]
    assert states == ["proxy", "unreached"]
    assert Appeal.objects.get(matter=nobody).outcome == "resolved"
    page = enter(Client(), town.leader)
    with clock.standing_at(at("2026-11-10 10:00")):
        shown = page.get("/leader/").content.decode()
    assert "2/3 = 66.7 %" in shown
    assert "不平" not in shown


FIRST, LAST = datetime(2026, 11, 2, 8), datetime(2026, 11, 20, 18)  # noqa: DTZ001  # hypothesis adds the zone
TIMES = st.lists(
    st.datetimes(FIRST, LAST, timezones=st.just(OFFICE)),
    min_size=1,
    max_size=4,
)


@given(TIMES)
def test_the_next_attempt_is_at_another_hour_and_never_the_third_of_a_day(times: list[datetime]) -> None:
    times.sort()
    at_then = next_attempt(times, china())
    assert at_then is not None
    assert at_then > times[-1]
    assert at_then.hour not in {at.hour for at in times}
    assert at_then.hour in HOURS
    assert china().working(at_then.date())
    assert sum(at.date() == at_then.date() for at in times) < 2


def test_following_the_list_three_vain_attempts_are_enough() -> None:
    for hour in range(8, 18):
        times = [at(f"2026-11-06 {hour:02}:30")]
        while len(times) < 3:
            following = next_attempt(times, china())
            assert following is not None
            times.append(following)
        assert enough(times)


def test_the_list_says_from_when_the_next_attempt_helps(town: Township) -> None:
    matter = town.answered(town.file(when=at("2026-11-03 08:00")), when=at("2026-11-03 08:30"))
    other = town.answered(town.file(when=at("2026-11-03 08:00")), when=at("2026-11-03 08:30"))
    call(town, matter, "2026-11-03 09:10", reached=False)
    client = enter(Client(), town.caller)
    with clock.standing_at(at("2026-11-03 10:00")):
        rings = client.get("/desk/callbacks/").context["rings"]
    assert [one.matter.pk for one in rings.now] == [other.pk]
    assert [(one.matter.pk, one.from_then) for one in rings.later] == [(matter.pk, at("2026-11-03 14:00"))]
    with clock.standing_at(at("2026-11-03 14:05")):
        rings = client.get("/desk/callbacks/").context["rings"]
    assert {one.matter.pk for one in rings.now} == {matter.pk, other.pk}


def test_a_family_member_who_answers_is_written_down_as_that(town: Township) -> None:
    matter = town.answered(town.file())
    matter.refresh_from_db()
    typed = {"reached": "family", "resolved": "yes", "version": matter.version}
    sent = enter(Client(), town.caller).post(f"/matters/{matter.number}/do/call_back/", typed)
    assert sent.status_code == 302
    spoken = matter.callbacks.get()
    assert (spoken.reached, spoken.proxy) == (True, True)
