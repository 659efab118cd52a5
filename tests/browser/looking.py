"""Looking at one page as it is drawn, on a telephone and on a desk: what is wrong with it, in words."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.visitor import DESK, PHONE, Visitor

MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")
QUICK = {"resultTypes": ["violations"]}
GRAVE = {"serious", "critical"}
SMALLEST_LETTER, SMALLEST_LEADING = 18, 1.5
ELDERS_TARGET, PHONE_TARGET, DESK_TARGET = 60, 44, 24


ASKED_OF_AXE: set[tuple[bool, str, str]] = set()
"""Edition, kind and shape of the pages axe has looked at: another role's page of the same parts is no news to it."""


@dataclass
class Look:
    """All that was found, over all pages of one walk.

    Without `axe` pages are measured only: those that were shown to it in the other edition a moment before, when
    the editions differ in sizes alone.
    """

    elder: bool
    axe: bool = True
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def at(self, visitor: Visitor, label: str) -> None:
        """Measure the page this visitor is on, in both widths; name it `label` in what is found."""
        self.seen.add(label)
        for size in (PHONE, DESK):
            visitor.resize(size)
            found = visitor.page.evaluate(MEASURES, self.elder)
            where = f"{label} {size[0]} px"
            self.faults += [f"{where}: {fault}" for fault in faults_of(found, size=size, elder=self.elder)]
        known = (self.elder, label, found["shape"])
        if self.axe and known not in ASKED_OF_AXE:
            ASKED_OF_AXE.add(known)
            self.faults += [f"{label}: {fault}" for fault in shut_out(visitor.page)]


def faults_of(found: dict[str, Any], *, size: tuple[int, int], elder: bool) -> list[str]:
    """What is wrong with the measures of a page."""
    faults = [f"sticks out by {found['over']} px"] if found["over"] > 0 else []
    faults += [f"{found['headings']} h1"] if found["headings"] != 1 else []
    faults += [f"lang={found['language']}"] if found["language"] != "zh-hans" else []
    faults += ["no title"] if not found["title"].split(" · ")[0].strip() else []
    least = DESK_TARGET if size == DESK else PHONE_TARGET
    if elder:
        least = ELDERS_TARGET
        faults += [f"small letters {one}" for one in found["letters"] if one[1] < SMALLEST_LETTER]
        faults += [f"tight lines {one}" for one in found["letters"] if one[2] < SMALLEST_LEADING]
    return faults + [f"small target {one}" for one in found["targets"] if min(one[1], one[2]) < least]


def shut_out(page: Page) -> list[str]:
    """What axe finds that would shut somebody out."""
    found = Axe().run(page, options=QUICK).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in GRAVE]
