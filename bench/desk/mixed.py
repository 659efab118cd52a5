"""Everybody at once: staff and residents for minutes on end, then ten times the residents.

    PYTHONPATH=src:setup:bench .venv/bin/python -m desk.mixed 100000 --engine PostgreSQL --minutes 10 --burst 2

Requests arrive by a timetable, 35 a second or as many as `--rate` says, whether or not the ones before were answered: a
wait counts from the moment somebody wanted a page. Every receipt a resident was shown is looked up afterwards. Writes
bench/results/mixed.json and mixed.md.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue
from random import Random
from threading import Lock, Thread
from typing import Any

from desk import mixed_results
from desk.__main__ import browser, signed_in
from desk.browsing import Browser
from desk.meter import Processes, part
from desk.operations import OPERATIONS, Operation
from desk.resident import Resident
from desk.serving import HERE, Place, Server, engine, product, serving

EVERYDAY, TENFOLD = 35.0, 10
STAFF = {"list": 30, "detail": 34, "search": 8, "record": 8, "create": 4, "monday": 1}
RESIDENTS = {"look": 10, "file": 5}
AT_ONCE = 48  # lines to the server; who finds none free waits, and the wait counts
KNOWN = {one.code: one for one in OPERATIONS}


@dataclass
class Waits:
    """How long each kind of request took, in milliseconds from when it was wanted; what went wrong; receipts shown."""

    by_code: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def plain(self) -> dict[str, Any]:
        """For JSON: how many, and how long they took, by kind and for all staff pages together."""
        staff = [wait for code in STAFF for wait in self.by_code[code]]
        rows = {**self.by_code, "staff": staff}
        told = {
            code: {"times": len(waits), "p50": round(part(waits, 0.5)), "p95": round(part(waits, 0.95))}
            for code, waits in rows.items()
            if waits
        }
        return {
            "kinds": told,
            "faults": self.faults[:5],
            "failed": len(self.faults),
            "filed": len(self.receipts),
        }


def timetable(staff: float, residents: float, seconds: float) -> Iterator[tuple[float, str]]:
    """When which kind of request is wanted: so many a second of each, at random but the same each time."""
    draw = Random(35)
    kinds = {code: staff * share / sum(STAFF.values()) for code, share in STAFF.items()}
    kinds |= {code: residents * share / sum(RESIDENTS.values()) for code, share in RESIDENTS.items()}
    total, at = sum(kinds.values()), 0.0
    while (at := at + draw.expovariate(total)) < seconds:
        yield at, draw.choices(list(kinds), list(kinds.values()))[0]


class Worker:
    """One of those who ask: what is wanted next comes from a queue."""

    def __init__(self, place: int, web: Server, keys: dict[str, Any], waits: Waits) -> None:
        self.draw, self.keys, self.waits = Random(f"worker {place}"), keys, waits
        self.browsers = {
            who: browser(web, one, keys)
            for who, one in {KNOWN[code].who: KNOWN[code] for code in STAFF}.items()
        }
        self.web, self.place = web, place

    def run(self, wanted: "SimpleQueue[tuple[float, str] | None]") -> None:
        """Ask until there is nothing left to ask."""
        while (one := wanted.get()) is not None:
            due, code = one
            try:
                self.ask(code)
            except (AssertionError, OSError) as fault:
                with self.waits.lock:
                    self.waits.faults.append(f"{code}: {fault}"[:200])
                continue
            wait = (time.perf_counter() - due) * 1000
            with self.waits.lock:
                self.waits.by_code[code].append(wait)

    def ask(self, code: str) -> None:
        """One request, or the few that a filing takes. Raises AssertionError."""
        if code in STAFF:
            one: Operation = KNOWN[code]
            person: Browser = self.browsers[one.who]
            one.ask(person, self.keys, self.draw)
            return
        resident = Resident(self.web.port, self.draw)
        if code == "look":
            resident.look()
        else:
            number = resident.file(self.keys["matters"])
            with self.waits.lock:
                self.waits.receipts.append(number)


def let_loose(web: Server, keys: dict[str, Any], seconds: float, *, residents: float, rate: float) -> Waits:
    """Send the timetable's requests at their moments; all are answered in the end."""
    waits, wanted = Waits(), SimpleQueue[tuple[float, str] | None]()
    threads = [Thread(target=Worker(place, web, keys, waits).run, args=(wanted,)) for place in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    everybody = sum(STAFF.values()) + sum(RESIDENTS.values())
    shares = [rate * sum(some.values()) / everybody for some in (STAFF, RESIDENTS)]
    began = time.perf_counter()
    for at, code in timetable(shares[0], shares[1] * residents, seconds):
        time.sleep(max(0.0, began + at - time.perf_counter()))
        wanted.put((began + at, code))
    for _ in threads:
        wanted.put(None)
    for thread in threads:
        thread.join()
    return waits


def stretch(
    web: Server, place: Place, keys: dict[str, Any], minutes: float, *, residents: float, rate: float
) -> dict[str, Any]:
    """What was waited for, with the processor time of server and database a second."""
    before, began = (web.processes.cpu(), place.database()), time.perf_counter()
    waits = let_loose(web, keys, minutes * 60, residents=residents, rate=rate)
    after, took = (web.processes.cpu(), place.database()), time.perf_counter() - began
    busy = [round((late - early) / took, 2) for early, late in zip(before, after, strict=True)]
    gone = lost(place, waits.receipts)
    return {
        **waits.plain(),
        "cores": busy,
        "seconds": round(took),
        "lost": gone,
        "memory": memory(web.processes),
    }


def lost(place: Place, receipts: list[str]) -> int:
    """How many of these numbers the database doesn't have."""
    (place.home / "receipts.json").write_text(json.dumps(receipts))
    return int(place.run(str(HERE / "load.py"), "lost"))


def memory(processes: Processes) -> int:
    """Megabytes the server holds."""
    return processes.memory() // 2**20


def main() -> None:
    """Measure each engine."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("size", type=int)
    parser.add_argument("--engine", action="append", choices=["SQLite", "PostgreSQL"], dest="engines")
    parser.add_argument("--server", choices=["waitress", "granian"], default="waitress")
    parser.add_argument("--processes", type=int, default=1, help="of the server (granian)")
    parser.add_argument("--rate", type=float, default=EVERYDAY, help="requests a second of an ordinary day")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--burst", type=float, default=2)
    options = parser.parse_args()
    for name in options.engines or ["SQLite", "PostgreSQL"]:
        with engine(name) as place:
            place.run(str(HERE / "load.py"), str(options.size))
            keys = signed_in(place)
            words, port = product(options.server, options.processes)
            with serving(place, words, port, "/") as web:
                calm = stretch(web, place, keys, options.minutes, residents=1, rate=options.rate)
                burst = stretch(web, place, keys, options.burst, residents=TENFOLD, rate=options.rate)
        how = {"server": options.server, "processes": options.processes, "rate": options.rate}
        mixed_results.add(name, options.size, how, calm, burst)


if __name__ == "__main__":
    main()
