"""What the worker does for the kernel itself; each app may have a `chores` module of its own."""

from datetime import timedelta

from django.db import transaction

from lianxin.kernel import attachments, notices, outbox, search, sending, statistics, throttle
from lianxin.kernel.actor import system
from lianxin.kernel.audit import anchor_all
from lianxin.kernel.backups import nightly
from lianxin.kernel.backups.after import Restored, after_restore
from lianxin.kernel.context import current_county
from lianxin.kernel.erasure import batches, journal, running
from lianxin.kernel.events import EventDraft, append
from lianxin.kernel.imports import working
from lianxin.kernel.jobs import every, handler
from lianxin.kernel.postgres import partitions

DAILY = 24 * 60
HOURLY = 60

handler(outbox.SEND, dead=sending.give_up)(sending.send)
every(5, "audit.anchor")(anchor_all)
every(HOURLY, "search.refresh")(search.refresh)
every(DAILY, "attachments.sweep")(attachments.sweep)
every(DAILY, "throttle.sweep")(throttle.sweep)
every(DAILY, "statistics.refresh")(statistics.refresh_all)
every(DAILY, "notices.sweep")(notices.sweep)
every(DAILY, "erasure.list")(batches.list_next_month)
handler(batches.RUN, lease=timedelta(hours=1))(running.by_job)
every(DAILY, "imports.tidy")(working.tidy)
handler(working.JOB, dead=working.given_up, lease=working.LEASE)(working.work_on)
every(DAILY, "logs.months")(partitions.make_ahead)
every(nightly.LOOKS, "backups.night")(nightly.look)


@after_restore("kernel.log")
def record_restore(restored: Restored) -> None:
    """The log says itself that it continues from a backup."""
    facts = {"made_at": restored.made_at.isoformat()}
    with transaction.atomic():
        append([EventDraft("installation", 0, "restored", by=system(current_county()), facts=facts)])


@after_restore("kernel.outbox")
def hold_messages(restored: Restored) -> None:
    """What waited when the backup was made has probably left since: a person says what is to be sent again."""
    outbox.quarantine()


@after_restore("kernel.erasures")
def erase_again(restored: Restored) -> None:
    """Who was erased since the backup was made stays erased: the folder that was replaced still says who (C12)."""
    kept = restored.previous and journal.written(journal.journal_path(restored.previous))
    journal.replay([*journal.written(), *(kept or ())])
