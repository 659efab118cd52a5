"""What an office sets about reception: how long before a plan is posted, how far it is shown (接待的规定)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register

MOST_AHEAD, MOST_WEEKS = 30, 26


@dataclass(frozen=True)
class Terms:
    """`ahead`: a slot is posted so many working days before it (RCP-02); `weeks`: so far everybody sees the plan."""

    ahead: int
    weeks: int


def read_terms(value: Json) -> Terms:
    """The terms of a setting's value. Raises ValueError with a sentence."""
    terms = Terms(ahead=int(value["ahead"]), weeks=int(value["weeks"]))
    if not 0 <= terms.ahead <= MOST_AHEAD or not 1 <= terms.weeks <= MOST_WEEKS:
        raise ValueError(_("提前的工作日要在 0 到 30 之间，公示的周数要在 1 到 26 之间。"))
    return terms


TERMS: Setting[Terms] = register(
    Setting(
        "reception.terms",
        gettext_lazy("接待的规定"),
        default={"ahead": 2, "weeks": 4},
        read=read_terms,
    )
)
