"""The switches of the face, and the two texts every public site owes its readers."""

from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from lianxin.kernel.routes import Request
from lianxin.web.middleware import ELDER_COOKIE

YEAR_SECONDS = 365 * 24 * 60 * 60
Kept = TypeVar("Kept", bound=HttpResponse)


@require_POST
def elder(request: Request) -> HttpResponse:
    """Switch the elders' edition (长辈版) on or off; it stays so on this device."""
    return switch_elder(request, redirect(where_from(request)), on=request.POST.get("on") == "1")


def switch_elder(request: HttpRequest, response: Kept, *, on: bool) -> Kept:
    """The response, with the choice in a cookie; for pages that switch without losing what was typed."""
    if on:
        response.set_cookie(
            ELDER_COOKIE, "1", max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(ELDER_COOKIE)
    return response


@require_POST
def language(request: Request) -> HttpResponse:
    """Switch the language; Django's own page keeps the choice in a cookie."""
    return set_language(request)


def where_from(request: HttpRequest) -> str:
    """The page the switch stood on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    here = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=here) else "/"


def accessibility(request: Request) -> HttpResponse:
    """What we do so that everybody can use the pages, and whom to tell where it fails (无障碍说明)."""
    return render(request, "web/pages/accessibility.html")


def privacy(request: Request) -> HttpResponse:
    """What is kept of a person, what for, how long, and what they may ask (隐私说明)."""
    return render(request, "web/pages/privacy.html")
