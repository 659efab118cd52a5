"""Who works here: taking on, giving posts, links, letting go (人员和账号); no case is shown here (D7)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.people import queries
from lianxin.people.actions import links, staff
from lianxin.people.forms import CorrectionForm, MemberForm, PostChoiceForm
from lianxin.people.pages.answers import add_refusal, found, from_elsewhere, show_form
from lianxin.people.rules import Purpose, Refused


@require_GET
def index(request: Request) -> HttpResponse:
    """Everybody by unit, and those who have left."""
    now = timezone.now()
    offices = queries.offices(now)
    shown = {
        "offices": [office for office in offices if office.members],
        "unmanned": [office.unit for office in offices if not office.members],
        "former": queries.former_members(now),
    }
    return render(request, "people/index.html", shown)


def add(request: Request) -> HttpResponse:
    """Take somebody on; the link to begin by is shown once."""
    form = MemberForm(request.POST or None, posts=queries.post_choices())
    if form.is_valid():
        given = form.cleaned_data | {"post": found(queries.post(form.cleaned_data["post"]))}
        try:
            account, link = staff.add_member(**given, by=request.actor, at=timezone.now())
            return show_link(request, account.pk, link)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/add.html", form)


def show_link(request: Request, account: int, link: links.NewLink) -> HttpResponse:
    """A fresh link, to copy or print now: it is kept nowhere and can't be shown again."""
    address = from_elsewhere(request) + reverse("arrive", kwargs={"token": link.token})
    shown = {"member": found(queries.member(account)), "address": address, "expires_at": link.expires_at}
    return render(request, "people/link.html", shown)


def show(request: Request, account: int) -> HttpResponse:
    """One member: name and telephone to correct, posts held now and before, the account."""
    member = found(queries.member(account))
    form = CorrectionForm(request.POST or None, initial={"name": member.person.name})
    if form.is_valid():
        staff.change_person(member, **form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, _("已保存。"))
        return redirect("person", account=account)
    shown = {"member": member, "posts": PostChoiceForm(posts=queries.post_choices())}
    return show_form(request, "people/person.html", form, **shown)


@require_POST
def appoint(request: Request, account: int) -> HttpResponse:
    """One more post for somebody."""
    member = found(queries.member(account))
    form = PostChoiceForm(request.POST, posts=queries.post_choices())
    if form.is_valid():
        post = found(queries.post(form.cleaned_data["post"]))
        try:
            staff.appoint(member.account, member.person, post, by=request.actor, at=timezone.now())
            messages.success(request, _("已安排岗位，对方下一次点击时生效。"))
            return redirect("person", account=account)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/appoint.html", form, member=member)


@require_POST
def link(request: Request, account: int) -> HttpResponse:
    """A fresh one-time link: for who lost it, the password or the telephone; all stays end."""
    member = found(queries.member(account))
    purpose = Purpose.INVITE if member.account.must_set else Purpose.RESET
    try:
        fresh = links.issue(member.account, purpose=purpose, by=request.actor, at=timezone.now())
    except Refused as refusal:
        return _say_no(request, account, refusal)
    return show_link(request, account, fresh)


@require_POST
def end(request: Request, account: int, appointment: int) -> HttpResponse:
    """Somebody leaves a post; with the last one the account is closed."""
    held = found(queries.open_appointment(appointment, account=account))
    try:
        staff.end_appointment(held, by=request.actor, at=timezone.now())
    except Refused as refusal:
        return _say_no(request, account, refusal)
    messages.success(request, _("任职已结束，权限立即收回。"))
    return redirect("person", account=account)


@require_POST
def end_stays(request: Request, account: int) -> HttpResponse:
    """Sign somebody out of every device."""
    member = found(queries.member(account))
    ended = staff.end_stays_of(member.account, by=request.actor, at=timezone.now())
    messages.success(request, _("已让 %(ended)d 台设备退出登录。") % {"ended": ended})
    return redirect("person", account=account)


def _say_no(request: Request, account: int, refusal: Refused) -> HttpResponse:
    messages.error(request, refusal.message)
    return redirect("person", account=account)
