"""When the calendar changes, due times follow (重算时限): running clocks are counted anew, each with an event.

`original_due` stays what it was; `due` is always kind and amount counted from the start, so an undo brings back
exactly what there was. Few clocks are moved in the transaction of the change, many by a job, in batches.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from lianxin.calendars.hours import moment
from lianxin.calendars.limits import countable, due
from lianxin.kernel import clock, jobs
from lianxin.kernel.actor import Role, system
from lianxin.kernel.context import current_county
from lianxin.kernel.editions import Json, Setting
from lianxin.kernel.ids import uuid7
from lianxin.kernel.jobs import Work
from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.models.notice import Topic
from lianxin.kernel.policy import is_system
from lianxin.kernel.timetables import YEAR_OF
from lianxin.kernel.worktime import calendar_in_force, differs_by_area, supposing
from lianxin.matters import clocks, ledger
from lianxin.matters.flows import current_flows, flow_of, stand
from lianxin.matters.models import Clock, Matter, Stateful
from lianxin.matters.workflow import Acting, Move, Text

KIND = "matters.recount"
BATCH = 500
AT_ONCE = 500
AGAIN = timedelta(minutes=2)
LOOKED_AT = 20_000
COUNTED = ("W", "N", "WH", "")  # hours around the clock know no days of rest; "" is read from its limit
EARLIER = "staff.earlier"

RECOUNT = stand(Move("recount", gettext_lazy("按新的工作日历重算时限"), source=(), to=(), who=is_system))

register(
    Letter(
        EARLIER,
        gettext_lazy("工作日历改了，%(number)s 的时限提前到 %(due)s，请留意。"),
        topic=Topic.TIME,
        label=gettext_lazy("工作日历改了、时限提前时，给承办岗位"),
    )
)


@dataclass(frozen=True)
class Span:
    """The days a change of the calendar is about, and the prefix of the areas it holds for."""

    first: date
    last: date | None = None
    scope: str = ""

    def clocks(self) -> "QuerySet[Clock]":
        """The running clocks that count any of these days; where they lie is asked row by row."""
        found = Clock.objects.filter(stopped=None, due__gte=moment(self.first, time.min), kind__in=COUNTED)
        if self.last is not None:
            found = found.filter(started__lt=moment(self.last + timedelta(days=1), time.min))
        return found.order_by("pk")

    def meets(self, running: Clock) -> bool:
        """Whether a clock counts any of these days."""
        begun = self.last is None or timezone.localdate(running.started) <= self.last
        return running.kind in COUNTED and begun and timezone.localdate(running.due) >= self.first


EVERYTHING = Span(date(2000, 1, 1))


def span_of(code: str, scope: str, effective: datetime) -> Span:
    """What a change of this setting is about: a year with the days its notice may borrow, or from a day on."""
    if code in YEAR_OF:
        year = YEAR_OF[code]
        return Span(date(year - 1, 12, 20), date(year + 1, 1, 10))
    return Span(timezone.localdate(effective), None, scope)


def follow(row: Edition) -> None:
    """Move what a change moves: at once when it is little, else by a job after the commit.

    A year's notice that is to hold from a later day on moves the clocks on that day.
    """
    span, now = span_of(row.code, row.scope, row.effective), timezone.now()
    waits = row.code in YEAR_OF and row.effective > clock.now()
    begins = max(clock.machine_time(row.effective), now) if waits else now
    if not waits and len(span.clocks().values_list("pk", flat=True)[: AT_ONCE + 1]) <= AT_ONCE:
        move(span)
    else:
        jobs.enqueue(KIND, {"edition": row.pk}, key=f"recount:{row.pk}", due_at=begins)
    # Once more for what was started by the old calendar while this was being written.
    jobs.enqueue(KIND, {"edition": row.pk}, key=f"recount:{row.pk}:again", due_at=begins + AGAIN)


def follow_package(edition: str) -> None:
    """Move what a newer package of published years moves, once for each of its editions."""
    jobs.enqueue(KIND, {"package": edition}, key=f"recount:{edition}"[:64])


def by_job(work: Work) -> None:
    """The job: batch after batch, each committed by itself; done twice it moves nothing more."""
    key = work.payload.get("edition")
    row = None if key is None else Edition.objects.filter(pk=key).first()
    move(EVERYTHING if row is None else span_of(row.code, row.scope, row.effective))


def move(span: Span) -> int:
    """Count the clocks of a span anew; how many rows were moved."""
    moved, after = 0, 0
    while batch := list(span.clocks().filter(pk__gt=after)[:BATCH]):
        after = batch[-1].pk
        moved += move_batch(span, batch)
    return moved


@transaction.atomic
def move_batch(span: Span, batch: list[Clock]) -> int:
    """One batch of clocks: their rows locked, counted and written together, each with its event."""
    moved = 0
    for model in sorted({flow.model for flow in current_flows()}, key=ledger.row_kind):
        keys = {one.row_id for one in batch if one.row_kind == ledger.row_kind(model)}
        rows = list(model.objects.select_for_update().filter(pk__in=keys).order_by("pk")) if keys else []
        running = ledger.running_clocks(rows)
        acts = [acting for row in rows if (acting := counted(span, row, running[row.pk])) is not None]
        fields = ["version", "due_at", "due_was"] if issubclass(model, Matter) else ["version"]
        ledger.write(acts, row_fields=fields, clock_fields=("kind", "amount", "due"))
        moved += len(acts)
    return moved


def counted(span: Span, row: Stateful, running: list[Clock]) -> Acting | None:
    """The act that moves a row's clocks, or None when none of them moves."""
    if not inside(span, row.area.code if span.scope and row.area is not None else ""):
        return None
    by = system(current_county())
    acting = Acting(row, RECOUNT, flow_of(row), by, {}, clock.now(), uuid7(), source=row.state)
    acting.clocks = running
    earlier = [one for one in running if span.meets(one) and moved_earlier(acting, one)]
    if not acting.facts:
        return None
    row.version += 1
    ledger.settle_due(acting)
    if earlier:
        nearest = min(timezone.localdate(one.due) for one in earlier)
        acting.tell_staff(EARLIER, unit=row.holder_id, roles=(Role.HANDLER,), due=nearest.isoformat())
    return acting


def moved_earlier(acting: Acting, running: Clock) -> bool:
    """Count one clock anew and note it when it moved; whether it is due earlier than before."""
    before = running.due
    clocks.know(running, acting.flow.limit, acting.calendar)
    clocks.reckon(running, acting.calendar)
    if running.due != before:
        acting.retimed = True
        acting.note_clock("due", running.limit, running.due)
    return running.due < before


def inside(span: Span, area: str) -> bool:
    """Whether an area lies where the change holds."""
    return area.startswith(span.scope)


@dataclass
class Forecast:
    """What a change would do to running clocks, in numbers."""

    looked: int = 0
    earlier: int = 0
    later: int = 0
    most_earlier: int = 0
    most_later: int = 0

    def take(self, before: datetime, after: datetime) -> None:
        """Count one clock; how far it moves is told in days."""
        days = abs((timezone.localdate(after) - timezone.localdate(before)).days)
        if after < before:
            self.earlier, self.most_earlier = self.earlier + 1, max(self.most_earlier, days)
        elif after > before:
            self.later, self.most_later = self.later + 1, max(self.most_later, days)

    def sentences(self) -> list[Text]:
        """What a preview says."""
        moved = self.earlier + self.later
        if not moved:
            return [_("没有正在计时的时限会变。")]
        many = ngettext("有 %(n)d 条正在计时的时限会变。", "有 %(n)d 条正在计时的时限会变。", moved)
        said: list[Text] = [many % {"n": moved}]
        if self.earlier:
            days = _("其中 %(n)d 条提前，最多提前 %(days)d 天，会告诉承办单位。")
            hours = _("其中 %(n)d 条提前，仍在当天，会告诉承办单位。")
            said.append(
                (days if self.most_earlier else hours) % {"n": self.earlier, "days": self.most_earlier}
            )
        if self.later:
            days, hours = _("其中 %(n)d 条推后，最多推后 %(days)d 天。"), _("其中 %(n)d 条推后，仍在当天。")
            said.append((days if self.most_later else hours) % {"n": self.later, "days": self.most_later})
        if self.looked >= LOOKED_AT:
            said.append(_("只看了前 %(n)d 条，其余的确认后一并重算。") % {"n": self.looked})
        said.append(_("原来的到期日都留着，按时率仍按原定的算。"))
        return said


def foresee(setting: Setting[Any], value: Json, scope: str) -> list[Text]:
    """What a change of the calendar would move, for the preview; nothing is written."""
    span, told = span_of(setting.code, scope, clock.now()), Forecast()
    running = list(span.clocks()[:LOOKED_AT])
    with supposing(setting, value, scope=scope):
        areas = dict(areas_of(running)) if span.scope or differs_by_area() else {}
        for one in running:
            told.looked += 1
            area = areas.get((one.row_kind, one.row_id), "")
            if inside(span, area):
                told.take(one.due, due_then(one, area))
    return told.sentences()


def due_then(one: Clock, area: str) -> datetime:
    """When a clock would be due by the calendar that is supposed."""
    by, kind, amount = calendar_in_force(area, whole=True), one.kind, one.amount
    if not kind:
        limit = next(
            (limit for flow in current_flows() for limit in flow.limits if limit.code == one.limit), None
        )
        if limit is None:
            return one.due
        kind, amount = countable(limit.kind, limit.amount, by)
    return due(kind, amount + one.extended + one.held, one.started, by)


def areas_of(running: list[Clock]) -> Iterator[tuple[tuple[str, int], str]]:
    """The area code of each row these clocks belong to."""
    for model in {flow.model for flow in current_flows()}:
        kind = ledger.row_kind(model)
        keys = [one.row_id for one in running if one.row_kind == kind]
        for start in range(0, len(keys), BATCH):
            rows = model.objects.filter(pk__in=keys[start : start + BATCH]).exclude(area=None)
            for key, code in rows.values_list("pk", "area__code"):
                yield (kind, key), code
