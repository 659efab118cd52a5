"""The office's terms for accounts: defaults [DEF] with an edition; `settings.ACCOUNT_TERMS` overrides them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class AccountTerms:
    """One edition of how accounts are kept.

    `two_persons`: a right proposed by the system administrator waits for the security administrator (A8).
    `dengbao` (等保模式) turns on composition, rotation, lock-out and history of passwords (B10): see
    docs/decisions/0013. Off, the rules of ASVS 5.0 hold alone. Spans are days, `lock_minutes` minutes; `notice_days`
    before an appointment runs out its handover list is opened.
    """

    edition: str = "2026-11"
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
    """The terms as an office has set them; what it left out stands as by default."""
    return AccountTerms(**value)


def terms() -> AccountTerms:
    """The terms in force."""
    return terms_from(getattr(settings, "ACCOUNT_TERMS", {}))
