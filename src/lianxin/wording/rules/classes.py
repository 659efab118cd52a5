"""Which class a message speaks for, by one table of weights; predicts without any library (分类建议).

    model = read_model(data)
    guess = model.guess("路灯不亮", "村口的路灯坏了三天……")     # Guess(label, confidence)
    model.words("路灯不亮", "村口的……", guess.label)           # ["路灯", "灯坏了"]

The table comes from `lianxin.wording.trainer`, whichever way it was found: a score for a class is a sum over the
pieces of the text. `confidence` is what the class was right in, of held-out messages with such a score.
"""

import math
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter, mul
from typing import Any

from lianxin.wording.rules.ngrams import TITLE, features, plain

TELLING, SHOWN, LONGEST_WORD = 24, 5, 12
FILLERS = "的了是在和与及这那个名都就我们"
"""Signs a word neither begins nor ends with."""
UNREADABLE = re.compile(r"[\W\d_]")


@dataclass(frozen=True)
class Guess:
    """A class and how sure the model is, from 0 to 1 (把握)."""

    label: str
    confidence: float


@dataclass
class ClassModel:
    """The weights as they are used: what a piece adds to each class, and what makes confidence of scores.

    `columns` holds one row of whole numbers for each class, as long as the list of pieces; times `scales` they are
    weights. `rarity` weighs a piece, `title` the title beside the text, `heat` turns scores into shares.
    """

    labels: list[str]
    pieces: list[str]
    rarity: "array[float]"
    columns: "list[array[int]]"
    scales: list[float]
    bias: list[float]
    title: float
    heat: float
    told: dict[str, Any] = field(default_factory=dict)
    places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {piece: at for at, piece in enumerate(self.pieces)}

    def vector(self, title: str, text: str) -> tuple[list[int], list[float]]:
        """The known pieces of a message and the weight of each in it; text and title each of length one."""
        blocks = [self.block(found) for found in features(title, text)]
        shares = (1.0, self.title)
        whole = math.sqrt(sum(share**2 for share, (at, _) in zip(shares, blocks, strict=True) if at))
        found, values = list[int](), list[float]()
        for share, (at, block) in zip(shares, blocks, strict=True):
            if at:
                factor = share / whole / math.sqrt(sum(map(mul, block, block)))
                found += at
                values += [value * factor for value in block]
        return found, values

    def block(self, counted: Mapping[str, int]) -> tuple[list[int], list[float]]:
        """The known pieces of one part of a message: how often, dampened, times how rare each is."""
        known, rarity = self.places, self.rarity
        at = [known[piece] for piece in counted if piece in known]
        times = [count for piece, count in counted.items() if piece in known]
        return at, [
            rarity[place] if count == 1 else rarity[place] * (1 + math.log(count))
            for place, count in zip(at, times, strict=True)
        ]

    def scores(self, title: str, text: str) -> list[float]:
        """What a message says for each class."""
        at, values = self.vector(title, text)
        if len(at) < 2:  # a getter of one place gives no row
            at, values = [*at, 0, 0], [*values, 0.0, 0.0]
        held = itemgetter(*at)
        return [
            scale * sum(map(mul, held(column), values)) + bias
            for column, scale, bias in zip(self.columns, self.scales, self.bias, strict=True)
        ]

    def shares(self, title: str, text: str) -> dict[str, float]:
        """How sure the model is of each class; they add up to one."""
        scores = [score / self.heat for score in self.scores(title, text)]
        most = max(scores)
        raised = [math.exp(score - most) for score in scores]
        return {label: one / sum(raised) for label, one in zip(self.labels, raised, strict=True)}

    def guess(self, title: str, text: str) -> Guess:
        """The class it speaks for most."""
        shares = self.shares(title, text)
        label = max(shares, key=lambda one: shares[one])
        return Guess(label, shares[label])

    def words(self, title: str, text: str, label: str) -> list[str]:
        """The words of the message that speak most for a class, rather than for the others, in readable pieces."""
        if label not in self.labels:
            return []
        at, values = self.vector(title, text)
        own, others = self.labels.index(label), max(1, len(self.labels) - 1)
        said = list[tuple[float, str]]()
        for place, value in zip(at, values, strict=True):
            weights = [column[place] * scale for column, scale in zip(self.columns, self.scales, strict=True)]
            says = value * (weights[own] - (sum(weights) - weights[own]) / others)
            if says > 0 and len(self.pieces[place].removeprefix(TITLE)) > 1:
                said.append((says, self.pieces[place].removeprefix(TITLE)))
        said.sort(reverse=True)
        telling = [(says, piece) for says, piece in said if not UNREADABLE.search(piece)][:TELLING]
        return merged((plain(title), plain(text)), telling)


def merged(texts: Sequence[str], telling: Sequence[tuple[float, str]]) -> list[str]:
    """Pieces that overlap in the text put together to what stands there, the ones that say most first."""
    found = [one for text in texts for one in spans(text, telling)]
    chosen = list[str]()
    for _says, covered in sorted(found, reverse=True):
        word = covered.strip(FILLERS)
        if len(word) > 1 and not any(word in one or one in word for one in chosen):
            chosen.append(word)
    return chosen[:SHOWN]


def spans(text: str, telling: Sequence[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """What the pieces cover of a text, each stretch with all that its pieces say."""
    covers = sorted((at, at + len(piece), says) for says, piece in telling for at in places_of(piece, text))
    start = end = 0
    sum_of = 0.0
    for begin, finish, says in covers:
        if begin >= end or finish - start > LONGEST_WORD:
            if sum_of:
                yield sum_of, text[start:end]
            start, end, sum_of = begin, finish, says
        else:
            end, sum_of = max(end, finish), sum_of + says
    if sum_of:
        yield sum_of, text[start:end]


def places_of(piece: str, text: str) -> Iterator[int]:
    """Where a piece stands in a text."""
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)
