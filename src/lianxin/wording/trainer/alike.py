"""Which examples are copies of one another, so that none is judged by its own copy (近似重复)."""

from collections import defaultdict
from collections.abc import Sequence
from zlib import crc32

from lianxin.wording.rules.ngrams import plain

LONG, KEPT, SHARED = 8, 24, 12
"""A text is known by the KEPT least of its hashed runs of LONG signs; half of them shared is a copy."""


def groups(texts: Sequence[str], given: Sequence[str]) -> list[int]:
    """A number for each text, the same for copies; those given the same name are copies too."""
    above = list(range(len(texts)))
    first: dict[str, int] = {}
    met: dict[int, list[int]] = defaultdict(list)
    for at, (text, name) in enumerate(zip(texts, given, strict=True)):
        if name:
            join(above, at, first.setdefault(name, at))
        shared: dict[int, int] = defaultdict(int)
        marks = sketch(text)
        for mark in marks:
            for other in met[mark][-KEPT:]:
                shared[other] += 1
            met[mark].append(at)
        for other, times in shared.items():
            if 2 * times >= len(marks) or times >= SHARED:
                join(above, at, other)
    return [root(above, at) for at in range(len(texts))]


def sketch(text: str) -> list[int]:
    """The least of the hashes of a text's runs."""
    spelled = plain(text).replace(" ", "")
    runs = {spelled[at : at + LONG] for at in range(max(1, len(spelled) - LONG + 1))}
    return sorted(crc32(run.encode()) for run in runs)[:KEPT]


def join(above: list[int], one: int, other: int) -> None:
    """Say of two that they belong together."""
    one, other = root(above, one), root(above, other)
    above[max(one, other)] = min(one, other)


def root(above: list[int], at: int) -> int:
    """The first of those that belong together with one."""
    while above[at] != at:
        above[at] = above[above[at]]
        at = above[at]
    return at
