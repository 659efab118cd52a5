"""When a list may leave the house, and who has to agree (导出的规矩, quality A8)."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.editions import Json, Setting, register, value_of
from lianxin.kernel.policy import holds

MOST_ROWS, MOST_DAYS = 50_000, 90
XLSX_FILE, CSV_FILE, PRINTED = "xlsx", "csv", "print"
WAYS = {XLSX_FILE: "下载 XLSX", CSV_FILE: "下载 CSV", PRINTED: "打印台账"}
"""How a file left, as the access log spells it."""

second_hand = holds(Role.LEADER, Role.SECURITY)
"""Who may be the second person."""


@dataclass(frozen=True)
class ExportTerms:
    """Up to how many rows one person takes out alone, how long a file lies ready, the most rows of one file."""

    alone: int
    days: int
    most: int

    @property
    def kept(self) -> timedelta:
        """How long a file lies ready, and a request waits."""
        return timedelta(days=self.days)


def terms_from(value: Json) -> ExportTerms:
    """The terms out of a setting. Raises ValueError, TypeError, KeyError for anything else."""
    terms = ExportTerms(int(value["alone"]), int(value["days"]), int(value["most"]))
    if not (0 <= terms.alone <= terms.most <= MOST_ROWS and 1 <= terms.days <= MOST_DAYS):
        raise ValueError(f"no terms of exports: {value!r}")
    return terms


EXPORTS = register(
    Setting(
        "people.exports",
        _("导出"),
        default={"alone": 500, "days": 7, "most": MOST_ROWS},
        read=terms_from,
    )
)
"""[DEF] source: quality A8."""


def export_terms() -> ExportTerms:
    """The terms in force."""
    return value_of(EXPORTS)


def standing_of(by: Actor) -> str:
    """Everything somebody may see, as a hash: who may less, or other things, doesn't get yesterday's file."""
    shuns = by.shuns
    parts = (
        by.roles,
        by.scopes,
        by.posts,
        by.units,
        by.inherits,
        (f"{duty.post} {duty.unit} {sorted(duty.roles)} {sorted(duty.scopes)}" for duty in by.duties),
        shuns.phones,
        shuns.ids,
        shuns.persons,
        shuns.units,
    )
    return hashlib.sha256(repr([sorted(map(str, part)) for part in parts]).encode()).hexdigest()
