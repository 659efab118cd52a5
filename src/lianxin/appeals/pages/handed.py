"""我交给纪检的举报: what one took down or handed over, by number and kind, and nothing more."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.appeals.queries.accused import handed_over_by
from lianxin.kernel.routes import Request


@require_safe
def show(request: Request) -> HttpResponse:
    """The latest first."""
    return render(request, "appeals/handed.html", {"lines": handed_over_by(request.actor)})
