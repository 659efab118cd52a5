"""备用纸表: numbered slips and sheets for the hour without power, and the register of the slot as a file (F-47)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.reception.pages.finding import slot_run
from lianxin.reception.prints.visits import ledger_paper
from lianxin.reception.queries.ledgers import numbers_on_paper
from lianxin.web.printing import hand_out


@require_GET
def pack(request: Request, key: int) -> HttpResponse:
    """Slips with the numbers kept for paper, one sheet of a talk for each, and a register with empty lines."""
    slot = slot_run(request, key)
    context = {"slot": slot, "numbers": numbers_on_paper(slot), "printed_at": clock.now()}
    return render(request, "reception/pack.html", context)


@require_POST
def ledger(request: Request, key: int) -> HttpResponse:
    """来访登记表 (F-47) of the slot as a file to print."""
    return hand_out(request, ledger_paper(slot_run(request, key), by=request.actor))
