"""What an office may set about looks at names and numbers, and about mourning (可设置的限额)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.editions import Json, Setting, register, value_of

MOST_MOURNING = 100
MOST_LOOKS, LONGEST_LOOK = 1000, 600


@dataclass(frozen=True)
class RevealQuota:
    """How many times a day one account may have a name, telephone or ID number shown in clear, and for how
    many seconds it stays on the screen.
    """

    daily: int
    seconds: int


def quota_from(value: Json) -> RevealQuota:
    """A quota out of a setting. Raises ValueError, TypeError, KeyError for anything else."""
    daily, seconds = int(value["daily"]), int(value["seconds"])
    if not (0 <= daily <= MOST_LOOKS and 1 <= seconds <= LONGEST_LOOK):
        raise ValueError(f"no quota: {value!r}")
    return RevealQuota(daily, seconds)


REVEALS = register(
    Setting(
        "people.reveals",
        _("查看完整姓名、号码的限额"),
        default={"daily": 50, "seconds": 60},
        read=quota_from,
    )
)
"""[DEF]"""


def reveal_quota() -> RevealQuota:
    """The quota in force."""
    return value_of(REVEALS)


def days_from(value: Json) -> int:
    """The days of mourning out of a setting. Raises ValueError, TypeError, KeyError for anything else."""
    days = int(value["days"])
    if not 0 <= days <= MOST_MOURNING:
        raise ValueError(f"no days of mourning: {value!r}")
    return days


MOURNING = register(
    Setting("people.mourning", _("丧户几天内不自动发短信"), default={"days": 7}, read=days_from)
)
"""[DEF] source: XC-11."""


def mourning_days() -> int:
    """How many days, the day of the death included, no message leaves by itself for a household (丧户)."""
    return value_of(MOURNING)
