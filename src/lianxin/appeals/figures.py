"""What came in, what was done and what is open, counted from the log (D.6 figure 2), and what the callbacks say.

Merged matters are in no numerator and no denominator; parting brings both back (INV-14). The balance must be
even for any period, area and unit, or the page says 不平 (INV-02).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import Callback
from lianxin.appeals.rules import CallbackState, Resolved, Satisfaction
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.queries import following_states, open_states, visible
from lianxin.places.rules import within

Text = str | Promise
KIND = "appeal"
SATISFIED = Satisfaction.FAIR

TERMS: Mapping[str, tuple[int, Text]] = {
    "new": (1, _("新收")),
    "reopened": (1, _("重启")),
    "unmerged": (1, _("撤销并案")),
    "closed": (-1, _("办结")),
    "rejected": (-1, _("不予受理")),
    "referred": (-1, _("转出")),
    "merged": (-1, _("并案")),
    "withdrawn": (-1, _("撤回")),
    "voided": (-1, _("作废")),
}


@dataclass(frozen=True)
class Scope:
    """Which matters are counted: what this actor may see, in an area (prefix of its code), of a unit."""

    by: Actor
    area: str = ""
    unit: int | None = None

    def matters(self) -> QuerySet[Matter]:
        """The matters; a corrected one counts where it is put right to."""
        found = visible(self.by, Matter).filter(kind=KIND)
        if self.area:
            found = found.filter(within((self.area,), "area__code"))
        return found.filter(holder_id=self.unit) if self.unit else found


@dataclass(frozen=True)
class Balance:
    """在办存量 of a period [start, end): open at both ends and what moved between, in 件."""

    start: int
    end: int
    terms: Mapping[str, int] = field(default_factory=dict)
    corrected: int = 0

    @property
    def reckoned(self) -> int:
        """What should be open at the end: open(start) and every term with its sign."""
        return self.start + sum(sign * self.terms.get(code, 0) for code, (sign, _label) in TERMS.items())

    @property
    def even(self) -> bool:
        """Whether the identity holds; otherwise the log and the rows don't say the same."""
        return self.reckoned == self.end

    def lines(self) -> list[tuple[Text, str, int]]:
        """Each term in words: its label, its sign, its number."""
        return [
            (label, "+" if sign > 0 else "−", self.terms.get(code, 0))
            for code, (sign, label) in TERMS.items()
        ]


def balance(scope: Scope, start: datetime, end: datetime) -> Balance:
    """The balance of a period: the terms from its events, the two ends from what stands beside them.

    What was open at a moment is read from the rows and from where the first event after it set out, not from
    the terms, so that a change nobody counted shows.
    """
    within_period = events(scope).filter(at__gte=start, at__lt=end)
    moved = within_period.values("source", "target").annotate(times=Count("id"))
    terms: Counter[str] = Counter()
    for one in moved.order_by("source", "target"):
        terms[term_of(one["source"], one["target"])] += one["times"]
    terms.pop("", None)
    corrected = within_period.filter(move="approve_correction").values("row_id").distinct().count()
    return Balance(open_at(scope, start), open_at(scope, end), dict(terms), corrected)


def events(scope: Scope) -> QuerySet[Event]:
    """The events of the matters that are counted."""
    return Event.objects.filter(row_kind="matter", row_id__in=scope.matters().values("pk"))


def term_of(source: str, target: str) -> str:
    """Which term a change of state counts in; empty when what is open stays as it was.

    A matter entered late with its answer (历史补录) was never open here: neither new nor closed.
    """
    open_now, aside = open_states(), following_states()
    was, is_open = source in open_now, target in open_now
    if was == is_open:
        return ""
    if is_open:
        if source in aside:
            return "unmerged"
        return "reopened" if source else "new"
    if target in aside:
        return "merged"
    return target if target in TERMS else "other"


def open_at(scope: Scope, moment: datetime) -> int:
    """How many were open at a moment: those untouched since stand in their rows, the others set out from there."""
    since = events(scope).filter(at__gte=moment)
    earlier = Event.objects.filter(
        row_kind="matter", row_id=OuterRef("row_id"), seq__lt=OuterRef("seq"), at__gte=moment
    )
    # One look into the index for each event: a join with the firsts of all rows takes PostgreSQL minutes when
    # it doesn't know yet how many there are.
    then = since.filter(~Exists(earlier), source__in=open_states()).count()
    rows = scope.matters().filter(state__in=open_states())
    touched = rows.filter(pk__in=since.values("row_id")).count()
    return then + rows.count() - touched


@dataclass(frozen=True)
class Rate:
    """n ÷ d, in words: `12/15 = 80.0 %`; without a denominator there is no rate."""

    n: int
    d: int

    def __str__(self) -> str:
        return (
            f"{self.n}/{self.d} = {self.n / self.d:.1%}".replace("%", " %")
            if self.d
            else f"{self.n}/{self.d}"
        )


@dataclass(frozen=True)
class Callbacks:
    """回访: of the matters closed in a period (件), how many were asked, helped and content.

    Only what the residents themselves said counts in the rates; who was not reached and who was answered for
    is shown beside them.
    """

    due: int
    reached: int
    proxy: int
    unreached: int
    resolved: int
    accepted: int
    rated: int
    content: int

    @property
    def coverage(self) -> Rate:
        """回访覆盖率: reached ÷ due."""
        return Rate(self.reached, self.due)

    @property
    def resolution(self) -> Rate:
        """解决率: resolved ÷ reached."""
        return Rate(self.resolved, self.reached)

    @property
    def satisfaction(self) -> Rate:
        """满意率: the top three of five levels ÷ rated, among those reached."""
        return Rate(self.content, self.rated)


def callbacks(scope: Scope, start: datetime, end: datetime) -> Callbacks:
    """The callbacks of the matters closed in a period; merged, withdrawn and void ones are none of them."""
    ended = scope.matters().filter(
        state__in=("closed", "archived"), closed_at__gte=start, closed_at__lt=end, late_entered=False
    )
    by_state = ended.values("appeal__callback_state").annotate(times=Count("pk"))
    states = {one["appeal__callback_state"]: one["times"] for one in by_state.order_by()}
    said = last_words(ended.filter(appeal__callback_state=CallbackState.REACHED))
    rated = [satisfied for _resolved, satisfied in said if satisfied]
    return Callbacks(
        due=sum(states.values()),
        reached=states.get(CallbackState.REACHED, 0),
        proxy=states.get(CallbackState.PROXY, 0),
        unreached=states.get(CallbackState.UNREACHED, 0),
        resolved=sum(resolved == Resolved.YES for resolved, _satisfied in said),
        accepted=sum(resolved == Resolved.ACCEPTED for resolved, _satisfied in said),
        rated=len(rated),
        content=sum(satisfied >= SATISFIED for satisfied in rated),
    )


def last_words(matters: QuerySet[Matter]) -> list[tuple[str, int | None]]:
    """What each resident answered in the end: resolved or not, and how satisfied."""
    answers = Callback.objects.filter(matter_id__in=matters.values("pk"), reached=True, proxy=False)
    told = answers.order_by("attempt").values_list("matter_id", "resolved", "satisfied")
    return list({matter: (resolved, satisfied) for matter, resolved, satisfied in told}.values())
