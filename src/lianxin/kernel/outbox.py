"""The outbox (待发通知) and the list of people to be told by word of mouth (待电话告知).

An act queues its messages in its own transaction; the worker sends them after the commit (`kernel.sending`), at
least once, with a stable id, so that a receiver that deduplicates shows one effect. Each takes the channel the
person chose: 微信 needs a tap that isn't used up and falls back to 短信, 短信 needs a mobile number and a gateway
and falls back to the list; 电话 and 上门 are lines of the list at once; 不用告知 is written down and not sent.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lianxin.gateways import sms, wechat
from lianxin.kernel import events, jobs, letters, readers
from lianxin.kernel.actor import Actor
from lianxin.kernel.events import EventDraft
from lianxin.kernel.models.message import Channel, Message, MessageStatus, Note
from lianxin.kernel.models.telling import CallAttempt, Credit
from lianxin.kernel.readers import Reader

SEND = "outbox.send"
MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
CODE = re.compile(r"[0-9A-Za-z._:/-]{1,40}")
PERSONAL = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")

ON_THE_LIST = (MessageStatus.CALL, MessageStatus.DEAD)
STAFF = "staff"  # the row kind of messages to staff: nobody is telephoned when they can't be sent
AUTOMATIC = (Channel.SMS, Channel.WECHAT)
LOGGED = 500  # ids that one entry of the log names
ATTEMPTS = 3  # [DEF] on two days at least and at different hours, as for a callback (move 29)


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
    reader: Reader | None = None,
) -> Message:
    """Put a message about a row into the outbox, inside the act's transaction.

    Without `reader` the one with this telephone is looked up, so that nobody's choice is passed over. `urgent`
    ignores quiet hours and the daily cap, never a wish not to be written to: then somebody calls. Past
    `good_until` it isn't sent any more. Raises LookupError (letter, variable), NotAVariable.
    """
    checked = {name: plain(name, value) for name, value in variables.items()}
    letters.words(letter, checked)
    index = readers.index_of(mobile(to) or to)
    reader = reader or readers.reader_of(row_kind, row_id, index)
    message = Message(
        row_kind=row_kind,
        row_id=row_id,
        letter=letter,
        variables=checked,
        wanted=reader.wanted if reader else "",
        reader_kind=reader.kind if reader else "",
        reader_id=reader.id if reader else None,
        reader_index=index or (f"{reader.kind}:{reader.id}" if reader else ""),
        urgent=urgent,
        at=at or timezone.now(),
        good_until=good_until,
    )
    message.to = to
    message.channel = way(message)
    message.status = standing(message)
    message.save()
    if message.channel == Channel.WECHAT and not spend(message):
        message.channel = fallback(message)
        message.status = standing(message)
        message.save(update_fields=["channel", "status"])
    if message.status == MessageStatus.WAITING:
        jobs.enqueue(SEND, {"message": message.pk}, key=key_of(message), due_at=message.at)
    return message


def way(message: Message) -> Channel:
    """The channel a message takes first, by what its reader wants and what there is."""
    if message.wanted == Channel.NONE:
        return Channel.PHONE if message.urgent and message.to else Channel.NONE
    if message.wanted in {Channel.PHONE, Channel.VISIT}:
        return Channel(message.wanted)
    if message.wanted == Channel.WECHAT and wechat.wanted():
        return Channel.WECHAT
    return fallback(message)


def fallback(message: Message) -> Channel:
    """The channel for whoever can't be written to in WeChat: a text message, a call, a visit."""
    if mobile(message.to) and sms.wanted():
        return Channel.SMS
    return Channel.PHONE if message.to else Channel.VISIT


def standing(message: Message) -> MessageStatus:
    """What a message waits for on its channel: to be sent, to be said, or nothing."""
    if message.channel == Channel.NONE:
        return MessageStatus.DECLINED
    return MessageStatus.WAITING if message.channel in AUTOMATIC else MessageStatus.CALL


def spend(message: Message) -> bool:
    """Use up the oldest tap for this letter and reader; False when there is none left.

    A tap is spent before its message leaves and never given back: never more messages than taps (INV-22).
    """
    if message.reader_id is None:
        return False
    taps = Credit.objects.filter(
        reader_kind=message.reader_kind, reader_id=message.reader_id, letter=message.letter, spent_on=None
    )
    for tap in taps.order_by("at", "pk").values_list("pk", flat=True)[:20]:
        if Credit.objects.filter(pk=tap, spent_on=None).update(spent_on=message.pk):
            return True
    return False


def tapped(tap: str, *, reader: Reader, letter: str, subscriber: str, at: datetime) -> bool:
    """Keep one tap of "允许"; False when this tap was kept before. Raises LookupError for an unknown letter."""
    letters.letter_named(letter)
    fresh = Credit(tap=tap, reader_kind=reader.kind, reader_id=reader.id, letter=letter, at=at)
    fresh.subscriber = subscriber
    known = Credit.objects.filter(tap=tap).exists()
    Credit.objects.bulk_create([fresh], ignore_conflicts=True)
    return not known


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


def ways_offered() -> list[tuple[str, str]]:
    """The ways of being told that there are here, with their names; 微信 where the office has it."""
    kept = [way for way in Channel if way != Channel.WECHAT or wechat.wanted()]
    return [(way.value, str(way.label)) for way in kept]


def waiting_count() -> int:
    """How many messages wait to be sent."""
    return Message.objects.filter(status=MessageStatus.WAITING).count()


def calls() -> QuerySet[Message]:
    """The current county's list of people to be told (待电话告知): emergencies, then the oldest first."""
    listed = Message.objects.filter(status__in=ON_THE_LIST).exclude(row_kind=STAFF)
    return listed.order_by("-urgent", "at", "id")


@transaction.atomic
def told(message: Message, *, by: Actor, note: str, text: str = "", at: datetime | None = None) -> bool:
    """Write down how it went; False when a colleague was first.

    Somebody who was reached is off the list. Who was not is tried again: off the list after three attempts on two
    days and at different hours (ATTEMPTS). `text` is what was said. Raises ValueError for an unknown note.
    """
    outcome, moment = Note(note), at or timezone.now()
    listed = Message.objects.filter(pk=message.pk, status__in=ON_THE_LIST)
    if outcome == Note.UNREACHABLE:
        if not listed.select_for_update().exists():
            return False
        CallAttempt.objects.create(message_id=message.pk, at=moment, account_id=by.account)
        if not tried_enough(attempts_of(message)):
            return True
    said = {"sent_text": text, "wording": letters.wording_edition()}
    ending = {"status": MessageStatus.TOLD, "note": outcome, "told_by_id": by.account, "settled_at": moment}
    return listed.update(**ending, **said) > 0


def attempts_of(message: Message) -> list[datetime]:
    """When somebody tried in vain to reach this reader."""
    return list(CallAttempt.objects.filter(message_id=message.pk).order_by("at").values_list("at", flat=True))


def tries_of(messages: Sequence[Message]) -> dict[int, int]:
    """How often somebody tried in vain to reach each of these readers; one query for all."""
    found: dict[int, int] = {}
    keys = [message.pk for message in messages]
    for key in CallAttempt.objects.filter(message_id__in=keys).values_list("message_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def tried_enough(moments: list[datetime]) -> bool:
    """Three attempts, on two days at least and not all at the same hour."""
    local = [timezone.localtime(moment) for moment in moments]
    days, hours = {at.date() for at in local}, {at.hour for at in local}
    return len(local) >= ATTEMPTS and len(days) > 1 and len(hours) > 1


@transaction.atomic
def resend(message: Message) -> bool:
    """Try once more to send what is on the telephone list or quarantined, with the same stable id.

    False when it has no mobile number, when its reader doesn't want text messages, or it was settled meanwhile.
    """
    if not mobile(message.to) or message.wanted in {Channel.PHONE, Channel.VISIT, Channel.NONE}:
        return False
    stopped = Message.objects.filter(pk=message.pk, status__in=[*ON_THE_LIST, MessageStatus.QUARANTINED])
    if not stopped.update(status=MessageStatus.WAITING, channel=Channel.SMS, outcome="", settled_at=None):
        return False
    jobs.schedule(SEND, timezone.now(), key=key_of(message), payload={"message": message.pk})
    return True


def quarantined() -> QuerySet[Message]:
    """The current county's messages that a person has to look at after a restore, oldest first."""
    return Message.objects.filter(status=MessageStatus.QUARANTINED).order_by("at", "id")


def release(message: Message) -> bool:
    """Let a quarantined message go after all; who can't be written to is on the telephone list then."""
    held = Message.objects.filter(pk=message.pk, status=MessageStatus.QUARANTINED)
    return resend(message) or held.update(status=MessageStatus.CALL, channel=Channel.PHONE) > 0


def drop(message: Message, *, at: datetime) -> bool:
    """It had left before the restore: it isn't sent again. False when somebody was first."""
    held = Message.objects.filter(pk=message.pk, status=MessageStatus.QUARANTINED)
    return held.update(status=MessageStatus.STALE, outcome="restored", settled_at=at) > 0


@transaction.atomic
def settle_held(what: str, *, key: str, by: Actor, at: datetime) -> int:
    """`release` or `drop` one held message, or `all`; how many. Who said so stands in the log."""
    held = quarantined() if key == "all" else quarantined().filter(pk=int(key) if key.isdecimal() else 0)
    rows = list(held)
    done = sum(release(row) if what == "release" else drop(row, at=at) for row in rows)
    if done:
        facts = {"messages": [row.pk for row in rows][:LOGGED], "count": done}
        events.append([EventDraft("installation", 0, f"restored.{what}", by=by, at=at, facts=facts)])
    return done


def quarantine() -> int:
    """After a restore: hold what waits in the current county, for it may have left already (恢复隔离)."""
    return Message.objects.filter(status=MessageStatus.WAITING).update(status=MessageStatus.QUARANTINED)
