"""How fast a desk is, beside bare Django and the driver alone.

    PYTHONPATH=src:setup:bench .venv/bin/python -m desk 10000 --engine SQLite --engine PostgreSQL

Loads so many appeals, starts the real server, does what people do all day, and writes bench/results/desk.json and
desk.md: what was measured before at other sizes stays there.
"""

import argparse
import json
from random import Random
from typing import Any

from desk import results
from desk.browsing import Browser
from desk.meter import measure, throughput
from desk.operations import AT_ONCE, OPERATIONS, Operation
from desk.serving import HERE, Place, Server, bare, engine, plain, product, serving

TIMES, MOST, LONG = 200, 15.0, 4.0
WARM = 10
FORMS = {"handler": "/matters/{number}/do/record/", "triage": "/desk/new/", "leader": "/leader/monday/"}
BARE = ("list", "detail", "search", "create", "record", "report", "report_live")


def main() -> None:
    """Measure each engine at each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--engine", action="append", choices=["SQLite", "PostgreSQL"], dest="engines")
    parser.add_argument("--server", choices=["waitress", "granian"], default="waitress")
    options = parser.parse_args()
    for size in options.sizes:
        for name in options.engines or ["SQLite", "PostgreSQL"]:
            with engine(name) as place:
                results.add(name, size, run(place, size, options.server))
    results.write_page()


def run(place: Place, size: int, server: str) -> dict[str, Any]:
    """One engine at one size: loading, the product, the floors."""
    loaded = place.run(str(HERE / "load.py"), str(size))
    print(json.dumps(loaded), flush=True)
    keys = signed_in(place)
    words, port = product(server)
    with serving(place, words, port, "/") as web:
        cold = web.processes.memory()
        done = {one.code: once(place, web, one, keys) for one in OPERATIONS if not one.plain}
        warm = web.processes.memory()
    words, port = plain(server)
    with serving(place, words, port, "/") as without:
        done |= {one.code: once(place, without, one, keys) for one in OPERATIONS if one.plain}
    return {
        "loaded": loaded,
        "started": round(web.started, 2),
        "memory": [cold, warm],
        "product": done,
        "bare": on_bare(place, keys),
        "raw": place.run(str(HERE / "raw.py"), *(one.code for one in OPERATIONS)),
    }


def signed_in(place: Place) -> dict[str, Any]:
    """Sessions, numbers to ask for, and the rows the floors write; kept in the folder too."""
    keys: dict[str, Any] = place.run(str(HERE / "load.py"), "sign-in")
    keys["postmaster"] = place.postmaster
    (place.home / "keys.json").write_text(json.dumps(keys))
    return keys


def on_bare(place: Place, keys: dict[str, Any]) -> dict[str, Any]:
    """The same work in bare Django, with sessions of its own."""
    file = place.home / "bare.json"
    file.write_text(json.dumps(keys["accounts"]))
    words, port = bare(file)
    with serving(place, words, port, "/matters/") as web:
        own = {**keys, "sessions": json.loads(file.read_text())}
        return {one.code: once(place, web, one, own) for one in OPERATIONS if one.code in BARE}


def once(place: Place, web: Server, one: Operation, keys: dict[str, Any]) -> dict[str, Any]:
    """One operation: alone, then eight at once."""
    draws = [Random(f"{one.code} {number}") for number in range(AT_ONCE)]
    browsers = [browser(web, one, keys) for _ in range(AT_ONCE)]

    def work(place: int) -> None:
        one.ask(browsers[place], keys, draws[place])

    for number in range(WARM):
        work(number % AT_ONCE)
    took = measure(lambda: work(0), web.processes.cpu, place.database, times=TIMES, most=MOST)
    rate = throughput([lambda number=number: work(number) for number in range(AT_ONCE)], LONG)
    found = {**took.plain(), "rate": round(rate, 1)}
    print(one.code, found, flush=True)
    return found


def browser(web: Server, one: Operation, keys: dict[str, Any]) -> Browser:
    """Somebody who may do this."""
    form = FORMS[one.who].format(number=keys["mine"][0][1])
    return Browser(web.port, keys["sessions"][one.who], form)


if __name__ == "__main__":
    main()
