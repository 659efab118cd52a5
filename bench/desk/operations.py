"""What people at the desk do all day, as addresses of the product and of bare Django: the same rows, the same texts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from desk.browsing import Browser
from desk.words import said

DOORS, AT_ONCE = 30, 8
WORDS = ("路灯", "自来水", "低保救助", "补偿款", "班车", "白跑两趟")
KEYWORDS = ["路灯", "照明", "灯不亮"]
RECORD = "已到现场看过，和反映人当面说了，约好后天上午带材料来修，修好以后再打电话告诉她。"
FLOOR_OF = {"create_api": "create"}  # the same rows as another operation's floors
_serial = count(1)
THREE_YEARS = "/leader/months/?since=2000-01"  # as many months as the page shows


@dataclass(frozen=True)
class Operation:
    """One kind of work: its name, who does it, its words in the result, and what the server is asked.

    `plain`: of the product that seeks no places and no others who said the same (see `plain.py`).
    """

    code: str
    who: str
    label: str
    ask: Callable[["Browser", dict[str, Any], Random], None]
    plain: bool = False


def reading(address: str) -> Callable[[Browser, dict[str, Any], Random], None]:
    """A page whose address may name a number."""

    def ask(browser: Browser, keys: dict[str, Any], draw: Random) -> None:
        number = draw.choice(keys["matters"])[1] if "{number}" in address else ""
        browser.get(address.format(number=number, words=quote(draw.choice(WORDS))))

    return ask


def create(browser: Browser, keys: dict[str, Any], draw: Random) -> None:
    """An appeal taken down over the telephone, on a form that was opened before."""
    claim = keys["claims"][next(_serial) % len(keys["claims"])]
    browser.post("/desk/new/", {**typed_registration(draw, keys), "client_id": claim})


def typed_registration(draw: Random, keys: dict[str, Any]) -> dict[str, object]:
    """What the front desk types; nobody has called with this number before."""
    words = said(draw, "枫头村", KEYWORDS)
    return {
        "channel": "phone",
        "text": words.text,
        "type": "help",
        "category": keys["class"],
        "area": draw.choice(keys["matters"])[2],
        "address": words.address,
        "identity": "named",
        "name": "林小满",
        "phone": f"199{draw.randrange(10**8):08}",
        "tell_by": "phone",
        "urgency": "ordinary",
        "paper_number": "",
    }


def create_by_program(browser: Browser, keys: dict[str, Any], draw: Random) -> None:
    """The same, sent by a program with its token."""
    said = {name: value for name, value in typed_registration(draw, keys).items() if name != "paper_number"}
    browser.send("/api/v1/matters", said, keys["tokens"][next(_serial) % len(keys["tokens"])])


def record(browser: Browser, keys: dict[str, Any], draw: Random) -> None:
    """What the unit did about one of its matters."""
    number = keys["mine"][next(_serial) % len(keys["mine"])][1]
    browser.post(f"/matters/{number}/do/record/", {"kind": "site", "text": RECORD})


def file_at_home(browser: Browser, keys: dict[str, Any], draw: Random) -> None:
    """A resident opens the form, files, and reads on the receipt whether others said the same."""
    somebody = browser.resident(draw)
    somebody.file(keys["matters"])
    somebody.read_receipt()


def sync(browser: Browser, keys: dict[str, Any], draw: Random) -> None:
    """What a telephone kept while it had no signal: thirty doors at which nobody was met."""
    places, versions = keys.setdefault("at_door", {}), keys.setdefault("versions", {})
    doors = keys["doors"][places.setdefault(id(browser), len(places))]
    now = datetime.now(tz=UTC).isoformat()
    entries = [
        {
            "client_id": str(uuid4()),
            "kind": "door",
            "door": door,
            "device_at": now,
            "result": "not_met",
            "minutes": 2,
            "version": versions.get(door, 1),
        }
        for door in doors
    ]
    answers = browser.tell("/field/sync/", {"entries": entries})["answers"]
    assert [one["answer"] for one in answers] == ["done"] * len(doors), answers[:1]
    versions |= {door: one["version"] for door, one in zip(doors, answers, strict=True)}


OPERATIONS = (
    Operation("list", "triage", "open matters by due date", reading("/matters/?state=open")),
    Operation("detail", "triage", "one matter", reading("/matters/{number}/")),
    Operation("search", "triage", "search of 2 to 4 letters", reading("/matters/?q={words}")),
    Operation("create", "triage", "create by page", create),
    Operation("record", "handler", "handling record", record),
    Operation("report", "leader", "report class × state × month, from the editions", reading(THREE_YEARS)),
    Operation("report_live", "leader", "report class × state × month, live", reading(f"{THREE_YEARS}&now=1")),
    Operation("monday", "leader", "Monday page", reading("/leader/monday/")),
    Operation("file", "triage", "a resident files and reads the receipt", file_at_home),
    Operation("file_plain", "triage", "… without places, marks and others", file_at_home, plain=True),
    Operation("create_api", "triage", "create by API", create_by_program),
    Operation("sync", "triage", "sync of a telephone, 30 doors", sync),
)
