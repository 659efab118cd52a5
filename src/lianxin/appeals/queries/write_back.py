"""Which of our matters the rows of another platform's sheet mean, and what came of each (回填的内容)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from lianxin.appeals.models import Reply
from lianxin.appeals.queries.numbers import put_back_in_list
from lianxin.appeals.queries.satisfaction import satisfaction_of
from lianxin.appeals.queries.shielding import shields
from lianxin.appeals.rules import Satisfaction
from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import slices
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible


@dataclass(frozen=True)
class Result:
    """What came of one matter, in words, by the field it is written into; what there isn't yet is empty."""

    matter: int
    number: str
    said: dict[str, str]


def results_by_number(numbers: Collection[str], *, by: Actor) -> dict[str, list[Result]]:
    """The results by the other platform's number, or by ours; several where a number means several matters."""
    found: dict[str, list[Result]] = {}
    for some in slices(sorted(set(numbers))):
        meant = Q(appeal__external_number__in=some) | Q(number__in=some)
        rows = visible(by, Matter).filter(meant).select_related("appeal", "holder").order_by("pk")
        matters = list(rows)
        replies = sent_replies(matters, by=by)
        levels = satisfaction_of([row.pk for row in matters])
        for row in matters:
            result = Result(row.pk, row.number, said(row, replies.get(row.pk, ""), levels.get(row.pk)))
            for number in {row.appeal.external_number, row.number} & set(some):
                found.setdefault(number, []).append(result)
    return found


def sent_replies(matters: Sequence[Matter], *, by: Actor) -> dict[int, str]:
    """The last answer that was sent in each, numbers in it masked; drafts are nobody's result."""
    rows = Reply.objects.filter(matter__in=[row.pk for row in matters]).exclude(sent_at=None)
    last = {one.matter_id: one for one in rows.order_by("sent_at", "pk")}
    known = shields(matters, by=by)
    put_back_in_list({key: [one] for key, one in last.items()}, known, by=by)
    return {key: one.text for key, one in last.items()}


def said(row: Matter, reply: str, level: int | None) -> dict[str, str]:
    """One matter's result."""
    closed = timezone.localtime(row.closed_at) if row.closed_at else None
    return {
        "state": str(flow_of(row).state(row.state).staff),
        "result": reply or (row.appeal.get_outcome_display() if row.appeal.outcome else ""),
        "closed_at": f"{closed:%Y-%m-%d %H:%M:%S}" if closed else "",
        "unit": row.holder.name if row.holder else "",
        "satisfaction": str(Satisfaction(level).label) if level else "",
    }
