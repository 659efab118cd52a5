"""The script of a story: what is done when, collected in any order and played in the order of time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID, uuid5

from lianxin.calendars.calendar import Calendar
from lianxin.kernel import clock
from lianxin.kernel.worktime import calendar_in_force
from lianxin.site.demo.cast import Cast
from lianxin.site.demo.files import key
from lianxin.site.demo.load import Playing
from lianxin.site.playbooks.book import Playbook

Do = Callable[[], object]
Say = Callable[[str], None]
EVERY = 200  # things done between two words of progress


@dataclass
class Script:
    """Everything that is to happen in one story; what one thing needs of another is looked up when it happens."""

    book: Playbook
    cast: Cast
    lines: list[tuple[datetime, Do]] = field(default_factory=list)
    playing: dict[str, Playing] = field(default_factory=dict)

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar by which the story's time is told."""
        return calendar_in_force()

    def at(self, moment: datetime, do: Do) -> None:
        """Do this at that moment; what has the same moment is done in the order it was put down."""
        self.lines.append((moment, do))

    def key(self, name: str) -> UUID:
        """The same in every play of this story."""
        return uuid5(key(self.book.name), name)

    def play(self, say: Say) -> None:
        """Do everything, each at its time, up to the last moment of the story."""
        happened = (line for line in self.lines if line[0] <= self.book.last)
        lines = sorted(happened, key=lambda line: line[0])
        for count, (moment, do) in enumerate(lines):
            if count % EVERY == 0:
                say(f"演一遍 {count}/{len(lines)}  Playing the story")
            with clock.standing_at(moment):
                do()
