"""表格: every form there is, to print blank; and for who oversees, what was printed (打印记录)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lianxin.kernel.actor import Role
from lianxin.kernel.paper.layout import Table
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import form_named, forms
from lianxin.kernel.paper.wording import setting_of
from lianxin.kernel.routes import Request
from lianxin.matters import print_log
from lianxin.web.printing import hand_out

OVERSEERS = (Role.AUDITOR, Role.LEADER)


@require_safe
def show(request: Request) -> HttpResponse:
    """Every form, by code."""
    shown = [
        {
            "form": form,
            "ledger": any(isinstance(block, Table) for block in form.blocks),
            "setting": setting_of(form).code if form.wordings else "",
        }
        for form in forms()
    ]
    context = {
        "shown": shown,
        "words": request.actor.holds(Role.ADMINISTRATOR),
        "oversees": request.actor.holds(*OVERSEERS),
    }
    return render(request, "matters/papers.html", context)


@require_POST
def blank(request: Request, code: str) -> HttpResponse:
    """One form with nothing on it but the number of the sheet."""
    try:
        form = form_named(code)
    except LookupError as unknown:
        raise Http404(_("没有这张表。")) from unknown
    return hand_out(request, Paper(form))


@require_safe
def log(request: Request) -> HttpResponse:
    """What was printed, the latest first."""
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
    lines, onward = print_log.lines(request.actor, before=before)
    context = {"lines": lines, "next": f"?before={onward}" if onward else ""}
    return render(request, "matters/print_log.html", context)
