"""What an office sets about renovations (改造公示的规定)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register

SMALLEST_CELL = 5


@dataclass(frozen=True)
class Terms:
    """`days`: how many days a plan is posted at least; `cell`: fewer objections than this are not counted in public."""

    days: int
    cell: int


def read_terms(value: Json) -> Terms:
    """The terms of a setting's value. Raises ValueError with a sentence."""
    terms = Terms(days=int(value["days"]), cell=int(value["cell"]))
    if terms.cell < SMALLEST_CELL:
        raise ValueError(_("对外公开的最小格不能少于 5：人少的格子会让人猜出是谁。"))
    if terms.days < 1:
        raise ValueError(_("公示至少 1 天。"))
    return terms


TERMS: Setting[Terms] = register(
    Setting(
        "renovation.terms",
        gettext_lazy("改造公示的规定"),
        default={"days": 7, "cell": SMALLEST_CELL},
        read=read_terms,
    )
)
