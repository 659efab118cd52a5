"""数据质量: rates that were all or nothing three weeks running, for the auditor to look into (CNT-08)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.insight.queries.quality import doubts
from lianxin.kernel.routes import Request


@require_GET
def show(request: Request) -> HttpResponse:
    """The notes of this actor's scope."""
    return render(request, "insight/quality.html", {"doubts": doubts(request.actor)})
