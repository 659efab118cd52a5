"""取号 on the telephone, one's own number, and the screen in the hall: no account, addresses nobody guesses."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.pages.answers import minutes, wait_a_while
from lianxin.kernel.actor import resident
from lianxin.kernel.routes import Request
from lianxin.matters.flows import flow_of
from lianxin.matters.refusals import Refused
from lianxin.people.pages.answers import address_of
from lianxin.people.rules import TooMany
from lianxin.people.sessions import keep_from_caches
from lianxin.reception.forms.visits import DrawForm
from lianxin.reception.intake.numbers import draw
from lianxin.reception.queries.addresses import number_address, slot_on_screen, visit_of_number
from lianxin.reception.queries.boards import board_of
from lianxin.reception.queries.visits import ahead_of, slots_with_numbers

SCREEN_EVERY, NUMBER_EVERY = 10, 20  # seconds


def index(request: Request) -> HttpResponse:
    """Today's receptions that give out numbers."""
    slots = slots_with_numbers(resident(request.actor.county))
    return render(request, "reception/draw_where.html", {"slots": slots})


def take(request: Request, key: int) -> HttpResponse:
    """A number of one of them."""
    by = resident(request.actor.county)
    slot = next((one for one in slots_with_numbers(by) if one.pk == key), None)
    if slot is None:
        raise Http404(_("这一场现在不发号。请看今天有哪几场接待。"))
    claim = claimed(request.POST.get("client_id", ""))
    if request.method != "POST" or claim is None:
        first = {"persons": 1, **request.POST.dict(), "client_id": new_claim()}
        return render(request, "reception/draw.html", {"slot": slot, "form": DrawForm(initial=first)})
    form = DrawForm(request.POST)
    if form.is_valid():
        try:
            visit = draw(slot, form.cleaned_data, by=by, client_id=claim, address=address_of(request))
            return redirect("own_number", token=number_address(visit))
        except TooMany as too_many:
            words = _("取号太频繁了，请 %(minutes)d 分钟后再试，或者到现场取号。")
            form.add_error(None, words % {"minutes": minutes(too_many)})
            return wait_a_while(
                render(request, "reception/draw.html", {"slot": slot, "form": form}), too_many
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
    return render(request, "reception/draw.html", {"slot": slot, "form": form}, status=422)


@require_GET
def number(request: Request, token: str) -> HttpResponse:
    """One's own number: how many are before one, and which window when it is called."""
    visit = visit_of_number(token)
    if visit is None:
        raise Http404(_("这个号不在今天的接待里。请看今天有哪几场接待。"))
    context = {
        "visit": visit,
        "state": flow_of(visit).state(visit.state),
        "ahead": ahead_of(visit),
        "board": board_of(visit.slot),
        "every": NUMBER_EVERY,
    }
    answer = render(request, "reception/number.html", context)
    keep_from_caches(answer)
    return answer


@require_GET
def screen(request: Request, token: str) -> HttpResponse:
    """叫号屏: numbers and windows, a surname at the most."""
    slot = slot_on_screen(token)
    if slot is None:
        raise Http404(_("这个地址只在接待当天有用。请从接待台重新打开叫号屏。"))
    context = {"slot": slot, "board": board_of(slot), "every": SCREEN_EVERY}
    answer = render(request, "reception/screen.html", context)
    keep_from_caches(answer)
    return answer
