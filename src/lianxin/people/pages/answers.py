"""What several pages about people answer alike."""

from typing import Any, TypeVar

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Role
from lianxin.people.devices import device_of
from lianxin.people.queries.posts import post_choices
from lianxin.people.rules import Refused

Row = TypeVar("Row")


def show_form(request: HttpRequest, template: str, form: Form, **context: Any) -> HttpResponse:
    """The page of a form: as it is at first, or with what was typed and what is wrong with it (422)."""
    context |= {"form": form, "next": asked_for(request)}
    return render(request, template, context, status=422 if form.errors else 200)


def typed_by(request: HttpRequest) -> dict[str, Any]:
    """What a form with a choice of posts begins with; 查找 brings the posts and finds no fault with the rest."""
    posts = post_choices(request.POST.get("unit_words", "").strip())
    if "find" in request.POST:
        return {"initial": request.POST.dict(), "posts": posts}
    return {"data": request.POST if request.method == "POST" else None, "posts": posts}


def add_refusal(form: Form, refusal: Refused) -> None:
    """Put a refusal beside the box it concerns, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def asked_for(request: HttpRequest) -> str:
    """Where somebody wanted to go before signing in, if it lies on this site; else empty."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    inside = url_has_allowed_host_and_scheme(asked, allowed_hosts=here, require_https=request.is_secure())
    return asked if inside else ""


def onward(request: HttpRequest, route: str) -> HttpResponse:
    """To the next page of a sign-in, remembering where it should end."""
    asked = asked_for(request)
    return redirect(f"{reverse(route)}?{urlencode({'next': asked})}" if asked else reverse(route))


def begin_work(request: HttpRequest, by: Actor) -> HttpResponse:
    """To where somebody wanted to go, else to where their work begins."""
    return redirect(asked_for(request) or work_begins(by))


def work_begins(by: Actor) -> str:
    """The route a member of staff begins at."""
    first = {Role.ADMINISTRATOR: "people", Role.SECURITY: "grants", Role.AUDITOR: "matters"}
    alone = next(iter(by.roles)) if len(by.roles) == 1 else ""
    return first.get(Role(alone), settings.LOGIN_REDIRECT_URL) if alone else settings.LOGIN_REDIRECT_URL


def show_codes(request: HttpRequest, codes: list[str], *, onward: str, joining: bool = False) -> HttpResponse:
    """Fresh recovery codes, shown this once, and the way on by its route."""
    shown = {"codes": codes, "onward": reverse(onward), "joining": joining}
    return render(request, "people/recovery_codes.html", shown)


def from_elsewhere(request: HttpRequest) -> str:
    """How another machine reaches this site: as the browser does, unless that sits on the very machine."""
    host, port = split_domain_port(request.get_host())
    named = settings.HOME.hosts
    if host in {"localhost", "127.0.0.1", "[::1]"} and named:
        host = named[0]
    return f"{request.scheme}://{host}{f':{port}' if port else ''}"


def address_of(request: HttpRequest) -> str:
    """The address a request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def device_here(request: HttpRequest) -> str:
    """A few words for the device a request came from."""
    return device_of(request.META.get("HTTP_USER_AGENT", ""))


def whole(text: str) -> int | None:
    """A number from an address, or nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def found(row: Row | None) -> Row:
    """The row a page is about; a page about nothing does not exist."""
    if row is None:
        raise Http404(_("没有这一页。"))
    return row
