"""挂起, 恢复, 转项目, 进展告知: asked by one, approved by another, told at once; clocks go on by exactly the pause."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import Phase, given, settings, strategies as st

from lianxin.appeals.actions.relimit import altered
from lianxin.appeals.forms.pausing import PausingForm
from lianxin.appeals.limits import DEFAULT
from lianxin.appeals.models import News, Suspension
from lianxin.appeals.pausing import PAUSING, read_pausing
from lianxin.calendars.china import china
from lianxin.calendars.limits import due, passed
from lianxin.doors.queries import progress_of
from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.editions import Change, change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.notice import Notice
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Clock, Matter
from lianxin.matters.queries import today
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.appeals.hands import moves_of, running, state_of, told, work_until
from tests.township import Township, actor, at, enter

MONDAY = at("2026-11-02 10:00")
EVENT = "material"


def day(text: str) -> date:
    return date.fromisoformat(text)


def ask(town: Township, matter: Matter, when: datetime = MONDAY, **more: Any) -> Suspension:
    """The unit asks, until the 13th with news on the 10th unless said otherwise."""
    said = {
        "event": EVENT,
        "words": "等县里的管材。",
        "until": day("2026-11-13"),
        "news_at": day("2026-11-10"),
    }
    town.go(matter, "ask_suspend", by=town.water_handler, when=when, **{**said, **more})
    return matter.suspensions.get(decided_at=None)


def stand_still(town: Township, matter: Matter, when: datetime, **more: Any) -> Suspension:
    """… and the reviewer approves."""
    asked = ask(town, matter, when, **more)
    town.go(matter, "suspend", by=town.reviewer, when=when, suspension=asked.pk)
    return asked


def go_on(town: Township, matter: Matter, when: datetime) -> None:
    town.go(matter, "go_on", by=town.water_handler, when=when, words="管材到了。")


def work_clock(matter: Matter) -> Clock:
    """The clock of the unit's limit."""
    return Clock.objects.filter(row_kind="matter", row_id=matter.pk, limit__startswith="T6").latest("pk")


@pytest.fixture
def matter(town: Township) -> Matter:
    """Something the water station works on: due on the 9th."""
    return town.working(town.file(when=MONDAY), when=MONDAY)


@pytest.mark.req("T10", "INV-11")
def test_the_limit_runs_until_somebody_else_agrees_and_then_stands_still(
    town: Township, matter: Matter
) -> None:
    asked = ask(town, matter, at("2026-11-03 10:00"))
    assert (state_of(matter), running(matter)["T6b"]) == ("working", at("2026-11-09 17:30"))
    town.go(matter, "suspend", by=town.reviewer, when=at("2026-11-04 10:00"), suspension=asked.pk)
    assert (state_of(matter), running(matter)) == ("suspended", {"T10": at("2026-11-10 17:30")})
    assert matter.due_at == at("2026-11-10 17:30")
    assert told(matter)[-1] == "suspended"
    go_on(town, matter, at("2026-11-11 10:00"))
    assert (state_of(matter), running(matter)["T6b"]) == ("working", at("2026-11-16 17:30"))
    assert work_clock(matter).original_due == at("2026-11-09 17:30")
    assert told(matter)[-1] == "resumed"
    asked.refresh_from_db()
    assert (asked.approved, asked.decided_by) == (True, town.reviewer.account)
    assert asked.ended_at == at("2026-11-11 10:00")
    assert list(check()) == []


@pytest.mark.req("INV-07")
def test_nobody_approves_what_they_asked_for(town: Township, matter: Matter) -> None:
    both = actor(town.water, "站长", Role.HANDLER, Role.REVIEWER)
    said = {"event": EVENT, "words": "等管材。", "until": day("2026-11-13"), "news_at": day("2026-11-13")}
    town.go(matter, "ask_suspend", by=both, when=MONDAY, **said)
    asked = matter.suspensions.get()
    for move in ("suspend", "refuse_suspend"):
        with pytest.raises(Refused, match="要由另一个人批"):
            town.go(matter, move, by=both, when=MONDAY, suspension=asked.pk, why="不行。")
    town.go(matter, "suspend", by=town.leader, when=MONDAY, suspension=asked.pk)
    assert state_of(matter) == "suspended"


def test_what_is_refused_changes_nothing_and_may_be_asked_for_again(town: Township, matter: Matter) -> None:
    asked = ask(town, matter)
    with pytest.raises(Refused, match="已有一条挂起申请等着批"):
        ask(town, matter)
    with pytest.raises(Refused, match="请写明为什么不批准"):
        town.go(matter, "refuse_suspend", by=town.reviewer, when=MONDAY, suspension=asked.pk)
    town.go(matter, "refuse_suspend", by=town.reviewer, when=MONDAY, suspension=asked.pk, why="镇上有管材。")
    assert (state_of(matter), "T10" in running(matter)) == ("working", False)
    with pytest.raises(Refused, match="没有这条等着批的申请"):
        town.go(matter, "suspend", by=town.leader, when=MONDAY, suspension=asked.pk)
    assert ask(town, matter).pk != asked.pk


@pytest.mark.req("T10")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"event": "等等再说"}, "请选等的是什么事"),
        ({"words": " "}, "请选等的是什么事"),
        ({"until": day("2026-11-02")}, "恢复办理的日子要在今天以后"),
        ({"until": None}, "恢复办理的日子要在今天以后"),
        ({"news_at": day("2026-11-02")}, "下次告知进展的日子要在今天以后"),
        ({"news_at": day("2026-11-14")}, "下次告知进展不能晚于恢复办理的日子"),
        ({"until": day("2026-12-03")}, "一次最多挂起到 2026年12月2日"),
    ],
)
def test_what_cannot_be_asked_for_says_why(
    town: Township, matter: Matter, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        ask(town, matter, **more)
    assert Suspension.objects.count() == 0


@pytest.mark.req("T10")
def test_days_that_have_passed_meanwhile_are_not_granted(town: Township, matter: Matter) -> None:
    asked = ask(town, matter)
    with pytest.raises(Refused, match="申请里的日子已经过了"):
        town.go(matter, "suspend", by=town.reviewer, when=at("2026-11-10 09:00"), suspension=asked.pk)


@pytest.mark.req("T10")
def test_all_suspensions_of_a_matter_together_have_an_end(town: Township, matter: Matter) -> None:
    value = {"events": {EVENT: "等材料"}, "most_days": 15, "project_days": 180}
    change(PAUSING, Change(value), by=town.administrator, client_id=uuid7())
    with pytest.raises(Refused, match="最晚到 2026年11月17日"):
        ask(town, matter, until=day("2026-11-18"))
    stand_still(town, matter, MONDAY)
    go_on(town, matter, at("2026-11-12 10:00"))
    again = at("2026-11-16 10:00")
    with pytest.raises(Refused, match="只能再挂起 5 天，最晚到 2026年11月21日"):
        ask(town, matter, again, until=day("2026-11-23"), news_at=day("2026-11-20"))
    stand_still(town, matter, again, until=day("2026-11-21"), news_at=day("2026-11-20"))
    go_on(town, matter, at("2026-11-21 10:00"))
    with pytest.raises(Refused, match="已经挂起满 15 天"):
        ask(town, matter, at("2026-11-23 10:00"), until=day("2026-11-25"), news_at=day("2026-11-25"))


# -- news and the timers --


@pytest.mark.req("T10")
def test_without_news_the_unit_is_reminded_once_and_its_head_rung_once(
    town: Township, matter: Matter
) -> None:
    head = actor(town.water, "站长", Role.REVIEWER)
    stand_still(town, matter, MONDAY, until=day("2026-11-27"), news_at=day("2026-11-12"))
    work_until(at("2026-11-26 18:00"))
    assert moves_of(matter).count("news_soon") == moves_of(matter).count("news_late") == 1
    assert set(Notice.objects.filter(letter="staff.news_late").values_list("post_id", flat=True)) == {
        head.post
    }
    soon = Notice.objects.filter(letter="staff.news_soon")
    assert set(soon.values_list("post_id", flat=True)) == {town.water_handler.post}
    assert state_of(matter) == "suspended"


@pytest.mark.req("T10")
def test_news_in_time_set_the_next_day_and_nobody_is_rung(town: Township, matter: Matter) -> None:
    stand_still(town, matter, MONDAY, until=day("2026-11-27"), news_at=day("2026-11-12"))
    said = {"text": "管材在路上了。", "next_at": day("2026-11-20")}
    town.go(matter, "tell_news", by=town.triage, when=at("2026-11-05 10:00"), **said)
    assert told(matter)[-1] == "suspended_news"
    assert (state_of(matter), running(matter)) == ("suspended", {"T10": at("2026-11-20 17:30")})
    work_until(at("2026-11-17 10:00"))
    assert "news_soon" not in moves_of(matter)
    work_until(at("2026-11-21 10:00"), since=at("2026-11-17 10:00"))
    assert moves_of(matter).count("news_soon") == moves_of(matter).count("news_late") == 1
    for next_at in ("2026-11-22", "2026-11-28"):
        late = {"text": "快到了。", "next_at": day(next_at)}
        with pytest.raises(Refused, match="最晚到 2026年11月27日"):
            town.go(matter, "tell_news", by=town.water_handler, when=at("2026-11-22 10:00"), **late)
    with pytest.raises(Refused, match="请写一两句话告诉群众"):
        town.go(matter, "tell_news", by=town.triage, when=at("2026-11-22 10:00"), text=" ", next_at=None)
    assert News.objects.count() == 1
    assert list(check()) == []


@pytest.mark.req("T10", "INV-11")
def test_on_the_day_it_goes_on_by_itself(town: Township, matter: Matter) -> None:
    stand_still(town, matter, MONDAY)
    work_until(at("2026-11-12 18:00"))
    assert state_of(matter) == "suspended"
    with clock.standing_at(at("2026-11-13 08:31")):
        work_until(at("2026-11-13 08:31"), since=at("2026-11-13 08:31"))
    assert (state_of(matter), moves_of(matter)[-1]) == ("working", "go_on_by_itself")
    assert running(matter)["T6b"] == due("W", 5 + 9, MONDAY, china())
    assert told(matter)[-1] == "resumed"
    assert Notice.objects.filter(letter="staff.goes_on").exists()


@pytest.mark.req("INV-11")
def test_an_emergency_ends_the_waiting(town: Township, matter: Matter) -> None:
    stand_still(town, matter, MONDAY)
    town.go(matter, "escalate", by=town.clerk, when=at("2026-11-05 10:00"), reason="水漫进屋了。")
    assert (state_of(matter), "T6c" in running(matter)) == ("working", True)
    assert Suspension.objects.get().ended_at == at("2026-11-05 10:00")
    assert list(check()) == []


@pytest.mark.req("INV-11")
@pytest.mark.parametrize(
    ("track", "urgency"), [("ordinary", "ordinary"), ("petition", "ordinary"), ("ordinary", "emergency")]
)
def test_any_pauses_through_a_festival_move_the_limit_by_exactly_their_sum(
    town: Township, track: str, urgency: str
) -> None:
    seconds = st.integers(1, 700_000)

    @settings(max_examples=max(settings.default.max_examples // 10, 5), phases=[Phase.reuse, Phase.generate])
    @given(began=st.integers(0, 20_000), spells=st.lists(st.tuples(seconds, seconds), max_size=3))
    def try_it(began: int, spells: list[tuple[int, int]]) -> None:
        spot = transaction.savepoint()
        start = at("2026-09-18 09:00") + timedelta(minutes=began)  # make-up days and a week of festival ahead
        pauses_add_up(town, signed(town, start, track, urgency), start, spells)
        transaction.savepoint_rollback(spot)

    try_it()


def signed(town: Township, when: datetime, track: str, urgency: str) -> Matter:
    """A matter the unit signed for, by this rule of time."""
    matter = town.file(when=when)
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk, "urgency": urgency}
    town.go(matter, "accept", by=town.triage, when=when, track=track, **said)
    town.go(matter, "dispatch", by=town.triage, when=when, unit=town.water.pk, basis="职责清单第 3 条")
    town.go(matter, "sign", by=town.water_handler, when=when)
    return matter


def pauses_add_up(town: Township, matter: Matter, start: datetime, spells: list[tuple[int, int]]) -> None:
    """Some suspensions one after the other, each so many seconds ahead and so long."""
    now, pauses = start, []
    for ahead, still in spells:
        paused = now + timedelta(seconds=ahead)
        now = paused + timedelta(seconds=still)
        until = paused.date() + timedelta(days=10)
        stand_still(town, matter, paused, until=until, news_at=until)
        go_on(town, matter, now)
        pauses.append((paused, now))
    one = work_clock(matter)
    still_for = sum(passed(one.kind, *pause, china()) for pause in pauses)
    assert one.due == due(one.kind, one.amount + still_for, start, china())
    assert one.original_due == due(one.kind, one.amount, start, china())
    assert list(check()) == []


# -- projects --


@pytest.mark.req("PRJ-02", "T10")
def test_a_leader_makes_it_a_project_that_keeps_a_day_for_the_next_news(
    town: Township, matter: Matter
) -> None:
    said = {"words": "列入明年管网改造，水务站管。", "news_at": day("2027-02-26")}
    with pytest.raises(Refused) as refusal:
        town.go(matter, "make_project", by=town.reviewer, when=MONDAY, **said)
    assert refusal.value.code == "not_allowed"
    for wrong, sentence in (
        ({"words": ""}, "请写清楚是什么项目"),
        ({"news_at": day("2026-11-02")}, "下次告知进展的日子要在今天以后"),
        ({"news_at": day("2027-05-02")}, "下次告知进展最晚到 2027年5月1日"),
    ):
        with pytest.raises(Refused, match=sentence):
            town.go(matter, "make_project", by=town.leader, when=MONDAY, **{**said, **wrong})
    town.go(matter, "make_project", by=town.leader, when=MONDAY, **said)
    assert (state_of(matter), running(matter)) == ("suspended", {"T10": at("2027-02-26 17:30")})
    assert told(matter)[-1] == "suspended"
    news: dict[str, Any] = {"text": "在招标。", "next_at": None}
    with pytest.raises(Refused, match="最晚到"):
        town.go(matter, "tell_news", by=town.water_handler, when=at("2027-02-20 10:00"), **news)
    news = {"text": "在招标。", "next_at": day("2027-06-30")}
    town.go(matter, "tell_news", by=town.water_handler, when=at("2027-02-20 10:00"), **news)
    assert running(matter) == {"T10": at("2027-06-30 17:30")}
    town.go(matter, "go_on", by=town.leader, when=at("2027-03-01 10:00"), words="管网改好了。")
    assert state_of(matter) == "working"


# -- what people see --


def test_what_waits_lies_on_the_desk_of_who_decides(town: Township, matter: Matter) -> None:
    ask(town, matter)
    for by, piles in ((town.reviewer, ["suspension_asked"]), (town.water_handler, ["working"])):
        assert [task.state.code for task in today(by=by)] == piles
    with clock.standing_at(MONDAY):
        page = enter(Client(), town.reviewer).get("/desk/").content.decode()
    assert f'href="/matters/{matter.number}/pauses/"' in page
    assert "申请挂起，等您批" in page


def test_the_day_of_the_news_lies_on_the_desk_of_the_unit(town: Township, matter: Matter) -> None:
    stand_still(town, matter, MONDAY)
    for when, piles in (("2026-11-06 10:00", []), ("2026-11-09 10:00", ["news_due"])):
        with clock.standing_at(at(when)):
            assert [task.state.code for task in today(by=town.water_handler)] == piles


def test_a_clerk_does_all_of_it_on_pages(town: Township, matter: Matter) -> None:
    with clock.standing_at(MONDAY):
        unit, leader = enter(Client(), town.water_handler), enter(Client(), town.leader)
        shown = unit.get(f"/matters/{matter.number}/do/ask_suspend/").content.decode()
        assert "最晚 2026年12月2日" in shown
        typed = {"event": EVENT, "words": "等县里的管材，陈工管。", "until": "2026-11-13"}
        assert unit.post(f"/matters/{matter.number}/do/ask_suspend/", typed).status_code == 302
        asked = Suspension.objects.get()
        assert asked.news_at == day("2026-11-13")
        assert "等县里的管材" in leader.get(f"/matters/{matter.number}/pauses/").content.decode()
        assert "批准申请" not in unit.get(f"/matters/{matter.number}/pauses/").content.decode()
        sent = leader.post(f"/matters/{matter.number}/do/suspend/", {"suspension": asked.pk})
        assert sent.status_code == 302
        page = unit.get(f"/matters/{matter.number}/").content.decode()
        for words in (
            "已挂起",
            "等材料、设备到货",
            "等县里的管材，陈工管。",
            "2026年11月13日恢复办理。",
            "恢复",
        ):
            assert words in page


def test_the_resident_reads_what_it_waits_for(town: Township, matter: Matter) -> None:
    stand_still(town, matter, MONDAY, words="等县里的管材，问 19900005555。")
    said = {"text": "管材装车了。", "next_at": day("2026-11-12")}
    town.go(matter, "tell_news", by=town.water_handler, when=at("2026-11-05 10:00"), **said)
    assert "19900005555" not in Suspension.objects.get().words
    with clock.standing_at(at("2026-11-05 11:00")):
        progress = progress_of(Matter.objects.get(pk=matter.pk), by=town.holder(matter))
    standing = progress.pauses.standing
    assert standing is not None
    assert standing.words == "等县里的管材，问 19900005555。"
    assert [one.text for one in progress.pauses.news] == ["管材装车了。"]
    assert progress.pledge is not None
    assert progress.pledge.due == at("2026-11-12 17:30")


def test_no_word_of_it_is_in_the_log(town: Township, matter: Matter) -> None:
    stand_still(town, matter, MONDAY)
    go_on(town, matter, at("2026-11-05 10:00"))
    facts = str(list(Event.objects.values_list("facts", flat=True)))
    for words in ("管材", "等"):
        assert words not in facts


def test_a_new_table_of_limits_leaves_the_day_that_was_agreed(town: Township, matter: Matter) -> None:
    stand_still(town, matter, MONDAY)
    assert altered(DEFAULT, MONDAY) == 0
    assert [one.limit for one in running_clocks([matter])[matter.pk] if one.paused is None] == ["T10"]


def test_the_office_says_what_may_be_waited_for(town: Township) -> None:
    form = PausingForm(
        {"events": "rain|等雨停\nresident｜等诉求人方便的时候", "most_days": 60, "project_days": 90}
    )
    assert form.is_valid()
    assert form.value()["events"] == {"rain": "等雨停", "resident": "等诉求人方便的时候"}
    assert read_pausing(form.value()).most_days == 60
    assert dict(PausingForm.lines(form.value()))["rain"] == "等雨停"
    assert "events" in PausingForm({"events": "等雨停", "most_days": 60, "project_days": 90}).errors
    for wrong, said in (({"events": {}}, "至少要留一种"), ({"most_days": 0}, "要填 1 到 3660 的整数")):
        with pytest.raises(ValueError, match=said):
            read_pausing({**form.value(), **wrong})
