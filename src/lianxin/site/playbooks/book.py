"""A playbook as its files tell it; people write them, so a mistake ends with the file's name and the place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from lianxin.site.demo.content import CONTENT, Office, Slip, Story, local, read, story

FOLDER = Path(__file__).resolve().parents[4] / "playbooks"
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Came:
    """One visit of the story: when they sat down, what is written of it, and the appeal it became."""

    at: datetime
    said: Said
    story: Story | None = None

    @property
    def persons(self) -> int:
        """How many came with this number."""
        return int(self.said.get("persons", 1))


@dataclass(frozen=True)
class Playbook(Office):
    """One method: its office, what is set up there, what happened, what was printed about it."""

    name: str
    reception: Said
    box: Said
    same_day: Said
    works: Said
    claims: Said
    words: dict[str, list[str]]
    visits: tuple[Came, ...] = field(repr=False)
    stories: tuple[Story, ...] = field(repr=False)

    @property
    def code(self) -> int:
        """The county's code: by it a folder tells which story it holds."""
        return int(self.town["county"]["code"])


def townships() -> list[Path]:
    """The file by which each playbook begins."""
    return sorted(FOLDER.glob("*/township.toml"))


def names() -> list[str]:
    """The playbooks there are."""
    return [path.parent.name for path in townships()]


@cache
def playbook(name: str) -> Playbook:
    """A playbook, read once. Raises Slip for a mistake in it, LookupError for one there is none of."""
    if name not in names():
        raise LookupError(name)
    folder = FOLDER / name
    classes = read(folder / "classes.toml")
    units = {one["name"]: one["unit"] for one in classes["class"]}
    return Playbook(
        town=read(folder / "township.toml"),
        classes=classes,
        name=name,
        reception=maybe(folder / "reception.toml"),
        box=maybe(folder / "box.toml"),
        same_day=maybe(folder / "sameday.toml"),
        works=maybe(folder / "renovation.toml"),
        claims=maybe(folder / "claims.toml"),
        words=read(CONTENT / "first_words.toml"),
        visits=visits(folder, units),
        stories=tuple(story(said, units) for said in maybe(folder / "appeals.toml").get("appeal", ())),
    )


def maybe(path: Path) -> dict[str, Any]:
    """A file as written; nothing where a method has no such file."""
    return read(path) if path.exists() else {}


def visits(folder: Path, units: dict[str, str]) -> tuple[Came, ...]:
    """Who came to the receptions, in the order of time. Raises Slip."""
    found = []
    for path in [*sorted(folder.glob("visits/*.toml")), *folder.glob("visits.toml")]:
        said = read(path)
        found += [Came(local(one["at"]), one, story(one, units)) for one in said.get("appeal", ())]
        found += [Came(moment(path, one), one) for one in said.get("other", ())]
    return tuple(sorted(found, key=lambda one: one.at))


def moment(path: Path, said: Said) -> datetime:
    """Day and hour of a visit that became no appeal. Raises Slip."""
    day, hour = said.get("day"), said.get("at")
    if day is None or not isinstance(hour, time):
        raise Slip(f"{path.name}: {said.get('asked')}: day, at")
    return local(datetime.combine(day, hour))
