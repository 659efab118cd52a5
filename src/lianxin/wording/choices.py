"""What an office sets about what is read in a text: 分类建议 (how deep, from how many examples, how sure), 同一诉求.

Both only propose; whatever is set, a person decides.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register, value_of
from lianxin.wording.rules.likeness import CAUTIOUS, Limits

EDITION = "2026-12"
DEEPEST = 3
FLOOR = 20  # what five parts need to say anything of a class
DAYS = (7, 365)
LIKE = (5, 100)  # percent


@dataclass(frozen=True)
class Terms:
    """The level of the tree that is proposed, the least examples in all and of one class, the least confidence (把握).

    `sure` is in percent. A message less sure than that is shown no proposal; it is kept all the same, to see how
    many there are.
    """

    depth: int
    least: int
    least_each: int
    sure: int


def read_terms(value: Json) -> Terms:
    """The terms of a value. Raises ValueError."""
    terms = Terms(**{name: int(value[name]) for name in ("depth", "least", "least_each", "sure")})
    if not 1 <= terms.depth <= DEEPEST:
        raise ValueError(_("分类到第几级填 1 到 3。"))
    if terms.least_each < FLOOR or terms.least < 2 * FLOOR:
        raise ValueError(_("每一类至少 20 件，总数至少 40 件，再少就说不出准不准。"))
    if not 0 <= terms.sure <= 100:
        raise ValueError(_("把握填 0 到 100 的整数。"))
    return terms


CLASSES = register(
    Setting(
        "wording.classes",
        gettext_lazy("分类建议"),
        default={"depth": 2, "least": 300, "least_each": 20, "sure": 60},
        read=read_terms,
        edition=EDITION,
    )
)


def terms() -> Terms:
    """The terms in force."""
    return value_of(CLASSES)


@dataclass(frozen=True)
class Alike:
    """How many days back others are looked for who may mean the same, and how alike the wording must be then.

    In percent, as the places of two texts stand: the same, one unnamed, not to be held against each other.
    """

    days: int
    there: int
    anywhere: int
    apart: int

    @property
    def span(self) -> timedelta:
        return timedelta(days=self.days)

    def limits(self, *, learnt: bool) -> Limits:
        """The same as shares; before any words were learnt from never under the cautious ones."""
        own = Limits(there=self.there / 100, anywhere=self.anywhere / 100, apart=self.apart / 100)
        if learnt:
            return own
        return replace(
            CAUTIOUS,
            there=max(own.there, CAUTIOUS.there),
            anywhere=max(own.anywhere, CAUTIOUS.anywhere),
            apart=max(own.apart, CAUTIOUS.apart),
        )


def read_alike(value: Json) -> Alike:
    """The terms of a value. Raises ValueError."""
    terms = Alike(**{name: int(value[name]) for name in ("days", "there", "anywhere", "apart")})
    if not DAYS[0] <= terms.days <= DAYS[1]:
        raise ValueError(_("往前比的天数填 7 到 365。"))
    if not LIKE[0] <= terms.there <= terms.anywhere <= terms.apart <= LIKE[1]:
        raise ValueError(_("三个百分数填 5 到 100，一个不能比一个小：同一个地方的最低，地方没法比的最高。"))
    return terms


ALIKE = register(
    Setting(
        "wording.alike",
        gettext_lazy("同一诉求"),
        default={"days": 90, "there": 17, "anywhere": 40, "apart": 75},
        read=read_alike,
        edition=EDITION,
    )
)


def alike_terms() -> Alike:
    """The terms in force."""
    return value_of(ALIKE)
