"""What an office sets about the class suggestion: how deep, from how many examples, how sure (分类建议的设置)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register, value_of

EDITION = "2026-12"
DEEPEST = 3
FLOOR = 20  # what five parts need to say anything of a class


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
