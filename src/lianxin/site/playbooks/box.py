"""The opinion box of a story: hung up, opened by two, every slip with what became of it (意见箱)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from lianxin.boxes.models import Box, Opening, Slip
from lianxin.boxes.rules import Outsider
from lianxin.boxes.workflow import BOX_FLOW
from lianxin.kernel.actor import Actor
from lianxin.matters.act import open_row
from lianxin.site.demo.boxes import end, open_at, step, take
from lianxin.site.demo.cast import DESK, REGISTRAR
from lianxin.site.demo.content import local
from lianxin.site.demo.files import one_of
from lianxin.site.playbooks.book import Said
from lianxin.site.playbooks.script import Script

COUNTED, REGISTERED, DONE = timedelta(minutes=10), timedelta(minutes=20), timedelta(hours=2)
MORNING = time(9)
FROM_OUTSIDE = ("outsider", "outsider_kind", "outsider_body")
WRITTEN_ON_IT = (
    "code",
    "place",
    "first_key",
    "second_key",
    "second_body",
    "days",
    "languages",
    "notice",
    "hung_on",
)
ANSWERED, POSTED, PUT_AWAY = timedelta(hours=6), timedelta(days=1), timedelta(days=4)


def write(script: Script) -> None:
    """The box, and everything that happened at its openings."""
    said = script.book.box
    if not said:
        return
    by = one_of(script.cast, DESK, REGISTRAR)
    hung = Hung(script, by)
    script.at(local(datetime.combine(said["box"]["hung_on"], MORNING)), hung.hang)
    for number, opening in enumerate(said["opening"]):
        Opened(hung, opening, f"opening/{number}").write()


@dataclass
class Hung:
    """The box once it hangs."""

    script: Script
    by: Actor
    box: Box | None = None

    def hang(self) -> None:
        """挂箱: who holds which key, when it is opened, where it is."""
        said, cast = self.script.book.box["box"], self.script.cast
        units = {name: cast.units[said[name]].pk for name in ("unit", "first_unit")}
        words = {name: said[name] for name in WRITTEN_ON_IT}
        facts = {**words, **units, "area": cast.villages[said["village"]].pk}
        self.box = open_row(BOX_FLOW, by=self.by, data=facts, client_id=self.script.key("box"))


@dataclass
class Opened:
    """One opening with its slips."""

    hung: Hung
    said: Said
    name: str
    row: Opening | None = None

    def write(self) -> None:
        """Everything of it, each at its time."""
        script, at, slips = self.hung.script, local(self.said["at"]), self.said["slip"]
        script.at(at, self.open)
        script.at(
            at + COUNTED,
            partial(self.step, "count", count=len(slips), seal_after=self.said["seal_after"], agreed=True),
        )
        last = at
        for place, said in enumerate(slips):
            slip = Told(self, said, f"{self.name}/{place}")
            script.at(at + REGISTERED + timedelta(minutes=place), slip.register)
            if "outcome" not in said:
                script.at(at + DONE / 2, slip.accept)
            else:
                ended = at + ANSWERED + timedelta(days=said.get("days", 0), minutes=place)
                script.at(ended, slip.end)
                last = max(last, ended)
        script.at(at + DONE, partial(self.step, "finish"))
        if all("outcome" in said for said in slips):
            script.at(last + POSTED / 2, partial(self.step, "sort"))
            script.at(last + POSTED, partial(self.step, "publish"))
            script.at(
                last + PUT_AWAY,
                partial(self.step, "archive", paper_kept=script.book.box["box"]["paper_kept"]),
            )

    def open(self) -> None:
        """开箱: two of different units. Raises LookupError before the box hangs."""
        if self.hung.box is None:
            raise LookupError(self.name)
        said, unique = self.said, self.hung.script.key(self.name)
        outsider = {"outsider_kind": Outsider.COMMITTEE.value}
        outsider |= {name: said[name] for name in FROM_OUTSIDE if name in said}
        seal = said["seal_before"]
        at = local(said["at"])
        self.row = open_at(self.hung.box, self.hung.by, at, seal=seal, outsider=outsider, unique=unique)

    @property
    def opening(self) -> Opening:
        """The opening, once it is opened. Raises LookupError before."""
        if self.row is None:
            raise LookupError(self.name)
        return self.row

    def step(self, move: str, **data: Any) -> None:
        """One move of it as it stands."""
        step(self.opening, move, self.hung.by, **data)


@dataclass
class Told:
    """One slip: taken down, and what became of it."""

    opening: Opened
    said: Said
    name: str
    row: Slip | None = None

    def register(self) -> None:
        """登记一张."""
        hung, said = self.opening.hung, self.said
        unique = hung.script.key(self.name)
        self.row = take(self.opening.opening, said["text"], said["kind"], by=hung.by, unique=unique)

    def accept(self) -> None:
        """受理: it is being dealt with when the story ends. Raises LookupError before it was registered."""
        step(self.taken, "accept", self.opening.hung.by)

    @property
    def taken(self) -> Slip:
        """The slip, once it is registered. Raises LookupError before."""
        if self.row is None:
            raise LookupError(self.name)
        return self.row

    def end(self) -> None:
        """反馈, or 不予受理 with its reason. Raises LookupError before it was registered."""
        words = self.said.get("answer") or self.said["reason"]
        end(self.taken, self.said["outcome"], words, by=self.opening.hung.by)
