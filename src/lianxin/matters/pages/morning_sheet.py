"""The sheet of the day (今日办件单): what is overdue and due today, to print and take along; no names on it."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from lianxin.kernel import clock, letters, notices
from lianxin.kernel.routes import Request
from lianxin.matters.morning import pile
from lianxin.matters.queries import ready

SHOWN = 60


def show(request: Request) -> HttpResponse:
    """What waits for me, the most pressing first, and what I was told since yesterday."""
    now = clock.now()
    rows = sorted(
        ready(by=request.actor, most=SHOWN), key=lambda row: (row.due_at is None, row.due_at or now)
    )
    told = notices.of(request.actor).filter(at__gte=now - timedelta(days=1)).order_by("-pk")[:SHOWN]
    language = get_language() or "zh-hans"
    context = {
        "rows": rows[:SHOWN],
        "pile": pile(rows, now=now),
        "told": [(row.at, letters.words(row.letter, row.variables, language=language)) for row in told],
        "today": timezone.localtime(now),
        "now": now,
        "printed_at": now,
    }
    return render(request, "matters/morning.html", context)
