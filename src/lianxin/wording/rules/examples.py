"""Which of a county's closed messages a table can be learnt from, and how many are missing (例子够不够)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.wording.choices import Terms

LEAST_CLASSES = 2


def label_of(codes: tuple[str, ...], depth: int) -> str:
    """The class at this level of the tree; the class itself where it lies higher."""
    return codes[min(depth, len(codes)) - 1]


@dataclass(frozen=True)
class Stock:
    """What there is to learn from: messages by class, those with enough and those with too few."""

    enough: Mapping[str, int]
    few: Mapping[str, int]
    terms: Terms

    @property
    def count(self) -> int:
        """How many messages can be learnt from."""
        return sum(self.enough.values())

    @property
    def lacking(self) -> int:
        """How many messages are missing in all."""
        return max(0, self.terms.least - self.count)

    @property
    def lacking_classes(self) -> int:
        """How many classes are missing: of one alone there is nothing to tell apart."""
        return max(0, LEAST_CLASSES - len(self.enough))

    @property
    def suffices(self) -> bool:
        """Whether a table can be learnt."""
        return not (self.lacking or self.lacking_classes)


def stock(tally: Mapping[tuple[str, ...], int], terms: Terms) -> Stock:
    """Messages by class at the level that is proposed."""
    found = Counter[str]()
    for codes, times in tally.items():
        found[label_of(codes, terms.depth)] += times
    enough = {label: times for label, times in found.items() if times >= terms.least_each}
    few = {label: times for label, times in found.items() if times < terms.least_each}
    return Stock(enough, few, terms)
