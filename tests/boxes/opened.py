"""A box of the township, opened and counted, with slips in it; for tests of what happens then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.boxes.actions.openings import of_box
from lianxin.boxes.actions.sorting import take_down
from lianxin.boxes.models import Box, Opening, Slip
from lianxin.boxes.workflow import BOX_FLOW, OPENING_FLOW
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act, open_row
from tests.township import Township


@dataclass
class AtTheBox:
    """Who opens a box, and what they write down."""

    town: Township
    box: Box

    def opened(self, *, when: datetime | None = None, **more: Any) -> Opening:
        """现在开箱, by the clerk and a villager's representative."""
        said = {**opening_words(self.town), "opened_at": when, **more}
        made: Opening = of_box(self.box)(
            OPENING_FLOW, by=self.town.clerk, data=said, client_id=uuid7(), move="open_now"
        )
        return made

    def counted(self, count: int, **more: Any) -> Opening:
        """… and 清点."""
        opening = self.opened(**more)
        self.go(opening, "count", count=count, seal_after="A0117", agreed=True)
        return opening

    def go(self, row: Any, move: str, *, by: Actor | None = None, **data: Any) -> Event:
        """One move on an opening or a slip as it stands."""
        row.refresh_from_db()
        return act(row, move, by=by or self.town.clerk, data=data, client_id=uuid7(), version=row.version)

    def slip(
        self, opening: Opening, text: str = "村口的路灯坏了半个月。", kind: str = "appeal", **more: Any
    ) -> Slip:
        """One slip registered by the clerk."""
        return take_down(opening, slip_words(text, kind, **more), (), by=self.town.clerk, client_id=uuid7())

    def sorted(self, *kinds: str) -> Opening:
        """An opening with slips of these kinds, registered and answered by hand, ready to be posted."""
        opening = self.counted(len(kinds))
        for kind in kinds:
            slip = self.slip(opening, kind=kind)
            self.go(slip, "answer", outcome="rectified", answer="当天已换好灯泡。")
        self.go(opening, "finish")
        self.go(opening, "sort")
        return opening


def slip_words(text: str, kind: str, **more: Any) -> dict[str, Any]:
    """What is typed of one slip."""
    said = {"text": text, "kind": kind, "stub": None, "language": "", "name": "", "phone": ""}
    return {**said, "wants_answer": True, "accused": None, **more}


def box_words(town: Township, **more: Any) -> dict[str, Any]:
    """What stands in the book of a box."""
    said = {
        "code": "03",
        "area": town.village.pk,
        "place": "村委会门口",
        "unit": town.hall.pk,
        "first_key": "林小满",
        "first_unit": town.hall.pk,
        "second_key": "周大有",
        "second_body": "村监委会",
        "days": "每周三",
        "languages": "汉语、彝语",
        "notice": "每周三开箱，由窗口和村监委会一起开。",
        "hung_on": timezone.localdate() - timedelta(days=2),
    }
    return {**said, **more}


def opening_words(town: Township, **more: Any) -> dict[str, Any]:
    """What is written down when a box is opened."""
    said = {
        "opened_at": None,
        "opener": "窗口员",
        "opener_unit": town.hall.pk,
        "outsider": "周大有",
        "outsider_kind": "villager",
        "outsider_body": "",
        "witness": "",
        "seal_before": "A0116",
        "seal_whole": True,
        "seal_words": "",
    }
    return {**said, **more}


def hang(town: Township, **more: Any) -> Box:
    """设箱."""
    made: Box = open_row(BOX_FLOW, by=town.clerk, data=box_words(town, **more), client_id=uuid7())
    return made


@pytest.fixture
def at_box(town: Township) -> AtTheBox:
    """A box in the village that hangs there since two days."""
    return AtTheBox(town, hang(town))
