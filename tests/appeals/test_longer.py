"""延期: asked before the limit ends, once, by no more than its own length; both days stand everywhere (F-95, T9)."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.models import Extension
from lianxin.calendars.china import china
from lianxin.calendars.limits import due
from lianxin.insight.figures.monday import monday
from lianxin.insight.figures.weeks import Week
from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.figures.registry import DENOMINATOR, NUMERATOR, Query, tell
from lianxin.kernel.models.message import Message
from lianxin.matters.models import Matter
from lianxin.matters.queries import today
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.web.dates import shortly
from tests.appeals.hands import running, state_of, told
from tests.appeals.test_pauses import go_on, signed, stand_still, work_clock
from tests.kernel.paper.reading import said
from tests.township import Township, actor, at, enter

MONDAY = at("2026-11-02 10:00")
WEEK = Week(at("2026-11-09 00:00").date())
REASON = "管材要从县里调。"


def ask(town: Township, matter: Matter, when: datetime = MONDAY, **more: Any) -> Extension:
    """The unit asks for three days more."""
    typed = {"amount": 3, "reason": REASON, **more}
    town.go(matter, "ask_extend", by=town.water_handler, when=when, **typed)
    return matter.extensions.get(decided_at=None)


def extended(town: Township, matter: Matter, when: datetime = MONDAY, **more: Any) -> Extension:
    """… and the reviewer approves."""
    asked = ask(town, matter, when, **more)
    town.go(matter, "extend", by=town.reviewer, when=when, extension=asked.pk)
    return asked


@pytest.fixture
def matter(town: Township) -> Matter:
    """Something the water station works on: due on the 9th."""
    return town.working(town.file(when=MONDAY), when=MONDAY)


@pytest.mark.req("T9", "F-95")
def test_the_limit_ends_later_once_another_agrees_and_the_resident_is_told(
    town: Township, matter: Matter
) -> None:
    asked = ask(town, matter)
    assert running(matter)["T6b"] == at("2026-11-09 17:30")
    town.go(matter, "extend", by=town.reviewer, when=at("2026-11-03 10:00"), extension=asked.pk)
    assert (state_of(matter), running(matter)["T6b"]) == ("working", at("2026-11-12 17:30"))
    one = work_clock(matter)
    assert (one.original_due, one.extended) == (at("2026-11-09 17:30"), 3)
    assert told(matter)[-1] == "extended"
    assert Message.objects.latest("pk").variables["due"] == "2026-11-12"
    asked.refresh_from_db()
    assert (asked.due_before, asked.due_after) == (at("2026-11-09 17:30"), at("2026-11-12 17:30"))
    assert list(check()) == []


@pytest.mark.req("INV-07")
def test_nobody_grants_themselves_more_time(town: Township, matter: Matter) -> None:
    both = actor(town.water, "站长", Role.HANDLER, Role.LEADER)
    town.go(matter, "ask_extend", by=both, when=MONDAY, amount=3, reason=REASON)
    asked = matter.extensions.get()
    for move in ("extend", "refuse_extend"):
        with pytest.raises(Refused, match="要由另一个人批"):
            town.go(matter, move, by=both, when=MONDAY, extension=asked.pk, why="不行。")
    with pytest.raises(Refused) as refusal:
        town.go(matter, "extend", by=town.water_handler, when=MONDAY, extension=asked.pk)
    assert refusal.value.code == "not_allowed"


@pytest.mark.req("T9")
@pytest.mark.parametrize("amount", [0, 6, 2.5, None])
def test_at_most_its_own_length_in_whole_days(town: Township, matter: Matter, amount: Any) -> None:
    with pytest.raises(Refused, match="最多能延 5 个工作日"):
        ask(town, matter, amount=amount)


@pytest.mark.req("T9")
def test_the_reason_is_asked_for(town: Township, matter: Matter) -> None:
    with pytest.raises(Refused, match="请写明为什么要延期"):
        ask(town, matter, reason=" ")


@pytest.mark.req("T9")
def test_it_is_asked_before_the_end_and_may_be_granted_after(town: Township, matter: Matter) -> None:
    with pytest.raises(Refused, match="时限已经过了（2026年11月9日 17:30 到期）"):
        ask(town, matter, at("2026-11-09 17:31"))
    asked = ask(town, matter, at("2026-11-09 17:30"))
    town.go(matter, "extend", by=town.reviewer, when=at("2026-11-10 09:00"), extension=asked.pk)
    assert running(matter)["T6b"] == at("2026-11-12 17:30")


@pytest.mark.req("T9")
def test_a_limit_is_extended_once(town: Township, matter: Matter) -> None:
    asked = ask(town, matter)
    with pytest.raises(Refused, match="已有一条延期申请等着批"):
        ask(town, matter)
    with pytest.raises(Refused, match="请写明为什么不批准"):
        town.go(matter, "refuse_extend", by=town.reviewer, when=MONDAY, extension=asked.pk)
    town.go(matter, "refuse_extend", by=town.reviewer, when=MONDAY, extension=asked.pk, why="还来得及。")
    with pytest.raises(Refused, match="没有这条等着批的申请"):
        town.go(matter, "extend", by=town.reviewer, when=MONDAY, extension=asked.pk)
    extended(town, matter)
    with pytest.raises(Refused, match="已经延过一次"):
        ask(town, matter)


@pytest.mark.req("T9")
def test_what_was_asked_for_another_limit_is_not_granted(town: Township, matter: Matter) -> None:
    asked = ask(town, matter)
    town.go(matter, "escalate", by=town.clerk, when=MONDAY, reason="水漫进屋了。")
    with pytest.raises(Refused, match="已经停了或换了"):
        town.go(matter, "extend", by=town.reviewer, when=MONDAY, extension=asked.pk)


@pytest.mark.req("T6e2", "T9")
@pytest.mark.parametrize(
    ("track", "urgency", "kind", "most", "words"),
    [
        ("petition", "ordinary", "N", 30, "30 天"),
        ("complex", "ordinary", "W", 10, "10 个工作日"),
        ("ordinary", "emergency", "H", 24, "24 小时"),
    ],
)
def test_each_track_has_its_own_most(
    town: Township, track: str, urgency: str, kind: str, most: int, words: str
) -> None:
    matter = signed(town, MONDAY, track, urgency)
    with pytest.raises(Refused, match=f"最多能延 {words}"):
        ask(town, matter, amount=most + 1)
    extended(town, matter, amount=most)
    one = work_clock(matter)
    assert (one.kind, one.due) == (kind, due(kind, one.amount + most, MONDAY, china()))


@pytest.mark.req("INV-11", "T9")
def test_pauses_and_an_extension_add_up(town: Township, matter: Matter) -> None:
    extended(town, matter)
    stand_still(town, matter, at("2026-11-03 10:00"))
    go_on(town, matter, at("2026-11-05 10:00"))
    assert running(matter)["T6b"] == due("W", 5 + 3 + 2, MONDAY, china())
    assert list(check()) == []


# -- both rates --


def numbers(town: Township, code: str) -> tuple[int, int | None]:
    query = Query(code, WEEK.monday, WEEK.sunday)
    one = tell({"it": query}, by=town.leader, now=at("2026-11-16 09:00"))["it"]
    return one.n, one.d


def keys(town: Township, code: str, side: str = NUMERATOR) -> set[int]:
    rows = Query(code, WEEK.monday, WEEK.sunday).rows(side, by=town.leader, now=at("2026-11-16 09:00"))
    return set(rows.values_list("pk", flat=True))


def finished(town: Township, matter: Matter, when: datetime) -> None:
    """Contacted, answered, approved."""
    town.go(matter, "record", by=town.water_handler, when=when, kind="contact", text="打过电话了。")
    reply = "供水站王师傅换了整段水管，已不漏水。还有问题请打供水站电话。"
    town.go(matter, "finish", by=town.water_handler, when=when, outcome="resolved", reply=reply)
    town.go(matter, "approve", by=town.reviewer, when=when)


@pytest.mark.req("T9", "T10")
def test_the_rate_is_told_by_the_first_day_and_by_the_new_one(town: Township) -> None:
    longer, plain, still = (town.working(town.file(when=MONDAY), when=MONDAY) for _ in range(3))
    extended(town, longer)
    finished(town, longer, at("2026-11-11 10:00"))
    finished(town, plain, at("2026-11-05 10:00"))
    stand_still(town, still, at("2026-11-05 10:00"))
    assert numbers(town, "on_time") == (1, 3)  # nobody leaves it by standing still
    assert numbers(town, "on_time_extended") == (2, 2)
    assert keys(town, "on_time") == {plain.pk}
    assert keys(town, "on_time_extended") == {longer.pk, plain.pk}


@pytest.mark.req("T9", "T10")
def test_who_takes_longer_is_counted_with_its_share_of_what_was_due(town: Township) -> None:
    longer, _plain, still = (town.working(town.file(when=MONDAY), when=MONDAY) for _ in range(3))
    extended(town, longer, at("2026-11-09 10:00"))
    stand_still(town, still, at("2026-11-09 10:00"), until=at("2026-11-20 00:00").date())
    assert (numbers(town, "extended"), numbers(town, "suspended")) == ((1, None), (1, None))
    assert (numbers(town, "extended_share"), numbers(town, "suspended_share")) == ((1, 3), (1, 3))
    assert keys(town, "suspended_share", DENOMINATOR) - keys(town, "suspended_share") == {
        longer.pk,
        _plain.pk,
    }
    told = monday(WEEK, by=town.leader, now=at("2026-11-16 09:00"))
    (line,) = told.pauses
    assert (line.name, line.extended.n, line.suspended.n) == ("供水站", 1, 1)
    assert (line.extended_share.n, line.extended_share.d, line.suspended_share.n) == (1, 3, 1)
    assert {trend.now.query.code for trend in told.rates} >= {"on_time", "on_time_extended"}
    with clock.standing_at(at("2026-11-16 09:00")):
        browser = enter(Client(), town.leader)
        page = browser.get("/leader/monday/").content.decode()
        assert "各单位延期、挂起" in page
        shown = browser.get(line.extended.address).content.decode()
    assert longer.number in shown
    assert still.number not in shown


# -- what people see --


def test_both_days_stand_on_the_page_the_list_and_the_desk(town: Township, matter: Matter) -> None:
    town.go(matter, "record", by=town.water_handler, when=MONDAY, kind="contact", text="打过电话了。")
    ask(town, matter)
    assert [task.state.code for task in today(by=town.reviewer)] == ["extension_asked"]
    asked = matter.extensions.get()
    town.go(matter, "extend", by=town.reviewer, when=MONDAY, extension=asked.pk)
    matter.refresh_from_db()
    assert matter.due_was == at("2026-11-09 17:30")
    first = shortly(at("2026-11-09 17:30"))
    with clock.standing_at(MONDAY):
        browser = enter(Client(), town.water_handler)
        page = browser.get(f"/matters/{matter.number}/").content.decode()
        for words in ("延期 3 个工作日", f"原定 {first} 到期", REASON):
            assert words in page
        assert f"延期，原定 {first}" in browser.get("/matters/").content.decode()


@pytest.mark.req("F-95", "INV-16")
@pytest.mark.parametrize("name", ["阿卜杜热合曼·买买提吐尔逊·依明江水利管护联合站", "𠮷䶮㛃供水站"])
def test_the_paper_says_why_who_and_both_days(town: Township, matter: Matter, name: str) -> None:
    town.water.name = name
    town.water.save()
    asked = extended(town, matter, basis="供水用水管理办法。")
    client, address = enter(Client(), town.reviewer), f"/matters/{matter.number}/extensions/{asked.pk}/"
    shown = client.get(address).content.decode()
    printed = client.post(f"{address}file/", {"as": "pdf"})
    assert printed.status_code == 200
    text = said(bytes(printed.content))
    for words in (
        "延期申请与告知",
        name,
        REASON,
        "3个工作日",
        "2026年11月9日",
        "2026年11月12日",
        "已批准",
        matter.number,
    ):
        assert words in text.replace(" ", "")
    for words in ("延期申请与告知", name, REASON, "供水用水管理办法。", "已批准"):
        assert words in shown
    assert client.post(f"{address}file/", {"as": "docx"}).status_code == 200
    assert enter(Client(), town.roads_handler).get(address).status_code == 404
    assert client.get(f"/matters/{matter.number}/extensions/{asked.pk + 1}/").status_code == 404
