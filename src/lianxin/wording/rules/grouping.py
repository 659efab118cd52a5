"""Putting the messages of a file into groups that mean the same thing (同一诉求归并), whatever their order in it.

Two groups become one only where at least half of the pairs across them are alike, the most alike first: one message
that says two things does not chain everything together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lianxin.wording.rules.likeness import USUAL, Likeness, Limits, Where, compare, cosine
from lianxin.wording.rules.places import NOBODY, Names, read
from lianxin.wording.rules.sketches import Marker, Sketch, Weights, drawn, plain, whole_of, wording

SHARE, AGAINST = 0.5, 1
COMMON, RARE, TOP = 500, 60, 16
BLANKS = re.compile(r"\s+")
FIGURES = re.compile(r"\d+")


@dataclass(frozen=True)
class Message:
    """One row of a file."""

    key: str
    title: str
    text: str
    time: str = ""

    @property
    def age(self) -> tuple[tuple[int, ...], str]:
        """To sort by: the time in whatever way it was written, year first; then the key."""
        return tuple(map(int, FIGURES.findall(self.time))), self.key


def group(
    messages: Iterable[Message], *, names: Names = NOBODY, limits: Limits = USUAL, share: float = SHARE
) -> dict[str, str]:
    """For each message the key of the first message of its group."""
    rows = sorted(messages, key=lambda row: row.age)
    sketches = sketched(rows, names)
    judged = list(near_pairs(sketches, limits))
    same = sorted((one for one in judged if one[2].same), key=lambda one: (-one[2].score, one[0], one[1]))
    apart = [(first, second) for first, second, likeness in judged if likeness.where == Where.OTHER]
    leaders = joined(len(rows), [(first, second) for first, second, _ in same], share, apart)
    return {row.key: rows[leader].key for row, leader in zip(rows, leaders, strict=True)}


def sketched(rows: Sequence[Message], names: Names = NOBODY, mark: Marker = plain) -> list[Sketch]:
    """The sketches of these messages, their wording weighed by how many of them say it."""
    weights, seen = Weights(), []
    for row in rows:
        title, text = BLANKS.sub("", row.title), BLANKS.sub("", row.text)
        places = read(whole_of(title, text), names)
        said = wording(title, text, places)
        weights.learn(map(mark, said))
        seen.append((title, text, places, said))
    return [drawn(*one, mark, weights) for one in seen]


def near_pairs(sketches: Sequence[Sketch], limits: Limits) -> Iterator[tuple[int, int, Likeness]]:
    """The pairs whose wording is near enough to look at their places, the earlier message first."""
    for first, others in enumerate(neighbours(sketches)):
        for second in others:
            if cosine(sketches[first], sketches[second]) >= limits.there:
                yield first, second, compare(sketches[first], sketches[second], limits)


def neighbours(sketches: Sequence[Sketch]) -> list[set[int]]:
    """For each message the later ones worth comparing: those that name one of its places, or share rare wording."""
    near: list[set[int]] = [set() for _ in sketches]
    for members in (*by_place(sketches), *by_wording(sketches)):
        for at, first in enumerate(members):
            near[first].update(members[at + 1 :])
    return near


def by_place(sketches: Sequence[Sketch]) -> Iterator[list[int]]:
    """The messages that name a place, by its key or inside other words."""
    named: dict[int, set[int]] = defaultdict(set)
    holding: dict[int, set[int]] = defaultdict(set)
    runs_of = {point.key: point.runs for one in sketches for point in one.points}
    wanted = {run for runs in runs_of.values() for run in runs}
    for at, one in enumerate(sketches):
        for point in one.points:
            named[point.key].add(at)
            if point.letters:
                named[point.letters].add(at)
        for run in one.runs & wanted:
            holding[run].add(at)
    for key, members in named.items():
        everyone, runs = members, runs_of.get(key, frozenset())
        if runs:
            fewest, *others = sorted((holding[run] for run in runs), key=len)
            everyone = members | fewest.intersection(*others)
        if 1 < len(everyone) <= COMMON:
            yield sorted(everyone)


def by_wording(sketches: Sequence[Sketch]) -> Iterator[list[int]]:
    """The messages that share one of the words that tell most about them."""
    saying: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(sketches):
        for gram in list(one.grams)[:TOP]:
            saying[gram].append(at)
    return (members for members in saying.values() if 1 < len(members) <= RARE)


def joined(
    count: int, edges: Sequence[tuple[int, int]], share: float, apart: Sequence[tuple[int, int]] = ()
) -> list[int]:
    """For each message the first of its group, from the pairs that are alike, the most alike first.

    A pair that says much the same of two places weighs against what would put it into one group.
    """
    leader = list(range(count))
    members = {at: [at] for at in range(count)}
    links: list[dict[int, int]] = [defaultdict(int) for _ in range(count)]
    for first, second in edges:
        links[first][second] = links[second][first] = 1
    for first, second in apart:
        links[first][second] = links[second][first] = -AGAINST
    for first, second in edges:
        one, other = sorted((leader[first], leader[second]))
        if one == other or links[one].get(other, 0) < share * len(members[one]) * len(members[other]):
            continue
        for at in members[other]:
            leader[at] = one
        members[one] += members.pop(other)
        merge(links, one, other)
    return leader


def merge(links: list[dict[int, int]], one: int, other: int) -> None:
    """Count the alike pairs of two groups as those of the one they become."""
    for third, pairs in links[other].items():
        links[third].pop(other, None)
        if third != one:
            links[one][third] = links[third][one] = links[one].get(third, 0) + pairs
    links[one].pop(other, None)
    links[other].clear()
