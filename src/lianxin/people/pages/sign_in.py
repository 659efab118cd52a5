"""Signing in, by two factors on two pages (登录)."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone

from lianxin.kernel.routes import Request
from lianxin.people import queries, sessions
from lianxin.people.actions import sign_in as entry
from lianxin.people.demo import demo_open
from lianxin.people.forms import CodeForm, PasswordForm, SignInForm
from lianxin.people.pages.answers import add_refusal, address_of, begin_work, device_here, onward, show_form
from lianxin.people.rules import How, Refused

if TYPE_CHECKING:
    from lianxin.people.models import Account


def sign_in(request: Request) -> HttpResponse:
    """First factor; nothing of the staff's side opens yet. In the demo one picks a person instead."""
    if demo_open(request):
        return onward(request, "who")
    form = SignInForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            account = entry.check_password(
                given["login"], given["password"], county=request.actor.county, address=address_of(request)
            )
            sessions.start_half(request, account, at=timezone.now())
            return onward(request, "sign_in_code")
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/sign_in.html", form)


def code(request: Request) -> HttpResponse:
    """Second factor: the telephone's code, or a recovery code."""
    now = timezone.now()
    account = sessions.half(request, at=now)
    if account is None:
        return onward(request, "sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            how = entry.prove(account, form.cleaned_data["code"], address=address_of(request), at=now)
            if queries.password_is_old(account, at=now):
                sessions.start_renewal(request, account, how, at=now)
                return onward(request, "sign_in_renew")
            return go_in(request, account, how)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/code.html", form, paper=queries.on_paper(account.pk))


def go_in(request: Request, account: "Account", how: How) -> HttpResponse:
    """Both factors were right: the stay begins. Raises Refused when the account holds no post."""
    stay = entry.open_stay(account, how=how, at=timezone.now(), device=device_here(request))
    return begin_work(request, sessions.start(request, stay))


def renew(request: Request) -> HttpResponse:
    """A password that has stood too long is replaced between the second factor and the first page (等保)."""
    now = timezone.now()
    waiting = sessions.renewal(request, at=now)
    if waiting is None:
        return onward(request, "sign_in")
    account, how = waiting
    form = PasswordForm(request.POST or None, login=account.login, name=queries.name_of(account))
    if form.is_valid():
        try:
            entry.replace_old_password(account, form.cleaned_data["password"], at=now)
            return go_in(request, account, how)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/renew.html", form)
