"""Two devices and an impatient network at the same moment: one appeal, one number, one result (INV-12)."""

from functools import partial
from typing import Any

import pytest

from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.rounds.actions.cards import issue_block
from lianxin.rounds.intake.sync import take_all
from lianxin.rounds.models import Card, Need
from tests.faults.at_once import at_once
from tests.rounds.drive import Drive, settle_team
from tests.rounds.test_sync import asked, visited
from tests.township import Township

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


@pytest.fixture
def drive(town: Township) -> Drive:
    """A team of 樟荫村 and three households."""
    return settle_team(town, homes=3)


def answers(drive: Drive, batches: list[list[dict[str, Any]]]) -> list[list[str]]:
    """What each of several telephones is answered that send at the same moment."""
    sent = [partial(take_all, batch, by=drive.town.clerk) for batch in batches]
    return [[one.answer for one in told] for told in at_once(drive.town.county, sent)]


@pytest.mark.req("INV-12", "XC-05")
def test_the_same_entries_from_five_devices_at_once_count_once(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    batch = [visited(door), asked(door)]
    told = answers(drive, [batch] * TIMES)
    assert {answer for one in told for answer in one} <= {"done", "known"}
    assert Matter.objects.count() == Need.objects.count() == 1
    door.refresh_from_db()
    assert (door.state, door.tries, door.version) == ("visited", 1, 2)


@pytest.mark.req("XC-05")
def test_of_two_visitors_at_one_door_one_wins_and_the_other_is_told(drive: Drive) -> None:
    door = drive.doors(drive.begin())[0]
    one, other = visited(door), visited(door, result="refused")
    told = sorted(answer for [answer] in answers(drive, [[one], [other]]))
    assert told == ["conflict", "done"]
    door.refresh_from_db()
    assert (door.tries, door.version) == (1, 2)


def test_two_cards_are_never_given_the_same_number(drive: Drive) -> None:
    def hand_out() -> None:
        issue_block(drive.team, count=3, label="x", by=drive.town.clerk, client_id=uuid7())

    assert at_once(drive.town.county, [hand_out] * 3) == [None] * 3
    numbers = list(Card.objects.values_list("number", flat=True))
    assert (len(numbers), len(set(numbers))) == (9, 9)
