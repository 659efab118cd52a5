"""One's own account: where one is signed in, the password, the recovery codes, going home (我的账号)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.people import queries, sessions
from lianxin.people.actions import factors, sign_in as entry
from lianxin.people.forms import ChangePasswordForm
from lianxin.people.pages.answers import add_refusal, found, show_codes, show_form
from lianxin.people.rules import Refused


@require_GET
def show(request: Request) -> HttpResponse:
    """Who one is here, and every device one is signed in on."""
    stay = found(sessions.stay_of(request))
    shown = {
        "member": queries.member(stay.account_id),
        "stays": queries.open_sign_ins(stay.account_id, at=timezone.now()),
        "here": stay.pk,
        "codes_left": queries.recovery_codes_left(stay.account_id),
        "paper": queries.on_paper(stay.account_id),
        "now": timezone.now(),
    }
    return render(request, "people/mine.html", shown)


def password(request: Request) -> HttpResponse:
    """Change the password; every device is signed out, this one too."""
    account = found(sessions.stay_of(request)).account
    form = ChangePasswordForm(request.POST or None, login=account.login, name=request.actor.name)
    if form.is_valid():
        given = form.cleaned_data
        try:
            entry.change_password(
                account, current=given["current"], new=given["password"], by=request.actor, at=timezone.now()
            )
            return sessions.clear(request, redirect("sign_in"))
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/password.html", form)


@require_POST
def recovery_codes(request: Request) -> HttpResponse:
    """Ten fresh recovery codes, shown this once; the old ones are void."""
    account = found(sessions.stay_of(request)).account
    if queries.on_paper(account.pk):
        messages.error(request, _("您用的是口令单，没有恢复码。口令快用完时，请找系统管理员打印新的。"))
        return redirect("mine")
    codes = factors.renew_recovery_codes(account, by=request.actor, at=timezone.now())
    return show_codes(request, codes, onward="mine")


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Leave this device; not while it keeps work that nobody else has, for leaving wipes it."""
    stay = sessions.stay_of(request)
    if stay is not None and sessions.keeps_unsent(request):
        words = _("这台设备上还有没送出的走访记录，退出会一起清掉。请先打开“手机走访”送出，再退出。")
        messages.warning(request, words)
        return redirect("today")
    if stay is not None:
        entry.end(stay, by=request.actor, at=timezone.now())
    return sessions.clear(request, redirect("sign_in"))


@require_POST
def end_stay(request: Request, stay: int) -> HttpResponse:
    """Leave one other device; leaving this one is signing out."""
    here = found(sessions.stay_of(request))
    row = found(queries.stay_of_account(stay, account=here.account_id))
    if row.pk == here.pk:
        return sign_out(request)
    entry.end(row, by=request.actor, at=timezone.now())
    messages.success(request, _("已让那台设备退出登录。"))
    return redirect("mine")


@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    """Leave every device."""
    stay = found(sessions.stay_of(request))
    entry.end_everywhere(stay.account, by=request.actor, at=timezone.now())
    return sessions.clear(request, redirect("sign_in"))
