"""When the table of limits is changed: the clocks that run stay as they are, or follow it when so wished (时限调整)."""

from collections.abc import Iterator
from datetime import datetime

from lianxin.appeals.limits import LIMITS, RATINGS, ByCode, Table, by_code, fitting
from lianxin.appeals.queries import matters_with_running_clocks
from lianxin.appeals.rules.pausing import NEWS
from lianxin.calendars.calendar import Calendar
from lianxin.calendars.limits import countable
from lianxin.kernel.editions import Json
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.clocks import begin
from lianxin.matters.ledger import running_clocks
from lianxin.matters.limits import Limit
from lianxin.matters.models import Clock, Matter
from lianxin.matters.workflow import Acting, area_of

SLICE = 500
AGREED = frozenset({NEWS, *RATINGS})
"""Limits whose clocks run to a day that was agreed for one matter or is set elsewhere: no table moves them."""


def follow_table(acting: Acting) -> None:
    """时限调整: the clocks of one matter by the table in force now."""
    for running in acting.running():
        if running.limit in AGREED:
            continue
        limit = acting.flow.limit_for(running.limit, acting.row, acting.now)
        if differs(running, limit, acting.calendar):
            acting.change_limit(running, limit)


def differs(running: Clock, limit: Limit, by: Calendar) -> bool:
    """Whether a clock runs by other amounts than this limit's."""
    kept = (running.kind, running.amount)
    if not running.kind:
        begun = begin(limit, running.started, by)
        return begun.due != running.due
    return kept != countable(limit.kind, limit.amount, by)


def altered(after: Json, now: datetime) -> int:
    """How many running clocks a new table would alter, for the look before the change."""
    table: Table = LIMITS.read(after)
    return sum(len(found) for _, found in altered_rows(by_code(table, ""), now))


def altered_rows(table: ByCode, now: datetime) -> Iterator[tuple[Matter, list[Clock]]]:
    """Each matter with those of its running clocks that this table would alter, slice by slice."""
    last = 0
    while rows := matters_with_running_clocks(after=last, most=SLICE):
        last = rows[-1].pk
        clocks = running_clocks(rows)
        for row in rows:
            found = [one for one in clocks[row.pk] if would_change(table, one, row, now)]
            if found:
                yield row, found


def would_change(table: ByCode, running: Clock, row: Matter, now: datetime) -> bool:
    """Whether this table has another limit for a running clock."""
    limit = None if running.limit in AGREED else fitting(table, running.limit, row, now)
    return limit is not None and differs(running, limit, calendar_in_force(area_of(row), whole=True))
