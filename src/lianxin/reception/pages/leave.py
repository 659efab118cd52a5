"""请假: who is away when, so that no slot is given to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.reception.actions import leave as acts
from lianxin.reception.forms.kinds import LeaveForm
from lianxin.reception.pages.answers import found
from lianxin.reception.queries.leave import leave_of, may_tell_for, slots_within, upcoming


def index(request: Request) -> HttpResponse:
    """One's own leave to come; the desk's: everybody's of its area."""
    form = LeaveForm(request.POST or None, staff=may_tell_for(request.actor))
    if form.is_valid():
        row = acts.take_leave(**form.cleaned_data, by=request.actor)
        messages.success(request, _("已记下，排班会避开这些天。"))
        clash = len(slots_within(row, clock.today()))
        if clash:
            words = ngettext(
                "这些天里已经排了 %(n)d 场，请换班或者请排班的人换人。",
                "这些天里已经排了 %(n)d 场，请换班或者请排班的人换人。",
                clash,
            )
            messages.warning(request, words % {"n": clash})
        return redirect("leave")
    context = {"form": form, "rows": upcoming(request.actor, clock.today())}
    return render(request, "reception/leave.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: Request, leave: int) -> HttpResponse:
    """Take it back."""
    acts.end_leave(found(leave_of(leave, by=request.actor)), by=request.actor)
    messages.success(request, _("已取消这次请假。"))
    return redirect("leave")
