"""Hours of reception outside office hours as a sheet for who keeps the staff's accounts (加班统计, SEV-01)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.exports import Ask, Asked, ExportLine, ExportList, offer
from lianxin.kernel.policy import holds
from lianxin.kernel.sheets.columns import Column, Kind, Text
from lianxin.kernel.sheets.writing import Cell
from lianxin.reception.queries.kept import Hours, hours
from lianxin.web.dates import day as in_words

COLUMNS = (
    Column("unit", _("单位"), width=20),
    Column("post", _("岗位"), width=16),
    Column("name", _("姓名")),
    Column("slots", _("到场场次"), Kind.WHOLE),
    Column("hours", _("办公时间以外（小时）")),
)
HOUR = timedelta(hours=1)


def period(asked: Asked, today: date) -> tuple[date, date]:
    """The period of the page this comes from; this month where it has none."""
    since, until = (read(asked.get(name, "")) for name in ("since", "until"))
    return since or today.replace(day=1), until or today


def read(typed: str) -> date | None:
    """A day of an address."""
    try:
        return parse_date(typed)
    except ValueError:
        return None


def of_period(by: Actor, ask: Ask) -> list[Hours]:
    """The hours of the period asked for."""
    return hours(by, *period(ask.asked, clock.today()))


def count(by: Actor, ask: Ask) -> int:
    """How many persons."""
    return len(of_period(by, ask))


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """By unit and post: it is for paying, not for comparing."""
    for one in of_period(by, ask):
        cells: dict[str, Cell] = {
            "unit": one.unit,
            "post": one.post,
            "name": one.name,
            "slots": one.slots,
            "hours": f"{one.time / HOUR:.1f}",
        }
        yield ExportLine(one.key, f"{one.key}", cells)


def words(by: Actor, asked: Asked) -> Sequence[tuple[Text, Text]]:
    """The period in words."""
    first, last = period(asked, clock.today())
    return [(_("起止"), f"{in_words(first)}–{in_words(last)}")]


offer(
    ExportList(
        "reception_hours",
        _("接待加班时间"),
        lambda by: COLUMNS,
        see=holds(Role.LEADER, Role.TRIAGE),
        count=count,
        lines=lines,
        usual=frozenset(column.code for column in COLUMNS),
        back="slots_kept",
        words=words,
    )
)
