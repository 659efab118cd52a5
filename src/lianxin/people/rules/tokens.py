"""What a token of the interface may be used for, and for how long (接口令牌)."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.editions import Json, Setting, register, value_of

PREFIX = "lianxin_"  # so that a token that lies about is known for what it is, by people and by scanners
MOST_DAYS = 366
MOST_TOKENS = 20
KEPT = timedelta(days=30)  # how long a key that was used is remembered with what it was used for


class Scope(TextChoices):
    """What a program may do with a token (用途); never more than the post may do."""

    READ = "read", _("查看：诉求、材料、单位和分类")
    CREATE = "create", _("登记：新的诉求")
    ACT = "act", _("办理：岗位上能做的每一步，上传材料")
    FIGURES = "figures", _("统计：数字和它的算法")

    @property
    def word(self) -> str:
        """Its label without what it is about: 查看."""
        return str(self.label).partition(str(_("：")))[0]


def new_token() -> str:
    """A token nobody can guess: 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """How a token is kept: 256 random bits need no key."""
    return hashlib.sha256(token.encode()).hexdigest()


def days_from(value: Json) -> int:
    """The longest life of a token out of a setting. Raises ValueError, TypeError, KeyError for anything else."""
    days = int(value["days"])
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"no life of a token: {value!r}")
    return days


TOKENS = register(Setting("people.tokens", _("接口令牌"), default={"days": 90}, read=days_from))
"""[DEF]"""


def longest_life() -> int:
    """For how many days a token may be made at most."""
    return value_of(TOKENS)
