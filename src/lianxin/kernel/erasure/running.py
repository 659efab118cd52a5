"""Doing an approved batch: slice after slice, each whole or not at all, then the register (执行删除)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from lianxin.kernel import clock, events
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.kernel.erasure import holds, journal, retention, traces
from lianxin.kernel.erasure.batches import BATCH, ROLLS, SLICE
from lianxin.kernel.erasure.registry import Order, Record, parts_of, record_named, used
from lianxin.kernel.jobs import Work
from lianxin.kernel.models.erasure import (
    BatchStatus,
    Cause,
    ErasureBatch,
    ErasureLine,
    LineStatus,
    RegisterLine,
)


def by_job(work: Work) -> None:
    """The job: run again it goes on where it stopped."""
    batch = ErasureBatch.objects.filter(pk=work.payload["batch"]).first()
    if batch is not None:
        run(batch)


def run(batch: ErasureBatch) -> None:
    """Erase what an approved batch lists and nothing keeps; twice does no harm."""
    if batch.status != BatchStatus.APPROVED or batch.not_before > clock.now():
        return
    waiting = batch.lines.filter(status=LineStatus.WAITING).exclude(row_id=ROLLS)
    while lines := list(waiting.order_by("record", "pk")[:SLICE]):
        code = lines[0].record
        erase_lines(batch, record_named(code), [line for line in lines if line.record == code])
    finish(batch)
    journal.write_out()
    traces.scrub()


@transaction.atomic
def erase_lines(batch: ErasureBatch, one: Record, lines: Sequence[ErasureLine]) -> None:
    """One slice of one kind: what is held or needed by now is left, the rest is gone, journal and events with it."""
    keys = [line.row_id for line in lines]
    held = holds.held(one.row_kind, keys)
    fit = fitting(batch, one, [key for key in keys if key not in held])
    order = Order(batch.pk, one.code, system(current_county()))
    if fit:
        erase(one, fit, order)
    for status, chosen in (
        (LineStatus.ERASED, [line.pk for line in lines if line.row_id in fit]),
        (LineStatus.HELD, [line.pk for line in lines if line.row_id in held]),
    ):
        ErasureLine.objects.filter(pk__in=chosen).update(status=status)
    rest = batch.lines.filter(pk__in=[line.pk for line in lines], status=LineStatus.WAITING)
    rest.update(status=LineStatus.NOT_DUE)


def fitting(batch: ErasureBatch, one: Record, keys: Sequence[int]) -> list[int]:
    """The rows that are still ended, long enough where time is the cause, and that nobody needs."""
    asked, since = batch.cause == Cause.REQUEST, None
    found = retention.remaining(one, asked=asked).filter(pk__in=keys)
    if not asked:
        since = retention.ended_before(max(batch.not_before, clock.now()), retention.rule_of(one).months)
        found = found.filter(ended_at__lt=since)
    still = list(found.order_by("pk").values_list("pk", flat=True))
    needed = used(one.row_kind, still, since)
    return [key for key in still if key not in needed]


def erase(one: Record, keys: Sequence[int], order: Order) -> None:
    """Empty every part, the rows themselves and their events last; in the caller's transaction."""
    every = sorted(one.widen(keys))
    for part in parts_of(one):
        part.erase(one.row_kind, every)
    journal.note(one, every, order)
    if one.write is not None:
        one.write(every, order)


def roll(batch: ErasureBatch, one: Record) -> int:
    """Delete what is too old of a record that is not listed row by row; how many."""
    before = retention.ended_before(max(batch.not_before, clock.now()), retention.rule_of(one).months)
    return one.roll(before) if one.roll else 0


@transaction.atomic
def finish(batch: ErasureBatch) -> None:
    """What rolls goes, the register gets a line for each kind that was erased, the batch is done: all or nothing."""
    now = clock.now()
    done = ErasureBatch.objects.select_for_update().get(pk=batch.pk)
    if done.status == BatchStatus.DONE:
        return
    erased = batch.lines.filter(status=LineStatus.ERASED).values("record").annotate(count=Count("pk"))
    counts = dict(erased.order_by("record").values_list("record", "count"))
    rolling = batch.lines.filter(status=LineStatus.WAITING, row_id=ROLLS)
    for code in sorted(rolling.values_list("record", flat=True)):
        counts[code] = roll(batch, record_named(code))
    rolling.update(status=LineStatus.ERASED)
    for code, count in sorted(counts.items()):
        if count:
            enter(done, code, count, now)
    done.status, done.done_at = BatchStatus.DONE, now
    done.save(update_fields=["status", "done_at"])
    batch.status, batch.done_at = done.status, now
    facts = {"counts": counts}
    by = system(current_county())
    events.append([events.EventDraft(BATCH, batch.pk, "erasure.done", by=by, at=now, facts=facts)])


def enter(batch: ErasureBatch, code: str, count: int, now: datetime) -> RegisterLine:
    """The next line of the register (F-103)."""
    year = timezone.localtime(now).year
    last = RegisterLine.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    return RegisterLine.objects.create(
        year=year,
        number=last + 1,
        batch_id=batch.pk,
        record=code,
        cause=batch.cause,
        sealed=batch.sealed,
        basis=retention.rule_of(record_named(code)).basis,
        edition=retention.rules_edition(),
        count=count,
        proposed_by=batch.proposed_by,
        decided_by=batch.decided_by,
        at=now,
    )
