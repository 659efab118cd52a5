"""Five matters for the leader, each with the rule that chose it; and how well the week was written down."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.appeals.models import Appeal
from lianxin.insight.actions.claims import claim
from lianxin.insight.figures.monday import Monday, monday
from lianxin.insight.figures.weeks import Week
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from tests.appeals.returned import disputed
from tests.insight.busy import again, said
from tests.township import TOWN, Township, at

NOW = at("2026-11-09 09:00")
WEEK = Week(at("2026-11-02 00:00").date())
DAY = at("2026-11-03 09:00")


def page_of(town: Township) -> Monday:
    return monday(WEEK, by=town.leader, now=NOW)


def chosen(town: Township) -> dict[str, list[str]]:
    return {one.number: [str(rule) for rule in one.rules] for one in page_of(town).chosen}


def test_an_emergency_stands_first(town: Township) -> None:
    old = town.file(when=at("2026-07-01 09:00"))
    urgent = town.file(when=DAY)
    town.go(urgent, "escalate", by=town.triage, when=DAY, urgency="emergency", reason="塌方")
    assert chosen(town) == {
        urgent.number: ["涉及安全，特急"],
        old.number: ["超过 60 个工作日没有办结"],
    }
    assert list(chosen(town)) == [urgent.number, old.number]


def test_reworked_twice_but_not_once(town: Township) -> None:
    matter = town.answered(town.file(when=DAY), when=DAY)
    said(town, matter, DAY, reached=True, resolved="no", satisfied=1)
    assert chosen(town) == {}
    undone = {"reached": True, "resolved": "partly", "satisfied": 2}
    town.go(matter, "record", by=town.water_handler, when=DAY, kind="contact", text="又去看过了。")
    words = {"outcome": "resolved", "reply": "供水站当天又换了接头，已不漏水。有问题请打供水站电话。"}
    town.go(matter, "finish", by=town.water_handler, when=DAY, **words)
    town.go(matter, "approve", by=town.reviewer, when=DAY)
    said(town, matter, DAY, **undone)
    assert chosen(town) == {matter.number: ["重办两次以上，还没办好"]}


def test_a_dispute_past_its_limit(town: Township) -> None:
    waits = disputed(town, town.working(town.file(when=DAY), when=DAY), when=DAY)
    assert chosen(town) == {waits.number: ["争议裁定不下来"]}


def test_what_many_speak_in(town: Township) -> None:
    matter = town.file(when=DAY)
    for _cosigner in range(3):
        matter.appellants.create(identity="named", part="cosigner")
    assert chosen(town) == {}
    matter.appellants.create(identity="named", part="cosigner")
    assert chosen(town) == {matter.number: ["反映的人多"]}


def test_five_at_most_and_by_no_words_of_residents(town: Township) -> None:
    for place in range(7):
        town.file(when=at("2026-07-01 09:00") + timedelta(days=place))
    shown = page_of(town).chosen
    assert len(shown) == 5
    assert {one.subject for one in shown} == {"没有分类 · 樟荫村"}


def test_of_many_those_due_first_stand_even_where_the_very_first_are_hidden(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianxin.insight.figures.chosen.FEW", 3)
    old = [town.file(when=at("2026-07-01 09:00") + timedelta(days=place)) for place in range(9)]
    assert list(chosen(town)) == [one.number for one in old[:5]]
    Appeal.objects.filter(matter__in=old[:3]).update(type="report")
    assert list(chosen(town)) == [one.number for one in old[3:8]]


def test_what_is_doubtful_about_the_records_is_said(town: Township) -> None:
    with clock.standing_at(DAY):
        for _place in range(5):
            town.file(when=DAY)
        town.file(when=DAY, area=None)
        claimed: dict[str, Any] = {
            **dict.fromkeys(("percent", "denominator"), None),
            "code": "new",
            "name": "新收",
            "unit": "matter",
            "scope": TOWN,
            "said_by": "镇办",
            "document": "周报",
            "since": WEEK.monday,
            "until": WEEK.sunday,
            "numerator": (9, False),
            "note": "",
        }
        claim(claimed, by=town.leader, client_id=uuid7())
        claim({**claimed, "numerator": (5, False)}, by=town.leader, client_id=uuid7())
    with clock.standing_at(NOW):
        records = page_of(town).records
    assert (records.same_minute.n, records.nowhere.n, records.late.n) == (6, 1, 0)
    assert (records.claimed, records.differing) == (2, 1)
    assert records.missing_year == 2027  # from sixty days before it begins


@pytest.mark.req("F-100")
def test_nobody_who_was_not_reached_is_content(town: Township) -> None:
    for _call in range(2):
        said(town, town.answered(town.file(when=DAY), when=DAY), DAY, reached=False)
    town.closed(town.file(when=DAY), when=DAY)
    done_again = town.answered(town.file(when=DAY), when=DAY)
    said(town, done_again, DAY, reached=True, resolved="no", satisfied=1)
    page = page_of(town)
    words = {code: page.trends[code].words for code in ("covered", "solved", "content")}
    assert words == {"covered": "2/4", "solved": "1/2", "content": "1/2"}
    assert page.beside["in_vain"].n == 2
    again(town, done_again, DAY)
    assert page_of(town).trends["solved"].words == "2/2"
    assert Matter.objects.filter(state="closed").count() == 2
