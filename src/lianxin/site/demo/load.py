"""Playing the year: every appeal goes through the one writer, at the times of its story.

The demo year is fixed (it ends on 20 November 2026, 16:40) and the demo's clock goes on from there when it is
loaded, so numbers, states, figures and what is overdue come out the same in whatever year somebody tries it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock, outbox, statistics
from lianxin.kernel.actor import Actor, resident
from lianxin.kernel.context import in_county
from lianxin.kernel.distribution import start_ids
from lianxin.kernel.models.county import County
from lianxin.kernel.models.message import Note
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.act import act, open_row
from lianxin.site.demo.boxes import open_boxes
from lianxin.site.demo.cast import DESK, REGISTRAR, Cast, gather
from lianxin.site.demo.content import TOWNSHIP, Content, Story, content, local, read
from lianxin.site.demo.desk_files import fill_desks
from lianxin.site.demo.files import fill_files
from lianxin.site.demo.law import go_by_the_law
from lianxin.site.demo.reception import receive
from lianxin.site.demo.renovation import renovate
from lianxin.site.demo.rounds import knock
from lianxin.site.demo.timeline import Part, Step, chance_of, steps

Say = Callable[[str], None]
EVERY = 500  # acts between two words of progress
STILL_TO_CALL = timedelta(days=5)  # older messages were told by telephone long ago


@dataclass
class Playing:
    """A story under way: its row, how far it is, who plays in it."""

    story: Story
    chance: Random
    cast: Cast
    row: Any = None
    done: int = 0
    people: dict[Part, Actor] = field(default_factory=dict)

    def step(self, step: Step) -> None:
        """Make one move. Raises Refused when the content doesn't fit the workflow."""
        by, key = self.player(step.part), uuid5(NAMESPACE_URL, f"demo/{self.story.title}/{self.done}")
        data = {**said(self.story, step.move, self.cast), **step.data}
        if self.row is None:
            self.row = open_row(APPEAL, by=by, data=data, client_id=key, at=step.at)
        else:
            act(self.row, step.move, by=by, data=data, client_id=key, version=self.done, at=step.at)
        self.done += 1

    def player(self, part: Part) -> Actor:
        """Who plays a part in this story, the same person from first to last."""
        if part == Part.RESIDENT:
            return resident(self.cast.county, receipts=frozenset({self.row.pk} if self.row else ()))
        if part not in self.people:
            self.people[part] = self.cast.pick(part, self.story, self.chance)
        return self.people[part]


def load_if_empty(say: Say) -> None:
    """Fill a data folder that has no county yet; one that has is left alone."""
    if not County.objects.exists():
        load_demo(say)
        tell_what_is_there()
    set_clock(read(TOWNSHIP))


def tell_what_is_there() -> None:
    """PostgreSQL plans by what it last knew of its tables, and they have just been filled."""
    statistics.refresh(statistics.all_tables())


def set_clock(town: Mapping[str, Any]) -> None:
    """Let this process live on from the evening the story of this office ends, counted from when it was loaded.

    Asked at every start: it reads the file of the township, and no story.
    """
    county = County.objects.filter(code=town["county"]["code"]).first()
    if county is not None:
        clock.shift(local(town["year"]["last"]) - county.started_at)


@transaction.atomic
def load_demo(say: Say = print) -> int:
    """Make the township and play its year, whole or not at all; gives the number of appeals.

    Raises IntegrityError when the county is there already.
    """
    told = content()
    code = told.town["county"]["code"]
    say("布置演示镇  Laying out the invented township")
    county = County.objects.create(code=code, name=told.town["county"]["name"])
    # Timers are set by the machine's clock: by the one this demo will live on with.
    with in_county(code), clock.shifted(told.last - county.started_at):
        start_ids(code)
        cast = gather(told)
        play(told, cast, say)
        tell_by_telephone(told, cast)
        fill_files(told, cast)
        with clock.standing_at(told.last):
            fill_desks(told.desk, cast)
            go_by_the_law(told.law, cast)
            open_boxes(cast)
            knock(cast, told.last)
            renovate(cast)
        receive(told.reception, cast, told.last)
    return len(told.stories)


def play(told: Content, cast: Cast, say: Say) -> None:
    """All steps of all stories, in the order of time: so the log reads as a year."""
    calendar = calendar_in_force()
    script = []
    for number, story in enumerate(told.stories):
        playing = Playing(story, chance_of(story), cast)
        for place, step in enumerate(steps(story, calendar, told.words)):
            script.append((step.at, number, place, playing, step))
    script.sort(key=lambda line: line[:3])
    for count, (*_, playing, step) in enumerate(script):
        if count % EVERY == 0:
            say(f"演示一年的诉求 {count}/{len(script)}  Playing a year of appeals")
        with clock.standing_at(step.at):
            playing.step(step)


def said(story: Story, move: str, cast: Cast) -> dict[str, Any]:
    """What is typed at a desk move; the rows are found by the names the story uses."""
    category, basis = cast.classes[story.category]
    placed = {
        "type": story.type,
        "category": category,
        "area": cast.villages[story.village].pk,
        "urgency": story.urgency,
    }
    if move == "accept":
        return placed
    if move == "dispatch":
        return {"unit": cast.units[story.unit].pk, "basis": basis}
    if move != "register":
        return {}
    words = {
        "title": story.title,
        "text": story.text,
        "address": story.place,
        "channel": story.channel,
        "identity": story.identity,
        "filed_at": story.filed,
    }
    if story.name:
        words |= {"name": story.name, "phone": cast.phone(story.name)}
    return placed | words


def tell_by_telephone(told: Content, cast: Cast) -> None:
    """The desk has worked off its telephone list but for the last days."""
    desk = cast.posts[DESK, REGISTRAR]
    for number, message in enumerate(outbox.calls().filter(at__lt=told.last - STILL_TO_CALL)):
        outbox.told(message, by=desk[number % len(desk)], note=Note.SPOKE)
