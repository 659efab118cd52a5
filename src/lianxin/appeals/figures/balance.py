"""What came in, what was done and what is open, counted from the log (D.6 figure 2).

Merged matters are in no numerator and no denominator; parting brings both back (INV-14). The balance must be
even for any period, area and unit, or the page says 不平 (INV-02).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.scope import Scope
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.looks import among
from lianxin.matters.models import Matter
from lianxin.matters.queries import following_states, open_states

Text = str | Promise

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
class Balance:
    """在办存量 of a period [start, end): open at both ends and what moved between, in 件.

    A matter that was closed twice is two in `terms`, one in `matters`: so many are in the list behind the term.
    """

    start: int
    end: int
    terms: Mapping[str, int] = field(default_factory=dict)
    corrected: int = 0
    matters: Mapping[str, int] = field(default_factory=dict)

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


def balance(scope: Scope, start: datetime, end: datetime, *, ends: tuple[int, int] | None = None) -> Balance:
    """The balance of a period: the terms from its events, the two ends from what stands beside them.

    What was open at a moment is read from the rows and from where the first event after it set out, not from
    the terms, so that a change nobody counted shows. Who has counted both ends already gives them as `ends`.
    """
    opening, closing = ends or (open_at(scope, start), open_at(scope, end))
    within_period = events(scope).filter(at__gte=start, at__lt=end)
    terms: Counter[str] = Counter()
    rows: defaultdict[str, set[int]] = defaultdict(set)
    named = cache(term_of)  # thousands of events, a dozen pairs of states
    for row, source, target in within_period.filter(crossing()).values_list("row_id", "source", "target"):
        term = named(source, target)
        terms[term] += 1
        rows[term].add(row)
    corrected = within_period.filter(move="approve_correction").values("row_id").distinct().count()
    matters = {term: len(found) for term, found in rows.items()}
    return Balance(opening, closing, dict(terms), corrected, matters)


def crossing() -> Q:
    """The events by which a matter became open or ceased to be."""
    return Q(target__in=open_states()) ^ Q(source__in=open_states())


def events(scope: Scope) -> QuerySet[Event]:
    """The events of the matters that are counted."""
    return Event.objects.filter(among(scope.matters(), "row_id"), row_kind="matter")


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


def moved_by(term: str) -> Q:
    """The events that `term_of` counts in this term."""
    opened, aside = Q(target__in=open_states()), following_states()
    if term == "new":
        return opened & Q(source="")
    if term == "unmerged":
        return opened & Q(source__in=aside)
    if term == "reopened":
        return opened & ~Q(source__in=["", *aside, *open_states()])
    return Q(source__in=open_states()) & (Q(target__in=aside) if term == "merged" else Q(target=term))


def open_then(scope: Scope, moment: datetime) -> QuerySet[Matter]:
    """Those open at a moment: untouched since, they stand in their rows; the others set out from an open state."""
    untouched = Q(state__in=open_states()) & ~touched(moment)
    return scope.matters().filter(untouched | set_out(moment))


def touched(moment: datetime) -> Q:
    """Those with an event since a moment."""
    return Q(pk__in=since(moment).values("row_id"))


def set_out(moment: datetime) -> Q:
    """Those whose first event since a moment set out from an open state."""
    earlier = since(moment).filter(row_id=OuterRef("row_id"), seq__lt=OuterRef("seq"))
    # One look into the index for each event: a join with the firsts of all rows takes PostgreSQL minutes when
    # it doesn't know yet how many there are.
    first = since(moment).filter(~Exists(earlier), source__in=open_states())
    return Q(pk__in=first.values("row_id"))


def since(moment: datetime) -> QuerySet[Event]:
    """What was done about matters since a moment."""
    return Event.objects.filter(row_kind="matter", at__gte=moment)


def open_at(scope: Scope, moment: datetime) -> int:
    """How many were open at a moment."""
    return open_then(scope, moment).count()
