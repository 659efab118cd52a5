"""How long each kind of record is kept (保存期限): settings with an edition, their legal basis beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel import clock
from lianxin.kernel.editions import Json, Setting, edition_name, register, value_of
from lianxin.kernel.erasure.registry import Record, record_named, records, used
from lianxin.kernel.models.erasure import JournalLine

MOST_MONTHS = 1200


@dataclass(frozen=True)
class Rule:
    """Kept for so many months after its end, on this basis."""

    months: int
    basis: str


def rules_from(value: Json) -> dict[str, Rule]:
    """The rules by record, out of a setting. Raises ValueError with a sentence."""
    rules = {code: Rule(int(one["months"]), str(one["basis"])) for code, one in dict(value).items()}
    for code, rule in rules.items():
        least = next((one.least for one in records() if one.code == code), 0)
        if not max(1, least) <= rule.months <= MOST_MONTHS:
            words = _("“%(label)s”的保存期限要在 %(least)s 年到 100 年之间。")
            raise ValueError(words % {"label": label_of(code), "least": years(max(1, least))})
    return rules


def years(months: int) -> str:
    """Months as years: 6 → 0.5, 60 → 5."""
    return f"{months / 12:.4g}"


def label_of(code: str) -> str | Promise:
    """The words for a kind of record; its code where nobody knows it any more."""
    return next((one.label for one in records() if one.code == code), code)


RETENTION: Setting[dict[str, Rule]] = register(
    Setting("erasure.retention", gettext_lazy("保存期限"), default={}, read=rules_from, bulky=True)
)
"""What an office has not set is kept as each record's own [DEF] says."""


def rule_of(one: Record) -> Rule:
    """The rule in force for a kind of record; the default of its declaration where nobody set another."""
    return value_of(RETENTION).get(one.code) or Rule(one.months, one.basis)


def rules_edition() -> str:
    """How the register names the rules it was done by."""
    return edition_name(RETENTION)


def kept_until(ended: datetime, months: int) -> datetime:
    """The midnight after which something that ended then may go: the same day so many months later.

    A day the month doesn't have (31 → 30, 29 February) is its first of the next: never a day too early.
    """
    day = timezone.localtime(ended).date()
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    try:
        until = day.replace(year=year, month=month)
    except ValueError:
        until = day.replace(year=year + month // 12, month=month % 12 + 1, day=1)
    return midnight(until.year, until.month, until.day + 1)


def ended_before(moment: datetime, months: int) -> datetime:
    """What ended before this midnight has been kept for so many months at a moment."""
    day = timezone.localtime(moment).date()
    whole = day.year * 12 + day.month - 1 - months
    try:
        since = day.replace(year=whole // 12, month=whole % 12 + 1)
    except ValueError:
        since = day.replace(year=whole // 12, month=whole % 12 + 1, day=28)
    return midnight(since.year, since.month, since.day)


def midnight(year: int, month: int, day: int) -> datetime:
    """When a day begins by the office's clock; a day past the end of its month is in the next."""
    first = datetime(year, month, 1)  # noqa: DTZ001  # made aware below
    return timezone.make_aware(first + timedelta(days=day - 1))


def due_rows(one: Record, moment: datetime, months: int | None = None) -> Any:
    """The rows of a record that have been kept long enough at a moment, not erased since they ended."""
    before = ended_before(moment, rule_of(one).months if months is None else months)
    return remaining(one).filter(ended_at__lt=before)


def remaining(one: Record, *, asked: bool = False) -> Any:
    """The ended rows of a record that were not erased since they ended; or those one may ask to have erased."""
    rows = one.asked if asked and one.asked else one.ended
    assert rows is not None  # noqa: S101  # the caller has looked
    codes = [other.code for other in records() if other.row_kind == one.row_kind and other.whole]
    erased = JournalLine.objects.filter(
        row_kind=one.row_kind,
        row_id=OuterRef("pk"),
        record__in={one.code, *codes},
        at__gte=OuterRef("ended_at"),
    )
    return rows().filter(~Exists(erased))


def foreseen(setting: Setting[Any], scope: str, value: Json) -> list[str | Promise]:
    """What would fall due if these were the rules: how many of each kind today, for the preview of a change."""
    wanted, moment = rules_from(value), clock.now()
    said: list[str | Promise] = []
    for code, rule in wanted.items():
        one = record_named(code)
        if one.sealed or one.ended is None:
            continue
        found = list(due_rows(one, moment, rule.months).values_list("pk", flat=True)[:10_000])
        kept = used(one.row_kind, found, ended_before(moment, rule.months))
        words = _("按新的期限，现在到期的%(label)s有 %(n)d 条。")
        said.append(words % {"label": one.label, "n": len(found) - len(kept)})
    return said


def typed(value: Mapping[str, Any]) -> dict[str, Rule]:
    """The rules a form begins with: what is set, for the rest the defaults."""
    known = {one.code: Rule(one.months, one.basis) for one in records()}
    return known | rules_from(value)
