"""Who works here: taking on, giving posts, links, letting go (人员和账号); no case is shown here (D7)."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.people import queries
from lianxin.people.actions import links, staff
from lianxin.people.forms import CorrectionForm
from lianxin.people.forms.duties import AppointForm, MemberForm
from lianxin.people.pages.answers import add_refusal, found, from_elsewhere, show_form, typed_by, whole
from lianxin.people.queries.duties import vacancies
from lianxin.people.queries.handovers import waiting_for
from lianxin.people.queries.posts import post_choices
from lianxin.people.queries.staff_list import STATES, AskedStaff, choices_of, empty_units, staff_page
from lianxin.people.rules import Purpose, Refused


@require_GET
def index(request: Request) -> HttpResponse:
    """Everybody, a page at a time, found by name, initials, login or unit; and what lies open in the house."""
    now, asked, units = timezone.now(), read(request.GET), queries.units_in_use()
    shown = {
        "asked": asked,
        "page": staff_page(asked, at=now),
        "units": choices_of(units),
        "states": STATES,
        "unmanned": empty_units(units, now),
        "vacancies": vacancies(now),
        "to_hand_over": waiting_for(request.actor),
    }
    return render(request, "people/index.html", shown)


def read(query: QueryDict) -> AskedStaff:
    """The filters of an address; what makes no sense is left out."""
    state = query.get("state", "")
    return AskedStaff(
        words=query.get("q", "").strip(),
        unit=whole(query.get("unit", "")),
        state=state if state in dict(STATES) else "",
        page=whole(query.get("page", "")) or 1,
    )


def add(request: Request) -> HttpResponse:
    """Take somebody on; the link to begin by is shown once."""
    form = MemberForm(**typed_by(request))
    if form.is_valid():
        given = form.cleaned_data | {"post": found(queries.post(form.cleaned_data["post"]))}
        try:
            now = timezone.now()
            del given["since"], given["until"]
            account, link = staff.add_member(**given, by=request.actor, at=now, period=form.period(now=now))
            if link is not None:
                return show_link(request, account.pk, link)
            messages.success(
                request, _("已添加。等岗位生效（安全管理员确认、到了起始那天）后，再到这里发一次性链接。")
            )
            return redirect("person", account=account.pk)
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
    now = timezone.now()
    shown = {
        "member": member,
        "posts": AppointForm(posts=post_choices()),
        "stays": queries.open_sign_ins(account, at=now),
        "paper": queries.on_paper(account),
        "now": now,
    }
    return show_form(request, "people/person.html", form, **shown)


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
def end_stays(request: Request, account: int) -> HttpResponse:
    """Sign somebody out of every device."""
    member = found(queries.member(account))
    ended = staff.end_stays_of(member.account, by=request.actor, at=timezone.now())
    messages.success(request, _("已让 %(ended)d 台设备退出登录。") % {"ended": ended})
    return redirect("person", account=account)


@require_POST
def end_stay(request: Request, account: int, stay: int) -> HttpResponse:
    """Sign somebody out of one device."""
    row = found(queries.stay_of_account(stay, account=account))
    staff.end_stay_of(row, by=request.actor, at=timezone.now())
    messages.success(request, _("已让这台设备退出登录。"))
    return redirect("person", account=account)


def _say_no(request: Request, account: int, refusal: Refused) -> HttpResponse:
    messages.error(request, refusal.message)
    return redirect("person", account=account)
