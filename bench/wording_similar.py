"""How well messages about the same thing are found, and what it costs, on real messages that stay outside.

    PYTHONPATH=src:setup:. .venv/bin/python bench/wording_similar.py [--data FOLDER] [--part dev|test] [--index ROWS]

Needs `appeals-unlabelled-4326.csv` in the folder, or in LIANXIN_DATA. `bench/labels/same_issue.csv` holds pairs of its
ids judged by reading both messages: the same matter when one action of one office would answer both. The pairs were
drawn by how alike the plain texts are (bands A to D), by rare characters in their titles (E) and at random (F); the
two parts were told apart before anything was judged, near-copies on one side. `bench/labels/places.csv` says where the
titles of a sample name a place. Everything was chosen on the part `dev`; the figures to quote are those of `test`.
"""

import argparse
import csv
import math
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from imports import machine
from similar_index import measured

from lianxin.wording.rules.grouping import Message, group, sketched
from lianxin.wording.rules.likeness import compare
from lianxin.wording.rules.places import read

HERE = Path(__file__).resolve().parent
RESULT = HERE / "results" / "similar.md"
FILE = "appeals-unlabelled-4326.csv"
FINEST = ("estate", "house", "park", "area", "road")
SHORT = re.compile(r"(?:住宅小区|小区|社区|街道|镇|村)$")
SEED, RANDOMLY = 20261201, 200
Pair = tuple[str, str]


@dataclass
class Judged:
    """One pair as it was judged: `same` is None where reading both did not settle it."""

    pair: Pair
    band: str
    same: bool | None


def main() -> None:
    """Measure and write the result."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=Path(os.environ.get("LIANXIN_DATA", ".")))
    asked.add_argument("--part", choices=["dev", "test"], default="test")
    asked.add_argument(
        "--index", type=int, default=0, help="how many matters the index holds when it is measured"
    )
    options = asked.parse_args()
    messages = read_messages(options.data / FILE)
    lines = [f"# Messages about the same thing: part `{options.part}`", "", *places(messages, options.part)]
    lines += likeness(messages, options.part)
    if options.index:
        lines += measured(list(messages.values()), options.index)
    lines.append(machine())
    print("\n".join(lines))
    if options.part == "test":
        RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_messages(path: Path) -> dict[str, Message]:
    """The messages by their id."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            Message(r["留言编号"], r["留言主题"].strip(), r["留言详情"].strip(), r["留言时间"])
            for r in csv.DictReader(file)
        ]
    return {row.key: row for row in rows}


def labels(name: str, part: str) -> Iterator[dict[str, str]]:
    """The rows of a table of labels that belong to a part."""
    with (HERE / "labels" / name).open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["part"] == part)


def places(messages: dict[str, Message], part: str) -> list[str]:
    """How many of the places marked in titles are found, and what reading costs."""
    marked = [row for row in labels("places.csv", part) if row["start"]]
    exact, touched = Counter[str](), Counter[str]()
    for row in marked:
        span = int(row["start"]), int(row["end"])
        found = read(messages[row["id"]].title)
        exact[row["kind"]] += any((one.start, one.end) == span for one in found)
        touched[row["kind"]] += any(one.start < span[1] and span[0] < one.end for one in found)
    asked = Counter(row["kind"] for row in marked)
    took = cpu(lambda: [read(f"{row.title}\n{row.text}") for row in messages.values()]) / len(messages)
    return [
        "## Places",
        "",
        "| kind | marked in titles | found, same ends | found, other ends |",
        "|---|---|---|---|",
        *(f"| {kind} | {asked[kind]} | {exact[kind]} | {touched[kind] - exact[kind]} |" for kind in asked),
        f"| all | {asked.total()} | {rate(exact.total(), asked.total())} | {touched.total() - exact.total()} |",
        "",
        f"Reading one message takes {took * 1000:.2f} ms of CPU.",
        "",
    ]


def likeness(messages: dict[str, Message], part: str) -> list[str]:
    """Precision and recall on the judged pairs, false merges of copies with another place in them, and the cost."""
    pairs = [
        Judged((row["first"], row["second"]), row["band"], None if row["same"] == "?" else row["same"] == "1")
        for row in labels("same_issue.csv", part)
    ]
    copies = {f"moved {key}": moved for key, moved in with_other_places(messages, part)}
    swapped = [(key.removeprefix("moved "), key) for key in copies]
    rows = [*messages.values(), *copies.values()]
    started = time.process_time()
    groups = group(rows)
    took = (time.process_time() - started) / len(rows)
    sketches = dict(
        zip((row.key for row in sorted(rows, key=lambda row: row.age)), sketched_by_age(rows), strict=True)
    )
    cosine = plain_cosine(rows)

    def alike(pair: Pair) -> bool:
        return compare(sketches[pair[0]], sketches[pair[1]]).same

    ways: dict[str, Callable[[Pair], bool]] = {
        "group over the file": lambda pair: groups[pair[0]] == groups[pair[1]],
        "two messages compared": alike,
        "plain TF-IDF cosine at 0.2": lambda pair: cosine(pair) >= 0.2,
        "plain TF-IDF cosine at 0.4": lambda pair: cosine(pair) >= 0.4,
    }
    return [
        "## The same matter or not",
        "",
        f"{len(pairs)} pairs judged, {sum(one.same is None for one in pairs)} of them not settled and left out.",
        f"{len(swapped)} copies of messages with another place of the same kind put in.",
        "",
        "| way | precision | recall | false merges of moved copies |",
        "|---|---|---|---|",
        *(scored(name, way, pairs, swapped) for name, way in ways.items()),
        "",
        "By band, group over the file: " + "; ".join(by_band(ways["group over the file"], pairs)) + ".",
        "",
        f"Grouping takes {took * 1000:.2f} ms of CPU a message ({took * len(rows):.1f} s for {len(rows)}).",
        f"It makes {len(set(groups.values()))} groups.",
        "",
    ]


def sketched_by_age(rows: Iterable[Message]) -> list:
    """The sketches of the messages, oldest first."""
    return sketched(sorted(rows, key=lambda row: row.age))


def scored(name: str, way: Callable[[Pair], bool], pairs: list[Judged], swapped: list[Pair]) -> str:
    """One row of the table."""
    found = [one.same for one in pairs if one.same is not None and way(one.pair)]
    all_same = sum(one.same is True for one in pairs)
    merged = sum(way(pair) for pair in swapped)
    return f"| {name} | {rate(sum(found), len(found))} | {rate(sum(found), all_same)} | {rate(merged, len(swapped))} |"


def by_band(way: Callable[[Pair], bool], pairs: list[Judged]) -> Iterator[str]:
    """What was found in each band, of the same and of the others."""
    for band in sorted({one.band for one in pairs}):
        here = [one for one in pairs if one.band == band and one.same is not None]
        same = [one for one in here if one.same]
        other = [one for one in here if not one.same]
        yield (
            f"{band} {sum(way(one.pair) for one in same)} of {len(same)} same, "
            f"{sum(way(one.pair) for one in other)} of {len(other)} others"
        )


def with_other_places(messages: dict[str, Message], part: str) -> Iterator[tuple[str, Message]]:
    """Messages with the smallest place of their title replaced, wherever they name it, by one of another message."""
    by_kind: dict[str, dict[str, str]] = defaultdict(dict)
    for row in labels("places.csv", part):
        if row["start"]:
            name = messages[row["id"]].title[int(row["start"]) : int(row["end"])]
            by_kind[row["kind"]].setdefault(row["id"], name)
    chance, done = random.Random(SEED), set[str]()
    for kind in FINEST:
        names = sorted(set(by_kind[kind].values()))
        for key, name in sorted(by_kind[kind].items()):
            row = messages[key]
            others = [one for one in names if bare(one) not in row.title + row.text and bare(name) not in one]
            if key in done or not others:
                continue
            done.add(key)
            new = chance.choice(others)
            yield key, Message(f"moved {key}", put(row.title, name, new), put(row.text, name, new), row.time)


def bare(name: str) -> str:
    """A name as it is said for short."""
    short = SHORT.sub("", name)
    return short if len(short) > 2 else name


def put(text: str, name: str, new: str) -> str:
    """A text with one name for another, in full and for short."""
    return text.replace(name, new).replace(bare(name), bare(new))


def plain_cosine(rows: list[Message]) -> Callable[[Pair], float]:
    """The plain likeness of texts: weighted runs of two and three characters, places and all."""
    counts = {row.key: Counter(runs(re.sub(r"\s+", "", row.title + row.text))) for row in rows}
    said_in = Counter(run for one in counts.values() for run in one)

    def vector(key: str) -> dict[str, float]:
        weighed = {
            run: (1 + math.log(n)) * math.log(len(rows) / said_in[run]) for run, n in counts[key].items()
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {run: weight / length for run, weight in weighed.items()}

    def cosine(pair: Pair) -> float:
        one, other = vector(pair[0]), vector(pair[1])
        return sum(weight * other.get(run, 0.0) for run, weight in one.items())

    return cosine


def runs(text: str) -> Iterator[str]:
    """All runs of two and three characters."""
    return (text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1))


def rate(part: int, whole: int) -> str:
    """n/d = x %."""
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "0/0"


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
