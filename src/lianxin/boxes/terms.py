"""What an office sets about its opinion boxes: how often they are opened, when one counts as silent (意见箱的规定)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register, value_of

MOST_DAYS, MOST_MONTHS = 31, 24


@dataclass(frozen=True)
class Terms:
    """A box is opened at least every so many days [DEF 7]; one without a slip for so many months is silent [DEF 3]."""

    every: int
    silent: int


def read_terms(value: Json) -> Terms:
    """The terms of a setting's value. Raises ValueError with a sentence."""
    terms = Terms(**{name: int(value[name]) for name in ("every", "silent")})
    if not 1 <= terms.every <= MOST_DAYS:
        raise ValueError(_("意见箱多少天至少开一次，填 1 到 31 的整数。"))
    if not 1 <= terms.silent <= MOST_MONTHS:
        raise ValueError(_("几个月没有意见条要列出来，填 1 到 24 的整数。"))
    return terms


TERMS: Setting[Terms] = register(
    Setting(
        "boxes.terms",
        gettext_lazy("意见箱的规定"),
        default={"every": 7, "silent": 3},
        read=read_terms,
        edition="2026-12",
    )
)


def terms() -> Terms:
    """The terms in force."""
    return value_of(TERMS)
