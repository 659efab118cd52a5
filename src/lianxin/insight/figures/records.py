"""How well the week was written down (数据质量): what is doubtful about the records themselves (D.6, foot)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.changes import why
from lianxin.appeals.figures.weekly import filed
from lianxin.insight.queries.claims import claims_between
from lianxin.insight.terms import TOPICS
from lianxin.kernel.editions import value_of
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import Asked, Figure, Told, register
from lianxin.kernel.worktime import missing_year
from lianxin.matters.models import Matter


def in_one_minute(asked: Asked) -> QuerySet[Matter]:
    """Those written down together with many others within one minute; what was entered late with its answer aside."""
    rows = filed(asked).filter(late_entered=False)
    at = {key: minute(moment) for key, moment in rows.order_by().values_list("pk", "recorded_at")}
    least, times = value_of(TOPICS).minute, Counter(at.values())
    return rows.filter(pk__in=[key for key, one in at.items() if times[one] >= least])


def minute(moment: datetime) -> datetime:
    """The minute a moment lies in."""
    return moment.replace(second=0, microsecond=0)


SAME_MINUTE = register(
    Figure(
        "same_minute",
        _("同一分钟登记的"),
        Unit.MATTER,
        _("新收里和别的好几件在同一分钟登记的件数（几件算多，见设置）；补录的不算。"),
        in_one_minute,
        lists="matters",
        why=why,
    )
)


@dataclass(frozen=True)
class Records:
    """The foot of the page: each number with its list."""

    late: Told
    nowhere: Told
    same_minute: Told
    corrected: int
    differing: int
    claimed: int
    missing_year: int | None


def records(asked: Asked, *, late: Told, nowhere: Told, same_minute: Told, corrected: int) -> Records:
    """With what others claimed about the week, and whether a calendar is missing."""
    claimed = claims_between(asked)
    return Records(
        late=late,
        nowhere=nowhere,
        same_minute=same_minute,
        corrected=corrected,
        differing=sum(one.differs for one in claimed),
        claimed=len(claimed),
        missing_year=missing_year(),
    )
