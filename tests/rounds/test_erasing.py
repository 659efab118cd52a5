"""What rounds keep of homes goes when it must: with the household, and two years after a round (C11)."""

from datetime import timedelta

import pytest

from lianxin.kernel import clock
from lianxin.kernel.erasure.registry import ERASED, record_named
from lianxin.kernel.ids import uuid7
from lianxin.people.models import Household
from lianxin.rounds.actions.cards import issue_block, leave_card
from lianxin.rounds.erasing import behind_erased_doors
from lianxin.rounds.models import Card, Door
from tests.rounds.drive import Drive


@pytest.mark.req("C11", "INV-20")
def test_the_address_goes_with_the_household(drive: Drive) -> None:
    first, second, *_rest = drive.doors(drive.begin())
    Household.objects.filter(pk=first.household_id).update(address=ERASED)
    assert list(Door.objects.filter(behind_erased_doors("person", [1]))) == [first]
    assert second.address != ERASED


@pytest.mark.req("C11", "INV-20")
def test_two_years_after_a_round_its_addresses_and_promises_are_gone_and_the_results_stay(
    drive: Drive,
) -> None:
    row = drive.begin()
    doors = drive.doors(row)
    issue_block(drive.team, count=1, label="红皮本", by=drive.town.clerk, client_id=uuid7())
    said = {"promised": "修灯", "by_when": clock.today()}
    leave_card(Card.objects.get(), doors[0], said, by=drive.town.clerk, client_id=uuid7())
    drive.go(doors[0], "lose", mend="房子已拆")
    for door in doors[1:]:
        drive.go(door, "visit")
    drive.go(row, "end")
    record = record_named("round")
    assert record.roll is not None
    assert record.old is not None
    assert record.roll(clock.now() - timedelta(days=1)) == 0
    tomorrow = clock.now() + timedelta(days=1)
    assert record.old(tomorrow).count() == 5
    assert record.roll(tomorrow) == 5
    assert set(Door.objects.values_list("address", flat=True)) == {ERASED}
    assert set(Door.objects.values_list("mend", flat=True)) == {ERASED, ""}
    assert Card.objects.get().promised == ERASED
    assert sorted(Door.objects.values_list("state", flat=True)) == ["missing", *["visited"] * 4]
    assert record.roll(tomorrow) == 0
