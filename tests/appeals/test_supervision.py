"""Asked from above and from below: 催办, 督办 (F-97), 领导批示, 申请上级协调; and where it was settled (SYN-01, 02)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.figures.by_level import settled_by_level
from lianxin.appeals.models import Appeal, Supervision, UpwardRequest
from lianxin.appeals.queries import folder
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.actor import resident
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.notice import Notice
from lianxin.matters.act import offers
from lianxin.matters.models import Channel, Matter
from lianxin.matters.queries import today
from lianxin.matters.refusals import Refused
from tests.appeals.hands import MONDAY, moves_of, state_of, told
from tests.township import Township, at, enter

DEMAND = {"level": "red", "why": "overdue", "demand": "请写明漏点什么时候修好。", "until": date(2026, 11, 6)}


@pytest.fixture
def working(town: Township) -> Matter:
    """The water station is at work."""
    return town.working(town.file(when=MONDAY), MONDAY)


def go(
    town: Township, matter: Matter, move: str, by: Any, when: str = "2026-11-03 09:00", **data: Any
) -> None:
    town.go(matter, move, by=by, when=at(when), **data)


def letters_to_staff() -> list[str]:
    """What staff was told, in order."""
    return list(Notice.objects.order_by("pk").values_list("letter", flat=True))


@pytest.mark.req("F-97")
def test_a_unit_owes_its_answer_to_a_notice_and_who_made_it_is_told(town: Township, working: Matter) -> None:
    go(town, working, "supervise", town.leader, **DEMAND)
    assert state_of(working) == "working"
    assert "staff.supervised" in letters_to_staff()
    (pile,) = (task for task in today(by=town.water_handler) if not task.listed)
    assert (pile.state.code, [row.due_at for row in pile.rows]) == ("to_answer", [at("2026-11-06 23:59")])
    answer = "漏点在三号井，明天上午换管，后天回填。"
    go(town, working, "answer_supervision", town.water_handler, "2026-11-04 09:00", answer=answer)
    notice = Supervision.objects.get()
    assert (notice.unit_id, notice.answer, notice.answered_at) == (
        town.water.pk,
        answer,
        at("2026-11-04 09:00"),
    )
    assert letters_to_staff()[-1] == "staff.supervision_answered"
    assert [task for task in today(by=town.water_handler) if not task.listed] == []


def test_one_notice_waits_at_a_time_and_a_second_answer_has_none_to_answer(
    town: Township, working: Matter
) -> None:
    go(town, working, "supervise", town.leader, **DEMAND)
    with pytest.raises(Refused, match="红色督办单没有答复（限 2026年11月6日）"):
        go(town, working, "supervise", town.triage, **DEMAND)
    go(town, working, "answer_supervision", town.water_handler, answer="今天下午换管，晚上通水。")
    with pytest.raises(Refused, match="没有等着答复的督办单"):
        go(town, working, "answer_supervision", town.water_handler, answer="今天下午换管，晚上通水。")


def test_a_page_shows_all_papers_where_the_log_no_longer_begins(
    town: Township, working: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(town, working, "supervise", town.leader, **DEMAND)
    gone = Event.objects.filter(move="sign")
    monkeypatch.setattr("lianxin.appeals.queries.case_papers.history", lambda matter: gone)
    shown = folder(working, by=town.leader)
    assert (len(shown.supervisions), len(shown.orders)) == (1, 1)


def test_nobody_supervises_their_own_unit_and_nobody_else_answers_for_it(
    town: Township, working: Matter
) -> None:
    for by in (town.water_handler, town.clerk, town.resident, town.auditor, town.administrator):
        with pytest.raises(Refused):
            go(town, working, "supervise", by, **DEMAND)
    go(town, working, "supervise", town.leader, **DEMAND)
    for by in (town.roads_handler, town.triage, town.leader, town.resident):
        with pytest.raises(Refused):
            go(town, working, "answer_supervision", by, answer="今天下午换管，晚上通水。")


def test_a_unit_is_urged_once_a_day(town: Township, working: Matter) -> None:
    go(town, working, "urge", town.triage, "2026-11-03 09:00")
    assert letters_to_staff()[-1] == "staff.urged"
    with pytest.raises(Refused, match="今天已经催过了"):
        go(town, working, "urge", town.leader, "2026-11-03 15:00")
    go(town, working, "urge", town.leader, "2026-11-04 09:00")
    assert moves_of(working).count("urge") == 2


def test_a_late_answer_stands_on_the_desk_of_who_supervises(town: Township, working: Matter) -> None:
    go(town, working, "supervise", town.triage, **DEMAND)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lianxin.appeals.queries.supervision.clock.now", lambda: at("2026-11-06 23:00"))
        assert "unanswered" not in [task.state.code for task in today(by=town.triage)]
        patch.setattr("lianxin.appeals.queries.supervision.clock.now", lambda: at("2026-11-07 00:01"))
        assert "unanswered" in [task.state.code for task in today(by=town.triage)]


def test_an_instruction_is_shown_to_the_unit_and_not_to_the_resident(town: Township, working: Matter) -> None:
    go(town, working, "instruct", town.leader, words="请水务站今天到现场。")
    assert letters_to_staff()[-1] == "staff.instructed"
    page = enter(Client(), town.water_handler).get(f"/matters/{working.number}/").content.decode()
    assert "请水务站今天到现场。" in page
    for by in (town.triage, town.clerk, town.water_handler):
        with pytest.raises(Refused):
            go(town, working, "instruct", by, words="请水务站今天到现场。")


@pytest.mark.req("SYN-02")
def test_a_resident_asks_the_level_above_and_is_answered_while_handling_goes_on(
    town: Township, working: Matter
) -> None:
    own = resident(town.county, receipts=frozenset({working.pk}))
    go(town, working, "ask_upward", own, words="供水站说管子归县里管，请镇里出面。")
    assert (state_of(working), letters_to_staff()[-1]) == ("working", "staff.asked_upward")
    with pytest.raises(Refused, match="已经申请过"):
        go(town, working, "ask_upward", own, words="再说一遍。")
    assert "upward" in [task.state.code for task in today(by=town.leader)]
    go(town, working, "answer_upward", town.leader, reply="镇里已约县水务局周五到现场，当天给您回话。")
    assert told(working)[-1] == "upward_answered"
    assert UpwardRequest.objects.get().replied_by == town.leader.account


@pytest.mark.req("SYN-02")
def test_a_village_asks_too_and_nobody_answers_for_their_own_work(town: Township, working: Matter) -> None:
    go(town, working, "ask_upward", town.water_handler, words="要县里批配件，请镇里协调。")
    with pytest.raises(Refused):
        go(town, working, "answer_upward", town.water_handler, reply="自己协调好了，不用上级出面。")
    go(town, working, "answer_upward", town.triage, reply="已报县水务局，三天内有答复。")
    assert letters_to_staff()[-1] == "staff.upward_answered"


@pytest.mark.req("SYN-01")
def test_no_move_keeps_anybody_from_going_higher(town: Township, working: Matter) -> None:
    """The resident has the button in every open state and after closing; no table has one that stops."""
    own = resident(town.county, receipts=frozenset({working.pk}))
    asks = next(move for move in APPEAL.moves if move.code == "ask_upward")
    assert {state.code for state in APPEAL.states if not state.end} | {"closed"} == set(asks.source)
    assert asks in offers(working, own)


def test_an_accusation_goes_no_further_by_a_notice_or_an_instruction(town: Township) -> None:
    matter = town.file(when=MONDAY, type="report", identity="confidential")
    own = resident(town.county, receipts=frozenset({matter.pk}))
    for move, by, data in (
        ("instruct", town.leader, {"words": "查一查。"}),
        ("ask_upward", own, {"words": "请上级查。"}),
    ):
        with pytest.raises(Refused):
            go(town, matter, move, by, **data)


@pytest.mark.parametrize(("move", "data"), [("urge", {}), ("supervise", DEMAND)])
def test_what_became_an_accusation_or_lost_its_unit_is_urged_by_nobody(
    town: Township, working: Matter, move: str, data: dict[str, Any]
) -> None:
    Matter.objects.filter(pk=working.pk).update(holder=None)
    with pytest.raises(Refused, match="没有谁可以催"):
        go(town, working, move, town.leader, **data)
    Matter.objects.filter(pk=working.pk).update(holder=town.water)
    Appeal.objects.filter(pk=working.pk).update(type="report")
    with pytest.raises(Refused, match="举报不能督办"):
        go(town, working, move, town.leader, **data)
    assert letters_to_staff().count("staff.urged") == Supervision.objects.count() == 0


@pytest.mark.req("SYN-02")
def test_going_higher_takes_words_and_a_reply_takes_a_request(town: Township, working: Matter) -> None:
    own = town.holder(working)
    with pytest.raises(Refused, match="请写明卡在哪里"):
        go(town, working, "ask_upward", own, words="  ")
    for by in (town.roads_handler, town.reviewer, town.administrator, town.holder(town.file(when=MONDAY))):
        with pytest.raises(Refused) as refusal:
            go(town, working, "ask_upward", by, words="请镇里出面。")
        assert refusal.value.code == "not_allowed"
    with pytest.raises(Refused, match="没有等着答复的协调申请"):
        go(town, working, "answer_upward", town.leader, reply="镇里已约县水务局周五到现场。")
    assert UpwardRequest.objects.count() == 0


@pytest.mark.req("SYN-01")
def test_the_level_is_where_it_was_settled_and_the_levels_add_up(town: Township) -> None:
    by_unit = town.closed(town.file(when=MONDAY), when=MONDAY)
    on_the_spot = town.file(when=MONDAY, phone="19900002222", type="enquiry")
    answer = {
        "outcome": "explained",
        "reply": "水费单在大厅二号窗口打印，带户号就行。",
        "confirmed": True,
        "simple": True,
    }
    town.go(on_the_spot, "answer_now", by=town.triage, when=MONDAY, **answer)
    down = town.file(when=at("2026-11-04 09:00"), channel=Channel.PLATFORM, by=town.triage)
    first_of_its_class(town, down)
    found = settled_by_level(
        date(2026, 11, 1), date(2026, 11, 30), by=town.leader, now=at("2026-11-30 09:00")
    )
    closed = [row for row in (by_unit, on_the_spot) if state_of(row) in ("closed", "archived")]
    assert found.all.n == len(closed) == sum(line.told.n for line in found.lines)
    assert {str(line.name): line.told.n for line in found.lines}["乡镇（街道）"] == len(closed)
    assert found.taken_higher.n == 1


def first_of_its_class(town: Township, matter: Matter) -> None:
    """The desk gives it the class of the one before."""
    matter.appeal.category = town.category
    matter.appeal.save()


@pytest.mark.req("F-97")
def test_the_notice_prints_and_the_page_of_levels_leads_to_its_lists(town: Township, working: Matter) -> None:
    go(town, working, "supervise", town.leader, **DEMAND)
    notice = Supervision.objects.get()
    client: Client = enter(Client(), town.leader)
    page = client.get(f"/matters/{working.number}/supervision/{notice.pk}/").content.decode()
    assert "请写明漏点什么时候修好。" in page
    paper = client.post(f"/matters/{working.number}/supervision/{notice.pk}/file/", {"as": "pdf"})
    assert paper.status_code == 200
    assert client.get(f"/matters/{working.number}/supervision/9/").status_code == 404
    levels = client.get("/by-level/?since=2026-01-01&until=2026-12-31")
    assert levels.status_code == 200
    assert "这里没有拦的办法" in levels.content.decode()
