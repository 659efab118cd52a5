"""How appellants are told: by the way each chose, else by what they left; changed by them or at the desk, on record."""

import pytest

from lianxin.appeals.models import Appellant
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from tests.township import Township


def told(matter: Matter) -> list[tuple[str, str, str, str]]:
    """(letter, chosen, channel, status) of every message."""
    rows = Message.objects.filter(row_id=matter.pk).order_by("pk")
    return [(row.letter, row.wanted, row.channel, row.status) for row in rows]


def holder(town: Township, matter: Matter) -> Actor:
    """The resident who showed number and code."""
    return type(town.resident)(
        account=None, county=town.county, roles=town.resident.roles, receipts=frozenset({matter.pk})
    )


@pytest.mark.req("XC-03")
@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, ("registered", "sms", "phone", "call")),
        ({"phone": "0912-5550000"}, ("registered", "phone", "phone", "call")),
        ({"phone": ""}, ("registered", "visit", "visit", "call")),
        ({"tell_by": "visit"}, ("registered", "visit", "visit", "call")),
        ({"tell_by": "none"}, ("registered", "none", "none", "declined")),
        ({"identity": "confidential"}, ("registered", "sms", "phone", "call")),
    ],
)
def test_who_files_is_told_as_they_chose_else_by_what_they_left(
    town: Township, said: dict[str, str], message: tuple[str, ...]
) -> None:
    assert told(town.file(**said)) == [message]


def test_who_stays_unknown_is_told_nothing(town: Township) -> None:
    matter = town.answered(town.file(identity="anonymous", name="", phone=""))
    assert told(matter) == []


def test_everybody_who_spoke_is_told_of_the_answer_each_in_their_own_way(town: Township) -> None:
    matter = town.file(tell_by="phone")
    said = {"identity": "named", "name": "白露", "phone": "19900002222", "tell_by": "visit"}
    town.go(matter, "contact", by=town.clerk, channel="phone", words="隔壁也没水压。", **said)
    again = {"identity": "named", "name": "林小满", "phone": "19900001111"}
    town.go(matter, "contact", by=town.clerk, channel="phone", words="还在漏。", **again)
    town.answered(matter)
    assert [row for row in told(matter) if row[0] == "answered"] == [
        ("answered", "phone", "phone", "call"),
        ("answered", "visit", "visit", "call"),
    ]


@pytest.mark.req("XC-03", "INV-22")
@pytest.mark.parametrize("who", ["clerk", "caller", "resident"])
def test_the_way_is_changed_with_the_receipt_or_at_the_desk_and_is_on_record(
    town: Township, who: str
) -> None:
    matter = town.file()
    appellant = Appellant.objects.get()
    by = holder(town, matter) if who == "resident" else getattr(town, who)
    town.go(matter, "choose_way", by=by, appellant=appellant.pk, tell_by="none")
    town.answered(matter)
    assert told(matter)[1:] == [("answered", "none", "none", "declined")]
    facts = Event.objects.get(move="choose_way").facts
    assert facts == {"appellant": appellant.pk, "tell_by": "none"}


def test_a_choice_holds_for_every_time_the_same_telephone_spoke(town: Township) -> None:
    matter = town.file()
    again = {"identity": "named", "name": "林小满", "phone": "19900001111"}
    town.go(matter, "contact", by=town.clerk, channel="phone", words="还在漏。", **again)
    first = Appellant.objects.order_by("pk")[0]
    town.go(matter, "choose_way", by=town.clerk, appellant=first.pk, tell_by="visit")
    assert set(Appellant.objects.values_list("tell_by", flat=True)) == {"visit"}
    town.go(matter, "contact", by=town.clerk, channel="phone", words="好了吗？", **again)
    assert Appellant.objects.order_by("-pk")[0].tell_by == "visit"


def test_a_stranger_and_who_does_the_work_change_nobodys_way(town: Township) -> None:
    matter = town.working(town.file())
    appellant = Appellant.objects.get()
    for by in (town.resident, town.water_handler, town.leader):
        with pytest.raises(Refused) as refusal:
            town.go(matter, "choose_way", by=by, appellant=appellant.pk, tell_by="none")
        assert refusal.value.code == "not_allowed"


def test_nobody_of_another_matter_is_changed(town: Township) -> None:
    matter, other = town.file(), town.file(phone="19900003333")
    strange = other.appellants.get().pk
    with pytest.raises(Refused, match="匿名反映的没有留联系方式"):
        town.go(matter, "choose_way", by=town.clerk, appellant=strange, tell_by="none")
    assert other.appellants.get().tell_by == "sms"


def test_news_of_an_emergency_does_not_wait_for_the_morning(town: Township) -> None:
    town.file(urgency="emergency")
    town.file()
    assert list(Message.objects.order_by("pk").values_list("urgent", flat=True)) == [True, False]
