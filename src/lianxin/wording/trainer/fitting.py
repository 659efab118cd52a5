"""From examples to one table: tf-idf of text and title, and a linear separator for each class (拟合).

Each class has its own separator, over pieces weighed by how much more often they stand in messages of the class than
in the others (Wang and Manning 2012, NBSVM). Weight and separator multiply into one number a piece and class, so what
predicts is a table.
"""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from lianxin.wording.rules.classes import ClassModel

Numbers = NDArray[np.float64]
Counted = tuple[Mapping[str, int], Mapping[str, int]]


@dataclass(frozen=True)
class Recipe:
    """What was chosen, on the development part alone (`bench/wording_classes.py --choose`).

    A piece counts from `least` messages on, one of a title from `least_title` on: what stands in one or two messages
    alone may be somebody's name. `smooth` is the add-so-much of the ratios, `keep` the size of the table.
    """

    least: int = 5
    least_title: int = 3
    title: float = 1.0
    smooth: float = 0.1
    cost: float = 0.5
    keep: int = 60_000
    weighed: bool = True


RECIPE = Recipe()
MOST = 32767  # what sixteen bits hold


@dataclass(frozen=True)
class Vocabulary:
    """The pieces of one part of a message that are counted, and how rare each is."""

    places: Mapping[str, int]
    rarity: Numbers


def vocabulary(counted: Sequence[Mapping[str, int]], least: int) -> Vocabulary:
    """The pieces that stand in so many of these messages."""
    held = Counter[str]()
    for one in counted:
        held.update(one.keys())
    kept = sorted(piece for piece, times in held.items() if times >= least)
    among = np.array([held[piece] for piece in kept], dtype=np.float64)
    return Vocabulary(
        {piece: at for at, piece in enumerate(kept)}, np.log((1 + len(counted)) / (1 + among)) + 1
    )


def rows(counted: Sequence[Mapping[str, int]], known: Vocabulary) -> sparse.csr_matrix:
    """Messages as rows of length one."""
    at, times, ends = list[int](), list[int](), [0]
    for one in counted:
        for piece, count in one.items():
            if piece in known.places:
                at.append(known.places[piece])
                times.append(count)
        ends.append(len(at))
    shape = (len(counted), len(known.places))
    values = 1 + np.log(np.array(times, dtype=np.float64))
    return normalize(sparse.csr_matrix((values, at, ends), shape=shape) @ sparse.diags_array(known.rarity))


def matrix(counted: Sequence[Counted], known: Sequence[Vocabulary], title: float) -> sparse.csr_matrix:
    """Text and title side by side, the whole of length one."""
    blocks = [rows([one[part] for one in counted], known[part]) for part in (0, 1)]
    return normalize(sparse.hstack([blocks[0], blocks[1] * title]).tocsr())


def fit(counted: Sequence[Counted], labels: Sequence[str], recipe: Recipe = RECIPE) -> ClassModel:
    """The table found from these messages, its scores not yet made into confidence.

    Where there are more pieces than the table is to hold, those that say least go and the rest is fitted anew.
    """
    known = [
        vocabulary([one[part] for one in counted], least)
        for part, least in ((0, recipe.least), (1, recipe.least_title))
    ]
    said = np.array(labels)
    weights, bias = separators(matrix(counted, known, recipe.title), said, recipe)
    if weights.shape[1] > recipe.keep:
        known = narrowed(known, np.argsort(-np.abs(weights).max(axis=0), kind="stable")[: recipe.keep])
        weights, bias = separators(matrix(counted, known, recipe.title), said, recipe)
    scales = np.abs(weights).max(axis=1) / MOST + 1e-12
    whole = np.rint(weights / scales[:, None]).astype(np.int16)
    return ClassModel(
        labels=sorted(set(labels)),
        pieces=[*known[0].places, *known[1].places],
        rarity=array("f", np.concatenate([one.rarity for one in known]).tolist()),
        columns=[array("h", column.tolist()) for column in whole],
        scales=scales.tolist(),
        bias=bias,
        title=recipe.title,
        heat=1.0,
    )


def narrowed(known: Sequence[Vocabulary], kept: NDArray[np.intp]) -> list[Vocabulary]:
    """Both vocabularies with only these of their columns."""
    first = len(known[0].places)
    return [
        only(known[0], np.sort(kept[kept < first])),
        only(known[1], np.sort(kept[kept >= first]) - first),
    ]


def only(known: Vocabulary, kept: NDArray[np.intp]) -> Vocabulary:
    """A vocabulary with only these places."""
    pieces = list(known.places)
    return Vocabulary({pieces[at]: place for place, at in enumerate(kept)}, known.rarity[kept])


def separators(
    table: sparse.csr_matrix, said: NDArray[np.str_], recipe: Recipe
) -> tuple[Numbers, list[float]]:
    """A row of weights and a bias for each class."""
    found = [separator(table, said == label, recipe) for label in sorted(set(said.tolist()))]
    return np.array([weights for weights, _ in found]), [bias for _, bias in found]


def separator(table: sparse.csr_matrix, own: NDArray[np.bool_], recipe: Recipe) -> tuple[Numbers, float]:
    """The weights and the bias that tell one class from the rest, rare and frequent classes alike."""
    ratio = leaning(table, own, recipe.smooth) if recipe.weighed else np.ones(table.shape[1])
    fitted = LinearSVC(C=recipe.cost, class_weight="balanced", random_state=0).fit(
        table @ sparse.diags_array(ratio), own
    )
    return fitted.coef_.ravel() * ratio, float(fitted.intercept_[0])


def leaning(table: sparse.csr_matrix, own: NDArray[np.bool_], smooth: float) -> Numbers:
    """How much more, or less, often each piece stands in the class than elsewhere, whichever way."""
    inside, outside = (np.asarray(table[side].sum(axis=0)).ravel() + smooth for side in (own, ~own))
    found: Numbers = np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum()))
    return found
