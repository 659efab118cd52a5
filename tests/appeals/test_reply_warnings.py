"""Before a reply goes out its gaps stand beside it, once; a second press sends it all the same (答复检查)."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from lianxin.appeals.models import Reply
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from tests.appeals.hands import state_of
from tests.doors.conftest import fields_of, text_of
from tests.township import Township, enter

BAD = "您反映的事有关部门已列入计划，会尽快解决，请您耐心等待，谢谢理解。"
GOOD = "供水站王师傅 11 月 3 日换了接头，已不漏水。还有问题请打供水站电话 0912-5550000。"
HELD = "还没有提交。请先看看这几处"


def written(client: Client, matter: Matter, **typed: Any) -> HttpResponse:
    """Open the form of 申请办结, fill it in, press its button."""
    page = fields_of(client.get(f"/matters/{matter.number}/do/finish/"))
    return client.post(f"/matters/{matter.number}/do/finish/", {**page, "outcome": "resolved", **typed})


def in_hand(town: Township) -> Matter:
    """A matter whose unit has spoken with the resident."""
    matter = town.working(town.file())
    town.go(matter, "record", by=town.water_handler, kind="contact", text="已打电话。")
    return matter


def test_the_first_press_shows_what_is_missing_and_keeps_what_was_typed(town: Township) -> None:
    matter, unit = in_hand(town), enter(Client(), town.water_handler)
    answer = written(unit, matter, reply=BAD, basis="供水条例")
    page = text_of(answer)
    assert (answer.status_code, state_of(matter)) == (200, "working")
    assert HELD in page
    assert "没有日期的承诺" in page
    assert "仍要申请办结" in page
    assert fields_of(answer)["reply"] == BAD
    assert fields_of(answer)["basis"] == "供水条例"
    assert Reply.objects.count() == 0


def test_the_second_press_sends_it_and_the_log_says_against_what(town: Township) -> None:
    matter, unit = in_hand(town), enter(Client(), town.water_handler)
    first = written(unit, matter, reply=BAD)
    second = unit.post(f"/matters/{matter.number}/do/finish/", fields_of(first))
    assert (second.status_code, state_of(matter)) == (302, "closing")
    facts = Event.objects.get(move="finish").facts
    assert {"no_who", "vague"} <= set(facts["warnings"])
    assert BAD not in str(facts)


def test_a_new_fault_stops_again_and_an_old_one_does_not(town: Township) -> None:
    matter, unit = in_hand(town), enter(Client(), town.water_handler)
    first = fields_of(written(unit, matter, reply="供水站王师傅换了接头，已不漏水。还有问题请打供水站电话。"))
    assert first["warned"] == "no_when"
    worse = unit.post(f"/matters/{matter.number}/do/finish/", {**first, "reply": BAD})
    assert HELD in text_of(worse)
    assert state_of(matter) == "working"


def test_a_reply_that_says_it_all_goes_at_once(town: Township) -> None:
    matter, unit = in_hand(town), enter(Client(), town.water_handler)
    assert written(unit, matter, reply=GOOD).status_code == 302
    assert "warnings" not in Event.objects.get(move="finish").facts


def test_what_can_not_be_sent_says_so_before_it_says_what_is_missing(town: Township) -> None:
    matter, unit = in_hand(town), enter(Client(), town.water_handler)
    answer = written(unit, matter, reply="尽快。")
    assert answer.status_code == 422
    assert HELD not in text_of(answer)


def test_the_reviewer_reads_the_same_beside_the_draft_and_the_log_counts_it_when_it_leaves(
    town: Township,
) -> None:
    matter = in_hand(town)
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=BAD)
    page = text_of(enter(Client(), town.reviewer).get(f"/matters/{matter.number}/do/approve/"))
    assert "发给群众之前，请看看这几处" in page
    assert "已列入计划" in page
    town.go(matter, "approve", by=town.reviewer)
    assert "vague" in Event.objects.get(move="approve").facts["warnings"]
    after = text_of(enter(Client(), town.caller).get(f"/matters/{matter.number}/"))
    assert "请看看这几处" not in after


def test_while_it_is_written_the_part_of_the_page_says_the_same(town: Township) -> None:
    matter = in_hand(town)
    unit, stranger = enter(Client(), town.water_handler), enter(Client(), town.roads_handler)
    part = unit.post(f"/matters/{matter.number}/reply-check/", {"reply": BAD})
    assert "没有日期的承诺" in text_of(part)
    assert "<html" not in part.content.decode()
    assert text_of(unit.post(f"/matters/{matter.number}/reply-check/", {"reply": GOOD})).strip() == ""
    assert stranger.post(f"/matters/{matter.number}/reply-check/", {"reply": BAD}).status_code == 404
    assert Event.objects.filter(row_id=matter.pk).latest("seq").move == "record"


@pytest.mark.req("J13")
def test_a_warning_quotes_nothing_the_unit_may_not_read(town: Township) -> None:
    said = "我叫蓝水旺，请问井边的水管什么时候修好通水？"
    matter = town.file(
        text=said, identity="confidential", name="蓝水旺", phone="19900003333", type="complaint"
    )
    town.working(matter)
    unit = enter(Client(), town.water_handler)
    part = unit.post(
        f"/matters/{matter.number}/reply-check/", {"reply": "已经看过，等料到了再说，请等一等。"}
    )
    assert "请问井边的水管什么时候修好通水" in text_of(part)
    assert "蓝水旺" not in text_of(part)


def test_on_the_spot_the_same_is_said(town: Township) -> None:
    matter = town.file(by=town.clerk, type="enquiry")
    desk = enter(Client(), town.triage)
    page = fields_of(desk.get(f"/matters/{matter.number}/do/answer_now/"))
    typed = {**page, "outcome": "explained", "reply": BAD, "confirmed": "yes"}
    answer = desk.post(f"/matters/{matter.number}/do/answer_now/", typed)
    assert HELD in text_of(answer)
    assert fields_of(answer)["confirmed"] == "yes"
