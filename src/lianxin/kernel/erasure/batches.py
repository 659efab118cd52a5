"""What is to be erased, and the two persons who say so: listed a month before, proposed, approved (删除批次).

On any day of a month the list of the next is made: what will have been kept long enough when that month begins.
The system makes it; somebody proposes it, somebody else approves it, and only when the month has begun it is done.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import clock, events, jobs
from lianxin.kernel.actor import Actor
from lianxin.kernel.erasure import hands, holds, retention
from lianxin.kernel.erasure.refusals import Refused
from lianxin.kernel.erasure.registry import Record, record_named, records, used
from lianxin.kernel.models.erasure import BatchStatus, Cause, ErasureBatch, ErasureLine

BATCH = "erasure"
RUN = "erasure.run"
SLICE = 500
ROLLS = 0  # the row of a line that stands for all that is too old of its kind
OPEN = (BatchStatus.LISTED, BatchStatus.PROPOSED, BatchStatus.APPROVED)


def may_propose(by: Actor, batch: ErasureBatch) -> bool:
    """Whether this actor may put a batch forward."""
    return (hands.proposes_sealed if batch.sealed else hands.proposes)(by, batch)


def may_approve(by: Actor, batch: ErasureBatch) -> bool:
    """Whether this actor's word is the second one; the same account never gives both."""
    rule = hands.approves_sealed if batch.sealed else hands.approves
    return rule(by, batch) and by.account != batch.proposed_by


def visible(by: Actor) -> QuerySet[ErasureBatch]:
    """The batches this actor may know of: by their kind, and those they put forward themselves."""
    seen = Q(pk__in=[])
    if by.account is not None:
        seen |= Q(proposed_by=by.account)
    for sealed, rule in ((False, hands.sees_plain), (True, hands.sees_sealed)):
        if rule(by, None):
            seen |= Q(sealed=sealed)
    return ErasureBatch.objects.filter(seen).order_by("-made_at", "-pk")


def list_next_month() -> list[ErasureBatch]:
    """Make next month's lists, once; an empty one is not made."""
    today = clock.today()
    month = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return [batch for sealed in (False, True) if (batch := list_month(month, sealed=sealed)) is not None]


@transaction.atomic
def list_month(month: date, *, sealed: bool) -> ErasureBatch | None:
    """The list of one month; None when it stands already or nothing falls due."""
    if ErasureBatch.objects.filter(month=month, sealed=sealed).exists():
        return None
    begins = retention.midnight(month.year, month.month, 1)
    lines = lines_wanted(begins, sealed=sealed)
    if not lines:
        return None
    batch = ErasureBatch.objects.create(
        cause=Cause.MONTHLY, month=month, sealed=sealed, not_before=begins, made_at=clock.now()
    )
    for line in lines.values():
        line.batch = batch
    ErasureLine.objects.bulk_create(lines.values(), batch_size=SLICE)
    return batch


def lines_wanted(moment: datetime, *, sealed: bool) -> dict[tuple[str, int], ErasureLine]:
    """One line for each row that is due at a moment, but those that wait on a list already.

    What goes altogether, or waits to, needs no line for its contact details.
    """
    waiting = ErasureLine.objects.filter(batch__status__in=OPEN).values_list("record", "row_kind", "row_id")
    listed = {(code, key) for code, _kind, key in waiting}
    rows = {(kind, key) for _code, kind, key in waiting}
    lines: dict[tuple[str, int], ErasureLine] = {}
    for one in sorted(records(), key=lambda one: not one.whole):
        for line in lines_due(one, moment) if one.sealed == sealed else ():
            place = line.row_kind, line.row_id
            if (line.record, line.row_id) not in listed and (one.whole or place not in rows):
                lines.setdefault(place, line)
    return lines


def lines_due(one: Record, moment: datetime) -> list[ErasureLine]:
    """The lines of one kind of record for a moment: what has been kept long enough and nobody needs or holds."""
    if one.ended is None:
        return (
            [ErasureLine(record=one.code, row_kind=one.row_kind, row_id=ROLLS)]
            if anything_old(one, moment)
            else []
        )
    since = retention.ended_before(moment, retention.rule_of(one).months)
    rows = {row.pk: row for row in retention.due_rows(one, moment).order_by("pk")}
    kept = set(used(one.row_kind, list(rows), since)) | holds.held(one.row_kind, rows)
    return [line_of(one, row) for key, row in rows.items() if key not in kept]


def anything_old(one: Record, moment: datetime) -> bool:
    """Whether a record that rolls has anything to delete at a moment."""
    before = retention.ended_before(moment, retention.rule_of(one).months)
    return one.old is not None and one.old(before).exists()


def line_of(one: Record, row: object) -> ErasureLine:
    """The line of one row."""
    return ErasureLine(
        record=one.code,
        row_kind=one.row_kind,
        row_id=row.pk,  # type: ignore[attr-defined]  # any model of ours
        mark=str(getattr(row, "client_id", "")),
        ended_at=getattr(row, "ended_at", None),
    )


@transaction.atomic
def propose(batch: ErasureBatch, *, by: Actor) -> None:
    """The first person puts a list forward. Raises Refused."""
    row = locked(batch)
    if not may_propose(by, row):
        raise Refused(_("这一批不归您提出。"))
    if row.status not in {BatchStatus.LISTED, BatchStatus.REFUSED}:
        raise Refused(_("这一批已经有人提出过了。请刷新页面。"))
    row.status, row.proposed_by, row.proposed_at = BatchStatus.PROPOSED, by.account, clock.now()
    row.decided_by, row.decided_at, row.why = None, None, ""
    row.save()
    note(row, "erasure.proposed", by)


@transaction.atomic
def approve(batch: ErasureBatch, *, by: Actor) -> None:
    """The second person agrees; it is done when its month has begun. Raises Refused."""
    row = to_decide(batch, by)
    row.status, row.decided_by, row.decided_at = BatchStatus.APPROVED, by.account, clock.now()
    row.save()
    due = clock.machine_time(max(row.not_before, clock.now()))
    jobs.schedule(RUN, due, key=f"erasure:{row.pk}", payload={"batch": row.pk})
    note(row, "erasure.approved", by)


@transaction.atomic
def refuse(batch: ErasureBatch, *, why: str, by: Actor) -> None:
    """The second person says no, and why; it can be proposed anew. Raises Refused."""
    row = to_decide(batch, by)
    if not why.strip():
        raise Refused(_("请写明为什么不批准。"), field="why")
    row.status, row.decided_by, row.decided_at = BatchStatus.REFUSED, by.account, clock.now()
    row.why = why.strip()
    row.save()
    note(row, "erasure.refused", by)


def to_decide(batch: ErasureBatch, by: Actor) -> ErasureBatch:
    """The batch, if it waits for this actor's word. Raises Refused."""
    row = locked(batch)
    if row.status != BatchStatus.PROPOSED:
        raise Refused(_("这一批不在等批准，可能刚刚有人批过。请刷新页面。"))
    if row.proposed_by == by.account:
        raise Refused(_("删除要两个人：提出的人不能自己批准，请另一位来批。"))
    if not may_approve(by, row):
        raise Refused(_("这一批由安全管理员批准。") if row.sealed else _("删除由安全管理员或领导批准。"))
    return row


def locked(batch: ErasureBatch) -> ErasureBatch:
    """The batch as it is now, held."""
    return ErasureBatch.objects.select_for_update().get(pk=batch.pk)


def note(batch: ErasureBatch, move: str, by: Actor) -> None:
    """Put it on record."""
    draft = events.EventDraft(BATCH, batch.pk, move, by=by, at=clock.now(), facts={"cause": batch.cause})
    events.append([draft])


def request(rows: Iterable[tuple[str, str, int]], *, by: Actor, sealed: bool = False) -> ErasureBatch:
    """Propose the erasure of named rows, each (record, kind, id), because somebody asked for it (本人申请).

    Raises Refused, with a sentence, where a hold or what is still open forbids it.
    """
    wanted: dict[str, list[int]] = {}
    for code, _kind, key in rows:
        wanted.setdefault(code, []).append(key)
    lines = [line for code, keys in wanted.items() for line in lines_asked(record_named(code), keys)]
    if not lines:
        raise Refused(_("没有可以删除的内容，可能已经删除过。"))
    with transaction.atomic():
        now = clock.now()
        batch = ErasureBatch.objects.create(
            cause=Cause.REQUEST,
            sealed=sealed,
            status=BatchStatus.PROPOSED,
            not_before=now,
            made_at=now,
            proposed_by=by.account,
            proposed_at=now,
        )
        for line in lines:
            line.batch = batch
        ErasureLine.objects.bulk_create(lines)
        note(batch, "erasure.proposed", by)
    return batch


def lines_asked(one: Record, keys: Sequence[int]) -> list[ErasureLine]:
    """The lines for named rows of one kind. Raises Refused."""
    if holds.held(one.row_kind, keys):
        raise Refused(_("正在保全，不能删除。要删除，先按程序解除保全。"))
    sentence = next(iter(used(one.row_kind, keys, None).values()), None)
    if sentence is not None:
        raise Refused(str(sentence))
    askable = one.asked or one.ended
    if askable is None or askable().filter(pk__in=keys).count() < len(set(keys)):
        raise Refused(_("还没有办结，不能删除。办结以后再来申请。"))
    rows = list(retention.remaining(one, asked=True).filter(pk__in=keys).order_by("pk"))
    early = [
        row for row in rows if one.least and row.ended_at >= retention.ended_before(clock.now(), one.least)
    ]
    if early:
        until = timezone.localdate(max(retention.kept_until(row.ended_at, one.least) for row in early))
        words = _("“%(label)s”按规定至少要保存到 %(day)s，现在不能删除；到期会自动列入删除清单。")
        raise Refused(words % {"label": one.label, "day": until.isoformat()})
    return [line_of(one, row) for row in rows]
