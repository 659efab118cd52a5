"""接口令牌: everybody's own, each shown once; and all of them, for the security administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.people import queries
from lianxin.people.actions import tokens
from lianxin.people.forms.tokens import TokenForm
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.queries.tokens import all_tokens, own_tokens, token_by_id
from lianxin.people.rules import Refused


@require_GET
def mine(request: Request) -> HttpResponse:
    """One's own tokens that are good still."""
    lines = own_tokens(request.actor.account or 0, at=timezone.now())
    return render(request, "people/tokens.html", {"lines": lines, "own": True})


@require_GET
def index(request: Request) -> HttpResponse:
    """Every token of the county."""
    return render(request, "people/tokens.html", {"lines": all_tokens(at=timezone.now()), "own": False})


def new(request: Request) -> HttpResponse:
    """The form; then the token, this once."""
    now = timezone.now()
    account = found(queries.account_by_id(request.actor.account or 0))
    form = TokenForm(request.POST or None, by=request.actor, at=now)
    if form.is_valid():
        try:
            made = tokens.issue(account, by=request.actor, at=now, **form.cleaned_data)
            return render(request, "people/token_made.html", {"made": made})
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/token_new.html", form)


@require_POST
def revoke_mine(request: Request, key: int) -> HttpResponse:
    """One's own token opens nothing any more."""
    row = found(token_by_id(key, account=request.actor.account or 0))
    tokens.revoke(row, by=request.actor, at=timezone.now())
    messages.success(request, _("已作废，用它的程序马上就进不来了。"))
    return redirect("my_tokens")


@require_POST
def revoke(request: Request, key: int) -> HttpResponse:
    """Anybody's token opens nothing any more."""
    tokens.revoke(found(token_by_id(key)), by=request.actor, at=timezone.now())
    messages.success(request, _("已作废，用它的程序马上就进不来了。"))
    return redirect("tokens")
