"""What the worker does for the kernel itself; each app may have a `chores` module of its own."""

from datetime import timedelta

from lianxin.kernel import attachments, notices, outbox, sending, throttle
from lianxin.kernel.audit import anchor_all
from lianxin.kernel.erasure import batches, running
from lianxin.kernel.imports import working
from lianxin.kernel.jobs import every, handler

DAILY = 24 * 60

handler(outbox.SEND, dead=sending.give_up)(sending.send)
every(5, "audit.anchor")(anchor_all)
every(DAILY, "attachments.sweep")(attachments.sweep)
every(DAILY, "throttle.sweep")(throttle.sweep)
every(DAILY, "notices.sweep")(notices.sweep)
every(DAILY, "erasure.list")(batches.list_next_month)
handler(batches.RUN, lease=timedelta(hours=1))(running.by_job)
every(DAILY, "imports.tidy")(working.tidy)
handler(working.JOB, dead=working.given_up, lease=working.LEASE)(working.work_on)
