"""A dispute brought at seven and told by the evening, at one table with the village committee (当日事)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from lianxin.matters.act import act, open_row
from lianxin.reception.models import SameDay, Side
from lianxin.reception.rules.sameday import CHECKS, CLEAR
from lianxin.reception.workflow.sameday import SAME_DAY
from lianxin.site.demo.cast import DESK
from lianxin.site.demo.content import local
from lianxin.site.demo.files import one_of
from lianxin.site.playbooks.book import Said
from lianxin.site.playbooks.script import Script

HEARD = timedelta(minutes=15)
"""From sitting down to when it is written down that a result was promised for the same day."""


def write(script: Script) -> None:
    """Each step of the day at its time; both sides are asked, each alone."""
    said = script.book.same_day
    if not said:
        return
    day = Day(script, said)
    script.at(local(said["received_at"]) + HEARD, day.receive)
    screened = {check.code: said.get("screen", {}).get(check.code, CLEAR) for check in CHECKS}
    script.at(local(said["screened_at"]), partial(day.move, "screen", **screened))
    came = {"place": said["place"], "present": "\n".join(said["present"]), "committee": True, "both": True}
    at = local(said["convened_at"])
    script.at(at, partial(day.move, "convene", convened_at=at, **came))
    at = local(said["told_at"])
    script.at(at, partial(day.move, "tell", told_at=at, ended=said["ended"], result=said["result"]))
    for side in said["side"]:
        script.at(local(side["asked_at"]), partial(day.ask, side))


@dataclass
class Day:
    """The dispute, on the appeal that was opened for it."""

    script: Script
    said: Said
    row: SameDay | None = None

    def receive(self) -> None:
        """今天给结果."""
        said, matter = self.said, self.script.playing[self.said["title"]].row
        data = {
            "matter": matter,
            "received_at": local(said["received_at"]),
            "promised_by": local(said["promised_by"]),
            "one": said["one"],
            "other": said["other"],
            "requisition": said["requisition"],
        }
        by, unique = one_of(self.script.cast, DESK, "派单岗"), self.script.key("sameday")
        self.row = open_row(SAME_DAY, by=by, data=data, client_id=unique)

    def move(self, move: str, *, name: str = "", **data: Any) -> None:
        """One step. Raises LookupError before it was received."""
        if self.row is None:
            raise LookupError(self.said["title"])
        self.row.refresh_from_db()
        by, unique = one_of(self.script.cast, DESK, "派单岗"), self.script.key(f"sameday/{move}/{name}")
        act(self.row, move, by=by, data=data, client_id=unique, version=self.row.version)

    def ask(self, side: Said) -> None:
        """问满意, one side."""
        asked = Side.objects.get(same_day=self.row, which=side["which"])
        answer = {"satisfied": side["satisfied"], "words": side["words"], "alone": True}
        self.move("ask_side", name=side["which"], side=asked.pk, **answer)
