"""并案: look for the main, see both side by side, then merge; the move itself is made by the page of moves."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.appeals.forms.joining import MergeForm
from lianxin.appeals.queries.joined import alike, preview
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.act import offers
from lianxin.matters.queries import matter_by_number


def show(request: Request, number: str) -> HttpResponse:
    """What may be the same matter; with `main`, the two beside each other and the form."""
    matter = matter_by_number(number, by=request.actor)
    if matter is None:
        raise Http404(_("没有这件事，或者不归您看。请核对编号。"))
    words, wanted = request.GET.get("q", "").strip(), request.GET.get("main", "").strip()
    main = matter_by_number(wanted, by=request.actor) if wanted else None
    context = {
        "matter": matter,
        "words": words,
        "offered": any(move.code == "merge" for move in offers(matter, request.actor)),
        "groups": alike(matter, words, by=request.actor),
        "wanted": wanted,
        "main": main,
        "now": clock.now(),
    }
    if main is not None:
        context |= {
            "mine": preview(matter, by=request.actor),
            "theirs": preview(main, by=request.actor),
            "form": MergeForm(by=request.actor, row=matter, initial={"main": main.number}),
            "client_id": uuid7(),
        }
    return render(request, "appeals/merge.html", context)
