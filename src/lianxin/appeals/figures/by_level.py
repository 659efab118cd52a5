"""At which level matters were settled in the end (化解层级, SYN-01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures import level
from lianxin.appeals.figures.declared import SENT_ON, SETTLED, TAKEN_HIGHER
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.numbers import Rate, share
from lianxin.kernel.figures.registry import Query, Told, tell


@dataclass(frozen=True)
class Line:
    """One level: what was settled there, as a share of all that was settled here."""

    name: str | Promise
    told: Told
    of_all: Rate


@dataclass(frozen=True)
class Levels:
    """The levels from the lowest up, which add up to `all`; beside them what went on, and what came down again."""

    lines: Sequence[Line]
    all: Told
    sent_on: Told
    taken_higher: Told


def settled_by_level(since: date, until: date, *, by: Actor, now: datetime) -> Levels:
    """Counted as the lists behind the numbers are."""
    whole = Query(SETTLED.code, since, until)
    names = {code: words for code, (words, _kinds) in level.LEVELS.items()}
    names[level.UNKNOWN] = _("没有记下是哪一级")
    queries = {code: whole.only("level", code) for code in names}
    beside = {
        "all": whole,
        "sent_on": Query(SENT_ON.code, since, until),
        "taken_higher": Query(TAKEN_HIGHER.code, since, until),
    }
    told = tell(queries | beside, by=by, now=now)
    lines = [Line(words, told[code], share(told[code].n, told["all"].n)) for code, words in names.items()]
    return Levels(
        [line for line in lines if line.told.n or line is not lines[-1]],
        told["all"],
        told["sent_on"],
        told["taken_higher"],
    )
