"""意见箱的数字: the slips of a period by outcome, by kind, and how long the open ones wait; each opens its list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lianxin.boxes.figures.declared import AGES, POSTED, PUT_RIGHT, REST, SLIPS
from lianxin.boxes.rules import NOT_TOLD_APART, Kind, Outcome, Text
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.numbers import Rate, Unit, share
from lianxin.kernel.figures.registry import Query, Told, tell


@dataclass(frozen=True)
class Line:
    """One part of all: its words, its number, its share."""

    name: Text
    told: Told
    of_all: Rate


@dataclass(frozen=True)
class Report:
    """The figures of a period; the lines by outcome and those by kind each add up to `all`."""

    all: Told
    put_right: Told
    posted: Told
    outcomes: Sequence[Line]
    kinds: Sequence[Line]
    ages: Sequence[Line]


OUTCOMES: Mapping[str, Text] = {**{one.value: one.label for one in Outcome}, "open": _("还在办")}
KINDS: Mapping[str, Text] = {one.value: one.label for one in Kind if one is not Kind.ACCUSATION}


def report(since: date, until: date, *, by: Actor, now: datetime) -> Report:
    """Counted as the lists behind the numbers are."""
    whole = Query(SLIPS.code, since, until)
    names = {
        "outcome": OUTCOMES,
        "kind": {**KINDS, REST: NOT_TOLD_APART},
        "waited": {code: words for code, (words, _least, _most) in AGES.items()},
    }
    queries = {f"{part}:{code}": whole.only(part, code) for part, codes in names.items() for code in codes}
    queries |= {one.code: Query(one.code, since, until) for one in (SLIPS, PUT_RIGHT, POSTED)}
    told = tell(queries, by=by, now=now)

    def lines(part: str) -> list[Line]:
        found = [(words, told[f"{part}:{code}"]) for code, words in names[part].items()]
        return [Line(words, one, share(one.n, told[SLIPS.code].n, Unit.SUGGESTION)) for words, one in found]

    return Report(
        all=told[SLIPS.code],
        put_right=told[PUT_RIGHT.code],
        posted=told[POSTED.code],
        outcomes=lines("outcome"),
        kinds=lines("kind"),
        ages=lines("waited"),
    )
