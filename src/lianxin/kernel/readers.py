"""Who is told, how they want to be told, and who is left in peace for a while (告知对象).

The kernel knows no appellant: the app that does says here what somebody chose, and until when a household is not
to be disturbed. Both are asked when a message is queued and once more right before it leaves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lianxin.kernel.crypto import blind_index


@dataclass(frozen=True)
class Reader:
    """Somebody who is told: the table and key of the row that says so, and the channel chosen there."""

    kind: str
    id: int
    wanted: str


Finder = Callable[[int, str], Reader | None]
Chosen = Callable[[int], str | None]
HoldBack = Callable[[str, datetime], datetime | None]

_finders: dict[str, Finder] = {}
_chosen: dict[str, Chosen] = {}
_hold_backs: dict[str, HoldBack] = {}


def find_by(row_kind: str, finder: Finder) -> None:
    """Say who, of those a row is about, has this telephone: `finder(row_id, phone_index)`."""
    _finders[row_kind] = finder


def chosen_by(reader_kind: str, chosen: Chosen) -> None:
    """Say which channel a reader wants now: `chosen(reader_id)`, None when there is no such reader any more."""
    _chosen[reader_kind] = chosen


def hold_back(name: str, until: HoldBack) -> None:
    """Say until when nobody may write to a telephone (bereaved households, XC-11): `until(phone_index, at)`.

    None when it may be written to. The index is `blind_index(eleven digits, "phone")`.
    """
    _hold_backs[name] = until


def index_of(phone: str) -> str:
    """How messages to one telephone are found; empty without one."""
    return blind_index(phone, "phone") if phone else ""


def reader_of(row_kind: str, row_id: int, phone_index: str) -> Reader | None:
    """Who, of those a row is about, has this telephone."""
    finder = _finders.get(row_kind)
    return finder(row_id, phone_index) if finder and phone_index else None


def wanted_now(kind: str, key: int | None) -> str | None:
    """The channel a reader wants now; None when nobody knows."""
    chosen = _chosen.get(kind)
    return chosen(key) if chosen and key is not None else None


def held_until(phone_index: str, at: datetime) -> datetime | None:
    """Until when this telephone is left in peace; None when it may be written to."""
    ends = [until(phone_index, at) for until in _hold_backs.values()] if phone_index else []
    return max((end for end in ends if end is not None and end > at), default=None)
