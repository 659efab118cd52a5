"""月报: matters by class, state and month; closed months as they were written down, every number with its list."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.insight.actions.months import write_edition
from lianxin.insight.forms.months import AgainForm, MonthsForm
from lianxin.insight.queries.months import by_month, by_state, columns, history, whole_county
from lianxin.insight.rules.months import Month, month_named
from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.routes import Request


@require_GET
def index(request: Request) -> HttpResponse:
    """Class × month."""
    form = MonthsForm(request.GET, today=clock.today())
    first, last = form.span()
    now = request.GET.get("now") == "1"
    shown = columns(request.actor, first, last, now=now)
    context = {"form": form, "shown": shown, "now": now, "report": by_month(shown, state=form.state_asked())}
    return render(request, "insight/months/index.html", context)


@require_GET
def show(request: Request, code: str) -> HttpResponse:
    """Class × state of one month, with its editions."""
    month, now = month_or_404(code), request.GET.get("now") == "1"
    (column,) = columns(request.actor, month, month, now=now)
    editions = history(month) if whole_county(request.actor) else []
    context = {
        "column": column,
        "report": by_state(column),
        "now": now,
        "editions": editions,
        "again": AgainForm(initial={"number": editions[0].number + 1})
        if editions and request.actor.holds(Role.LEADER)
        else None,
    }
    return render(request, "insight/months/month.html", context)


@require_POST
def again(request: Request, code: str) -> HttpResponse:
    """One more edition of a closed month, with the reason; the earlier ones stay."""
    month, form = month_or_404(code), AgainForm(request.POST)
    if not whole_county(request.actor) or not history(month):
        raise Http404(_("这个月还没有写成月报，或者不归您看。"))
    if not form.is_valid():
        messages.error(request, _("请写明为什么要再出一版，至少四个字。"))
    elif write_edition(month, by=request.actor, **form.cleaned_data) is None:
        messages.error(request, _("刚才已经另出了一版，请看过以后再决定。"))
    else:
        messages.success(request, _("已按现在的记录再出一版；以前的各版都还在。"))
    return redirect("month", code=month.code)


def month_or_404(code: str) -> Month:
    """The month of an address, none that has not begun. Raises Http404."""
    month = month_named(code)
    if month is None or month.since > clock.today():
        raise Http404(_("没有这个月份，请写成 2026-10 这样。"))
    return month
