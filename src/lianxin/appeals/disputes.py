"""What an office sets about disputes of duty (争议裁定的规定): how long an earlier decision answers the same one."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register, value_of

MOST_MONTHS = 60


@dataclass(frozen=True)
class DisputeRules:
    """The same pair of units and class, disputed again within so many months, has the same answer (J8)."""

    precedent_months: int


def read_rules(value: Json) -> DisputeRules:
    """The rules of a value. Raises ValueError with a sentence."""
    months: Any = value.get("precedent_months")
    if not isinstance(months, int) or not 0 <= months <= MOST_MONTHS:
        raise ValueError(_("先例的有效期填 0 到 60 个月的整数，0 就是每次都裁定。"))
    return DisputeRules(months)


DISPUTES = register(
    Setting(
        "appeals.disputes", gettext_lazy("争议裁定的先例"), default={"precedent_months": 12}, read=read_rules
    )
)


def precedent_months() -> int:
    """How many months a decision is a precedent."""
    return value_of(DISPUTES).precedent_months
