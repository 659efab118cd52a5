"""The triage desk: what is missing, answered at once, an emergency; and the moves the system makes."""

from datetime import timedelta

import pytest
from django.test import Client

from lianxin.appeals import choices
from lianxin.appeals.forms.triage import AT_ONCE
from lianxin.appeals.models import Appeal, Callback, Order, Reply
from lianxin.kernel import editions
from lianxin.kernel.actor import Role, resident
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.notice import Notice
from lianxin.kernel.search import find_ids
from lianxin.matters.models import Clock
from lianxin.matters.queries import today
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.wording.rules.answers import CODES
from tests.appeals.hands import MONDAY, at_once, moves_of, running, state_of, told, work_until
from tests.township import Township, actor, at, enter

ANSWER = {"outcome": "explained", "reply": "水费按月抄表收，抄表单可以到供水站查。电话 0912-5550000。"}


# -- 要求补充 --


@pytest.mark.req("INV-11", "XC-08")
def test_while_the_resident_is_asked_the_office_s_clocks_stand_still(town: Township) -> None:
    matter = town.asked_for_more(town.file(when=MONDAY), when=at("2026-11-02 10:00"))
    assert running(matter) == {"T2n": at("2026-11-17 17:30")}
    assert told(matter) == ["registered", "need_info"]
    town.go(
        matter, "supply", by=town.clerk, when=at("2026-11-04 10:00"), channel="phone", text="水表号 0042。"
    )
    assert state_of(matter) == "registered"
    assert running(matter) == {"T2a": at("2026-11-04 14:30"), "T3": at("2026-11-05 17:30")}
    held = dict(Clock.objects.filter(row_id=matter.pk).values_list("limit", "held"))
    assert (held["T2a"], held["T3"]) == (14, 2)
    assert list(check()) == []


def test_what_was_supplied_is_a_contact_of_its_own_and_is_found(town: Township) -> None:
    matter = town.asked_for_more(town.file())
    holder = resident(town.county, receipts=frozenset({matter.pk}))
    town.go(matter, "supply", by=holder, text="接头在香樟树下第三块石板。")
    assert [one.words for one in matter.contacts.order_by("pk")][1] == "接头在香樟树下第三块石板。"
    assert list(find_ids("matter", "第三块石板")) == [matter.pk]
    assert list(find_ids("matter", "漏了三天")) == [matter.pk]
    assert Notice.objects.filter(letter="staff.supplied", account_id=town.triage.account).count() == 1


def test_a_second_time_needs_a_second_person(town: Township) -> None:
    matter = town.asked_for_more(town.file())
    town.go(matter, "supply", by=town.clerk, channel="visit", text="带来了。")
    with pytest.raises(Refused, match="须由另一位派单员或审核人提出"):
        town.go(matter, "need_info", by=town.triage, items=["户口本"])
    assert state_of(matter) == "registered"
    town.go(matter, "need_info", by=town.reviewer, items=["户口本"])
    assert state_of(matter) == "need_info"


def test_the_first_time_is_the_triage_desk_s(town: Township) -> None:
    matter = town.file()
    with pytest.raises(Refused) as refusal:
        town.go(matter, "need_info", by=town.reviewer, items=["户口本"])
    assert refusal.value.code == "not_allowed"
    with pytest.raises(Refused, match="一次说全"):
        town.go(matter, "need_info", by=town.triage, items=[])


def test_after_two_reminders_and_fifteen_days_it_is_closed_and_a_new_word_opens_it_again(
    town: Township,
) -> None:
    matter = town.asked_for_more(town.file(when=MONDAY), when=MONDAY)
    work_until(at("2026-11-17 17:00"), since=at("2026-11-02 17:30"))
    assert moves_of(matter)[2:] == ["remind_info", "remind_info"]
    work_until(at("2026-11-18 17:30"), since=at("2026-11-17 17:30"))
    assert (state_of(matter), matter.closed_at) == ("closed", at("2026-11-17 17:30"))
    assert Appeal.objects.get(matter=matter).outcome == "unreached"
    assert told(matter) == ["registered", "need_info", "remind_info", "remind_info", "lapsed"]
    assert running(matter) == {}
    town.go(
        matter, "supply", by=town.clerk, when=at("2026-11-20 09:00"), channel="phone", text="刚看到短信。"
    )
    assert (state_of(matter), matter.closed_at) == ("registered", None)
    assert Appeal.objects.get(matter=matter).outcome == ""
    assert running(matter) == {"T2a": at("2026-11-20 14:30")}
    assert list(check()) == []


def test_nobody_is_given_up_on_the_day_the_worker_comes_back(town: Township) -> None:
    matter = town.asked_for_more(town.file(when=MONDAY), when=MONDAY)
    at_once(at("2026-12-20 09:00"))
    assert moves_of(matter)[2:] == ["remind_info"]
    work_until(at("2026-12-21 09:00"), since=at("2026-12-21 09:00"))
    assert moves_of(matter)[2:] == ["remind_info", "remind_info"]
    work_until(at("2026-12-22 09:00"), since=at("2026-12-22 09:00"))
    assert state_of(matter) == "closed"


def test_who_was_reminded_once_only_is_not_given_up(town: Township) -> None:
    matter = town.asked_for_more(town.file(when=MONDAY), when=MONDAY)
    work_until(at("2026-11-09 17:30"), since=at("2026-11-02 17:30"))
    Job.objects.filter(key__contains=":remind_info:", status="waiting").delete()
    work_until(at("2026-11-25 17:30"), since=at("2026-11-10 17:30"))
    assert (moves_of(matter)[2:], state_of(matter)) == (["remind_info"], "need_info")


def test_a_matter_closed_in_another_way_is_not_opened_by_it(town: Township) -> None:
    matter = town.closed(town.file())
    with pytest.raises(Refused) as refusal:
        town.go(matter, "supply", by=town.clerk, channel="phone", text="还有一句。")
    assert refusal.value.code == "not_allowed"


def test_what_lapsed_and_was_reopened_is_no_longer_waited_for(town: Township) -> None:
    matter = town.asked_for_more(town.file(when=MONDAY), when=MONDAY)
    for day, move in (("05", "remind_info"), ("07", "remind_info"), ("17", "lapse")):
        town.go(matter, move, by=town.system, when=at(f"2026-11-{day} 18:00"))
    town.go(matter, "reopen", by=town.holder(matter), when=at("2026-11-18 09:00"), words="没看到短信。")
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单第 3 条")
    town.go(matter, "sign", by=town.water_handler)
    town.go(matter, "record", by=town.water_handler, kind="contact", text="已上门。")
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=ANSWER["reply"])
    town.go(matter, "approve", by=town.reviewer)
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="yes")
    assert state_of(matter) == "closed"
    with pytest.raises(Refused) as refusal:
        town.go(matter, "supply", by=town.holder(matter), text="还有一句。")
    assert refusal.value.code == "not_allowed"


# -- 当场办结 --


@pytest.fixture
def nobody_drawn(town: Township) -> None:
    """No sample of those that were content."""
    change = Change({"sample_percent": 0})
    editions.change(choices.TRIAGE, change, by=town.administrator, client_id=uuid7())


def test_a_question_answered_on_the_spot_is_closed_when_they_are_content(
    town: Township, nobody_drawn: None
) -> None:
    matter = town.file(by=town.clerk, type="enquiry", when=MONDAY)
    town.go(matter, "answer_now", by=town.clerk, when=at("2026-11-02 09:10"), confirmed=True, **ANSWER)
    assert (state_of(matter), matter.closed_at) == ("closed", at("2026-11-02 09:10"))
    assert Reply.objects.get(matter=matter).sent_at == at("2026-11-02 09:10")
    assert running(matter) == {}


def test_who_did_not_confirm_is_called_back_by_somebody_else(town: Township, nobody_drawn: None) -> None:
    clerk = actor(town.hall, "全能", Role.CLERK, Role.CALLBACK)
    matter = town.file(by=clerk, type="enquiry")
    town.go(matter, "answer_now", by=clerk, confirmed=False, **ANSWER)
    assert state_of(matter) == "callback"
    with pytest.raises(Refused) as refusal:
        town.go(matter, "call_back", by=clerk, reached=True, resolved="yes")
    assert refusal.value.code == "not_allowed"
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="no")
    assert state_of(matter) == "registered"
    assert Callback.objects.count() == 1


def test_calls_in_vain_after_an_earlier_answer_do_not_count_for_the_next(
    town: Township, nobody_drawn: None
) -> None:
    matter = town.file(type="enquiry", when=MONDAY)
    answer = {"by": town.triage, "confirmed": False, **ANSWER}
    vain = {"by": town.caller, "reached": False}
    town.go(matter, "answer_now", when=at("2026-11-02 10:00"), **answer)
    town.go(matter, "call_back", when=at("2026-11-03 09:00"), **vain)
    town.go(matter, "call_back", when=at("2026-11-04 11:00"), **vain)
    said = {"by": town.caller, "reached": True, "resolved": "no"}
    town.go(matter, "call_back", when=at("2026-11-05 15:00"), **said)
    town.go(matter, "answer_now", when=at("2026-11-06 10:00"), **answer)
    for hour in ("06 15", "09 09"):
        town.go(matter, "call_back", when=at(f"2026-11-{hour}:00"), **vain)
        assert state_of(matter) == "callback"
    town.go(matter, "call_back", when=at("2026-11-10 11:00"), **vain)
    assert state_of(matter) == "closed"


def test_some_of_the_contented_are_called_back_by_the_draw(town: Township) -> None:
    editions.change(choices.TRIAGE, Change({"sample_percent": 100}), by=town.administrator, client_id=uuid7())
    matter = town.file(by=town.clerk, type="enquiry")
    event = town.go(matter, "answer_now", by=town.clerk, confirmed=True, **ANSWER)
    assert (state_of(matter), event.facts["drawn"]) == ("callback", True)


@pytest.mark.req("DSP-01")
@pytest.mark.parametrize("left_out", [None, 0, 1, 2, 3])
def test_a_plea_is_answered_at_once_when_all_four_questions_say_so(
    town: Township, nobody_drawn: None, left_out: int | None
) -> None:
    matter = town.file(by=town.clerk, type="help")
    ticked = [code for place, (code, _label) in enumerate(AT_ONCE) if place != left_out]
    said = {**ANSWER, "confirmed": "yes", "at_once": ticked, "warned": " ".join(CODES)}
    client = enter(Client(), town.triage)
    answer = client.post(f"/matters/{matter.number}/do/answer_now/", said)
    assert (answer.status_code, state_of(matter)) == (
        (302, "closed") if left_out is None else (409, "registered")
    )
    assert left_out is None or "有一条不符合就派单" in answer.content.decode()


@pytest.mark.req("DSP-01")
@pytest.mark.parametrize(
    ("kind", "simple", "said"),
    [
        ("complaint", True, "投诉、举报不能当场办结"),
        ("report", True, "投诉、举报不能当场办结"),
        ("help", False, "求助要派单去办"),
    ],
)
def test_what_needs_work_is_not_answered_away(town: Township, kind: str, simple: bool, said: str) -> None:
    matter = town.file(by=town.clerk, type=kind)
    with pytest.raises(Refused, match=said):
        town.go(matter, "answer_now", by=town.triage, confirmed=True, simple=simple, **ANSWER)
    assert state_of(matter) == "registered"


def test_only_who_took_it_down_answers_it_on_the_spot(town: Township, nobody_drawn: None) -> None:
    matter = town.file(type="enquiry")
    with pytest.raises(Refused) as refusal:
        town.go(matter, "answer_now", by=town.clerk, confirmed=True, **ANSWER)
    assert refusal.value.code == "not_allowed"


# -- 逾期未签 --


@pytest.mark.req("XC-08", "INV-12")
def test_who_does_not_sign_is_urged_and_at_twice_the_limit_counts_as_having_signed(town: Township) -> None:
    head = actor(town.water, "负责人", Role.HANDLER, Role.REVIEWER)
    matter = town.dispatched(town.file(when=MONDAY), when=MONDAY)
    at_once(at("2026-11-03 17:29"))
    assert moves_of(matter)[3:] == []
    at_once(at("2026-11-03 17:30"))
    assert moves_of(matter)[3:] == ["urge_sign"]
    urged = Notice.objects.filter(letter="staff.unsigned").values_list("post_id", flat=True)
    assert list(urged) == [head.post]
    at_once(at("2026-11-05 08:00"))  # the worker was away: it counts from when it was due
    assert state_of(matter) == "working"
    order = Order.objects.get()
    assert (order.deemed, order.signed_at) == (True, at("2026-11-04 17:30"))
    assert running(matter)["T6b"] == at("2026-11-11 17:30")
    assert Clock.objects.get(row_id=matter.pk, limit="T6b").started == at("2026-11-04 17:30")
    assert list(check()) == []


def test_who_signed_in_time_is_not_urged(town: Township) -> None:
    matter = town.working(town.file(when=MONDAY), when=MONDAY)
    work_until(at("2026-11-08 17:30"))
    assert moves_of(matter)[-1] == "sign"
    assert not Notice.objects.filter(letter="staff.unsigned").exists()


# -- 紧急升级 --


@pytest.mark.req("XC-08")
def test_an_emergency_starts_its_own_limits_and_the_first_call_within_two_hours(town: Township) -> None:
    matter = town.working(town.file(when=MONDAY), when=MONDAY)
    town.go(matter, "escalate", by=town.leader, when=at("2026-11-02 14:00"), reason="水漫进屋了")
    assert running(matter) == {"T3": at("2026-11-02 16:00"), "T6c": at("2026-11-03 14:00")}
    assert (state_of(matter), matter.urgency) == ("working", "emergency")
    assert Notice.objects.filter(letter="staff.emergency").exists()
    with pytest.raises(Refused) as refusal:
        town.go(matter, "escalate", by=town.clerk, reason="再升")
    assert refusal.value.code == "not_allowed"
    assert list(check()) == []


@pytest.mark.req("E1")
def test_an_emergency_is_told_at_once_to_whoever_has_to_act_next(town: Township) -> None:
    night = at("2026-10-02 22:40")
    raised, filed = town.file(when=night), town.file(by=town.clerk, when=night, urgency="emergency")
    town.go(raised, "escalate", by=town.holder(raised), when=night, reason="污水漫到床边了")
    told_desk = Notice.objects.filter(post_id=town.triage.post).order_by("pk").values_list("letter", "row_id")
    assert list(told_desk) == [("staff.emergency_filed", filed.pk), ("staff.emergency", raised.pk)]
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk, "urgency": "emergency"}
    town.go(raised, "accept", by=town.triage, when=night, **said)
    town.go(raised, "dispatch", by=town.triage, when=night, unit=town.water.pk, basis="职责清单第 3 条")
    assert Notice.objects.filter(letter="staff.emergency_sent", post_id=town.water_handler.post).exists()
    assert not Notice.objects.filter(letter="staff.to_sign").exists()
    assert running(raised) == {"T2": at("2026-10-02 23:10"), "T3": at("2026-10-03 00:40")}
    work_until(at("2026-10-02 23:50"), every=timedelta(minutes=10), since=night)
    assert moves_of(raised)[-2:] == ["urge_sign", "count_signed"]
    assert running(raised)["T6c"] == at("2026-10-03 23:40")


def test_what_waits_to_be_signed_for_is_due_sooner_once_it_is_an_emergency(town: Township) -> None:
    matter = town.dispatched(town.file(when=MONDAY), MONDAY)
    town.go(matter, "escalate", by=town.clerk, when=at("2026-11-02 09:10"), reason="水漫进屋了")
    assert running(matter)["T2"] == at("2026-11-02 09:40")


def test_an_emergency_never_gives_more_time_than_there_was(town: Township) -> None:
    matter = town.file(when=MONDAY)
    town.go(matter, "escalate", by=town.clerk, when=at("2026-11-02 14:25"), reason="水漫进屋了")
    assert running(matter) == {"T2a": at("2026-11-02 14:30"), "T3": at("2026-11-02 16:25")}


def test_a_contact_made_already_is_not_asked_for_again(town: Township) -> None:
    matter = town.file(when=MONDAY)
    town.go(matter, "reach", by=town.clerk, when=at("2026-11-02 09:05"), text="说好等着。")
    town.go(matter, "escalate", by=town.clerk, when=at("2026-11-02 09:10"), reason="水漫进屋了")
    assert running(matter) == {"T2a": at("2026-11-02 09:20")}


def test_nobody_waits_for_papers_in_an_emergency(town: Township) -> None:
    matter = town.asked_for_more(town.file(when=MONDAY), when=MONDAY)
    holder = resident(town.county, receipts=frozenset({matter.pk}))
    town.go(matter, "escalate", by=holder, when=at("2026-11-03 09:00"), reason="水漫进屋了")
    assert state_of(matter) == "registered"
    assert running(matter) == {"T2a": at("2026-11-03 09:10"), "T3": at("2026-11-03 11:00")}
    assert list(check()) == []


def test_accepting_as_an_emergency_starts_its_limits_too(town: Township) -> None:
    matter = town.file(when=MONDAY)
    said = {"type": "help", "category": town.category.pk, "area": None, "urgency": "emergency"}
    town.go(matter, "accept", by=town.triage, when=at("2026-11-02 09:30"), **said)
    assert running(matter) == {"T2a": at("2026-11-02 09:40"), "T3": at("2026-11-02 11:30")}


# -- pages --


def test_the_form_offers_the_checklist_of_the_class_or_the_one_above(town: Township, client: Client) -> None:
    editions.change(
        choices.CHECKLISTS,
        Change({"03": ["水费单", "房产证"]}),
        by=town.administrator,
        client_id=uuid7(),
    )
    matter = town.file(category=town.category.pk)
    enter(client, town.triage)
    address = f"/matters/{matter.number}/do/need_info/"
    assert "房产证" in client.get(address).content.decode()
    sent = {"usual": ["房产证"], "more": "水表号\n\n 照片 ", "version": "1", "client_id": str(uuid7())}
    assert client.post(address, sent).status_code == 302
    assert state_of(matter) == "need_info"
    assert matter.info_requests.get().items == ["房产证", "水表号", "照片"]
    other = town.file()
    empty = client.post(f"/matters/{other.number}/do/need_info/", {"version": "1"})
    assert (empty.status_code, "一次说全" in empty.content.decode()) == (422, True)


def test_the_queue_shows_the_other_ways_beside_the_form(town: Township, client: Client) -> None:
    matter = town.file()
    page = enter(client, town.triage).get("/desk/triage/").content.decode()
    for code in ("need_info", "answer_now", "propose_reject", "escalate"):
        assert f"/matters/{matter.number}/do/{code}/?next=/desk/triage/" in page


def test_what_waits_for_the_resident_is_nobody_s_pile(town: Township) -> None:
    town.asked_for_more(town.file(by=town.clerk))
    town.file(by=town.clerk, type="enquiry")
    assert [task.state.code for task in today(by=town.clerk)] == []
    assert [task.state.code for task in today(by=town.triage)] == ["registered"]
