"""Visits, the people who came, the appeals opened, what became of these: each declared once, never added up (CNT-01).

By leader nothing of this is counted: who came is no merit of whoever sat there.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.changes import why
from lianxin.appeals.figures.weekly import counted
from lianxin.appeals.models import Callback
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import Asked, Figure, Query, Slice, Told, register, tell
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.places.rules import within
from lianxin.reception.models import Visit
from lianxin.reception.rules.visits import GROUP, NUMBERED, OUTCOMES, VisitState

CLOSED = ("closed", "archived")


def visited(asked: Asked) -> QuerySet[Visit]:
    """The visits of the span: by when the number was taken, on paper by the paper's time."""
    found = visible(asked.by, Visit).filter(asked.spans("taken_at"))
    if asked.area:
        found = found.filter(within((asked.area,), "area__code"))
    if asked.scopes is not None:
        found = found.filter(within(asked.scopes, "area__code") | Q(area=None))
    return found.filter(holder_id=asked.unit) if asked.unit else found


def opened(asked: Asked) -> QuerySet[Matter]:
    """The appeals opened at these visits; what was merged since, voided, or sealed counts nowhere."""
    visits = visited(asked).filter(state__in=NUMBERED)
    return counted(asked).filter(pk__in=visits.values("matter_id"))


def done(asked: Asked) -> QuerySet[Matter]:
    """Those of them that are closed by now."""
    return opened(asked).filter(state__in=CLOSED)


def answered_calls(asked: Asked) -> QuerySet[Callback]:
    """The callbacks at which somebody was reached about them."""
    return Callback.objects.filter(reached=True, matter__in=opened(asked).values("pk"))


def calls(asked: Asked) -> QuerySet[Callback]:
    """Every callback tried about them."""
    return Callback.objects.filter(matter__in=opened(asked).values("pk"))


def called_back(asked: Asked) -> QuerySet[Matter]:
    """Those about which somebody was reached at least once (RCP-07)."""
    return opened(asked).filter(pk__in=answered_calls(asked).values("matter_id"))


def of_slot(rows: "QuerySet[Visit]", value: str, asked: Asked) -> "QuerySet[Visit]":
    """The visits of one slot."""
    return rows.filter(slot_id=int(value) if value.isdecimal() and len(value) < 19 else 0)


def matters_of_slot(rows: "QuerySet[Matter]", value: str, asked: Asked) -> "QuerySet[Matter]":
    """The appeals opened at one slot."""
    visits = of_slot(visited(asked), value, asked).filter(state__in=NUMBERED)
    return rows.filter(pk__in=visits.values("matter_id"))


def calls_of_slot(rows: "QuerySet[Callback]", value: str, asked: Asked) -> "QuerySet[Callback]":
    """The callbacks about these."""
    return rows.filter(matter__in=matters_of_slot(opened(asked), value, asked).values("pk"))


def of_outcome(rows: "QuerySet[Visit]", value: str, asked: Asked) -> "QuerySet[Visit]":
    """The visits with one outcome; empty: those that have none yet."""
    return rows.filter(state=value) if value else rows.exclude(state__in=OUTCOMES)


def of_size(rows: "QuerySet[Visit]", value: str, asked: Asked) -> "QuerySet[Visit]":
    """Those of one person, of a few, of a group that has to choose who speaks."""
    sizes = {"one": Q(persons=1), "few": Q(persons__gt=1, persons__lt=GROUP), "group": Q(persons__gte=GROUP)}
    return rows.filter(sizes.get(value, Q(pk__in=[])))


VISIT_SLICES: dict[str, Slice] = {"slot": of_slot, "outcome": of_outcome, "size": of_size}
MATTER_SLICES: dict[str, Slice] = {"slot": matters_of_slot}

VISITS = register(
    Figure(
        "visits",
        _("接待来访"),
        Unit.EVENT,
        _("这段时间里取了号的来访批次；一个号算一次，不管来了几人。等于各种结果加起来，再加还没有结果的。"),
        visited,
        lists="visits",
        slices=VISIT_SLICES,
    )
)
VISITORS = register(
    Figure(
        "visitors",
        _("来访人数"),
        Unit.PERSON,
        _("这段时间里来访的人数；一个号来了几人就算几人，同一个人来两次算两次。"),
        visited,
        lists="visits",
        slices=VISIT_SLICES,
        weighs="persons",
    )
)
OPENED = register(
    Figure(
        "reception_opened",
        _("接待立项"),
        Unit.MATTER,
        _("这段时间的接待上立项的件数，当场办结立了编号的也算；并入在办的、并案的、作废的不算。"),
        opened,
        lists="matters",
        slices=MATTER_SLICES,
        why=why,
    )
)
DONE = register(
    Figure(
        "reception_done",
        _("接待立项办结率"),
        Unit.MATTER,
        _("接待立项的，到现在已经办结的件数。"),
        done,
        lists="matters",
        denominator=opened,
        below=_("这段时间的接待上立项的件数，当场办结立了编号的也算。"),
        slices=MATTER_SLICES,
        why=why,
    )
)
CALLED_BACK = register(
    Figure(
        "reception_called_back",
        _("回访件数"),
        Unit.MATTER,
        _("接待立项的，至少有一次回访打通的件数；一件回访几次也只算一件。"),
        called_back,
        lists="matters",
        slices=MATTER_SLICES,
        why=why,
    )
)
CALLS = register(
    Figure(
        "reception_calls",
        _("回访次数"),
        Unit.EVENT,
        _("为接待立项的事打过的回访，一次算一次，没打通的也算；和件数不能相加，也不能相比。"),
        calls,
        lists="reception_callbacks",
        slices={"slot": calls_of_slot},
    )
)
FIGURES = (VISITS, VISITORS, OPENED, DONE, CALLED_BACK, CALLS)


def told(query: Query, *, by: Actor, now: datetime) -> Mapping[str, Told]:
    """All six for one span, or for one slot of it."""
    return tell({one.code: replace(query, code=one.code) for one in FIGURES}, by=by, now=now)


def outcomes(query: Query, *, by: Actor, now: datetime) -> list[tuple[VisitState | None, Told]]:
    """The visits by outcome, those without one last: their sum is the number of visits (INV-03)."""
    values = {state: state.value if state else "" for state in (*OUTCOMES, None)}
    asked = {value: replace(query, code=VISITS.code, part=("outcome", value)) for value in values.values()}
    found = tell(asked, by=by, now=now)
    return [(state, found[value]) for state, value in values.items()]
