"""What the components on a page are filled with: small values, made by queries and pages, drawn by `face`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise

Text = str | Promise


class Tone(StrEnum):
    """How a state looks. Each tone has a colour and a shape of its own, so that neither is needed alone."""

    WAIT = "wait"
    DOING = "doing"
    CHECK = "check"
    PAUSED = "paused"
    DONE = "done"
    ENDED = "ended"
    ALARM = "alarm"


@dataclass(frozen=True)
class Answer:
    """One line of a list of answers; `change` is the address where it can be changed."""

    label: Text
    value: Text
    change: str = ""


@dataclass(frozen=True)
class Step:
    """One line of a timeline; `recorded_at` is given when it was written down late (补录)."""

    title: Text
    at: datetime
    who: Text = ""
    words: Text = ""
    now: bool = False
    alarm: bool = False
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Tab:
    """One tab: a link, whether it is the open one, how much waits behind it."""

    label: Text
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Pager:
    """Where the neighbouring pages of a list are; an empty address means there is none."""

    newer: str = ""
    older: str = ""
    shown: int = 0


class Counted(Protocol):
    """A number that can be recounted: how many, in which words it is counted, and where its list is."""

    @property
    def label(self) -> Text: ...
    @property
    def count(self) -> int: ...
    @property
    def formula(self) -> Text: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True)
class Paper:
    """A file kept with a matter: its name, where to get it, its size in bytes, when it came."""

    name: str
    href: str
    size: int
    at: datetime | None = None
    image: bool = False
