"""The table in use, kept in memory, and what it says of one message (分类建议)."""

import logging
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianxin.kernel.context import current_county
from lianxin.wording import corpora
from lianxin.wording.choices import Terms, terms
from lianxin.wording.models import ClassSuggestion, ClassTraining, TrainingStatus
from lianxin.wording.rules.class_file import BadModel, read_model
from lianxin.wording.rules.classes import ClassModel
from lianxin.wording.rules.examples import Stock, stock

log = logging.getLogger(__name__)

FRESH_SECONDS = 30.0
"""So long a process goes on with the table it has before it looks whether there is a newer one."""
HELD = 8
"""So many counties' tables a process keeps, of some 10 MB each."""


@dataclass(frozen=True)
class InUse:
    """The table in use and its edition."""

    training: int
    model: ClassModel


@dataclass
class Kept:
    """What a process knows of a county: the table, or that there is none, and when it last looked."""

    looked: float
    used: InUse | None


_kept: OrderedDict[int, Kept] = OrderedDict()


def in_use() -> InUse | None:
    """The county's table in use; None where none was trained. Asks the database twice a minute at most."""
    county, now = current_county(), time.monotonic()
    kept = _kept.get(county)
    if kept is None or now - kept.looked > FRESH_SECONDS:
        kept = Kept(now, fresh(kept.used if kept else None))
        _kept[county] = kept
        while len(_kept) > HELD:
            _kept.popitem(last=False)
    return kept.used


def fresh(known: InUse | None) -> InUse | None:
    """The latest table that is ready; the known one where it is that."""
    ready = ClassTraining.objects.filter(status=TrainingStatus.READY).order_by("-number")
    key = ready.values_list("pk", flat=True).first()
    if key is None or (known is not None and known.training == key):
        return known if key is not None else None
    file = ready.filter(pk=key).values_list("file", flat=True).first()
    try:
        return InUse(key, read_model(bytes(file))) if file else None
    except BadModel as fault:  # nobody is kept from filing by it
        log.error("the table of classes %s is %s: nothing is proposed", key, fault.code)  # noqa: TRY400  # no trace
        return None


def forget() -> None:
    """Look anew next time: a table was trained, or a test begins."""
    _kept.clear()


def suggestion_of(row_kind: str, row_id: int) -> ClassSuggestion | None:
    """What was proposed for a row when it was filed."""
    return ClassSuggestion.objects.filter(row_kind=row_kind, row_id=row_id).first()


@dataclass(frozen=True)
class Proposal:
    """A proposal as the desk sees it: the class, how sure, and the words that speak for it."""

    label: str
    percent: int
    words: Sequence[str]


def proposal(row_kind: str, row_id: int, title: str, text: str) -> Proposal | None:
    """What is proposed for a row; None where nothing was, and where it is not sure enough to be shown."""
    row = suggestion_of(row_kind, row_id)
    if row is None or not sure_enough(row, terms()):
        return None
    used = in_use()
    words = used.model.words(title, text, row.label) if used is not None else []
    return Proposal(row.label, round(row.confidence / 10), words)


def sure_enough(row: ClassSuggestion, held: Terms) -> bool:
    """Whether a proposal is shown."""
    return row.confidence >= 10 * held.sure


def trained() -> bool:
    """Whether the county has a table."""
    return in_use() is not None


def stock_of(row_kind: str) -> Stock:
    """How much there is to learn from now."""
    corpus = corpora.corpus_of(row_kind)
    return stock(corpus.tally() if corpus is not None else {}, terms())


def names_of(row_kind: str) -> Mapping[str, str]:
    """What the classes are called, by code."""
    corpus = corpora.corpus_of(row_kind)
    return corpus.names() if corpus is not None else {}
