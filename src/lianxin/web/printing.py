"""Handing out a paper from a page (打印): the one form of buttons, and the file that answers it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from lianxin.kernel.models.printing import As
from lianxin.kernel.paper.layout import Size
from lianxin.kernel.paper.printing import Paper, give_out
from lianxin.kernel.paper.unprintable import Unprintable
from lianxin.kernel.routes import Request
from lianxin.web.office import office
from lianxin.web.pages import where_from

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
}


def hand_out(request: Request, paper: Paper) -> HttpResponse:
    """The paper as the button wants it; where it can't be printed, back to the page with the sentence.

    Only by POST: each print is on record and makes the next one a copy, which no look ahead of a browser may do.
    """
    kind, size = request.POST.get("as", ""), request.POST.get("size", "")
    try:
        made = give_out(
            paper,
            office=str(office(paper.said_at).name),
            by=request.actor,
            kind=kind if kind in As.values else As.PDF,
            size=Size(size) if size in set(Size) else Size.NORMAL,
        )
    except Unprintable as refusal:
        messages.error(request, str(refusal))
        return redirect(where_from(request))
    answer = HttpResponse(made.body, content_type=made.media, headers=HEADERS)
    # A PDF opens beside the page, to be printed from there; the others are saved.
    answer["Content-Disposition"] = content_disposition_header(kind in {As.WORD, As.EXCEL}, made.name) or ""
    return answer
