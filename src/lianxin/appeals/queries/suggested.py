"""What is proposed for the class of a matter, as the desk is shown it: where in the tree, and why (分类建议)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.appeals.queries import classes
from lianxin.appeals.queries.speakers import MATTER
from lianxin.matters.models import Matter
from lianxin.wording.queries.classes import proposal, trained

WITHIN = 6


@dataclass(frozen=True)
class Suggested:
    """A class by its names from the top, how sure, the words that speak for it, and what to choose within it."""

    names: str
    percent: int
    words: Sequence[str]
    choices: Sequence[tuple[int, str]]


def suggested(row: Matter) -> Suggested | None:
    """What is proposed for this matter; None where nothing was, or its class is no longer in the list."""
    found, known = proposal(MATTER, row.pk, row.title, row.appeal.text), classes.tree()
    if found is None or found.label not in known.by_code:
        return None
    within = [leaf for leaf in known.leaves() if found.label in leaf.codes]
    if not within:
        return None
    names = " / ".join(known.names(known.by_code[found.label]))
    return Suggested(names, found.percent, found.words, [(leaf.pk, leaf.name) for leaf in within[:WITHIN]])


def can_suggest() -> bool:
    """Whether the county has a table to propose by."""
    return trained()
