"""The words of bad ratings and of the panel as codes (差评整改、评议的要素)."""

from collections import Counter
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import Satisfaction

BAD = Satisfaction.BAD  # this level and below open a task


class Cause(models.TextChoices):
    """What the resident is unhappy with, as found out by asking (不满意的原因)."""

    MANNER = "manner", _("态度")
    SLOW = "slow", _("办得慢")
    UNSOLVED = "unsolved", _("问题没解决")
    UNCLEAR = "unclear", _("没说清楚")
    BEYOND = "beyond", _("依法办不到，不接受")
    OTHER = "other", _("其他")


class Verdict(models.TextChoices):
    """What a panel says of a bad rating after a lawful, explained outcome (评议结论, DSP-03)."""

    FAIR = "fair", _("不满意有道理，办理要改进")
    UNFOUNDED = "unfounded", _("办理没有问题，诉求依法不能满足")


def verdict_of(votes: Sequence[str], size: int) -> str:
    """What most of a whole panel say; empty until all `size` have voted. An odd number can't be even."""
    if len(votes) < size:
        return ""
    return Counter(votes).most_common(1)[0][0]
