"""报来的数: what others say, beside what the records give."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.insight.actions import claims as actions
from lianxin.insight.forms.claims import ClaimForm
from lianxin.insight.pages.frozen import client_id
from lianxin.insight.queries import claims as queries
from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request


def index(request: Request) -> HttpResponse:
    """Every claim with its difference named."""
    found = queries.claims(request.actor, now=clock.now())
    keeps = request.actor.holds(Role.LEADER)
    return render(request, "insight/claims/list.html", {"claims": found, "keeps": keeps})


def new(request: Request) -> HttpResponse:
    """One more."""
    form = ClaimForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        actions.claim(form.cleaned_data, by=request.actor, client_id=client_id(request))
        messages.success(request, _("已记下，标明是手工填报。"))
        return redirect("claims")
    context = {"form": form, "client_id": request.POST.get("client_id") or uuid7()}
    return render(request, "insight/claims/new.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take one off the page; it stays on record."""
    row = queries.claim_of(key, by=request.actor)
    if row is None:
        raise Http404(_("没有这个报来的数，或者不归您看。"))
    actions.withdraw(row, by=request.actor)
    messages.success(request, _("已撤下，记录还在。"))
    return redirect("claims")
