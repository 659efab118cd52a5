"""Sending one message (发送): asked once more right before it leaves whether it may, and by which channel.

Never at night, on a quiet day, to a household in mourning, to somebody who doesn't want it, nor more than so many
a day to one person: what is too much becomes one message of the next morning (XC-11, INV-22). Emergencies pass the
night and the cap, nothing else: where they may not be written, somebody calls.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianxin.gateways import sms, wechat
from lianxin.gateways.posting import GatewayFault, Refused, Result, TryAgain
from lianxin.kernel import jobs, letters, outbox, readers
from lianxin.kernel.backups.after import RETRY, waiting_for_word
from lianxin.kernel.jobs import Failed, Finish, Later, Work
from lianxin.kernel.models.message import Channel, Message, MessageStatus
from lianxin.kernel.models.telling import Credit
from lianxin.kernel.pace import peace
from lianxin.kernel.readers import Reader

G = TypeVar("G")


def give_up(work: Work, code: str) -> None:
    """The job is a dead letter: the message joins the telephone list."""
    settle(int(work.payload["message"]), MessageStatus.DEAD, work, code)


def send(work: Work) -> Finish | None:
    """Send one message, unless it was settled otherwise meanwhile, is too old, or may not leave now.

    Raises Later, and Failed when it has to be tried again.
    """
    message = Message.objects.filter(pk=work.payload["message"], status=MessageStatus.WAITING).first()
    if message is None:
        return None
    if message.good_until is not None and work.now > message.good_until:
        return settled(message, MessageStatus.STALE, work)
    refused = held_by_restore(message, work) or unwanted(message, work) or in_mourning(message, work)
    if refused is not None:
        return refused
    if message.urgent:
        return deliver(message, work)
    terms = peace()
    audible = terms.audible(work.now)
    if audible > work.now:
        raise Later(audible)
    if not reserve(message, work.now, cap=terms.cap):
        return too_much(message, work)
    return deliver(message, work)


def held_by_restore(message: Message, work: Work) -> Finish | None:
    """Nothing leaves before a person has looked at a restored installation; in an emergency somebody calls.

    Raises Later.
    """
    if waiting_for_word() is None:
        return None
    if message.urgent:
        return settled(message, MessageStatus.CALL, work, "restored", channel=Channel.PHONE)
    raise Later(work.now + RETRY)


def unwanted(message: Message, work: Work) -> Finish | None:
    """The end of a message whose reader has chosen otherwise since it was queued."""
    wanted = readers.wanted_now(message.reader_kind, message.reader_id)
    if wanted is None or wanted == message.wanted or wanted in outbox.AUTOMATIC:
        return None
    message.wanted = wanted
    channel = outbox.way(message)
    status = MessageStatus.DECLINED if channel == Channel.NONE else MessageStatus.CALL
    return settled(message, status, work, "reader", wanted=wanted, channel=channel)


def in_mourning(message: Message, work: Work) -> Finish | None:
    """A household in mourning is written to when its days are over; in an emergency somebody calls.

    Raises Later.
    """
    until = readers.held_until(message.reader_index, work.now)
    if until is None:
        return None
    if message.urgent:
        return settled(message, MessageStatus.CALL, work, "held-back", channel=Channel.PHONE)
    raise Later(peace().audible(until))


def reserve(message: Message, now: datetime, *, cap: int) -> bool:
    """Take one of the day's places among the messages to this person; False when all are taken.

    The place is unique in the table, so that two workers never send one too many. A message that is tried again
    on the same day keeps its place.
    """
    day = timezone.localdate(now)
    if not message.reader_index or message.slot_day == day:
        return True
    today = Message.objects.filter(reader_index=message.reader_index, slot_day=day)
    taken = set(today.values_list("slot", flat=True))
    free = [place for place in range(1, cap + 1) if place not in taken]
    return any(take(message, day=day, slot=place) for place in free)


def take(message: Message, **place: object) -> bool:
    """Take one place; False when another worker was first."""
    try:
        with transaction.atomic():
            return Message.objects.filter(pk=message.pk).update(slot_day=place["day"], slot=place["slot"]) > 0
    except IntegrityError:
        return False


def too_much(message: Message, work: Work) -> Finish:
    """The day's places are taken: this one becomes part of tomorrow's. A digest itself just waits.

    Raises Later.
    """
    morning = peace().digest_after(work.now)
    if message.letter == letters.DIGEST:
        raise Later(morning)
    return jobs.finish_with(partial(join, message, morning, work))


def join(message: Message, morning: datetime, work: Work) -> None:
    """Count this message into the one of the next morning, which is made with the first."""
    waiting = Message.objects.filter(
        reader_index=message.reader_index, letter=letters.DIGEST, status=MessageStatus.WAITING
    )
    digest = waiting.select_for_update().order_by("pk").first()
    if digest is None:
        digest = outbox.queue(
            letters.DIGEST,
            row_kind=message.row_kind,
            row_id=message.row_id,
            variables={"count": 0},
            to=message.to,
            at=morning,
            reader=Reader(message.reader_kind, message.reader_id or 0, message.wanted)
            if message.reader_kind
            else None,
        )
    if settle(message.pk, MessageStatus.JOINED, work, joined_id=digest.pk):
        digest.variables = {"count": int(digest.variables["count"]) + 1}
        digest.save(update_fields=["variables"])


def deliver(message: Message, work: Work) -> Finish:
    """Hand the message to its channel's gateway, or to the next channel. Raises Failed to have it tried again."""
    text = letters.words(message.letter, message.variables)
    if message.channel == Channel.WECHAT:
        result = by_wechat(message, text)
        if result is None or isinstance(result, Refused):
            message.channel = outbox.fallback(message)
    if message.channel == Channel.SMS:
        result = by_sms(message, text)
    elif message.channel != Channel.WECHAT:
        return settled(message, MessageStatus.CALL, work, "no-wechat", channel=message.channel)
    if result is None:
        return settled(message, MessageStatus.CALL, work, "no-gateway", channel=Channel.PHONE)
    if isinstance(result, TryAgain):
        raise Failed(result.code)
    if isinstance(result, Refused):
        return settled(message, MessageStatus.CALL, work, result.code, channel=Channel.PHONE)
    sent = {"channel": message.channel, "sent_text": text, "wording": letters.wording_edition()}
    return settled(message, MessageStatus.SENT, work, **sent)


def by_sms(message: Message, text: str) -> Result | None:
    """What the text message gateway says; None when there is none. Raises Failed while its settings are wrong."""
    gateway = opened(sms.from_environment)
    if gateway is None:
        return None
    return gateway.send(str(message.stable_id), to=outbox.mobile(message.to), text=text)


def by_wechat(message: Message, text: str) -> Result | None:
    """What the WeChat gateway says; None when there is none, or no tap was spent on this message."""
    tap = Credit.objects.filter(spent_on=message.pk).first()
    gateway = opened(wechat.from_environment) if tap else None
    if tap is None or gateway is None:
        return None
    return gateway.send(str(message.stable_id), to=tap.subscriber, text=text, template=message.letter)


def opened(read: Callable[[], G | None]) -> G | None:
    """The gateway of the environment. Raises Failed while its settings can't be used."""
    try:
        return read()
    except GatewayFault as fault:
        raise Failed("gateway-settings") from fault


def settled(
    message: Message, status: MessageStatus, work: Work, outcome: str = "", **values: object
) -> Finish:
    """The end of a job that settles its message in the same transaction."""
    return jobs.finish_with(partial(settle, message.pk, status, work, outcome, **values))


def settle(message_id: int, status: MessageStatus, work: Work, outcome: str = "", **values: object) -> bool:
    """Write down what became of a waiting message; one that was settled meanwhile stays as it is: False."""
    changes: dict[str, object] = {
        "status": status,
        "outcome": outcome[:60],
        "attempts": work.attempt,
        "settled_at": work.now,
    }
    waiting = Message.objects.filter(pk=message_id, status=MessageStatus.WAITING)
    return waiting.update(**(changes | values)) > 0
