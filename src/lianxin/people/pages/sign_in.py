"""Signing in, by two factors on two pages (登录)."""

from django.http import HttpResponse
from django.utils import timezone

from lianxin.kernel.routes import Request
from lianxin.people import sessions
from lianxin.people.actions import sign_in as entry
from lianxin.people.demo import demo_open
from lianxin.people.forms import CodeForm, SignInForm
from lianxin.people.pages.answers import add_refusal, address_of, begin_work, onward, show_form
from lianxin.people.rules import Refused


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
            stay = entry.enter(account, form.cleaned_data["code"], address=address_of(request), at=now)
            return begin_work(request, sessions.start(request, stay))
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/code.html", form)
