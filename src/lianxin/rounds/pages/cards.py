"""Cards: a block of them, one of them, and what becomes of it (联系卡)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.flows import flow_of
from lianxin.matters.pages.rows import make_row
from lianxin.matters.queries import timeline
from lianxin.rounds.pages.finding import found
from lianxin.rounds.queries import cards


@require_GET
def block(request: Request, cardblock: int) -> HttpResponse:
    """All numbers of a block and what became of each."""
    row = found(cards.block_of(cardblock, by=request.actor))
    listed = [(card, flow_of(card).state(card.state)) for card in cards.cards(row, by=request.actor)]
    return render(request, "rounds/block.html", {"held": row, "cards": listed})


@require_GET
def show(request: Request, card: int) -> HttpResponse:
    """One card."""
    row = found(cards.card_of(card, by=request.actor))
    context = {
        "row": row,
        "state": flow_of(row).state(row.state),
        "moves": [move for move in offers(row, request.actor) if not move.elsewhere],
        "timeline": timeline(row),
    }
    return render(request, "rounds/card.html", context)


def move(request: Request, card: int, move: str) -> HttpResponse:
    """Say that it was kept, or void it."""
    row = found(cards.card_of(card, by=request.actor))
    return make_row(request, row, move, title=row.number, home=reverse("card", kwargs={"card": row.pk}))
