"""What a matter's page and the desk show of looks at the spot and of same-day disputes; who fetches photographs."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.rules import AppealType
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.fetching import guard_by_gate
from lianxin.matters.models import Matter
from lianxin.matters.naming import caseworker
from lianxin.matters.panels import Beside, Near, show_beside
from lianxin.matters.waiting import Waiting, register
from lianxin.reception.models import FieldCheck, SameDay
from lianxin.reception.queries import checks, sameday
from lianxin.reception.rules.checks import totals
from lianxin.web.dates import day, when

MOST = 10


@show_beside(FieldCheck, SameDay)
def on_matter(matter: Matter, by: Actor, near: Near) -> Iterator[Beside]:
    """The checks and same-day disputes of a matter, and the way to ask for one."""
    if matter.kind != APPEAL.code or matter.appeal.type == AppealType.REPORT or not caseworker(by, None):
        return
    for check in checks.checks_on(matter, by=by) if FieldCheck in near else ():
        counted = _now("，").join(
            str(one) for one in totals(line.quantity for line in check.quantities.all())
        )
        seen = day(check.seen_at) if check.seen_at else _now("%(day)s 以前") % {"day": day(check.due_on)}
        words = " · ".join(filter(None, (seen, check.holder.name if check.holder else "", counted)))
        yield Beside(_("实地查看"), words, reverse("check", kwargs={"fieldcheck": check.pk}))
    same_days = list(sameday.same_days_on(matter, by=by)) if SameDay in near else []
    for row in same_days:
        words = _now("%(at)s 来反映，%(state)s") % {
            "at": when(row.received_at),
            "state": sameday.state_of(row),
        }
        yield Beside(_("当日事"), words, reverse("same_day", kwargs={"sameday": row.pk}))
    if matter.closed_at is None:
        number = {"number": matter.number}
        if checks.asks(by, None):
            yield Beside(_("实地查看"), _("请人去看"), reverse("check_matter", kwargs=number))
        if sameday.works_on(by, None) and not any(row.state in sameday.OPEN for row in same_days):
            yield Beside(_("当日事"), _("今天给结果"), reverse("same_day_new", kwargs=number))


def waiting(by: Actor) -> Iterator[Waiting]:
    """What one's unit is to look at, and to whom a result was promised today."""
    today, now = clock.today(), clock.now()
    if by.holds(*checks.GOERS):
        for check in checks.waiting_at(by, today)[:MOST]:
            words = _now("去看一看，%(day)s以前") % {"day": day(check.due_on)}
            address = reverse("check", kwargs={"fieldcheck": check.pk})
            yield Waiting(words, address, late=check.due_on < today)
    if by.holds(*sameday.HANDS):
        for row in sameday.waiting(by)[:MOST]:
            told = {"number": row.matter.number, "at": when(row.promised_by)}
            words = _now("%(number)s 答应 %(at)s 以前告知双方") % told
            yield Waiting(words, reverse("same_day", kwargs={"sameday": row.pk}), late=row.promised_by < now)


register(waiting)
guard_by_gate(checks.CHECK, FieldCheck)
