"""How well a message's class is told, beside the floor, on messages whose copies never stand on both sides.

    LIANXIN_DATA=/where/the/data/lies PYTHONPATH=src python bench/wording_classes.py [--choose]

`appeals-labelled.csv` is split by its groups of near-copies: a fixed fifth is the *development part*, which settings
are chosen on (`--choose` prints that) and which is never scored; the rest is five parts, each judged by a table learnt
from all that is not in it. The floor is judged on the same parts in the same run: character 1-3-grams, tf-idf, a linear
separator, nothing tuned. Ours predicts by the product's own code, without the library. What comes out is figures:
no message, no word of one. CPU and memory are those of a process of its own that only predicts.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from statistics import fmean, pstdev

from imports import machine
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from lianxin.wording.rules.class_file import write_model
from lianxin.wording.rules.ngrams import features
from lianxin.wording.trainer.fitting import RECIPE, Counted, fit
from lianxin.wording.trainer.judging import (
    PARTS,
    Example,
    Judged,
    by_class,
    confusion,
    judge_part,
    macro,
    part_of,
    report,
)

RESULT = Path(__file__).resolve().parent / "results" / "classes.md"
GRID = {
    "smooth": (0.03, 0.1, 0.3),
    "cost": (0.5, 1.0, 2.0),
    "title": (0.7, 1.0, 1.4),
    "least": (3, 5, 8),
    "least_title": (2, 3, 5),
    "keep": (30_000, 60_000, 120_000),
    "weighed": (False, True),
}
SPEED = """
import json, sys, time
from pathlib import Path
def held():
    rows = Path("/proc/self/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("VmRSS"))
import django.utils.text  # what any process of ours has anyway
import hashlib, zlib, math, re, unicodedata, array
texts = json.loads(sys.stdin.readline())
bare = held()
from lianxin.wording.rules.class_file import read_model
model = read_model(Path(sys.argv[1]).read_bytes())
for title, text in texts[:50]:
    model.guess(title, text)
begun = time.process_time()
for title, text in texts:
    model.guess(title, text)
took = (time.process_time() - begun) / len(texts)
begun = time.process_time()
for title, text in texts[:200]:
    model.words(title, text, model.labels[0])
words = (time.process_time() - begun) / 200
assert not {"sklearn", "numpy", "scipy"} & set(sys.modules)
print(json.dumps({"ms": 1000 * took, "words_ms": 1000 * words, "mb": (held() - bare) / 1024}))
"""


def main() -> None:
    """Choose on the development part, or judge on the rest and write the result."""
    examples = read()
    counted = [features(one.title, one.text) for one in examples]
    if "--choose" in sys.argv:
        choose(examples, counted)
        return
    labels = sorted({one.label for one in examples})
    rest = [at for at, one in enumerate(examples) if not development(one.group)]
    ours, floor = list[list[Judged]](), list[list[Judged]]()
    for part in range(PARTS):
        test = [at for at in rest if part_of(examples[at].group, "judged") == part]
        learn = sorted(set(range(len(examples))) - set(test))
        ours.append(judge_part(examples, counted, learn, test))
        floor.append(floor_part(examples, learn, test))
        print(f"{part}: {macro(ours[-1], labels):.4f}  floor {macro(floor[-1], labels):.4f}", flush=True)
    speed = measured(examples, counted)
    RESULT.write_text(page(ours, floor, labels, speed, len(examples)), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def read() -> list[Example]:
    """The messages of the file, each once, with their groups."""
    path = Path(os.environ.get("LIANXIN_DATA", "")) / "appeals-labelled.csv"
    if not path.is_file():
        raise SystemExit("LIANXIN_DATA has to name the folder with appeals-labelled.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Example(row["title"], row["detail"], row["label"], row["neardup_group"]) for row in rows]


def development(group: str) -> bool:
    """Whether a group lies in the part that settings are chosen on."""
    return int(sha256(group.encode()).hexdigest()[:8], 16) % 5 == 0


def choose(examples: Sequence[Example], counted: Sequence[Counted]) -> None:
    """One setting after another moved alone, each judged on the development part."""
    labels = sorted({one.label for one in examples})
    test = [at for at, one in enumerate(examples) if development(one.group)]
    learn = [at for at, one in enumerate(examples) if not development(one.group)]
    print(f"floor {macro(floor_part(examples, learn, test), labels):.4f}", flush=True)
    for name, values in GRID.items():
        for value in values:
            recipe = replace(RECIPE, **{name: value})
            found = macro(judge_part(examples, counted, learn, test, recipe), labels)
            print(f"{name}={value}: {found:.4f}{'  in use' if recipe == RECIPE else ''}", flush=True)


def floor_part(examples: Sequence[Example], learn: Sequence[int], test: Sequence[int]) -> list[Judged]:
    """The floor on the same messages."""
    texts = [f"{one.title}\n{one.text}" for one in examples]
    table = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    fitted = LinearSVC().fit(
        table.fit_transform([texts[at] for at in learn]), [examples[at].label for at in learn]
    )
    scores = fitted.decision_function(table.transform([texts[at] for at in test]))
    return [
        Judged(examples[at].label, dict(zip(fitted.classes_.tolist(), row.tolist(), strict=True)))
        for at, row in zip(test, scores, strict=True)
    ]


def measured(examples: Sequence[Example], counted: Sequence[Counted]) -> dict[str, float]:
    """Milliseconds of processor and megabytes of a process that only predicts, and what learning took."""
    begun = time.process_time()
    model = fit(counted, [one.label for one in examples])
    took = time.process_time() - begun
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"lianxin-classes-{os.getpid()}.model"
    path.write_bytes(write_model(model))
    try:
        texts = json.dumps([(one.title, one.text) for one in examples[::4]])
        done = subprocess.run(
            [sys.executable, "-c", SPEED, str(path)], input=texts, capture_output=True, text=True, check=True
        )
        size = path.stat().st_size / 1024 / 1024
    finally:
        path.unlink()
    return {**json.loads(done.stdout), "learning": took, "file": size, "pieces": len(model.pieces)}


def told(parts: Sequence[Sequence[Judged]], labels: Sequence[str]) -> str:
    """Mean and spread of macro-F1 over the parts."""
    scores = [macro(part, labels) for part in parts]
    return f"{fmean(scores):.4f} ± {pstdev(scores):.4f}"


def page(
    ours: Sequence[Sequence[Judged]],
    floor: Sequence[Sequence[Judged]],
    labels: Sequence[str],
    speed: dict[str, float],
    count: int,
) -> str:
    """The result with the machine it was measured on."""
    whole, base = [one for part in ours for one in part], [one for part in floor for one in part]
    said, were = by_class(whole, labels), by_class(base, labels)
    right, floor_right = (fmean(one.said == one.label for one in found) for found in (whole, base))
    better = sum(macro(a, labels) > macro(b, labels) for a, b in zip(ours, floor, strict=True))
    held = report(ours, labels)
    return "\n".join(
        [
            "# Which class a message is about",
            "",
            f"{count:,} real messages of {len(labels)} classes; {count - len(whole):,} are the part for choosing,",
            f"which settings were chosen on and which is not scored. {len(whole):,} are judged, in five parts;",
            "copies of one message lie in one part. Made by `bench/wording_classes.py`, which says what is compared.",
            "",
            "| | macro-F1, mean ± sd of five parts | right | best of the parts |",
            "| --- | ---: | ---: | ---: |",
            f"| ours | {told(ours, labels)} | {right:.2%} | {better} of {PARTS} |",
            f"| floor: character 1-3-grams, tf-idf, linear SVM | {told(floor, labels)} | {floor_right:.2%} | |",
            "",
            "| class | messages | precision | recall | F1 | F1 of the floor |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
            *(
                f"| {label} | {said[label]['count']:,} | {said[label]['precision']:.3f} | {said[label]['recall']:.3f} "
                f"| {said[label]['f1']:.3f} | {were[label]['f1']:.3f} |"
                for label in labels
            ),
            "",
            "What was (a row) taken for what (a column):",
            "",
            f"| | {' | '.join(labels)} |",
            f"| --- |{' ---: |' * len(labels)}",
            *(
                f"| {label} | {' | '.join(map(str, row))} |"
                for label, row in zip(labels, confusion(whole, labels), strict=True)
            ),
            "",
            f"Confidence (scores by {held['heat']:.2f}, found on the same messages) and how often it was right:",
            "",
            "| messages | confidence | right |",
            "| ---: | ---: | ---: |",
            *(f"| {band['count']:,} | {band['sure']:.2f} | {band['right']:.2f} |" for band in held["bands"]),
            "",
            f"Predicting: {speed['ms']:.2f} ms of processor a message, {speed['words_ms']:.2f} ms more for its words",
            f"where it is shown; {speed['mb']:.0f} MB beside a bare process; {speed['pieces']:,} pieces in a file of",
            f"{speed['file']:.1f} MB; no library loaded. Learning from all: {speed['learning']:.0f} s of processor.",
            "",
            f"{machine()} Load at the end: {os.getloadavg()[1]:.1f} (mean of five minutes).",
            "",
        ]
    )


if __name__ == "__main__":
    main()
