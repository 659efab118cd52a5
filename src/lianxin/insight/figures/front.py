"""Three figures a leader looks at first: what is new, what is open and how old, what is late.

Each says how it is counted and opens the list it counts; a number nobody can recount isn't shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures import Balance, Callbacks, Scope, balance, callbacks
from lianxin.appeals.figures.weekly import BANDS, days_of_age
from lianxin.calendars.weeks import monday_of
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import midnight
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.queries import Asked, listed

INSTANT = timedelta(microseconds=1)
"""What happens at this very moment belongs to the period that ends now."""


@dataclass(frozen=True)
class Figure:
    """One number with its unit (件), the words of its formula, and the address of its list."""

    label: str | Promise
    count: int
    formula: str | Promise
    address: str


@dataclass(frozen=True)
class Front:
    """The leader's first page."""

    new: Figure
    new_before: Figure
    open: Figure
    ages: Sequence[Figure]
    overdue: Figure
    balance: Balance
    callbacks: Callbacks
    since: datetime


def front(*, by: Actor, now: datetime) -> Front:
    """The figures as this actor may count them."""
    today = timezone.localdate(now)
    monday = monday_of(today)
    last = monday - timedelta(days=7)
    return Front(
        new=figure(
            _("本周新收"),
            _("本周一零点起反映的件数，不算已并入别的件的"),
            Asked(since=monday, counted=True),
            by=by,
            now=now,
        ),
        new_before=figure(
            _("上周新收"),
            _("上周一到上周日反映的件数，不算已并入别的件的"),
            Asked(since=last, until=monday - timedelta(days=1), counted=True),
            by=by,
            now=now,
        ),
        open=figure(
            _("在办"), _("已登记而没有办结的件数，不算已并入别的件的"), Asked(state="open"), by=by, now=now
        ),
        ages=[age(low, high, by=by, now=now) for low, high in BANDS],
        overdue=figure(_("超期"), _("在办而已过当前环节时限的件数"), Asked(overdue=True), by=by, now=now),
        balance=balance(Scope(by), midnight(monday), now + INSTANT),
        callbacks=callbacks(Scope(by), midnight(last), midnight(monday)),
        since=midnight(monday),
    )


def figure(label: str | Promise, formula: str | Promise, asked: Asked, *, by: Actor, now: datetime) -> Figure:
    """Count exactly what the list shows."""
    return Figure(label, listed(asked, by=by, now=now).count(), formula, address_of(asked))


def age(low: int, high: int | None, *, by: Actor, now: datetime) -> Figure:
    """The open matters filed this many working days ago."""
    label = (
        _("%(low)s—%(high)s 天") % {"low": low, "high": high} if high else _("%(low)s 天以上") % {"low": low}
    )
    since, until = days_of_age(low, high, today=timezone.localdate(now), calendar=calendar_in_force())
    asked = Asked(state="open", since=since, until=until)
    return figure(label, _("反映日之后已过的工作日"), asked, by=by, now=now)


def address_of(asked: Asked) -> str:
    """The list that shows these very matters."""
    parts = {
        "state": asked.state,
        "overdue": "1" if asked.overdue else "",
        "counted": "1" if asked.counted else "",
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat() if asked.until else "",
    }
    return f"{reverse('matters')}?{urlencode({name: value for name, value in parts.items() if value})}"
