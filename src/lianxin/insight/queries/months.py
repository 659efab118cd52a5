"""The report of the months (月报): closed months as they were written down, the others as they stand now."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lianxin.appeals.models import AppealClass
from lianxin.appeals.queries.classes import UNSET
from lianxin.insight.models import MonthCount, MonthEdition
from lianxin.insight.queries.month_counts import Counts, counted_now, counted_then
from lianxin.insight.rules.months import Month, month_of, months_between
from lianxin.kernel.actor import Actor
from lianxin.matters.queries import state_choices
from lianxin.places.models import Area
from lianxin.places.rules import AreaKind, within


@dataclass(frozen=True)
class Line:
    """One class with its count of each month or state, in the order of the table's head, and their sum."""

    name: str
    cells: Sequence[tuple[int, str]]
    total: int


@dataclass(frozen=True)
class Report:
    """Class × month, or class × state of one month; `sums` stand below, and add up to `total`."""

    head: Sequence[object]
    lines: Sequence[Line]
    sums: Sequence[int]
    total: int


@dataclass(frozen=True)
class Column:
    """One month of the report: the edition it was written down in, none while it is counted afresh."""

    month: Month
    edition: MonthEdition | None
    counts: Counts


def whole_county(by: Actor) -> bool:
    """Whether every place of the county lies in this actor's: what is written down is about all of them."""
    inside = within(by.scopes)
    return not Area.objects.exclude(inside).exclude(kind=AreaKind.COUNTY).exists()


def columns(by: Actor, first: Month, last: Month, *, now: bool = False) -> list[Column]:
    """The months from one to another: as written down for whoever sees the whole county, else (or `now`) afresh."""
    editions = {} if now or not whole_county(by) else editions_of(first, last)
    kept: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    rows = MonthCount.objects.filter(edition__in=[one.pk for one in editions.values()])
    for key, category, state, count in rows.values_list("edition_id", "category", "state", "count"):
        kept[key][category, state] = count
    months = list(months_between(first, last))
    fresh = [month for month in months if month.since not in editions]
    live = counted_now(by, fresh[0], fresh[-1]) if fresh else {}
    found = []
    for month in months:
        edition = editions.get(month.since)
        counts = kept[edition.pk] if edition else live.get(month.code, {})
        found.append(Column(month, edition, counts))
    return found


def editions_of(first: Month, last: Month) -> dict[object, MonthEdition]:
    """The latest edition of each of these months that has one."""
    rows = MonthEdition.objects.filter(month__gte=first.since, month__lte=last.since)
    return {row.month: row for row in rows.order_by("month", "number")}


def by_month(shown: Sequence[Column], *, state: str = "") -> Report:
    """Class × month, of one state or of all."""
    per: dict[int, list[int]] = defaultdict(lambda: [0] * len(shown))
    for place, column in enumerate(shown):
        for (category, found), count in column.counts.items():
            if state in ("", found):
                per[category][place] += count

    tails = [list_of(column.month, state) for column in shown]
    return table([column.month for column in shown], per, tails)


def by_state(column: Column) -> Report:
    """Class × state of one month; the states that occur, in the order of the work."""
    order = [code for code, _label in state_choices()]
    found = sorted({state for _, state in column.counts}, key=order.index)
    per: dict[int, list[int]] = defaultdict(lambda: [0] * len(found))
    for (category, state), count in column.counts.items():
        per[category][found.index(state)] += count
    labels: dict[str, str | Promise] = dict(state_choices())
    tails = [list_of(column.month, state) for state in found]
    return table([labels[state] for state in found], per, tails)


def table(head: Sequence[object], per: Mapping[int, list[int]], tails: Sequence[str]) -> Report:
    """The lines in the order of the classes, what has none last; `tails` end the address of a column's lists."""
    names = dict(AppealClass.objects.filter(pk__in=per).order_by("code", "pk").values_list("pk", "name"))
    lists = f"{reverse('matters')}?counted=1&class="
    lines = []
    for key in [*names, *(key for key in per if key not in names)]:
        cells = zip(per[key], (f"{lists}{key or UNSET}&{tail}" for tail in tails), strict=True)
        lines.append(Line(names.get(key, _("没有分类")), list(cells), sum(per[key])))
    sums = [sum(counts) for counts in zip(*per.values(), strict=True)] or [0] * len(head)
    return Report(head, lines, sums, sum(sums))


def list_of(month: Month, state: str) -> str:
    """The end of the address of the list of a month's matters as they stand today."""
    return urlencode({"state": state, "since": month.since.isoformat(), "until": month.until.isoformat()})


def history(month: Month) -> list[MonthEdition]:
    """Every edition of a month, the latest first."""
    return list(MonthEdition.objects.filter(month=month.since).order_by("-number"))


def differences() -> Iterator[str]:
    """Every edition that the log doesn't give again, in words for `./run rebuild --check`."""
    kept: dict[int, Counter[tuple[int, str]]] = defaultdict(Counter)
    for key, category, state, count in MonthCount.objects.values_list(
        "edition", "category", "state", "count"
    ):
        kept[key][category, state] = count
    for edition in MonthEdition.objects.order_by("month", "number"):
        again = counted_then(month_of(edition.month), edition.seq)
        if dict(kept[edition.pk]) != dict(again) or edition.total != sum(again.values()):
            told, found = edition.total, sum(again.values())
            yield f"月报 {edition} 版记的是 {told} 件，按记录重数是 {found} 件，或者分得不一样"
