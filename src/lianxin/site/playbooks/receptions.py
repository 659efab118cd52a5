"""Receptions of a story: the rota is made and posted, slots are held, everybody who came is heard (接待).

A visit that became an appeal goes on from there as any other. The rota must be there before anybody can come, so it is
made while the script is written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, zip_longest
from typing import Any

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.act import act
from lianxin.matters.models import Matter
from lianxin.reception.intake.numbers import give
from lianxin.reception.intake.talks import conclude
from lianxin.reception.models import Slot, Visit
from lianxin.reception.queries.talks import usual_hearer
from lianxin.reception.rules.visits import VisitState
from lianxin.site.demo.cast import DESK
from lianxin.site.demo.content import local
from lianxin.site.demo.files import one_of
from lianxin.site.demo.reception import course as course_of, plan, set_up, turn
from lianxin.site.playbooks import appeals, spot
from lianxin.site.playbooks.book import Came
from lianxin.site.playbooks.script import Script

WAITED, CALLED, SPOKEN, PUT_DOWN = (timedelta(minutes=minutes) for minutes in (12, 1, 8, 1))
"""From the number to the talk, from the call to the talk, how long a talk takes, from one talk to the next."""


def write(script: Script) -> None:
    """The slots with everybody who came to them."""
    desk = one_of(script.cast, DESK, "派单岗")
    for said in script.book.reception.get("kind", ()):
        with clock.standing_at(local(said["from"])):
            plan(set_up(said, script.cast, desk), said, desk)
    came = {day: list(those) for day, those in groupby(script.book.visits, key=lambda one: one.at.date())}
    for slot in (
        Slot.objects.filter(ends_at__lte=script.book.last).select_related("kind").order_by("starts_at")
    ):
        for move, at in course_of(slot):
            if move == "end":
                hear(script, slot, came.pop(slot.day, []), desk)
            script.at(at, partial(turn, slot, move, at, desk))
    if came:
        raise LookupError(f"{script.book.name}: {sorted(came)}")


def hear(script: Script, slot: Slot, came: Sequence[Came], desk: Actor) -> None:
    """Everybody who came to a slot, one after the other."""
    for number, (one, after) in enumerate(zip_longest(came, came[1:])):
        heard = Heard(script, slot, one, desk, f"{slot.kind.code}/{slot.day}/{number}")
        end = (after.at if after else slot.ends_at) - PUT_DOWN
        for at, do in heard.course(min(one.at + SPOKEN, end)):
            script.at(at, do)


@dataclass
class Heard:
    """One visit, from its number to its outcome."""

    script: Script
    slot: Slot
    came: Came
    desk: Actor
    name: str
    visit: Visit | None = None

    def course(self, end: datetime) -> Iterator[tuple[datetime, Any]]:
        """What happens to them, each with its time; an appeal goes on from there."""
        at, story = self.came.at, self.came.story
        yield at - WAITED, self.take
        if self.came.said.get("outcome") == VisitState.LEFT:
            yield self.slot.ends_at - PUT_DOWN, partial(self.move, "leave")
            return
        yield at - CALLED, partial(self.move, "call", window=1)
        yield at, partial(self.move, "talk", window=1)
        yield end, self.end
        if story is not None:
            appeals.follow(self.script, story, appeals.course(self.script, story)[1:])
        if "check" in self.came.said:
            look = spot.Look(self.script, self.came.said["check"], self.name)
            yield end, lambda: look.ask(self.held.matter, self.desk)
            yield look.at, look.see

    def take(self) -> None:
        """取号."""
        said = self.came.said
        who = {"name": said.get("name") or said.get("by") or "", "speakers": said.get("speakers", ())}
        data = {"persons": self.came.persons, **who}
        self.visit = give(self.slot, data, by=self.desk, client_id=self.script.key(self.name))

    def move(self, move: str, **data: Any) -> None:
        """One move of the visit as it stands."""
        held = self.held
        held.refresh_from_db()
        unique = self.script.key(f"{self.name}/{move}")
        act(held, move, by=self.desk, data=data, client_id=unique, version=held.version)

    @property
    def held(self) -> Visit:
        """The visit, once they have their number. Raises LookupError before."""
        if self.visit is None:
            raise LookupError(self.name)
        return self.visit

    def end(self) -> None:
        """接谈完了: the record, and what came of it."""
        held, said = self.held, {**self.record(), **(self.opened() if self.came.story else self.closed())}
        held.refresh_from_db()
        unique = self.script.key(f"{self.name}/end")
        self.visit = conclude(held, said, by=self.desk, client_id=unique, version=held.version)
        if self.came.story is not None:
            self.script.playing[self.came.story.title].row = self.visit.matter

    def record(self) -> dict[str, Any]:
        """What every talk record says."""
        said, hearer = self.came.said, usual_hearer(self.slot)
        unit = said.get("promised_unit")
        return {
            "heard_by": hearer.pk if hearer else None,
            "told": said["told"],
            "promised": said.get("promised", ""),
            "promised_unit": self.script.cast.units[unit].pk if unit else None,
            "promised_on": said.get("promised_on"),
            "read_back": True,
            "signing": "signed",
        }

    def opened(self) -> dict[str, Any]:
        """立项交办."""
        story, cast = self.came.story, self.script.cast
        if story is None:
            raise LookupError(self.name)
        return {
            "outcome": VisitState.OPENED,
            "asked": story.text,
            "type": story.type,
            "urgency": story.urgency,
            "area": cast.villages[story.village].pk,
            "address": story.place,
            "identity": story.identity,
            **({"name": story.name, "phone": cast.phone(story.name)} if story.name else {}),
        }

    def closed(self) -> dict[str, Any]:
        """Any other outcome; joined to an appeal that was opened before by its title."""
        said = self.came.said
        names = ("outcome", "asked", "body", "again_on")
        data = {name: said[name] for name in names if name in said}
        if "joins" in said:
            matter: Matter = self.script.playing[said["joins"]].row
            data |= {"join": matter.number, "identity": "named", "name": said["name"]}
            data["phone"] = self.script.cast.phone(said["name"])
        return data
