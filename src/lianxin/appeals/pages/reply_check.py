"""What is said about a reply while it is written: a part of the page, asked for by its script (答复检查)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lianxin.appeals.pages.whole import find_whole
from lianxin.appeals.queries.reply_check import remarks_on, whole
from lianxin.kernel.routes import Request

LONGEST = 10_000


@require_POST
def show(request: Request, number: str) -> HttpResponse:
    """The warnings on what stands in the box; nothing is kept."""
    typed = whole(request.POST.get("reply", ""), request.POST.get("basis", ""))
    remarks = remarks_on(find_whole(request, number), typed[:LONGEST], by=request.actor)
    return render(request, "appeals/reply_remarks.html", {"remarks": remarks})
