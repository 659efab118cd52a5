"""A renovation of a story: plan, posting, point on the site, promises, objections, step by step (小区改造)."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from lianxin.kernel.actor import Actor
from lianxin.matters.act import open_row
from lianxin.renovation.actions.filing import make_with_files
from lianxin.renovation.models import Demolition, Project, SitePromise
from lianxin.renovation.workflow import PROJECT
from lianxin.site.demo.cast import DESK
from lianxin.site.demo.content import local
from lianxin.site.demo.files import one_of
from lianxin.site.demo.renovation import drawing
from lianxin.site.playbooks.book import Said
from lianxin.site.playbooks.script import Script

FILES = ("papers", "photos")
NAMED: dict[str, type[SitePromise | Demolition]] = {"promise": SitePromise, "demolition": Demolition}
"""What a step names by its words."""


def write(script: Script) -> None:
    """The project and every step of it at its time."""
    said = script.book.works
    if not said:
        return
    site = Site(script)
    script.at(local(said["at"]), site.plan)
    for number, step in enumerate(said["step"]):
        script.at(local(step["at"]), partial(site.step, number, step))


@dataclass
class Site:
    """The project, and whose hands work on it."""

    script: Script
    row: Project | None = None

    def plan(self) -> None:
        """登记项目."""
        said, cast = self.script.book.works, self.script.cast
        data = {
            **said["project"],
            "area": cast.villages[said["village"]].pk,
            "unit": cast.units[said["unit"]].pk,
        }
        unique = self.script.key("project")
        self.row = open_row(PROJECT, by=self.hand("desk"), data=data, client_id=unique)

    def step(self, number: int, said: Said) -> None:
        """One move as it is told. Raises LookupError before the project is there."""
        if self.row is None:
            raise LookupError(said["move"])
        self.row.refresh_from_db()
        make_with_files(
            self.row,
            said["move"],
            by=self.hand(said.get("by", "unit")),
            data=self.data(said),
            client_id=self.script.key(f"project/{number}"),
            version=self.row.version,
            at=local(said["at"]),
        )

    def data(self, said: Said) -> dict[str, Any]:
        """What is typed: files are drawn, an appeal and a promise are named by their words."""
        data = {name: value for name, value in said.items() if name not in ("move", "at", "by", *FILES)}
        data |= {name: [drawing(file) for file in said[name]] for name in FILES if name in said}
        if "appeal" in data:
            data["number"] = self.script.playing[data.pop("appeal")].row.number
        for name, model in NAMED.items():
            if name in data:
                data[name] = model.objects.get(project=self.row, what=data[name]).pk
        return data

    def hand(self, name: str) -> Actor:
        """Who makes a step: the unit that renovates, the desk, or the leader who decides."""
        unit = self.script.book.works["unit"]
        held = {
            "unit": (unit, "承办岗"),
            "desk": (DESK, "派单岗"),
            "leader": self.script.book.works["leader"],
        }
        return one_of(self.script.cast, *held[name])
