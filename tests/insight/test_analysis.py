"""月度分析 (F-101): the classes' months, the one topic typed by a person, and what became of the last ones."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from lianxin.insight.models import MonthTopic
from lianxin.insight.queries.topics import effects, topics
from lianxin.kernel import clock
from lianxin.kernel.models.event import Event
from lianxin.places.models import Area
from tests.insight.busy import PHONES
from tests.township import Township, at, enter

NOW = at("2026-11-09 09:00")
WORDS = {
    "cause": "管网用了三十年，接头老化。",
    "measure": "年底前换完村里的主管和接头。",
    "target": "每周新收降到 1 件以下。",
    "review_on": "2027-01-15",
}


@pytest.fixture
def leader(town: Township) -> Iterator[Client]:
    """The leader at a browser."""
    with clock.standing_at(NOW):
        yield enter(Client(), town.leader)


def typed(town: Township, **more: Any) -> dict[str, Any]:
    """What stands in the form."""
    named = {"category": town.category.pk, "area": town.village.pk, "unit": town.water.pk}
    return {**WORDS, **named, "client_id": "01934b2e-0000-7000-8000-000000000001", **more}


def test_a_topic_is_typed_by_the_leader_and_stands_on_the_page_of_its_month(
    town: Township, leader: Client
) -> None:
    for _twice in range(2):
        assert leader.post("/leader/topics/new/", typed(town)).status_code == 302
    topic = MonthTopic.objects.get()
    assert (topic.month, topic.review_on, topic.account_id) == (
        date(2026, 11, 1),
        date(2027, 1, 15),
        town.leader.account,
    )
    facts = Event.objects.get(move="topic.proposed").facts
    assert facts == {"category": town.category.pk, "area": town.village.pk, "unit": town.water.pk}
    page = leader.get("/leader/months/2026-11/analysis/").content.decode()
    for words in (*list(WORDS.values())[:3], "供水 · 樟荫村", "供水站"):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"cause": "去问 19900001111 就知道。"}, "请去掉电话和证件号码"),
        ({"review_on": "2026-11-09"}, "复查日期要在今天以后"),
        ({"target": ""}, "目标"),
        ({"area": "999999"}, "没有这个地方"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    town: Township, leader: Client, wrong: dict[str, str], sentence: str
) -> None:
    answer = leader.post("/leader/topics/new/", typed(town, **wrong))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not MonthTopic.objects.exists()


def test_the_review_is_said_once(town: Township, leader: Client) -> None:
    leader.post("/leader/topics/new/", typed(town))
    topic = MonthTopic.objects.get()
    for result in ("换完了，没有再漏。", "另一个说法。"):
        assert leader.post(f"/leader/topics/{topic.pk}/review/", {"result": result}).status_code == 302
    topic.refresh_from_db()
    assert topic.result == "换完了，没有再漏。"
    assert Event.objects.filter(move="topic.reviewed").count() == 1


def test_before_and_after_with_the_season_of_last_year(town: Township) -> None:
    with clock.standing_at(at("2026-11-04 09:00")):
        enter(Client(), town.leader).post("/leader/topics/new/", typed(town))
    days = ["2026-09-07", "2026-10-12", "2026-10-30", "2026-11-03", "2026-11-10", "2025-10-14", "2025-11-12"]
    for place, day in enumerate(days):
        when = at(f"{day} 09:00")
        town.accepted(town.file(when=when, phone=PHONES[place]), when=when)
    (effect,) = effects(list(topics(town.leader)), by=town.leader, now=at("2026-11-24 09:00"))
    assert effect.before.told is not None
    assert effect.after.told is not None
    assert effect.before.last_year is not None
    assert effect.after.last_year is not None
    assert (effect.before.told.n, effect.before.weeks, effect.before.mean) == (3, 8, "0.4")
    assert (effect.after.told.n, effect.after.weeks, effect.after.mean) == (1, 2, "0.5")
    assert (effect.before.last_year.n, effect.after.last_year.n) == (1, 1)
    assert (effect.before.told.query.since, effect.before.told.query.until) == (
        date(2026, 9, 7),
        date(2026, 11, 1),
    )
    assert (effect.after.told.query.since, effect.after.told.query.until) == (
        date(2026, 11, 9),
        date(2026, 11, 22),
    )


def test_right_after_it_was_taken_up_nothing_is_said_of_after(town: Township, leader: Client) -> None:
    leader.post("/leader/topics/new/", typed(town))
    (effect,) = effects(list(topics(town.leader)), by=town.leader, now=NOW)
    assert (effect.after.weeks, effect.after.told, effect.after.mean) == (0, None, "—")


def test_the_same_month_of_last_year_stands_beside_the_last_six(town: Township, leader: Client) -> None:
    for day in ("2025-11-04", "2026-06-04", "2026-11-04"):
        when = at(f"{day} 09:00")
        town.accepted(town.file(when=when), when=when)
    page = leader.get("/leader/months/2026-11/analysis/").context["page"]
    assert [str(column.month.code) for column in page.shown] == [
        *("2025-11", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"),
    ]
    (line,) = page.report.lines
    assert [count for count, _list in line.cells] == [1, 1, 0, 0, 0, 0, 1]


def test_another_place_s_topic_is_nobody_s_here(town: Township, leader: Client) -> None:
    other = Area.objects.create(code="990901102000", name="白溪镇", kind="town")
    village = Area.objects.create(code="990901102201", name="石桥村", kind="village", parent=other)
    leader.post("/leader/topics/new/", typed(town))
    MonthTopic.objects.update(area=village)
    key = MonthTopic.objects.get().pk
    assert leader.get(f"/leader/topics/{key}/review/").status_code == 404
    assert "石桥村" not in leader.get("/leader/months/2026-11/analysis/").content.decode()
