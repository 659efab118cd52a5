"""What residents say at the callbacks of a span (回访): who was asked of those due, whether it helped (D.6 figure 6).

Only what they said themselves counts. Who was not reached is in no rate but the coverage, and never content; who was
answered for stands beside the rates; what was solved in part stands apart. What they say last in the span counts, also
where it is done again after it: otherwise only what went well would be left over.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.calling_terms import content_from
from lianxin.appeals.figures.changes import why
from lianxin.appeals.figures.declared import BY_UNIT, count
from lianxin.appeals.figures.weekly import counted, is_counted
from lianxin.appeals.models import Callback
from lianxin.appeals.rules import Resolved
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import Asked, Figure, Numbers, register
from lianxin.kernel.models.looks import Look
from lianxin.matters.models import Clock, Matter

LIMIT = "T12"
Said = tuple[str, int | None]


def calls_due(asked: Asked) -> QuerySet[Clock]:
    """The callbacks that were due in the span; what ended before without anybody calling was never due."""
    called = Callback.objects.filter(matter_id=OuterRef("row_id"), at=OuterRef("stopped"))
    clocks = Clock.objects.filter(asked.spans("due"), row_kind="matter", limit=LIMIT)
    return clocks.filter(Q(stopped=None) | Q(stopped__gte=F("due")) | Q(Look(called)))


def spoke() -> Q:
    """A callback at which the resident answered, since it had to be made."""
    calls = Callback.objects.filter(matter_id=OuterRef("row_id"), at__gte=OuterRef("started"))
    return Q(Look(calls.filter(reached=True, proxy=False)))


def due(asked: Asked) -> QuerySet[Matter]:
    """Those to be called back in the span."""
    return counted(asked).filter(pk__in=calls_due(asked).values("row_id"))


def covered(asked: Asked) -> QuerySet[Matter]:
    """Those of them whose resident was reached."""
    return counted(asked).filter(pk__in=calls_due(asked).filter(spoke()).values("row_id"))


def covered_across(spans: Sequence[Asked]) -> list[Numbers]:
    """Both sides of several spans by one walk over the clocks."""
    whole = replace(spans[0], end=spans[-1].end)
    rows = calls_due(whole).filter(is_counted(whole, "row_id"))
    rows = rows.annotate(span=span_of(spans, "due"), met=Case(When(spoke(), then=1), default=0))
    best = rows.values("county_id", "span", "row_id").annotate(best=Max("met"))
    sides: dict[str, Count] = {}
    for place in range(len(spans)):
        sides[f"met_{place}"] = Count("row_id", filter=Q(span=place, best=1))
        sides[f"due_{place}"] = Count("row_id", filter=Q(span=place))
    found = best.aggregate(**sides)
    return [(found[f"met_{place}"], found[f"due_{place}"]) for place in range(len(spans))]


def span_of(spans: Sequence[Asked], moment: str) -> Case:
    """The place of the span a moment lies in."""
    lies = [When(one.spans(moment), then=Value(place)) for place, one in enumerate(spans)]
    return Case(*lies, output_field=IntegerField())


def answers(asked: Asked) -> QuerySet[Callback]:
    """What residents said themselves in the span."""
    return Callback.objects.filter(asked.spans("at"), reached=True, proxy=False)


def last(asked: Asked) -> QuerySet[Callback]:
    """Of each matter the last of these."""
    later = answers(asked).filter(matter_id=OuterRef("matter_id"), attempt__gt=OuterRef("attempt"))
    return answers(asked).filter(~Exists(later))


def reached(asked: Asked) -> QuerySet[Matter]:
    """Those whose resident spoke at a callback in the span."""
    return counted(asked).filter(pk__in=answers(asked).values("matter_id"))


def solved(asked: Asked) -> QuerySet[Matter]:
    """Those of them that were solved."""
    return of_answer(counted(asked), Resolved.YES, asked)


def of_answer(rows: QuerySet[Matter], said: str, asked: Asked) -> QuerySet[Matter]:
    """Those of whom the resident said this last."""
    return rows.filter(pk__in=last(asked).filter(resolved=said).values("matter_id"))


def rated(asked: Asked) -> QuerySet[Matter]:
    """Those whose resident said how content they are."""
    return counted(asked).filter(pk__in=last(asked).exclude(satisfied=None).values("matter_id"))


def content(asked: Asked) -> QuerySet[Matter]:
    """Those of them who are content, from the level the office set."""
    happy = last(asked).filter(satisfied__gte=content_from())
    return counted(asked).filter(pk__in=happy.values("matter_id"))


def said_across(spans: Sequence[Asked]) -> list[list[Said]]:
    """What was said last of each matter, by span: one walk over the calls."""
    whole = replace(spans[0], end=spans[-1].end)
    rows = answers(whole).filter(is_counted(whole, "matter_id")).annotate(span=span_of(spans, "at"))
    told: list[dict[int, Said]] = [{} for _span in spans]
    for place, matter, resolved, satisfied in rows.order_by("attempt").values_list(
        "span", "matter_id", "resolved", "satisfied"
    ):
        if place is not None:
            told[place][matter] = (resolved, satisfied)
    return [list(one.values()) for one in told]


def solved_across(spans: Sequence[Asked]) -> list[Numbers]:
    """解决率 of several spans."""
    return [(sum(yes == Resolved.YES for yes, _level in said), len(said)) for said in said_across(spans)]


def content_across(spans: Sequence[Asked]) -> list[Numbers]:
    """满意率 of several spans."""
    least = content_from()
    levels = [[level for _yes, level in said if level is not None] for said in said_across(spans)]
    return [(sum(level >= least for level in one), len(one)) for one in levels]


def by_proxy(asked: Asked) -> QuerySet[Matter]:
    """Those somebody else answered for in the span."""
    calls = Callback.objects.filter(asked.spans("at"), reached=True, proxy=True)
    return counted(asked).filter(pk__in=calls.values("matter_id"))


def in_vain(asked: Asked) -> QuerySet[Matter]:
    """Those that were called in the span and never reached in it."""
    calls = Callback.objects.filter(asked.spans("at"))
    met = calls.filter(reached=True).values("matter_id")
    return counted(asked).filter(pk__in=calls.values("matter_id")).exclude(pk__in=met)


def waiting_late(asked: Asked) -> QuerySet[Matter]:
    """Those that wait for a callback now, past its limit."""
    return counted(asked).filter(state="callback", due_at__lt=asked.now)


COVERED = register(
    Figure(
        "covered",
        _("回访覆盖率"),
        Unit.MATTER,
        _("分母里打通了、本人接听的件数；没打通的、家人代答的不算。"),
        covered,
        lists="matters",
        denominator=due,
        below=_("回访时限在这段时间里到期的全部件数，没打的也在内；到期前已撤回的不算。"),
        slices=BY_UNIT,
        why=why,
        across=covered_across,
    )
)
SOLVED = register(
    Figure(
        "solved",
        _("解决率"),
        Unit.MATTER,
        _("分母里诉求人最后一次说“已解决”的件数；部分解决、接受说明的不算，另列。"),
        solved,
        lists="matters",
        denominator=reached,
        below=_("这段时间里回访打通、本人接听的件数；没打通的、家人代答的不算。"),
        slices=BY_UNIT,
        why=why,
        across=solved_across,
    )
)
CONTENT = register(
    Figure(
        "content",
        _("满意率"),
        Unit.MATTER,
        _("分母里评价在规定的等级以上的件数（默认“基本满意”以上，见设置）。"),
        content,
        lists="matters",
        denominator=rated,
        below=_("这段时间里本人在回访中作了评价的件数；没打通的不算，不当作满意。"),
        slices=BY_UNIT,
        why=why,
        across=content_across,
    )
)
REACHED = count(
    "reached",
    _("回访打通的"),
    _("这段时间里回访打通、本人接听的件数，按最后一次说的分。"),
    reached,
    {"said": of_answer},
)
BY_PROXY = count("by_proxy", _("家人代答的"), _("这段时间里家人代答的件数，不进比率。"), by_proxy, {})
IN_VAIN = count("in_vain", _("没打通的"), _("这段时间里打过回访、一次也没打通的件数。"), in_vain, {})
CALL_LATE = count(
    "call_late",
    _("回访逾期没打的"),
    _("此刻在等回访、已过回访时限的件数。"),
    waiting_late,
    {},
    standing=True,
)
