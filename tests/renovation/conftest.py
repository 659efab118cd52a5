"""A renovation in the tests' township, and the days it goes through."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.renovation.actions.filing import make_with_files, object_to
from lianxin.renovation.models import Project
from lianxin.renovation.workflow import PROJECT
from tests.doors.conftest import photo
from tests.kernel.hostile import pdf
from tests.township import Township, at

BEGIN = at("2026-11-02 09:00")
ASKED = {"how": "1—2 栋逐户上门", "asked": 40, "agreed": 31, "against": 4, "silent": 5}
BASIS = {
    "body": "樟荫县综合行政执法局",
    "decision": "樟综执决〔2026〕12 号",
    "law": "城乡规划法第六十四条（请核对原文）",
    "decided_on": date(2026, 8, 3),
    "served_on": date(2026, 8, 5),
    "remedy": "60 日内可以向县政府申请复议，6 个月内可以向法院起诉",
    "remedy_until": date(2027, 2, 5),
}


def drawing(name: str = "方案.pdf") -> SimpleUploadedFile:
    """A plan as it is handed in."""
    return SimpleUploadedFile(name, pdf(name.encode()), content_type="application/pdf")


@dataclass
class Works:
    """One project and the hands that bring it forward."""

    town: Township
    row: Project

    def go(self, move: str, *, by: Actor | None = None, when: datetime | None = None, **data: Any) -> Event:
        """One move on the project as it stands, with its files."""
        self.row.refresh_from_db()
        return make_with_files(
            self.row,
            move,
            by=by or self.town.clerk,
            data=data,
            client_id=uuid7(),
            version=self.row.version,
            at=when,
        )

    def posted(self) -> "Works":
        """Plan handed in, residents asked, posted for seven days."""
        self.go("add_files", kind="plan", papers=[drawing()])
        self.go("consult", day=date(2026, 10, 30), **ASKED)
        said = {"since": date(2026, 11, 2), "until": date(2026, 11, 8), "where": "小区东门"}
        self.go("post", when=BEGIN, photos=[photo()], **said)
        return self

    def looked_at(self) -> "Works":
        """… and somebody looked that it hung to the end."""
        self.go("take_down", when=at("2026-11-09 08:30"), photos=[], no_photo="雨天，没有拍成。")
        return self

    def working(self) -> "Works":
        """… and work began."""
        self.posted().looked_at()
        self.start()
        return self

    def start(self) -> Event:
        """开工, as early as it may be."""
        return self.go(
            "start", by=self.town.leader, when=at("2026-11-09 09:00"), day=date(2026, 11, 9), noise_from=None
        )

    def objected(self, about: str = "garden", building: str = "1 栋", **more: Any) -> Matter:
        """A resident objects on the project's page."""
        said = {**self.town.words(type="complaint", text="东侧的菜园子种了二十年，要没了怎么办。"), **more}
        return object_to(self.row, said, [], client_id=uuid7(), about={"about": about, "building": building})


def planned(town: Township, *, by: Actor | None = None, **more: Any) -> Project:
    """A project that was written down."""
    said = {
        "name": "樟荫小区管网改造",
        "area": town.village.pk,
        "unit": town.hall.pk,
        "plan": "换雨污管网，东侧绿地改成停车位，11 月底完。",
        "buildings": ["1 栋", "2 栋"],
        **more,
    }
    row: Project = open_row(PROJECT, by=by or town.clerk, data=said, client_id=uuid7(), at=BEGIN)
    return row


@pytest.fixture
def works(town: Township) -> Works:
    """A project that was written down."""
    return Works(town, planned(town))
