"""The first sign-in through a one-time link: a password, a telephone, recovery codes (首次登录)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe

from lianxin.kernel.routes import Request
from lianxin.people import queries, sessions, totp
from lianxin.people.actions import links, sign_in as entry
from lianxin.people.forms import CodeForm, PasswordForm
from lianxin.people.pages.answers import (
    add_refusal,
    address_of,
    device_here,
    show_codes,
    show_form,
    work_begins,
)
from lianxin.people.rules import Refused


def arrive(request: Request, token: str) -> HttpResponse:
    """Open a link: its token leaves the address bar; a chat's preview of it uses nothing up."""
    link = queries.usable_link(links.digest_of(token), at=timezone.now())
    if link is None:
        return link_gone(request)
    sessions.start_link(request, link)
    return redirect("join")


def password(request: Request) -> HttpResponse:
    """Choose a password."""
    link = sessions.link_of(request, at=timezone.now())
    if link is None:
        return link_gone(request)
    form = PasswordForm(request.POST or None, login=link.account.login, name=queries.name_of(link.account))
    if form.is_valid():
        try:
            links.choose_password(link, form.cleaned_data["password"], at=timezone.now())
            return redirect("join_code")
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/join.html", form, login=link.account.login, paper=link.paper)


def code(request: Request) -> HttpResponse:
    """Bind a telephone; its first code finishes the sign-in and shows the recovery codes, this once."""
    now = timezone.now()
    link = sessions.link_of(request, at=now)
    if link is None or not (link.account.totp or (link.paper and link.account.has_usable_password())):
        return link_gone(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            entry.slow_down(link.account, address=address_of(request))
            joined = links.finish(link, form.cleaned_data["code"], at=now, device=device_here(request))
            request.actor = sessions.start(request, joined.sign_in)
            onward = work_begins(request.actor)
            if link.paper:
                return redirect(onward)
            return show_codes(request, joined.recovery_codes, onward=onward, joining=True)
        except Refused as refusal:
            add_refusal(form, refusal)
    if link.paper:
        return show_form(request, "people/join_paper.html", form, login=link.account.login)
    secret = link.account.totp
    uri = totp.enrolment_uri(secret, login=link.account.login)
    qr = mark_safe(totp.qr_svg(uri))  # noqa: S308  # drawn by ourselves
    shown = {"qr": qr, "key": totp.typed_key(secret), "login": link.account.login}
    return show_form(request, "people/join_code.html", form, **shown)


def link_gone(request: Request) -> HttpResponse:
    """Used, expired, withdrawn or never made: the same answer for all of them."""
    return render(request, "people/link_gone.html", status=404)
