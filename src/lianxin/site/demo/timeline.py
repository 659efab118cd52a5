"""When each thing of a story happens: office hours, lunch and holidays as in life, the same every time.

Pure: a story and a source of chance in, dated steps out; nothing is read from a clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from lianxin.appeals.rules.calling import next_attempt
from lianxin.calendars.calendar import Calendar
from lianxin.calendars.hours import moment
from lianxin.calendars.limits import add_working_days, add_working_hours, working_time_between
from lianxin.site.demo.content import Call, Round, Story

SEED = "青禾镇"
FAST = ("urgent", "emergency")
DESK_STOPS = ("registered", "to_dispatch", "to_sign")
ATTEMPTS = 3
SETTLED = ("yes", "accepted")


class Part(StrEnum):
    """Who makes a step; the township knows the person."""

    RESIDENT = "resident"
    CLERK = "clerk"
    VILLAGE_CLERK = "village"
    TRIAGE = "triage"
    HANDLER = "handler"
    REVIEWER = "reviewer"
    CALLER = "caller"


@dataclass(frozen=True)
class Step:
    """One move of a story; `data` still names places, classes and units in words."""

    at: datetime
    move: str
    part: Part
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Pen:
    """The hand that writes the times down: it only moves forward."""

    now: datetime
    calendar: Calendar
    chance: Random

    def soon(self, least: int, most: int) -> datetime:
        """Some minutes later, whatever the hour."""
        self.now += timedelta(minutes=self.chance.randint(least, most))
        return self.now

    def office(self, least: int, most: int) -> datetime:
        """Some minutes of office time later."""
        wait = timedelta(minutes=self.chance.randint(least, most))
        self.now = add_working_hours(self.now, wait, self.calendar)
        return self.now

    def swift(self, urgency: str, least: int, most: int) -> datetime:
        """Office time for most things; an emergency takes a fifth of it, by day and by night."""
        if urgency == "emergency":
            return self.soon(max(least // 5, 2), max(most // 5, 5))
        return self.office(least, most)


def chance_of(story: Story) -> Random:
    """A source of chance of the story's own: mending one story moves no other."""
    return Random(f"{SEED}/{story.title}")  # noqa: S311  # not a secret: the demo must come out the same


def steps(story: Story, calendar: Calendar, words: dict[str, list[str]]) -> list[Step]:
    """Every step of a story, in order, up to where it stops."""
    pen = Pen(story.filed, calendar, chance_of(story))
    told = list(tell(story, pen, words))
    return told[: length(story, told)]


def tell(story: Story, pen: Pen, words: dict[str, list[str]]) -> Iterator[Step]:
    """The steps as if every story went on to its end."""
    yield register(story, pen)
    yield Step(pen.swift(story.urgency, 10, 90), "accept", Part.TRIAGE)
    yield Step(pen.swift(story.urgency, 5, 40), "dispatch", Part.TRIAGE)
    most = 90 if story.urgency in FAST else 300
    yield Step(pen.swift(story.urgency, 20, most), "sign", Part.HANDLER)
    for number, told in enumerate(story.rounds):
        notes = told.notes if number else with_first_words(story, told, pen, words)
        yield from handle(story, told, notes, pen)


def register(story: Story, pen: Pen) -> Step:
    """Filed on the web by the resident, written down at the desk or in the village otherwise."""
    if story.channel == "web":
        return Step(story.filed, "register", Part.RESIDENT)
    if story.channel in ("box", "letter"):
        return Step(pen.office(20, 150), "register", Part.CLERK)
    if story.channel == "chat" and story.urgency not in FAST:
        return Step(pen.office(5, 45), "register", Part.CLERK)
    at_home = story.channel == "visit" and pen.chance.random() < 0.4
    return Step(pen.soon(2, 9), "register", Part.VILLAGE_CLERK if at_home else Part.CLERK)


def with_first_words(
    story: Story, told: Round, pen: Pen, words: dict[str, list[str]]
) -> tuple[tuple[str, str], ...]:
    """The notes, begun with a talk where none is written: nothing closes without one (move 24)."""
    if any(kind == "contact" for kind, _ in told.notes):
        return told.notes
    if story.identity == "anonymous":
        return (("other", pen.chance.choice(words["silent"])), *told.notes)
    return (("contact", pen.chance.choice(words["named"])), *told.notes)


def handle(story: Story, told: Round, notes: tuple[tuple[str, str], ...], pen: Pen) -> Iterator[Step]:
    """From the first note to the callback."""
    begin, end = pen.now, finished(story, told, pen)
    for number, (kind, text) in enumerate(notes, start=1):
        pen.now = between(begin, end, number / (len(notes) + 1), story, pen.calendar)
        yield Step(pen.now, "record", Part.HANDLER, {"kind": kind, "text": text})
    pen.now = end
    if not told.reply:
        return
    yield Step(end, "finish", Part.HANDLER, {"outcome": told.outcome, "reply": told.reply})
    yield Step(pen.office(30, 360), "approve", Part.REVIEWER)
    yield from call_back(told.call, pen)
    if story.channel == "web" and told.call and told.call.resolved in SETTLED:
        yield Step(pen.soon(30, 240), "rate", Part.RESIDENT, {"rating": told.call.satisfied})


def finished(story: Story, told: Round, pen: Pen) -> datetime:
    """When closing is asked for: some hours later in an emergency, else on a later working day."""
    if story.urgency == "emergency" and (told.days or 1) == 1:
        return pen.now + timedelta(minutes=pen.chance.randint(180, 600))
    days = told.days or pen.chance.randint(2, 4)
    day = add_working_days(pen.now, days, pen.calendar).date()
    opening = moment(day, pen.calendar.hours.spans[0][0])
    return add_working_hours(opening, timedelta(minutes=pen.chance.randint(40, 400)), pen.calendar)


def between(begin: datetime, end: datetime, part: float, story: Story, calendar: Calendar) -> datetime:
    """A moment on the way: in office time, but around the clock for an emergency."""
    if story.urgency == "emergency":
        return begin + (end - begin) * part
    return add_working_hours(begin, working_time_between(begin, end, calendar) * part, calendar)


def call_back(call: Call | None, pen: Pen) -> Iterator[Step]:
    """The callback, after so many in vain; three of them on two days where nobody ever answers (move 29)."""
    if call is None:
        return
    tried: list[datetime] = []
    for _ in range(call.missed if call.resolved else ATTEMPTS):
        at = pen.office(260, 380)
        offered = next_attempt(tried, pen.calendar)  # as the callback list offers it
        pen.now = offered + timedelta(minutes=at.minute % 30) if offered else at
        tried.append(pen.now)
        yield Step(pen.now, "call_back", Part.CALLER, {"reached": False})
    if not call.resolved:
        return
    said = {"reached": True, "resolved": call.resolved, "satisfied": call.satisfied, "words": call.words}
    yield Step(pen.office(120, 900), "call_back", Part.CALLER, said)


def length(story: Story, told: list[Step]) -> int:
    """How many of the steps have happened by the last day."""
    if story.stop in DESK_STOPS:
        return DESK_STOPS.index(story.stop) + 1
    last = {"closing": "finish", "callback": "approve"}.get(story.stop)
    return next((place for place, step in enumerate(told, start=1) if step.move == last), len(told))
