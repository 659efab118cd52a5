"""What a telephone sends when it has signal again: entries, each with an id of its own (离线记录)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

MOST_ENTRIES = 100
LONGEST_ID = 2**63 - 1


class Unreadable(ValueError):
    """What came is nothing a telephone of ours sends."""


class Kind(StrEnum):
    """What was written down: what came of a door, a need, a card."""

    DOOR = "door"
    NEED = "need"
    CARD = "card"


class Answered(StrEnum):
    """What the office says to an entry; a telephone forgets only what is done or known."""

    DONE = "done"
    KNOWN = "known"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True)
class Entry:
    """One entry as sent: `device_at` is what the telephone's clock said."""

    client_id: UUID
    kind: Kind
    door: int
    device_at: datetime | None
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What became of one entry, in a code and in words; the door's state and version as they are now."""

    client_id: str
    answer: Answered
    words: str = ""
    number: str = ""
    state: str = ""
    version: int = 0

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {**vars(self), "answer": str(self.answer)}


def read_batch(sent: Any) -> list[Any]:
    """The entries of a message, not looked at yet. Raises Unreadable for what is no message of ours."""
    entries = sent.get("entries") if isinstance(sent, dict) else None
    if not isinstance(entries, list):
        raise Unreadable(_("送来的内容看不懂，没有保存，都还在手机里。请更新页面再送。"))
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(_("一次最多送 %(most)d 条，请分几次送。") % {"most": MOST_ENTRIES})
    return entries


def read_entry(sent: Any) -> Entry:
    """One entry. Raises Unreadable with a sentence."""
    if not isinstance(sent, dict):
        raise Unreadable(_("这一条看不懂，请在手机上打开再登一次。"))
    try:
        said = {str(name): value for name, value in sent.items()}
        return Entry(
            UUID(str(said["client_id"])), Kind(said["kind"]), key_from(said["door"]), moment_in(said), said
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(_("这一条缺了编号、户或种类，请在手机上打开再登一次。")) from error


def key_from(value: Any) -> int:
    """The key of a row. Raises ValueError."""
    key = int(value)
    if not 0 < key <= LONGEST_ID:
        raise ValueError(value)
    return key


def moment_in(said: Mapping[str, Any]) -> datetime | None:
    """When the telephone says it was; None for one without a clock we can read."""
    try:
        read = parse_datetime(str(said.get("device_at") or ""))
    except ValueError:
        return None
    return read if read is not None and read.tzinfo is not None else None
