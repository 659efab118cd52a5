"""备份: how the backups stand, the sheet of what to do, and what a person looks through after a restore.

The key card itself is never on a page: it opens everything, and is made on the server by `./run keys --card`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.http import require_POST

from lianxin.kernel import clock, letters, outbox
from lianxin.kernel.backups import after
from lianxin.kernel.backups.standing import standing
from lianxin.kernel.context import current_county
from lianxin.kernel.routes import Request

SHOWN = 50


@dataclass(frozen=True)
class Held:
    """One message that waits for a person's word."""

    key: int
    at: datetime
    words: str


def show(request: Request) -> HttpResponse:
    """The newest backup, the nights, the drill and the card."""
    return render(request, "web/backups/standing.html", {"now": standing()})


def sheet(request: Request) -> HttpResponse:
    """恢复步骤: what to do when the computer is broken, to hang beside it; it holds no key."""
    now = standing()
    context = {"now": now, "county": current_county(), "home": settings.HOME.path, "printed_at": now.now}
    return render(request, "web/backups/sheet.html", context)


def restored(request: Request) -> HttpResponse:
    """恢复后核对: the messages that were held, and whether the gateways are closed."""
    held, language = outbox.quarantined(), get_language() or "zh-hans"
    rows = [
        Held(row.pk, row.at, letters.words(row.letter, row.variables, language=language))
        for row in held[:SHOWN]
    ]
    context = {"held": rows, "count": held.count(), "restored": after.waiting_for_word()}
    return render(request, "web/backups/restored.html", context)


@require_POST
def settle(request: Request) -> HttpResponse:
    """Send or drop one of them or all, or let messages leave again."""
    what, key = request.POST.get("do", ""), request.POST.get("message", "")
    if what == "open":
        after.say_open(by=request.actor)
        messages.success(request, _("已接通，新的通知照常发出。"))
    elif what in {"release", "drop"}:
        count = outbox.settle_held(what, key=key, by=request.actor, at=clock.now())
        done = {"release": ngettext("%d 条已重新排队。", "%d 条已重新排队。", count)}
        done["drop"] = ngettext("%d 条已作废，不再发送。", "%d 条已作废，不再发送。", count)
        messages.success(request, done[what] % count)
    return redirect("restored")
