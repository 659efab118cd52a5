"""What the demo tells, read from `content/`: a township, its classes, and a year of appeals.

People write the files; a mistake in one ends with the file's and the appeal's name.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from lianxin.calendars.hours import OFFICE_ZONE

CONTENT = Path(__file__).parent / "content"
TOWNSHIP = CONTENT / "township.toml"

TYPES = {
    "咨询": "enquiry",
    "求助": "help",
    "投诉": "complaint",
    "举报": "report",
    "建议": "suggestion",
    "表扬": "praise",
}
KINDS = {"联系": "contact", "答复": "contact", "现场": "site", "会商": "meeting", "办理": "work"}
OUTCOMES = {"已解决": "resolved", "部分解决": "partly", "解释说明": "explained"}
RESOLVED = {"是": "yes", "接受": "accepted", "部分": "partly", "否": "no"}
UNREACHED = "未联系"


@dataclass(frozen=True)
class Call:
    """What the resident said at the callback (回访); not reached when `resolved` is empty.

    `missed` is how often it rang in vain before.
    """

    resolved: str
    satisfied: int | None
    words: str
    missed: int = 0


@dataclass(frozen=True)
class Round:
    """One time round: what was done, what was answered, what was said to it."""

    notes: tuple[tuple[str, str], ...]
    reply: str
    outcome: str
    call: Call | None
    days: int | None


@dataclass(frozen=True)
class Story:
    """One appeal from the first word to where it stands on the last day (`stop`)."""

    filed: datetime
    channel: str
    type: str
    category: str
    village: str
    place: str
    title: str
    text: str
    identity: str
    name: str
    urgency: str
    unit: str
    rounds: tuple[Round, ...]
    stop: str


@dataclass(frozen=True)
class Staff:
    """Somebody on a post of a unit; `unit` and `post` by name."""

    name: str
    unit: str
    post: str


@dataclass(frozen=True)
class Office:
    """An invented office as its files are written: areas, units, people, classes, and the span of its story."""

    town: dict[str, Any]
    classes: dict[str, Any]

    @property
    def first(self) -> datetime:
        """When the posts are taken up."""
        return local(self.town["year"]["first"])

    @property
    def last(self) -> datetime:
        """The moment after which nothing happens any more."""
        return local(self.town["year"]["last"])


@dataclass(frozen=True)
class Content(Office):
    """Everything the demo is made of; all but `stories` are the files as written."""

    family: dict[str, Any]
    desk: dict[str, Any]
    law: dict[str, Any]
    reception: dict[str, Any]
    words: dict[str, list[str]]
    stories: tuple[Story, ...] = field(repr=False)


class Slip(ValueError):
    """A mistake in a content file, with where it is."""


@cache
def content() -> Content:
    """The content, read once. Raises Slip."""
    classes = read(CONTENT / "classes.toml")
    units = {one["name"]: one["unit"] for one in classes["class"]}
    stories = [
        story(written, units)
        for path in sorted((CONTENT / "appeals").glob("*.toml"))
        for written in read(path)["appeal"]
    ]
    return Content(
        town=read(TOWNSHIP),
        classes=classes,
        family=read(CONTENT / "files.toml"),
        desk=read(CONTENT / "desk.toml"),
        law=read(CONTENT / "law.toml"),
        reception=read(CONTENT / "reception.toml"),
        words=read(CONTENT / "first_words.toml"),
        stories=tuple(sorted(stories, key=lambda one: (one.filed, one.title))),
    )


def read(path: Path) -> dict[str, Any]:
    """One file as written. Raises Slip."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Slip(f"{path.name}: {error}") from error


def local(at: datetime) -> datetime:
    """A time as written, in the office's zone."""
    return at.replace(tzinfo=OFFICE_ZONE)


def story(said: dict[str, Any], units: dict[str, str]) -> Story:
    """An appeal as written. Raises Slip."""
    try:
        rounds = [round_of(said)] if "notes" in said else []
        if "again" in said:
            rounds.append(round_of(said["again"]))
        return Story(
            filed=local(said["at"]),
            channel=said["channel"],
            type=TYPES[said["type"]],
            category=said["class"],
            village=said["area"],
            place=said["place"],
            title=said["title"],
            text=said["text"],
            identity=said.get("who", "named"),
            name=said.get("by", ""),
            urgency=said.get("urgency", "ordinary"),
            unit=said.get("unit") or units[said["class"]],
            rounds=tuple(rounds),
            stop=said.get("stop", "closed"),
        )
    except KeyError as error:
        raise Slip(f"{said.get('title')}: {error}") from error


def round_of(said: dict[str, Any]) -> Round:
    """One time round as written. Raises KeyError."""
    return Round(
        notes=tuple((KINDS[kind], text) for kind, text in said["notes"]),
        reply=said.get("reply", ""),
        outcome=OUTCOMES[said.get("outcome", "已解决")],
        call=call(said["callback"], said.get("missed", 0)) if "callback" in said else None,
        days=said.get("days"),
    )


def call(said: list[Any], missed: int) -> Call:
    """A callback as written. Raises KeyError."""
    resolved, satisfied, words = said
    if resolved == UNREACHED:
        return Call("", None, "")
    return Call(RESOLVED[resolved], satisfied, words, missed)
