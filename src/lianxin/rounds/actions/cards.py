"""Numbers handed out in blocks, cards left at doors (联系卡)."""

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lianxin.kernel import clock, numbering
from lianxin.kernel.actor import Actor
from lianxin.kernel.pieces import unnumbered
from lianxin.matters.act import Ask, act, act_many
from lianxin.matters.flows import flow_named
from lianxin.matters.workflow import Acting
from lianxin.rounds.models import Card, CardBlock, Door, Team

CARD = "rounds.card"
SERIES = "910"  # no township's three digits begin so: cards are numbered by themselves


def issue(acting: Acting) -> None:
    """发号: a number that waits to be written on a card."""
    row, block = acting.row, acting.data["block"]
    row.block, row.number, row.area_id = block, acting.data["number"], block.team.area_id
    acting.hold(block.team.unit_id)
    acting.facts["card"] = row.number


def give(acting: Acting) -> None:
    """留卡: at this door, with this promise."""
    row, data = acting.row, acting.data
    row.door, row.matter = data["door"], data.get("matter")
    row.promised, row.by_when = unnumbered(str(data.get("promised") or "")), data.get("by_when")
    row.given_at, row.given_by = acting.now, acting.by.account


def void(acting: Acting) -> None:
    """作废, with the reason."""
    acting.row.why = unnumbered(str(acting.data["why"]).strip())


@transaction.atomic
def issue_block(team: Team, *, count: int, label: str, by: Actor, client_id: UUID) -> CardBlock:
    """Hand out the next numbers to a telephone or a booklet; the same form sent twice hands out once."""
    now = clock.now()
    block, new = CardBlock.objects.get_or_create(
        client_id=client_id,
        defaults={"team": team, "label": label, "count": count, "made_at": now, "made_by": by.account},
    )
    if new:
        numbers = numbering.take(SERIES, timezone.localdate(now).year, count)
        asks = [Ask({"block": block, "number": one}, client_id=uuid5(client_id, one)) for one in numbers]
        act_many(flow_named(CARD), "issue", asks, by=by)
    return block


def leave_card(
    card: Card, door: Door, said: dict[str, Any], *, by: Actor, client_id: UUID, **times: Any
) -> None:
    """Write down that a card was left at a door. Raises Refused."""
    act(card, "give", by=by, data={**said, "door": door}, client_id=client_id, version=card.version, **times)


def numbers_beginning(prefix: str) -> "list[str]":
    """The numbers on cards that begin so, void ones with their reason too (INV-13)."""
    return list(Card.objects.filter(number__startswith=prefix).values_list("number", flat=True))


numbering.register_holder("cards", numbers_beginning)
