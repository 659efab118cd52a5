"""Where a county's own examples come from: the practice that has them hands them in (语料登记).

    register(Corpus("matter", examples=…, names=…))

This room knows no practice: it is given title, text and class, and never asks whose they are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Example:
    """One message that is closed: what was said, and the codes of the class it ended with, from the top down."""

    title: str
    text: str
    codes: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Corpus:
    """The closed messages of one kind of row.

    `examples` gives the latest so many, `tally` how many there are by the codes of their class, `names` what the
    classes in force are called by code.
    """

    row_kind: str
    examples: Callable[[int], Iterable[Example]]
    tally: Callable[[], Mapping[tuple[str, ...], int]]
    names: Callable[[], Mapping[str, str]]


_corpora: dict[str, Corpus] = {}


def register(corpus: Corpus) -> None:
    """Hand in examples; twice does no harm."""
    _corpora[corpus.row_kind] = corpus


def corpus_of(row_kind: str) -> Corpus | None:
    """The examples of a kind of row; None where nobody has any."""
    return _corpora.get(row_kind)
