"""The office's terms for accounts: a setting with editions, which the second hand keeps (账号规则)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.editions import Setting, register, value_of


@dataclass(frozen=True)
class AccountTerms:
    """How accounts are kept; the values here are the defaults [DEF].

    `two_persons`: a right proposed by the system administrator waits for the security administrator (A8).
    `dengbao` (等保模式) turns on composition, rotation, lock-out and history of passwords (B10): see
    docs/decisions/0013. Off, the rules of ASVS 5.0 hold alone. Spans are days, `lock_minutes` minutes;
    `notice_days` before an appointment runs out its handover list is opened.
    """

    two_persons: bool = True
    dengbao: bool = False
    kinds: int = 3
    rotation_days: int = 90
    wrong_tries: int = 5
    lock_minutes: int = 30
    remembered: int = 5
    notice_days: int = 7

    @property
    def rotation(self) -> timedelta:
        """How long a password may stand in 等保 mode."""
        return timedelta(days=self.rotation_days)

    @property
    def notice(self) -> timedelta:
        """How long before an appointment runs out its handover list is opened."""
        return timedelta(days=self.notice_days)

    @property
    def lock(self) -> timedelta:
        """How long an account is locked in 等保 mode."""
        return timedelta(minutes=self.lock_minutes)


def terms_from(value: Mapping[str, Any]) -> AccountTerms:
    """The terms as an office has set them; what it left out stands as by default.

    Raises ValueError for a name or a value that can't be one.
    """
    known = {field.name: type(field.default) for field in fields(AccountTerms)}
    if not isinstance(value, dict) or not all(type(one) is known.get(name) for name, one in value.items()):
        raise ValueError("the terms of accounts are switches and numbers by name")
    return AccountTerms(**value)


TERMS = register(Setting("people.accounts", _("账号规则"), default={}, read=terms_from))


def terms() -> AccountTerms:
    """The terms in force in the county being worked for."""
    return value_of(TERMS)
