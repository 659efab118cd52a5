"""Writing the index of what texts mean the same, with the row itself (同一诉求的索引)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lianxin.kernel import clock
from lianxin.wording.choices import DAYS
from lianxin.wording.models import Mark, Sketched
from lianxin.wording.queries.learnt import names, weights
from lianxin.wording.rules.sketches import keys_of, packed, sketch

BATCH = 500
LONGEST = timedelta(days=DAYS[1])


@dataclass(frozen=True)
class Words:
    """What one row says: a title, a text, and when it was said; `anew` when it may have been marked before."""

    row_kind: str
    row_id: int
    title: str
    text: str
    at: datetime
    anew: bool = False


def remember(rows: Sequence[Words]) -> None:
    """Have these rows of the current county found by what they say from now on, instead of what they said before.

    What was filed longer ago than any office may look back is found by nobody, and isn't marked.
    """
    oldest = clock.now() - LONGEST
    rows = [row for row in rows if row.anew or row.at > oldest]
    if not rows:
        return
    for kind in {row.row_kind for row in rows if row.anew}:
        forget(kind, [row.row_id for row in rows if row.anew and row.row_kind == kind])
    known, learnt = names(), weights()
    sketched, marks = [], []
    for row in {(one.row_kind, one.row_id): one for one in rows}.values():
        drawn = sketch(row.title, row.text, weights=learnt, names=known)
        place = {"row_kind": row.row_kind, "row_id": row.row_id, "at": row.at}
        sketched.append(Sketched(**place, body=packed(drawn)))
        marks += [Mark(**place, mark=key) for key in keys_of(drawn)]
    Sketched.objects.bulk_create(sketched, batch_size=BATCH)
    Mark.objects.bulk_create(marks, batch_size=BATCH)


def forget(row_kind: str, row_ids: Iterable[int]) -> None:
    """Take rows out of the index."""
    keys = list(row_ids)
    for table in (Mark, Sketched):
        table.objects.filter(row_kind=row_kind, row_id__in=keys).delete()
