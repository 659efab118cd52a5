"""What the worker does for the kernel itself; each app may have a `chores` module of its own."""

from lianxin.kernel import outbox
from lianxin.kernel.audit import anchor_all
from lianxin.kernel.jobs import every, handler

handler(outbox.SEND, dead=outbox.give_up)(outbox.send)
every(5, "audit.anchor")(anchor_all)
