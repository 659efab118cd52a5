"""How good a table is, said by messages it has not seen: five parts, copies of one another in one part (评估)."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import fmean, pstdev
from typing import Any

from lianxin.wording.rules.classes import ClassModel
from lianxin.wording.trainer.fitting import RECIPE, Counted, Recipe, fit

PARTS = 5
HEATS = [0.05 * step for step in range(2, 41)]
BANDS = 10


@dataclass(frozen=True)
class Example:
    """One message with the class it ended with, and the number of the copies it belongs to."""

    title: str
    text: str
    label: str
    group: str


def part_of(group: str, salt: str = "part") -> int:
    """The part a group of copies lies in: by its name, so that it is the same in every run."""
    return int.from_bytes(sha256(f"{salt}{group}".encode()).digest()[:8], "big") % PARTS


def splits(examples: Sequence[Example]) -> Iterator[tuple[list[int], list[int]]]:
    """Places to learn from and places to judge, five times; each message is judged once."""
    parts = [part_of(one.group) for one in examples]
    for part in range(PARTS):
        yield (
            [at for at, own in enumerate(parts) if own != part],
            [at for at, own in enumerate(parts) if own == part],
        )


@dataclass(frozen=True)
class Judged:
    """What was said of one message by a table that had not seen it: its scores by class."""

    label: str
    scores: dict[str, float]

    @property
    def said(self) -> str:
        """The class it was given."""
        return max(self.scores, key=lambda one: self.scores[one])

    def sure(self, heat: float) -> float:
        """The share of the class it was given."""
        most = max(self.scores.values())
        return 1 / sum(math.exp((score - most) / heat) for score in self.scores.values())


def judge(
    examples: Sequence[Example], counted: Sequence[Counted], recipe: Recipe = RECIPE
) -> list[list[Judged]]:
    """Every message of five parts judged by a table that was fitted on the other four."""
    return [judge_part(examples, counted, learn, test, recipe) for learn, test in splits(examples)]


def judge_part(
    examples: Sequence[Example],
    counted: Sequence[Counted],
    learn: Sequence[int],
    test: Sequence[int],
    recipe: Recipe = RECIPE,
) -> list[Judged]:
    """The messages of one part judged by a table that was fitted on others."""
    model = fit([counted[at] for at in learn], [examples[at].label for at in learn], recipe)
    return [judged(model, examples[at]) for at in test]


def judged(model: ClassModel, example: Example) -> Judged:
    """One message as the table scores it, by the very code that is used at the desk."""
    scores = model.scores(example.title, example.text)
    return Judged(example.label, dict(zip(model.labels, scores, strict=True)))


def by_class(found: Sequence[Judged], labels: Sequence[str]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each class, and how many there were."""
    right = Counter(one.label for one in found if one.said == one.label)
    said, were = Counter(one.said for one in found), Counter(one.label for one in found)
    return {
        label: {
            "precision": right[label] / said[label] if said[label] else 0.0,
            "recall": right[label] / were[label] if were[label] else 0.0,
            "f1": 2 * right[label] / (said[label] + were[label]) if said[label] + were[label] else 0.0,
            "count": were[label],
        }
        for label in labels
    }


def macro(found: Sequence[Judged], labels: Sequence[str]) -> float:
    """The mean of the F1 of all classes, rare ones as much as frequent ones."""
    return fmean(one["f1"] for one in by_class(found, labels).values())


def confusion(found: Sequence[Judged], labels: Sequence[str]) -> list[list[int]]:
    """How often each class (a row) was taken for each (a column)."""
    times = Counter((one.label, one.said) for one in found)
    return [[times[label, said] for said in labels] for label in labels]


def heat_of(found: Sequence[Judged]) -> float:
    """By what to divide scores, so that shares are true: what loses least on messages not seen."""
    return min(HEATS, key=lambda heat: sum(loss(one, heat) for one in found))


def loss(one: Judged, heat: float) -> float:
    """How surprised a table with this heat was by the true class."""
    most = max(one.scores.values())
    own = one.scores.get(one.label, min(one.scores.values()))
    return (
        math.log(sum(math.exp((score - most) / heat) for score in one.scores.values())) - (own - most) / heat
    )


def bands(found: Sequence[Judged], heat: float) -> list[dict[str, float]]:
    """Ten bands of confidence: how many messages, how sure, how often right."""
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(BANDS)]
    for one in found:
        sure = one.sure(heat)
        rows[min(BANDS - 1, int(sure * BANDS))].append((sure, one.said == one.label))
    return [
        {"count": len(row), "sure": fmean(sure for sure, _ in row), "right": fmean(right for _, right in row)}
        for row in rows
        if row
    ]


def report(parts: Sequence[Sequence[Judged]], labels: Sequence[str]) -> dict[str, Any]:
    """All that is shown of a table: mean and spread of macro-F1, each class, what was taken for what."""
    whole = [one for part in parts for one in part]
    scores = [macro(part, labels) for part in parts]
    heat = heat_of(whole)
    return {
        "macro_f1": fmean(scores),
        "spread": pstdev(scores),
        "accuracy": fmean(one.said == one.label for one in whole),
        "judged": len(whole),
        "labels": list(labels),
        "classes": by_class(whole, labels),
        "confusion": confusion(whole, labels),
        "heat": heat,
        "bands": bands(whole, heat),
    }
