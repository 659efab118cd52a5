"""Looking at one page as it is drawn, on a telephone and on a desk: what is wrong with it, in words."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.visitor import DESK, PHONE, Visitor

MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")
AXE = Axe().axe_script
# What axe found in order is left in the page: bringing a long report over takes longer than reading it.
ASK = """(options) => axe.run(options).then((found) =>
  found.violations.map((one) => [one.id, one.impact, one.nodes[0].html.slice(0, 160)]))"""
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
        """Measure the page this visitor is on, in both widths, beginning with the one it was drawn in.

        It is named `label` in what is found, and stays in the other width.
        """
        self.seen.add(label)
        drawn = visitor.size
        for size in sorted((PHONE, DESK), key=lambda size: size != drawn):
            visitor.resize(size)
            found = visitor.page.evaluate(MEASURES, self.elder)
            where = f"{label} {size[0]} px"
            self.faults += [f"{where}: {fault}" for fault in faults_of(found, size=size, elder=self.elder)]
            if size == DESK and self.axe and not known(self.elder, label, found["shape"]):
                self.faults += [f"{label}: {fault}" for fault in shut_out(visitor.page)]


def known(elder: bool, label: str, shape: str) -> bool:
    """Whether axe has looked at such a page before; from now on it has."""
    page = (elder, label, shape)
    before = page in ASKED_OF_AXE
    ASKED_OF_AXE.add(page)
    return before


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
    page.evaluate(AXE)
    found = page.evaluate(ASK, QUICK)
    return [f"{rule}: {html}" for rule, impact, html in found if impact in GRAVE]
