"""An address exists only with a rule that says who may see it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import Rule


class Request(HttpRequest):
    """A request whose asker is known (set by the session middleware)."""

    actor: Actor


Page = Callable[..., HttpResponse]


def refuse(request: Request) -> HttpResponse:
    """Ask a stranger to sign in; tell a colleague whose duty it is not."""
    if request.actor.account is None and request.method == "GET":
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}")
    return HttpResponseForbidden(_("这一页不在您的岗位职责内。请找本单位管理员核对岗位。"))


def route(
    address: str, page: Page, *, see: Rule, name: str, refuse: Callable[[Request], HttpResponse] = refuse
) -> URLPattern:
    """One address, its page and who may see it; the generated access matrix reads these back.

    `refuse` answers whoever may not: a program gets no page to sign in.
    """

    @wraps(page)
    def view(request: Request, **parts: Any) -> HttpResponse:
        if see(request.actor, None):
            return page(request, **parts)
        return refuse(request)

    view.see = see  # type: ignore[attr-defined]  # read by the access matrix
    return path(address, view, name=name)
