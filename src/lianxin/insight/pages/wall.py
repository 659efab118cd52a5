"""大屏: for a wall, without anybody's data; the script fetches it again and keeps the last numbers meanwhile."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.insight.figures.wall import wall
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.kernel.snapshots import snapshot

EVERY = 300  # seconds


@require_GET
def show(request: Request) -> HttpResponse:
    """The numbers of the last whole week, and what is open now."""
    now = clock.now()
    with snapshot():
        page = wall(by=request.actor, now=now)
    return render(request, "insight/wall.html", {"page": page, "now": now, "every": EVERY})
