"""How the backups of this installation stand (备份情况), for the doctor, the page and the morning's notice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from lianxin.kernel import clock
from lianxin.kernel.backups import diary, keys
from lianxin.kernel.backups.after import Restored, waiting_for_word
from lianxin.kernel.backups.diary import Line
from lianxin.kernel.backups.nightly import Plan
from lianxin.kernel.crypto import KeyLost, key_file

OLD = timedelta(hours=24)
MONTH = timedelta(days=35)
SHOWN = 10


@dataclass(frozen=True)
class Standing:
    """Everything there is to know; `card` is the fingerprint of the key a card was last made of."""

    now: datetime
    plan: Plan | None
    lines: list[Line]
    good: Line | None
    failed: Line | None
    drill: Line | None
    fingerprint: str
    card: str
    restored: Restored | None

    @property
    def late(self) -> bool:
        """Whether the newest good backup is older than a day, or there is none."""
        return self.good is None or self.now - self.good.at > OLD

    @property
    def drilled(self) -> bool:
        """Whether the last drill went well and is not long ago."""
        return self.drill is not None and self.drill.ok and self.now - self.drill.at <= MONTH

    @property
    def carded(self) -> bool:
        """Whether a card was made of the key that seals today."""
        return bool(self.fingerprint) and self.card == self.fingerprint


def standing() -> Standing:
    """As it is now."""
    home = Path(settings.HOME.path)
    lines = diary.read(home)
    return Standing(
        now=clock.now(),
        plan=plan_or_none(),
        lines=lines[::-1][:SHOWN],
        good=diary.newest_backup(home),
        failed=diary.failed_since(home),
        drill=next((line for line in reversed(lines) if line.what == "drill"), None),
        fingerprint=fingerprint(),
        card=card_of(home),
        restored=waiting_for_word(),
    )


def plan_or_none() -> Plan | None:
    """The settings of the night; None when they can't be used."""
    try:
        return Plan.read()
    except ValueError:
        return None


def fingerprint() -> str:
    """Of the key that seals today; empty when there is none."""
    try:
        return keys.from_file(key_file()).fingerprint
    except KeyLost:
        return ""


def card_path(home: Path) -> Path:
    """The file that remembers of which key a card was made; it holds the fingerprint and the day."""
    return home / "keys" / "card.txt"


def card_of(home: Path) -> str:
    """The fingerprint on the last card; empty when none was made."""
    try:
        return card_path(home).read_text(encoding="ascii").split()[0]
    except (OSError, IndexError):
        return ""
