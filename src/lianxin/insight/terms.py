"""What an office sets about its figures: how few are too few, who lives where (数字的规定)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register

SMALLEST_CELL = 5


@dataclass(frozen=True)
class Terms:
    """`least`: below so many no percentage and no rank (CNT-07); `cell`: below so many nothing public (XC-13).

    `silent`: after so many weeks without anybody speaking a village is named; `idle`: after so many working days
    without a step a matter is.
    """

    least: int
    cell: int
    silent: int
    idle: int


def read_terms(value: Json) -> Terms:
    """The terms of a setting's value. Raises ValueError with a sentence."""
    terms = Terms(**{name: int(value[name]) for name in ("least", "cell", "silent", "idle")})
    if terms.cell < SMALLEST_CELL:
        raise ValueError(_("对外公开的最小格不能少于 5：人少的格子会让人猜出是谁。"))
    if min(terms.least, terms.silent, terms.idle) < 1:
        raise ValueError(_("请填 1 以上的整数。"))
    return terms


TERMS: Setting[Terms] = register(
    Setting(
        "insight.terms",
        gettext_lazy("数字的规定"),
        default={"least": 10, "cell": 5, "silent": 4, "idle": 3},
        read=read_terms,
    )
)


MOST_TIMES = 100


@dataclass(frozen=True)
class Topics:
    """When something is a topic [DEF], edition 2026-12: so many people, so many times the mean of four weeks before.

    `place`: so many people of one class at one place within `days` make it a proposal for 每月一题. `minute`: so many
    written down within one minute are doubtful. `group`: so many who speak in one matter are for the leader.
    """

    people: int
    times: float
    place: int
    days: int
    minute: int
    group: int


def read_topics(value: Json) -> Topics:
    """The terms of a setting's value. Raises ValueError with a sentence."""
    whole = {name: int(value[name]) for name in ("people", "place", "days", "minute", "group")}
    terms = Topics(times=float(value["times"]), **whole)
    if min(whole.values()) < 1 or not 1 <= terms.times <= MOST_TIMES:
        raise ValueError(_("请填 1 以上的数。"))
    return terms


TOPICS: Setting[Topics] = register(
    Setting(
        "insight.topics",
        gettext_lazy("热点和要留意的"),
        default={"people": 3, "times": 2, "place": 3, "days": 90, "minute": 5, "group": 5},
        read=read_topics,
    )
)


def residents_from(value: Json) -> Mapping[str, int]:
    """Residents by the code or name of a village. Raises ValueError naming the line."""
    found: dict[str, int] = {}
    for line in filter(None, map(str.strip, str(value["villages"]).splitlines())):
        name, _bar, number = (part.strip() for part in line.replace("｜", "|").partition("|"))
        if not name or not (number.isascii() and number.isdigit() and int(number)):
            raise ValueError(_("“%(line)s”看不懂：先写村名或区划代码，一竖，再写人数。") % {"line": line})
        found[name] = int(number)
    return found


RESIDENTS: Setting[Mapping[str, int]] = register(
    Setting("insight.residents", gettext_lazy("各村人口"), default={"villages": ""}, read=residents_from)
)
