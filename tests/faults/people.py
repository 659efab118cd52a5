"""Twenty people at work on an installation, and what they were told: each answer that counts is written down."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from threading import Lock
from typing import Any
from uuid import UUID

import httpx
from PIL import Image

from lianxin.wording.rules.answers import CODES
from tests.faults.browser import Browser, Unexpected, form_on

REPLY = "供水站王师傅当天换了接头，已不漏水。还有问题请打供水站电话。"
STAGES = ("accept", "dispatch", "sign", "record", "finish", "approve", "call_back")
DESKS = {
    "accept": "triage",
    "dispatch": "triage",
    "sign": "water_handler",
    "record": "water_handler",
    "finish": "water_handler",
    "approve": "reviewer",
    "call_back": "caller",
}


@dataclass
class Ledger:
    """What people were told: written only after the answer had come."""

    filed: list[dict[str, Any]] = field(default_factory=list)
    moved: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stages: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    again: int = 0
    longest: float = 0.0
    lock: Lock = field(default_factory=Lock)

    @property
    def acknowledged(self) -> int:
        """How many writes were answered for."""
        return len(self.filed) + len(self.moved)

    def take_filing(self, **told: Any) -> None:
        """A receipt was shown."""
        with self.lock:
            self.filed.append(told)
            self.stages[told["number"]] = 0

    def take_move(self, number: str, stage: int, **told: Any) -> None:
        """A move was confirmed."""
        with self.lock:
            self.moved.append({"number": number, **told})
            self.stages[number] = max(self.stages[number], stage + 1)

    def pick(self, dice: Random) -> tuple[str, int] | None:
        """One of the oldest matters with something left to do; two may well pick the same at once."""
        with self.lock:
            left = [(number, stage) for number, stage in self.stages.items() if stage < len(STAGES)]
        return dice.choice(left[:25]) if left else None

    def leave(self, browser: Browser) -> None:
        """Somebody goes home."""
        with self.lock:
            self.troubles += browser.troubles
            self.longest = max(self.longest, browser.longest)


@dataclass
class Resident:
    """Files on the three pages, or goes straight to the last; sometimes sends twice, sometimes a photo."""

    name: str
    browser: Browser
    ledger: Ledger
    dice: Random
    facts: dict[str, Any]
    count: int = 0

    def write(self) -> None:
        """File one appeal, until the receipt is there."""
        self.count += 1
        token = f"{self.name}x{self.count:04d}"
        own = f"1990{self.dice.randrange(10**7):07d}"  # one each: nobody is written to more than a few times a day
        phone = self.dice.choice(["", own, own])
        said = {
            "text": f"第 {token} 号井盖松了，车一过就响。",
            "type": "help",
            "area": str(self.facts["village"]),
            "address": f"{token} 号门口",
            "identity": "confidential"
            if phone
            else "anonymous",  # who left a name is visited, not written to
            "phone": phone,
        }
        photo = picture(self.dice) if self.dice.random() < 0.05 else None
        form = self.walk(said) if self.dice.random() < 0.3 else self.straight(said)
        send = {**form, "go": "send"}
        number = self.send(send, photo)
        claim = str(UUID(form["client_id"].partition(":")[0]))
        told = {
            "client_id": claim,
            "number": number,
            "token": token,
            "phone": bool(phone),
            "photo": bool(photo),
        }
        self.ledger.take_filing(**told)
        if self.dice.random() < 0.1:
            again(self.ledger, number, lambda: self.send(send, photo))

    def straight(self, said: dict[str, str]) -> dict[str, str]:
        """Back on the first page, all is filled in already."""
        return {**form_on(self.browser.get("/file/")), **said}

    def walk(self, said: dict[str, str]) -> dict[str, str]:
        """Page by page."""
        form = {**form_on(self.browser.get("/file/")), "text": said["text"], "type": said["type"]}
        form = form_on(self.browser.post("/file/", {**form, "go": "where"}))
        where = {name: said[name] for name in ("area", "address", "identity", "phone")}
        return form_on(self.browser.post("/file/", {**form, **where, "go": "check"}))

    def send(self, form: dict[str, str], photo: bytes | None) -> str:
        """The number on the receipt. Raises Unexpected for anything but a receipt."""
        files = {"photos": ("井盖.png", photo, "image/png")} if photo else None
        answer = self.browser.post("/file/", form, files=files)
        if answer.status_code != 302 or not answer.headers["location"].startswith("/receipt/"):
            raise Unexpected(f"/file/ {answer.status_code} {words_of(answer)}")
        return answer.headers["location"].split("/")[2]


@dataclass
class Staff:
    """Takes whatever matter comes up and makes its next move; so do the others, with the same matter."""

    browsers: dict[str, Browser]
    ledger: Ledger
    dice: Random
    facts: dict[str, Any]

    def write(self) -> None:
        """Make one move, or find that somebody else was first."""
        picked = self.ledger.pick(self.dice)
        if picked is None:
            return
        number, stage = picked
        move = STAGES[stage]
        browser, path = self.browsers[DESKS[move]], f"/matters/{number}/do/{move}/"
        form = form_on(browser.get(path))
        if not form:
            return  # a colleague made this move before the page was opened
        typed = {**form, **self.typed(move)}
        if self.send(browser, path, typed):
            self.ledger.take_move(number, stage, client_id=form["client_id"], move=move)
            if self.dice.random() < 0.1:
                again(self.ledger, answer=True, send=lambda: self.send(browser, path, typed))

    def send(self, browser: Browser, path: str, form: dict[str, str]) -> bool:
        """Whether the move was made; when a colleague was first, its client id must never be found."""
        answer = browser.post(path, form)
        if answer.status_code == 409:
            self.ledger.refused.append(form["client_id"])
            return False
        if answer.status_code != 302 or not answer.headers["location"].startswith("/matters/"):
            raise Unexpected(f"{path} {answer.status_code} {words_of(answer)}")
        return True

    def typed(self, move: str) -> dict[str, str]:
        """What is typed at a move."""
        forms: dict[str, dict[str, str]] = {
            "accept": {
                "type": "help",
                "category": str(self.facts["category"]),
                "area": str(self.facts["village"]),
                "urgency": "ordinary",
            },
            "dispatch": {"unit": str(self.facts["water"]), "basis": "职责清单第 3 条"},
            "record": {"kind": "contact", "text": "已打电话，约好下午上门。"},
            "finish": {"outcome": "resolved", "reply": REPLY, "warned": " ".join(CODES)},
            "call_back": {"reached": "yes", "resolved": "yes", "satisfied": "5"},
        }
        return forms.get(move, {})


def again(ledger: Ledger, answer: Any, send: Callable[[], Any]) -> None:
    """Send a form that was answered already: Back and resubmit; the answer must be the same."""
    second = send()
    if second != answer:
        raise Unexpected(f"sent again, answered {second} instead of {answer}")
    with ledger.lock:
        ledger.again += 1


def picture(dice: Random) -> bytes:
    """A small photo like no other."""
    file = BytesIO()
    Image.new("RGB", (8, 8), (dice.randrange(256), dice.randrange(256), dice.randrange(256))).save(
        file, "PNG"
    )
    return file.getvalue()


def words_of(answer: httpx.Response) -> str:
    """What a page complains of, or how it begins."""
    faults = re.findall(r'<a href="#[^"]*">([^<]+)</a>', answer.text.partition('role="alert"')[2])
    title = answer.text.partition("<title>")[2].partition("</title>")[0]
    return " ".join([*title.split(), *faults]) or answer.text[:200]
