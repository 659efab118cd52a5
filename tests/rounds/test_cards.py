"""Numbers handed out before they are needed: each ends used or void with a reason (KNK-03, INV-13)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel import clock, numbering
from lianxin.kernel.ids import uuid7
from lianxin.matters.refusals import Refused
from lianxin.rounds.actions.cards import SERIES, issue_block, leave_card
from lianxin.rounds.models import Card, CardBlock, Team
from lianxin.rounds.queries.cards import blocks, promises_due
from tests.rounds.drive import Drive
from tests.township import enter


def block(drive: Drive, count: int = 3) -> list[Card]:
    """A block of numbers of the team."""
    issue_block(drive.team, count=count, label="2 号手机", by=drive.town.clerk, client_id=uuid7())
    return list(Card.objects.order_by("number"))


@pytest.mark.req("KNK-03", "INV-13")
def test_numbers_have_no_gap_that_is_not_explained(drive: Drive) -> None:
    cards = block(drive)
    year = timezone.localdate(clock.now()).year
    assert [card.number for card in cards] == [
        str(numbering.compose(drive.town.county, SERIES, year, serial)) for serial in (1, 2, 3)
    ]
    door = drive.doors(drive.begin())[0]
    leave_card(cards[0], door, {}, by=drive.town.clerk, client_id=uuid7())
    with pytest.raises(Refused, match="为什么作废"):
        drive.go(cards[1], "void", why=" ")
    drive.go(cards[1], "void", why="写错了")
    assert numbering.gaps(SERIES, year) == []
    line = blocks(drive.team)[0]
    assert (line.first, line.last) == (cards[0].number, cards[2].number)
    assert (line.held, line.used, line.void) == (1, 1, 1)


@pytest.mark.req("KNK-03")
def test_the_same_form_sent_twice_hands_out_once(drive: Drive, client: Client) -> None:
    enter(client, drive.town.clerk)
    typed = {"form": "block", "label": "红皮本", "count": "5", "client_id": str(uuid7())}
    for _time in range(2):
        assert client.post(f"/rounds/teams/{drive.team.pk}/", typed).status_code == 302
    assert (CardBlock.objects.count(), Card.objects.count()) == (1, 5)


@pytest.mark.req("KNK-03")
def test_a_promise_has_a_day_ahead_and_waits_on_the_desk(drive: Drive) -> None:
    cards, door = block(drive), drive.doors(drive.begin())[0]
    by, today = drive.town.clerk, clock.today()
    for wrong in (
        {"promised": "修灯", "by_when": None},
        {"promised": "修灯", "by_when": today - timedelta(days=1)},
    ):
        with pytest.raises(Refused):
            leave_card(cards[0], door, wrong, by=by, client_id=uuid7())
    promise = {"promised": "修灯", "by_when": today}
    leave_card(cards[0], door, promise, by=by, client_id=uuid7())
    assert [card.pk for card in promises_due(by, on=today)] == [cards[0].pk]
    drive.go(cards[0], "keep")
    assert promises_due(by, on=today) == []


def test_a_number_of_another_team_is_not_left(drive: Drive) -> None:
    cards, door = block(drive), drive.doors(drive.begin())[0]
    other = Team.objects.create(name="另一队", unit=drive.town.hall, area=drive.town.village)
    CardBlock.objects.update(team=other)
    card = Card.objects.select_related("block").get(pk=cards[0].pk)
    with pytest.raises(Refused, match="另一支服务队"):
        leave_card(card, door, {}, by=drive.town.clerk, client_id=uuid7())


def test_a_card_is_used_once(drive: Drive) -> None:
    cards, doors = block(drive), drive.doors(drive.begin())
    leave_card(cards[0], doors[0], {}, by=drive.town.clerk, client_id=uuid7())
    cards[0].refresh_from_db()
    with pytest.raises(Refused, match="已留"):
        leave_card(cards[0], doors[1], {}, by=drive.town.clerk, client_id=uuid7())
