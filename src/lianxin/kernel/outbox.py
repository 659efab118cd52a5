"""The outbox (待发通知) and the list of people to telephone (待电话告知).

An act queues its messages in its own transaction; the worker sends them after the commit, at least once, with
a stable id, so that a receiver that deduplicates shows one effect. What can't be sent is telephoned.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lianxin.gateways import sms
from lianxin.kernel import jobs, letters
from lianxin.kernel.actor import Actor
from lianxin.kernel.jobs import Failed, Finish, Later, Work
from lianxin.kernel.models.message import Channel, Message, MessageStatus, Note
from lianxin.kernel.pace import pace

SEND = "outbox.send"
MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
CODE = re.compile(r"[0-9A-Za-z._:/-]{1,40}")
PERSONAL = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")

ON_THE_LIST = (MessageStatus.CALL, MessageStatus.DEAD)


class NotAVariable(ValueError):
    """A message may carry codes, numbers and dates only; the value isn't shown, it may be somebody's."""


def queue(
    letter: str,
    *,
    row_kind: str,
    row_id: int,
    variables: Mapping[str, object],
    to: str,
    at: datetime | None = None,
    urgent: bool = False,
    good_until: datetime | None = None,
) -> Message:
    """Put a message about a row into the outbox, inside the act's transaction.

    Without a gateway or a mobile number it goes to the telephone list at once. `urgent` ignores quiet hours;
    past `good_until` it isn't sent any more. Raises LookupError (letter, variable), NotAVariable.
    """
    checked = {name: plain(name, value) for name, value in variables.items()}
    letters.words(letter, checked)
    sendable = bool(mobile(to)) and sms.wanted()
    message = Message(
        row_kind=row_kind,
        row_id=row_id,
        letter=letter,
        variables=checked,
        channel=Channel.SMS if sendable else Channel.NONE,
        status=MessageStatus.WAITING if sendable else MessageStatus.CALL,
        urgent=urgent,
        at=at or timezone.now(),
        good_until=good_until,
    )
    message.to = to
    message.save()
    if sendable:
        jobs.enqueue(SEND, {"message": message.pk}, key=key_of(message), due_at=message.at)
    return message


def plain(name: str, value: object) -> str | int:
    """A value that may stand in a message. Raises NotAVariable for anything that could be personal."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not mobile(str(value)):
        return value
    if isinstance(value, str) and CODE.fullmatch(value) and not PERSONAL.search(value):
        return value
    raise NotAVariable(f"{name!r} must be a code, a number or a date")


def mobile(to: str) -> str:
    """The eleven digits of a mobile number; empty for landlines and anything else."""
    found = MOBILE.fullmatch(re.sub(r"[\s-]", "", to))
    return found[1] if found else ""


def key_of(message: Message) -> str:
    """The key of the job that sends a message."""
    return f"message:{message.stable_id}"


def give_up(work: Work, code: str) -> None:
    """The job is a dead letter: the message joins the telephone list."""
    settle(int(work.payload["message"]), MessageStatus.DEAD, work, code)


def send(work: Work) -> Finish | None:
    """Send one message, unless it was settled otherwise meanwhile, is too old, or would ring at night."""
    message = Message.objects.filter(pk=work.payload["message"], status=MessageStatus.WAITING).first()
    if message is None:
        return None
    if message.good_until is not None and work.now > message.good_until:
        return settled(message, MessageStatus.STALE, work)
    audible = pace().audible(work.now)
    if audible > work.now and not message.urgent:
        raise Later(audible)
    return deliver(message, work)


def deliver(message: Message, work: Work) -> Finish:
    """Hand the message to the gateway. Raises Failed when it has to be tried again."""
    try:
        gateway = sms.from_environment()
    except sms.GatewayFault as fault:
        raise Failed("gateway-settings") from fault
    if gateway is None:
        return settled(message, MessageStatus.CALL, work, "no-gateway")
    text = letters.words(message.letter, message.variables)
    result = gateway.send(str(message.stable_id), to=mobile(message.to), text=text)
    if isinstance(result, sms.TryAgain):
        raise Failed(result.code)
    if isinstance(result, sms.Refused):
        return settled(message, MessageStatus.CALL, work, result.code)
    return settled(message, MessageStatus.SENT, work)


def settled(message: Message, status: MessageStatus, work: Work, outcome: str = "") -> Finish:
    """The end of a job that settles its message in the same transaction."""
    return jobs.finish_with(partial(settle, message.pk, status, work, outcome))


def settle(message_id: int, status: MessageStatus, work: Work, outcome: str = "") -> None:
    """Write down what became of a waiting message; one that was settled meanwhile stays as it is."""
    Message.objects.filter(pk=message_id, status=MessageStatus.WAITING).update(
        status=status, outcome=outcome[:60], attempts=work.attempt, settled_at=work.now
    )


def calls() -> QuerySet[Message]:
    """The current county's telephone list (待电话告知), the oldest first: what couldn't be sent."""
    return Message.objects.filter(status__in=ON_THE_LIST).order_by("at", "id")


def told(message: Message, *, by: Actor, note: str) -> bool:
    """Take a message off the telephone list; False when a colleague was first.

    Raises ValueError for a note that isn't one of `Note`.
    """
    listed = Message.objects.filter(pk=message.pk, status__in=ON_THE_LIST)
    values = {"note": Note(note), "told_by_id": by.account, "settled_at": timezone.now()}
    return listed.update(status=MessageStatus.TOLD, **values) > 0


@transaction.atomic
def resend(message: Message) -> bool:
    """Try once more to send what is on the telephone list or quarantined, with the same stable id.

    False when it has no mobile number, or was settled meanwhile.
    """
    if not mobile(message.to):
        return False
    stopped = Message.objects.filter(pk=message.pk, status__in=[*ON_THE_LIST, MessageStatus.QUARANTINED])
    if not stopped.update(status=MessageStatus.WAITING, channel=Channel.SMS, outcome="", settled_at=None):
        return False
    jobs.schedule(SEND, timezone.now(), key=key_of(message), payload={"message": message.pk})
    return True


def quarantine() -> int:
    """After a restore: hold what waits in the current county, for it may have left already (恢复隔离)."""
    return Message.objects.filter(status=MessageStatus.WAITING).update(status=MessageStatus.QUARANTINED)
