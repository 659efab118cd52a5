"""Going to look at the spot: a unit is asked, sees, counts, and says what putting it right costs (实地查看)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lianxin.kernel.actor import Actor
from lianxin.matters.act import open_row
from lianxin.matters.carrying import act_with_photos
from lianxin.matters.models import Matter
from lianxin.reception.models import FieldCheck
from lianxin.reception.rules.checks import Quantity
from lianxin.reception.workflow.checks import FIELD_CHECK
from lianxin.site.demo.content import local
from lianxin.site.demo.files import one_of
from lianxin.site.demo.renovation import drawing
from lianxin.site.playbooks.book import Said
from lianxin.site.playbooks.script import Script


@dataclass
class Look:
    """One look, from the asking to what was found."""

    script: Script
    said: Said
    name: str
    row: FieldCheck | None = None

    @property
    def at(self) -> datetime:
        """When they were there."""
        return local(self.said["at"])

    def ask(self, matter: Matter | None, desk: Actor) -> None:
        """请人去看."""
        data = {
            "matter": matter,
            "unit": self.script.cast.units[self.said["unit"]].pk,
            "asked": self.said["asked"],
            "due_on": self.said["due_on"],
        }
        self.row = open_row(FIELD_CHECK, by=desk, data=data, client_id=self.script.key(f"{self.name}/look"))

    def see(self) -> None:
        """记实地查看. Raises LookupError where nobody asked for it."""
        if self.row is None:
            raise LookupError(self.name)
        data = {
            "seen_at": self.at,
            "place": self.said["place"],
            "present": "\n".join(self.said["participants"]),
            "found": self.said["words"],
            "quantities": [
                Quantity(what, Decimal(str(amount)), unit, more)
                for what, amount, unit, more in self.said["quantities"]
            ],
            "cost": Decimal(str(self.said["cost_yuan"])),
            "cost_basis": self.said["cost_basis"],
            "photos": [drawing("现场.png", 170)],
        }
        by, unique = (
            one_of(self.script.cast, self.said["unit"], "承办岗"),
            self.script.key(f"{self.name}/seen"),
        )
        act_with_photos(self.row, "see", by=by, data=data, client_id=unique, version=self.row.version)
