"""Figure 10: what suddenly many speak of, and places it comes from again and again."""

from typing import Any

import pytest

from lianxin.appeals.models import AppealClass
from lianxin.insight.figures.homes import Homes
from lianxin.insight.figures.monday import query
from lianxin.insight.figures.spots import Proposal, proposals
from lianxin.insight.figures.topics import Topic, topics
from lianxin.insight.figures.weeks import Week
from lianxin.insight.terms import TOPICS
from lianxin.kernel import editions
from lianxin.kernel.editions import Change, value_of
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.places.models import Area
from tests.insight.busy import PHONES
from tests.township import Township, at

NOW = at("2026-11-09 09:00")
WEEK = Week(at("2026-11-02 00:00").date())
TUESDAY = "2026-11-03"


def said(town: Township, day: str, phone: str, **more: Any) -> Matter:
    """A matter about water, raised on a day."""
    when = at(f"{day} 09:00")
    return town.accepted(town.file(when=when, phone=phone, **more), when=when)


def found(town: Township) -> list[Topic]:
    raised = query("raised", WEEK)
    return topics(raised.asked(by=town.leader, now=NOW), value_of(TOPICS), raised, Homes(WEEK.sunday))


def places(town: Township) -> list[Proposal]:
    asked = query("raised", WEEK).asked(by=town.leader, now=NOW)
    return proposals(asked, value_of(TOPICS), Homes(WEEK.sunday))


def test_people_are_counted_and_forty_calls_of_one_are_one(town: Township) -> None:
    for _call in range(4):
        said(town, TUESDAY, PHONES[0])
    said(town, TUESDAY, PHONES[1])
    assert found(town) == []
    said(town, TUESDAY, PHONES[2])
    (topic,) = found(town)
    assert (topic.people, topic.count, topic.fresh) == (3, 6, True)


def test_all_who_left_nothing_are_one_together(town: Township) -> None:
    for _person in range(5):
        said(town, TUESDAY, "", identity="anonymous", name="")
    said(town, TUESDAY, PHONES[0])
    assert found(town) == []


def test_what_is_usual_is_no_topic_and_twice_the_mean_is_one(town: Township) -> None:
    for week, day in enumerate(("2026-10-06", "2026-10-13", "2026-10-20", "2026-10-27")):
        for person in range(2):
            said(town, day, PHONES[10 * week % 30 + person])
    for person in range(3):
        said(town, TUESDAY, PHONES[person])
    assert found(town) == []  # three against two a week
    said(town, TUESDAY, PHONES[3])
    (topic,) = found(town)
    assert (topic.people, topic.before, topic.ratio) == (4, 8, "2.0")
    assert (str(topic.first), str(topic.last)) == ("2026-10-06", TUESDAY)


def test_both_numbers_are_the_office_s(town: Township) -> None:
    for person in range(3):
        said(town, TUESDAY, PHONES[person])
    more = {"people": 4, "times": 2, "place": 9, "days": 90, "minute": 5, "group": 5}
    editions.change(TOPICS, Change(more), by=town.administrator, client_id=uuid7())
    assert (found(town), places(town)) == ([], [])


def test_what_was_merged_is_what_many_spoke_of(town: Township) -> None:
    main = said(town, TUESDAY, PHONES[0])
    for person in range(1, 3):
        town.merged(said(town, TUESDAY, PHONES[person]), main, when=at(f"{TUESDAY} 10:00"))
    (topic,) = found(town)
    assert (topic.people, topic.count) == (3, 3)


def test_another_class_and_another_village_are_other_topics(town: Township) -> None:
    lamps = AppealClass.objects.create(code="0201", name="路灯", edition="2026-11")
    quiet = Area.objects.create(
        code="990901101202", name="竹溪村", kind="village", parent=town.village.parent
    )
    for person in range(2):
        said(town, TUESDAY, PHONES[person])
        matter = said(town, TUESDAY, PHONES[person + 5])
        matter.appeal.category = lamps
        matter.appeal.save()
        matter = said(town, TUESDAY, PHONES[person + 9])
        Matter.objects.filter(pk=matter.pk).update(area=quiet)
    assert found(town) == []


@pytest.mark.req("INV-14")
def test_an_accusation_and_what_is_void_are_in_no_topic(town: Township) -> None:
    for person in range(2):
        said(town, TUESDAY, PHONES[person])
    when = at(f"{TUESDAY} 09:00")
    accused = {"type": "report", "identity": "confidential", "category": town.category.pk}
    town.file(when=when, phone=PHONES[2], **accused)
    town.voided(said(town, TUESDAY, PHONES[3]), when=when)
    assert found(town) == []
    said(town, TUESDAY, PHONES[4])
    assert [topic.people for topic in found(town)] == [3]


def test_neighbours_meet_at_one_road_and_no_door_is_shown(town: Township) -> None:
    for person, door in enumerate(("水井路 1 号", "水井路12号3单元", "水井路 三号")):
        said(town, "2026-09-01", PHONES[person], address=door)
    (spot,) = places(town)
    assert (spot.place, spot.people, spot.count) == ("樟荫村水井路", 3, 3)


def test_one_house_is_shown_as_its_village(town: Township) -> None:
    for person in range(3):
        said(town, "2026-09-01", PHONES[person], address="水井路 1 号")
    (spot,) = places(town)
    assert spot.place == "樟荫村"


@pytest.mark.parametrize("address", ["林小满家隔壁", "王师傅门口的路", "碾坊边第一家", ""])
def test_what_reads_like_a_house_is_shown_as_its_village(town: Township, address: str) -> None:
    for person in range(3):
        said(town, "2026-09-01", PHONES[person], address=f"{address}{person}" if address else "")
    assert [spot.place for spot in places(town)] == ["樟荫村"]


def test_after_ninety_days_it_is_no_proposal(town: Township) -> None:
    for person in range(3):
        said(town, "2026-08-09", PHONES[person], address="水井路 1 号")
    assert places(town) == []
