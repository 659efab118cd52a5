"""办了什么: totals for everybody, without signing in, without anybody's name (XC-13)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.insight.queries.public import open_page
from lianxin.kernel.routes import Request
from lianxin.matters.pages.listing import day


@require_GET
def show(request: Request, area: str = "") -> HttpResponse:
    """One quarter of the county or of one township."""
    asked = request.GET.get("quarter", "")
    page = open_page(area, day(asked))
    if page is None and (area or asked):
        raise Http404(_("没有公布过这一份。"))
    return render(request, "insight/open.html", {"page": page, "area": area})
