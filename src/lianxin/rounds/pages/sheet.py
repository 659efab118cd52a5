"""The route sheet: on paper to take along, and typed in the evening (敲门登记表)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.rounds.forms.sheet import RowForm, SheetForm, rows_of
from lianxin.rounds.intake.sheet import save_rows
from lianxin.rounds.pages.finding import found
from lianxin.rounds.prints.route import route_paper
from lianxin.rounds.queries import doors, rounds
from lianxin.rounds.queries.doors import SHEET
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.rounds.models import Door, Round

HIGHEST = 10_000


def type_in(request: Request, key: int) -> HttpResponse:
    """Thirty doors on one page; what is right is saved, what is wrong stays with the reason beside it."""
    row = found(rounds.round_of(key, by=request.actor))
    start = start_in(request.GET.get("start", ""))
    lines = doors.doors(row, by=request.actor, start=start, most=SHEET + 1)
    onward = start + SHEET if len(lines) > SHEET else 0
    page = [line.door for line in lines[:SHEET]]
    for door in page:
        door.round = row
    if request.method == "POST":
        return save(request, row, page, start, onward)
    form = SheetForm(initial={"on": clock.today()})
    return ask(request, row, form, rows_of(page), start, onward)


def save(request: Request, row: "Round", page: "list[Door]", start: int, onward: int) -> HttpResponse:
    """Save what was typed; the page comes back when a line was refused."""
    form, typed = SheetForm(request.POST), rows_of(page, request.POST)
    if not form.is_valid():
        return ask(request, row, form, typed, start, onward, status=422)
    on, paper = form.cleaned_data["on"], form.cleaned_data["paper"]
    saved = save_rows(typed, on=on, paper=paper, by=request.actor)
    words = ngettext("已保存 %(n)d 户。", "已保存 %(n)d 户。", saved) % {"n": saved}
    if any(one.errors for one in typed):
        return ask(request, row, form, typed, start, onward, status=422, saved=words)
    messages.success(request, words)
    if onward:
        return redirect(f"{reverse('round_sheet', kwargs={'key': row.pk})}?start={onward}")
    return redirect("round", key=row.pk)


def start_in(typed: str) -> int:
    """Where the page begins."""
    return min(int(typed), HIGHEST) if typed.isdecimal() and len(typed) < 6 else 0


def ask(
    request: Request,
    row: "Round",
    form: SheetForm,
    typed: "list[RowForm]",
    start: int,
    onward: int,
    *,
    status: int = 200,
    saved: str = "",
) -> HttpResponse:
    """The page, with what was typed and why it was not taken."""
    context = {
        "row": row,
        "form": form,
        "rows": typed,
        "start": start,
        "next": onward,
        "saved": saved,
    }
    return render(request, "rounds/sheet.html", context, status=status)


@require_POST
def paper(request: Request, key: int) -> HttpResponse:
    """F-16 to take along: the list in the order of the road."""
    return printed(request, key, filled=False)


@require_POST
def paper_filled(request: Request, key: int) -> HttpResponse:
    """F-16 as it was filled in."""
    return printed(request, key, filled=True)


def printed(request: Request, key: int, *, filled: bool) -> HttpResponse:
    """The route sheet."""
    row = found(rounds.round_of(key, by=request.actor))
    return hand_out(request, route_paper(row, doors.doors(row, by=request.actor), filled=filled))
