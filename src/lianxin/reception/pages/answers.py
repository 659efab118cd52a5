"""What several pages of reception answer alike."""

from datetime import date, timedelta
from typing import TypeVar

from django.http import Http404
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.reception.forms.kinds import PeriodForm

Row = TypeVar("Row")
A_YEAR = timedelta(days=366)


def found(row: Row | None) -> Row:
    """The row a page is about. Raises Http404."""
    if row is None:
        raise Http404(_("没有这一页，或者不归您看。"))
    return row


def period(request: Request, before: int, after: int) -> tuple[PeriodForm, date, date]:
    """The form of a period and the days it says; around today while nobody typed any."""
    today = clock.today()
    usual = (today - timedelta(days=before), today + timedelta(days=after))
    typed = request.GET if "since" in request.GET or "until" in request.GET else None
    form = PeriodForm(typed, longest=A_YEAR, initial={"since": usual[0], "until": usual[1]})
    return form, *form.span(usual)
