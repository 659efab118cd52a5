"""How often limits were made longer and work stood still (延期、挂起): in a span, and of what was due in it (D.6)."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.changes import why
from lianxin.appeals.figures.declared import BY_ORIGINAL, BY_UNIT, count
from lianxin.appeals.figures.weekly import counted
from lianxin.appeals.models import Extension, Suspension
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import Asked, Figure, Rows, Text, register
from lianxin.matters.models import Matter

Sides = tuple[int, int, int]


def was_extended() -> Q:
    """Whether an extension was ever granted."""
    return Q(pk__in=Extension.objects.filter(approved=True).values("matter_id"))


def stood_still() -> Q:
    """Whether it ever stood still, for an event or for a project."""
    return Q(pk__in=Suspension.objects.filter(approved=True).values("matter_id"))


def extended(asked: Asked) -> QuerySet[Matter]:
    """Those whose limit was made longer in the span."""
    granted = Extension.objects.filter(asked.spans("decided_at"), approved=True)
    return counted(asked).filter(pk__in=granted.values("matter_id"))


def suspended(asked: Asked) -> QuerySet[Matter]:
    """Those that came to stand still in the span."""
    granted = Suspension.objects.filter(asked.spans("decided_at"), approved=True)
    return counted(asked).filter(pk__in=granted.values("matter_id"))


def due_and_extended(asked: Asked) -> QuerySet[Matter]:
    """Those of the ones due by their first limit that got a longer one."""
    return BY_ORIGINAL.due(asked).filter(was_extended())


def due_and_suspended(asked: Asked) -> QuerySet[Matter]:
    """Those of the ones due by their first limit that stood still."""
    return BY_ORIGINAL.due(asked).filter(stood_still())


def by_unit(asked: Asked) -> dict[int | None, Sides]:
    """How many were due by their first limit, and how many of these got longer or stood still, by who holds them."""
    rows = BY_ORIGINAL.due(asked).order_by().values("holder_id")
    told = rows.annotate(
        due=Count("pk"),
        longer=Count("pk", filter=was_extended()),
        still=Count("pk", filter=stood_still()),
    )
    return {one["holder_id"]: (one["due"], one["longer"], one["still"]) for one in told}


def counts_by_unit(rows: QuerySet[Matter]) -> dict[int | None, int]:
    """How many of these each unit holds now."""
    return dict(rows.order_by().values_list("holder_id").annotate(Count("pk")))


def part_of_due(code: str, name: Text, formula: Text, rows: Rows) -> Figure:
    """A share of what was due by its first limit."""
    return register(
        Figure(
            code,
            name,
            Unit.MATTER,
            formula,
            rows,
            lists="matters",
            denominator=BY_ORIGINAL.due,
            below=_("最初的办理时限在这段时间里到期的件数，和按时办结率（原时限）的分母一样。"),
            slices=BY_UNIT,
            why=why,
        )
    )


EXTENDED = count("extended", _("延期"), _("这段时间里批准延期的件数，几次也只算一件。"), extended, {})
SUSPENDED = count(
    "suspended", _("挂起"), _("这段时间里批准挂起或转项目的件数，几次也只算一件。"), suspended, {}
)
EXTENDED_SHARE = part_of_due(
    "extended_share", _("延期占到期的"), _("到期的件里，延过期的。"), due_and_extended
)
SUSPENDED_SHARE = part_of_due(
    "suspended_share", _("挂起占到期的"), _("到期的件里，挂起过或转过项目的。"), due_and_suspended
)
