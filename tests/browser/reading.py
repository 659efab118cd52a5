"""Somebody who knows nothing but a page: presses and fills in only what the sentence being read names.

「…」 stands for what is on the screen, `…` for what is typed. Both are taken in the order of the text, and at the
end none may be left over: a label that the page lacks can't be pressed, one that is never used should not be there.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor
from tests.docs.pages import FENCE

SECTION = re.compile(r"^## (?P<title>.+?)(?:（(?P<minutes>\d+) 分钟）)?$", re.MULTILINE)
NAMED = re.compile(r"「([^「」\n]+)」|`([^`\n]+)`")
OPTIONAL = "（可以不填）"
MORE = r"(?:\s*(?:[a-z]|[\d-]+|联系方式))?"  # a key, a number or a word that only a screen reader says
READ = 5  # characters of Chinese a careful reader takes in a second
SECONDS = {"press": 6, "fill": 5, "choose": 6, "tick": 4, "see": 2, "typed": 1}


@dataclass
class Section:
    """One part of the page: its words, the names in them, and how long it took somebody to do what it says."""

    title: str
    minutes: int
    text: str
    at: int = 0
    used: set[int] = field(default_factory=set)
    seconds: float = 0

    def __post_init__(self) -> None:
        told = re.sub(r"<!--.*?-->", "", FENCE.sub("", self.text), flags=re.DOTALL)
        self.names = [found[1] or found[2] for found in NAMED.finditer(told)]
        self.seconds = len(re.sub(r"\s", "", told)) / READ

    def take(self, name: str) -> None:
        """Read on to this name. AssertionError when the rest of the section doesn't have it."""
        rest = self.names[self.at :]
        assert name in rest, f"{self.title}: after {self.names[: self.at][-1:]} comes {rest[:3]}, not {name}"
        self.at += rest.index(name) + 1
        self.used.add(self.at - 1)

    @contextmanager
    def again(self) -> Iterator[None]:
        """Do over again what was read already, for the next person."""
        read, self.at = self.at, 0
        yield
        assert self.at <= read, f"{self.title}: read on while doing over again"
        self.at = read

    @property
    def left(self) -> list[str]:
        """The names nobody needed."""
        return [name for place, name in enumerate(self.names) if place not in self.used]


def sections(page: Path) -> list[Section]:
    """The parts of a page, in order; the words before the first heading are told to everybody."""
    text = page.read_text(encoding="utf-8")
    heads = list(SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        Section(head["title"], int(head["minutes"] or 0), text[head.end() : end])
        for head, end in zip(heads, ends, strict=True)
    ]


@dataclass
class Follower:
    """A person at a browser who does what a section says, and nothing that it doesn't."""

    section: Section
    visitor: Visitor

    def press(self, name: str) -> None:
        """Press the one button or link of this name; another page comes."""
        with self.visitor.page.expect_navigation():
            self.find(name).click()

    def print(self, name: str) -> None:
        """Press a button that prints and leads nowhere."""
        page = self.visitor.page
        page.evaluate("() => { window.print = () => { window.printed = true } }")
        self.find(name).click()
        assert page.evaluate("() => window.printed") is True

    def find(self, name: str) -> Locator:
        """The button or link that the section names: on the page itself, else in what surrounds it."""
        self.take(name, "press")
        exactly = re.compile(rf"^\s*{re.escape(name)}{MORE}\s*$")
        for within in (self.visitor.page.locator("main"), self.visitor.page.locator("body")):
            found = within.get_by_role("button", name=exactly).or_(within.get_by_role("link", name=exactly))
            shown = found.filter(visible=True)
            if shown.count():
                break
        expect(shown, f"what to press: {name}").to_have_count(1)
        return shown

    def fill(self, label: str, value: str = "", *, secret: str = "") -> None:
        """Type what the section says; `secret` is what only this person knows."""
        self.take(label, "fill")
        if not secret:
            self.take(value, "typed", len(value))
        self.box(label).fill(secret or value)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.take(label, "choose")
        self.take(option, "see")
        self.box(label).select_option(label=option)

    def tick(self, name: str) -> None:
        """Tick a box or one of several choices; what the label says in small letters may follow."""
        self.take(name, "tick")
        named = re.compile(rf"^\s*{re.escape(name)}(\s|$)")
        self.visitor.page.locator("main").get_by_label(named).filter(visible=True).check()

    def see_chosen(self, label: str, option: str) -> None:
        """Find the list as the section says it is already."""
        self.take(label, "see")
        self.take(option, "see")
        assert self.box(label).locator("option:checked").inner_text() == option

    def see(self, *names: str) -> None:
        """Find these words on the page."""
        for name in names:
            self.take(name, "see")
            expect(self.visitor.page.locator("body")).to_contain_text(name)

    def box(self, label: str) -> Locator:
        """The field of this name."""
        exactly = re.compile(rf"^\s*{re.escape(label)}\s*({OPTIONAL})?\s*$")
        found = self.visitor.page.locator("main").get_by_label(exactly).filter(visible=True)
        expect(found, f"the field {label}").to_have_count(1)
        return found

    def take(self, name: str, doing: str, times: float = 1) -> None:
        """Read on to a name; it takes as long as doing it."""
        self.section.take(name)
        self.section.seconds += SECONDS[doing] * times
