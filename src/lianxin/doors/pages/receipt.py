"""诉求受理回执 (F-93): shown and printed as often as needed after filing, never sent again by a reload."""

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.appeals.queries.same_issue import others_near
from lianxin.doors.pages.answers import held_receipts
from lianxin.doors.prints.receipt import receipt_paper
from lianxin.doors.queries import receipt_of
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.people.sessions import keep_from_caches
from lianxin.web.office import office
from lianxin.web.printing import hand_out


def show(request: Request, number: str) -> HttpResponse:
    """Number, query code, what happens next; for whoever filed it here or opened it with number and code."""
    receipt = receipt_of(number, held=held_receipts(request))
    if receipt is None:
        raise Http404(_("这里没有这张回执。请凭编号和查询码查办理进度。"))
    template = "doors/receipt.html" if request.actor.account is None else "doors/desk_receipt.html"
    context = {
        "receipt": receipt,
        "number": receipt.number,
        "square": square(receipt.number),
        "others": others_near(receipt.number) if request.actor.account is None else 0,
        "printed_at": clock.now(),
        "again": f"{reverse('desk_new')}?{urlencode({'channel': receipt.channel, 'area': receipt.area or ''})}",
    }
    response = render(request, template, context)
    keep_from_caches(response)
    return response


@require_POST
def paper(request: Request, number: str) -> HttpResponse:
    """The same as a file to print (F-93)."""
    receipt = receipt_of(number, held=held_receipts(request))
    if receipt is None:
        raise Http404(_("这里没有这张回执。请凭编号和查询码查办理进度。"))
    return hand_out(request, receipt_paper(receipt, office()))


def square(number: str) -> SafeString:
    """The number with its check digit as a QR code: nothing about a person, and not the query code (FRM-01)."""
    drawn = segno.make(number, error="m", micro=False)
    return mark_safe(drawn.svg_inline(border=2, omitsize=True))  # noqa: S308  # drawn by segno from a number
