"""kill -9, again and again, while twenty people write: what was answered for is there once, all else is not.

A run is played by a seed, which is logged; FAULTS_SEED=… plays the same people, mishaps and strikes again.
"""

import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event, Thread

import httpx
import pytest
from django.conf import settings

from lianxin.site.home import write_home
from tests.conftest import COUNTY
from tests.faults.browser import Browser
from tests.faults.people import Ledger, Resident, Staff
from tests.faults.server import Server, postgres, serving
from tests.faults.service import OTHERS, Killer, Service
from tests.gateways.receiver import Receiver, receiving
from tests.kernel.installation import Installation, database, wait_until

log = logging.getLogger(__name__)

SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.faults.impatient"}
LINE = ["ok"] * 12 + ["500", "lost", "die", "429"]  # how the receiver of messages treats a request


@dataclass(frozen=True)
class Attack:
    """How many people write how much, and how often somebody kills."""

    residents: int
    staff: int
    filings: int
    moves: int
    kills: int
    seconds: int

    @property
    def writes(self) -> int:
        return self.filings + self.moves


SMALL = Attack(residents=3, staff=2, filings=30, moves=15, kills=3, seconds=120)
LARGE = Attack(residents=12, staff=8, filings=1200, moves=800, kills=50, seconds=540)


def seed() -> int:
    """The one asked for, or another each time."""
    chosen = int(os.environ.get("FAULTS_SEED") or time.time_ns() % 1_000_000)
    log.warning("FAULTS_SEED=%d", chosen)
    return chosen


@contextmanager
def office(home: Path, receiver: Receiver, *, server: Server | None) -> Iterator[Service]:
    """An open office, its messages going to the receiver."""
    with ExitStack() as stack:
        url = server.url if server else stack.enter_context(database("kills"))
        place = Installation(home, url)
        write_home(home, mode="office", county=COUNTY)
        place.run("tests.faults.office", **SETTINGS)
        environ = {
            **SETTINGS,
            "LIANXIN_SMS_URL": receiver.url,
            "LIANXIN_SMS_SECRET": receiver.secret.decode(),
            "LIANXIN_OUTBOUND_ALLOW": "127.0.0.0/8",
        }
        service = Service(place, postgres.free_port(), environ)
        try:
            service.start_all()
            yield service
        finally:
            place.close()


def crowd(attack: Attack, service: Service, ledger: Ledger, chance: int) -> list[Resident | Staff]:
    """Everybody who writes, each from an address of their own."""
    facts = json.loads((service.place.home / "office.json").read_text(encoding="utf-8"))

    def browser(place: int, session: str = "") -> Browser:
        return Browser(service.base, f"127.0.1.{place + 1}", Random(f"{chance} line {place}"), session)

    residents = [
        Resident(f"r{place:02d}", browser(place), ledger, Random(f"{chance} resident {place}"), facts)
        for place in range(attack.residents)
    ]
    desks = [
        {name: browser(100 + place, key) for name, key in facts["sessions"].items()}
        for place in range(attack.staff)
    ]
    staff = [
        Staff(browsers, ledger, Random(f"{chance} staff {place}"), facts)
        for place, browsers in enumerate(desks)
    ]
    return [*residents, *staff]


def busy(person: Resident | Staff, attack: Attack, ledger: Ledger, stop: Event) -> None:
    """Write until enough is written; whatever nobody should ever see ends the day and is kept."""
    files = isinstance(person, Resident)
    written, goal = (ledger.filed, attack.filings) if files else (ledger.moved, attack.moves)
    try:
        while len(written) < goal and not stop.is_set():
            person.write()
    except Exception as fault:
        ledger.faults.append(f"{type(fault).__name__}: {fault}")
        stop.set()
    finally:
        for browser in [person.browser] if isinstance(person, Resident) else person.browsers.values():
            ledger.leave(browser)


def besiege(attack: Attack, service: Service, killer: Killer, chance: int) -> Ledger:
    """Let everybody write and the killer strike, until all is written or the time is over."""
    ledger, stop, closing = Ledger(), Event(), Event()
    end, every = time.monotonic() + attack.seconds, 0.95 * attack.writes / attack.kills
    striking = Thread(target=killer.run, args=[attack.kills, every, lambda: ledger.acknowledged, closing])
    watching = Thread(target=service.supervise, args=[closing])
    writing = [
        Thread(target=busy, args=[person, attack, ledger, stop])
        for person in crowd(attack, service, ledger, chance)
    ]
    threads = [striking, watching, *writing]
    for thread in threads:
        thread.start()
    for thread in writing:
        thread.join(max(0.0, end - time.monotonic()))
    if any(thread.is_alive() for thread in writing):
        ledger.faults.append(f"only {ledger.acknowledged} writes in {attack.seconds} s")
    stop.set()
    closing.set()
    for thread in threads:
        thread.join(200)
    return ledger


def sent(service: Service) -> bool:
    """Whether every message has left."""
    waiting = "SELECT count(*) FROM kernel_job WHERE kind = 'outbox.send' AND status <> 'done'"
    return service.place.rows(waiting) == [(0,)]


def answers_of_the_morning(service: Service) -> set[int]:
    """What the first at the desk are answered after every connection to the database was cut while idle."""
    if service.place.url:
        service.place.rows(f"SELECT pg_terminate_backend(pid) FROM ({OTHERS}) AS idle")
    facts = json.loads((service.place.home / "office.json").read_text(encoding="utf-8"))
    desk = {"sessionid": facts["sessions"]["triage"]}
    with httpx.Client(base_url=service.base, cookies=desk, trust_env=False, timeout=30) as line:
        return {line.get("/matters/").status_code for _ in range(24)}


def survived(home: Path, attack: Attack, *, server: Server | None = None) -> None:
    """The whole siege, and what is found when the smoke has cleared."""
    chance, begun = seed(), time.monotonic()
    dice = Random(f"{chance} line of the receiver")
    with receiving(*(dice.choice(LINE) for _ in range(4000))) as receiver:
        with office(home, receiver, server=server) as service:
            killer = Killer(service, server, Random(f"{chance} killer"))
            ledger = besiege(attack, service, killer, chance)
            wrote = time.monotonic() - begun
            assert ledger.faults == [], f"FAULTS_SEED={chance}"
            wait_until(lambda: sent(service), seconds=60)
            assert answers_of_the_morning(service) == {200}
            service.stop()
            told = {**vars(ledger), "effects": receiver.effects}
            told = {name: told[name] for name in ("filed", "moved", "refused", "effects")}
            (home / "told.json").write_text(json.dumps(told), encoding="utf-8")
            service.place.run("tests.faults.findings", **SETTINGS)
        found = json.loads((home / "findings.json").read_text(encoding="utf-8"))
    log.warning(
        "%d writes answered for, %d sent again, %d refused",
        ledger.acknowledged,
        ledger.again,
        len(ledger.refused),
    )
    log.warning("strikes %s, ended by itself %d", dict(killer.struck), service.gave_up)
    log.warning("troubles on the line %s, longest wait %.1f s", dict(ledger.troubles), ledger.longest)
    log.warning("%s; %d requests to the receiver", found["figures"], len(receiver.requests))
    log.warning("%.0f s of writing, %.0f s in all", wrote, time.monotonic() - begun)
    assert found["contradictions"] == [], f"FAULTS_SEED={chance}"
    assert killer.struck.total() == attack.kills
    assert ledger.acknowledged >= attack.writes
    assert "500" not in ledger.troubles, "a fault that was not foreseen"
    assert ledger.troubles.total() > 0, "nobody was struck in the middle of anything"


@pytest.mark.req("F1", "F2", "F3", "D2", "INV-12", "INV-13")
def test_what_was_answered_for_is_there_once_after_three_kills(tmp_path: Path) -> None:
    survived(tmp_path, SMALL)


@pytest.mark.deep
@pytest.mark.req("F1", "F2", "F3", "D2", "G3", "INV-12", "INV-13")
def test_what_was_answered_for_is_there_once_after_fifty_kills(tmp_path: Path) -> None:
    if not settings.DATABASE_URL:
        return survived(tmp_path, LARGE)
    with serving() as server:
        return survived(tmp_path, LARGE, server=server)
