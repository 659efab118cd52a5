"""What the checks of words say of real replies and messages: shares, and agreement with what a person judged.

    PYTHONPATH=src .venv/bin/python bench/wording_answers.py DATA

DATA is the folder of messages (or LIANXIN_DATA); nothing of it is kept here but keys with labels of our own
(bench/labels). 105 replies were drawn by the hash of their key, 150 messages likewise, near-copies left out.
The first 60 replies and a third of the messages (by another hash) are the development part on which the rules
were made. The test parts were read when the rules were finished, and judged without seeing what they say. One
thing was changed after that, on the figures of the development part alone: a question counts as not taken up
only where the reply holds none of its words. One person judged everything, once; with so few replies a figure
below ten cases says little.
"""

import csv
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import django
from django.conf import settings

settings.configure(USE_I18N=False)
django.setup()

from lianxin.wording.rules.answers import CODES, check, codes_of
from lianxin.wording.rules.types import Proposal, propose
from lianxin.wording.rules.urgency import SIGNS, heard

HERE = Path(__file__).resolve().parent
RESULT = HERE / "results" / "answers.md"
BANDS = ((0, 30), (30, 80), (80, 200), (200, 500), (500, 1_000_000))
TYPES = ("enquiry", "help", "complaint", "report", "suggestion", "praise")
PARTS = ("留言主题", "留言详情")
Row = dict[str, str]


def main() -> None:
    """Measure, print, and write the result."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LIANXIN_DATA", ""))
    if not (data / "appeals-with-replies-2816.csv").is_file():
        raise SystemExit("Say where the messages are: bench/wording_answers.py DATA")
    replies = read(data / "appeals-with-replies-2816.csv")
    messages = read(data / "appeals-unlabelled-4326.csv")
    lines = ["# What the checks of words say of real replies and messages", ""]
    lines += ["Made by `bench/wording_answers.py`, which says how the samples were drawn and judged.", ""]
    lines += shares(replies) + agreement(replies) + types(messages) + signs(messages)
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def read(path: Path) -> list[Row]:
    """The rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def said(row: Row) -> list[str]:
    """The codes of the warnings a reply gets."""
    return codes_of(check(row["留言详情"], row["答复意见"]))


def shares(rows: list[Row]) -> list[str]:
    """How many replies get each warning, by how long they are."""
    began = time.process_time()
    found = [(len(row["答复意见"].strip()), said(row)) for row in rows]
    each = (time.process_time() - began) / len(rows) * 1000
    heads = [f"{low}–{high - 1}" if high < 10_000 else f"{low}–" for low, high in BANDS]
    lines = [
        f"## {len(rows):,} replies",
        "",
        f"{each:.1f} ms of CPU a reply. Percent of the replies, by length in signs:",
        "",
    ]
    lines += ["| warning | all | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(BANDS) + 1)]
    bands = [[codes for size, codes in found if low <= size < high] for low, high in BANDS]
    everything = [codes for _size, codes in found]
    lines.append("| replies | " + " | ".join(f"{len(one):,}" for one in (everything, *bands)) + " |")
    for code in (*CODES, ""):
        cells = [
            share(sum(code in codes if code else not codes for codes in one), len(one))
            for one in (everything, *bands)
        ]
        lines.append(f"| {code or 'no warning at all'} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def share(part: int, whole: int) -> str:
    """A percentage."""
    return f"{part / whole * 100:.1f}" if whole else "–"


def agreement(rows: list[Row]) -> list[str]:
    """Precision and recall of each warning on the replies a person judged."""
    known = {row["留言编号"]: row for row in rows}
    labels = read(HERE / "labels" / "answer_check.csv")
    lines: list[str] = []
    for part in ("development", "test"):
        judged = [(one, set(said(known[one["id"]]))) for one in labels if one["part"] == part]
        lines += [f"## {len(judged)} replies judged by hand, {part} part", ""]
        lines += ["| warning | judged so | warned | both | precision | recall |", "| --- |" + " ---: |" * 5]
        for code in CODES:
            true = [one[code] == "1" for one, _warned in judged]
            warned = [code in codes for _one, codes in judged]
            lines.append(f"| {code} | {figures(true, warned)} |")
        true = [any(one[code] == "1" for code in CODES) for one, _warned in judged]
        lines += [f"| any warning | {figures(true, [bool(codes) for _one, codes in judged])} |", ""]
    return lines


def figures(true: list[bool], warned: list[bool]) -> str:
    """The cells of one line."""
    both = sum(one and other for one, other in zip(true, warned, strict=True))
    return f"{sum(true)} | {sum(warned)} | {both} | {share(both, sum(warned))} | {share(both, sum(true))}"


def types(rows: list[Row]) -> list[str]:
    """How often the proposed type is the one a person chose."""
    known = {row["留言编号"]: row for row in rows}
    labels = read(HERE / "labels" / "type.csv")
    lines: list[str] = []
    for part in ("development", "test"):
        judged = [(one["type"], proposed(known[one["id"]])) for one in labels if one["part"] == part]
        made = [(true, one.type, one.sure) for true, one in judged if one is not None]
        right, sure = sum(true == kind for true, kind, _sure in made), [one for one in made if one[2]]
        lines += [f"## Type of {len(judged)} messages judged by hand, {part} part", ""]
        lines += [f"Proposed for {len(made)}, right for {right} ({share(right, len(made))} %)."]
        agreed = sum(true == kind for true, kind, _sure in sure)
        lines += [f"Where the rules are sure: {agreed} of {len(sure)} ({share(agreed, len(sure))} %).", ""]
        lines += ["| type | judged so | proposed | both | precision | recall |", "| --- |" + " ---: |" * 5]
        for kind in TYPES:
            true = [chosen == kind for chosen, _one in judged]
            lines.append(
                f"| {kind} | {figures(true, [one is not None and one.type == kind for _true, one in judged])} |"
            )
        lines.append("")
    return lines


def proposed(row: Row) -> Proposal | None:
    """What the rules propose for a message."""
    return propose(row["留言主题"], row["留言详情"])


def signs(rows: list[Row]) -> list[str]:
    """How many messages give each sign of urgency."""
    began = time.process_time()
    found = [heard(f"{row['留言主题']}\n{row['留言详情']}") for row in rows]
    each = (time.process_time() - began) / len(rows) * 1000
    lines = [f"## Urgent words in {len(rows):,} messages", "", f"{each:.2f} ms of CPU a message.", ""]
    lines += ["| sign | messages | percent |", "| --- | ---: | ---: |"]
    count = Counter(one.code for signs in found for one in signs)
    lines += [
        f"| {sign.code} | {count[sign.code]} | {share(count[sign.code], len(rows))} |" for sign in SIGNS
    ]
    some, life = total(found), total([one for one in signs if one.life] for signs in found)
    lines += [f"| any | {some} | {share(some, len(rows))} |"]
    return [*lines, f"| danger to life | {life} | {share(life, len(rows))} |", "", *meant(rows)]


def meant(rows: list[Row]) -> list[str]:
    """What became of 50 messages that were raised and then read: some words were mended after that reading."""
    known = {row["留言编号"]: row for row in rows}
    labels = read(HERE / "labels" / "urgent.csv")
    still = [one["meant"] for one in labels if heard("\n".join(known[one["id"]][part] for part in PARTS))]
    true = sum(one["meant"] == "1" for one in labels)
    return [
        f"{len(labels)} messages that an earlier edition raised were read: {true} speak of something that happened or",
        "goes on, the others of a mere possibility, or in another sense. Words were mended on this reading, so the",
        f"following is no held-out figure: {len(still)} of them are still raised, {still.count('1')} of those meant.",
    ]


def total(found: Iterable[Iterable[object]]) -> int:
    """How many are not empty."""
    return sum(bool(list(one)) for one in found)


if __name__ == "__main__":
    main()
