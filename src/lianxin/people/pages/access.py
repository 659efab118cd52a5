"""谁看过: the access log for the audit hand, and the alarms (访问记录、告警)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.naming import row_called
from lianxin.kernel.routes import Request
from lianxin.people.actions.reveal import close_alarm, log_opened
from lianxin.people.forms.confidentiality import AlarmForm, LooksForm
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.pages.residents import whole
from lianxin.people.queries import access
from lianxin.people.rules import Refused


@require_GET
def log(request: Request) -> HttpResponse:
    """One page of what the filters find; reading it is on record, too."""
    log_opened(by=request.actor)
    form = LooksForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    row = row_called(asked["row"]) if asked.get("row") else None
    after = whole(request.GET.get("after", ""))
    lines, onward = access.looks(access.AskedLooks(**asked, after=after), by=request.actor, row=row)
    query = request.GET.copy()
    query["after"] = str(onward or "")
    shown = {
        "form": form,
        "lines": [] if asked.get("row") and row is None else lines,
        "next": f"?{query.urlencode()}" if onward else "",
        "alarms_open": access.alarms_open(),
    }
    return render(request, "people/confidentiality/log.html", shown, status=422 if form.errors else 200)


@require_GET
def alarms(request: Request) -> HttpResponse:
    """Open alarms first."""
    return render(request, "people/confidentiality/alarms.html", {"alarms": access.alarms()})


def close(request: Request, alarm: int) -> HttpResponse:
    """Write down what came out, and close it."""
    row = found(access.alarm(alarm))
    form = AlarmForm(request.POST or None)
    if form.is_valid():
        try:
            close_alarm(row, note=form.cleaned_data["note"], by=request.actor, at=timezone.now())
            messages.success(request, _("已处理。"))
            return redirect("alarms")
        except Refused as refusal:
            add_refusal(form, refusal)
    line = next((one for one in access.alarms() if one.key == row.pk), None)
    return show_form(request, "people/confidentiality/alarm.html", form, alarm=line)
