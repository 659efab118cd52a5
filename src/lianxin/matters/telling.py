"""The list of people to be told (待电话告知): by whom no message could reach, or who wants a call or a paper.

What to say, to which number; the attempts so far; a sheet to hand over (告知单); and that it was said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from lianxin.kernel import clock, letters, outbox
from lianxin.kernel.actor import Actor
from lianxin.kernel.events import looked
from lianxin.kernel.masking import mask_phone
from lianxin.kernel.models.message import Channel, Message, Note
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible

MATTER = "matter"
PAGE = 25
NOTES = [(note.value, note.label) for note in Note]
# The same words in the access log whatever language the caller reads.
REASON = "联系办理：电话告知办理进展"
ON_PAPER = "联系办理：打印告知单上门告知"


@dataclass(frozen=True)
class Call:
    """One line of the list: about which matter, what to say, to which number (masked), in which way.

    `failed` when text messages were tried in vain, `tried` when somebody called in vain; it is late when nobody
    told them within a working day.
    """

    key: int
    number: str
    title: str
    words: str
    phone: str
    since: datetime
    failed: bool
    urgent: bool
    on_paper: bool
    wished: bool
    late: bool
    tried: int


@dataclass(frozen=True)
class Addressee:
    """Whom a sheet is handed to: name, where they live, and what was answered them."""

    name: str = ""
    address: str = ""
    answer: str = ""


Address = Callable[[Matter, int | None, str], Addressee]
_addresses: dict[str, Address] = {}


def addressed_by(kind: str, address: Address) -> None:
    """Say to whom a message about matters of a kind is handed: `address(matter, reader_id, letter)`."""
    _addresses[kind] = address


def waiting(*, by: Actor, after: str = "") -> tuple[list[Call], str]:
    """A page of the calls this actor can make, emergencies and the oldest first, and the key of the next page.

    Only about matters they may see; `after` is the key of a page, "" the first.
    """
    seen = visible(by, Matter)
    found = outbox.calls().filter(row_kind=MATTER, row_id__in=seen.values("pk"))
    messages = list(found.filter(beyond(after))[: PAGE + 1])
    more, messages = len(messages) > PAGE, messages[:PAGE]
    matters = seen.in_bulk([message.row_id for message in messages])
    tried = outbox.tries_of(messages)
    lines = [line(one, matters[one.row_id], tried=tried.get(one.pk, 0)) for one in messages]
    return lines, key_of(messages[-1]) if more else ""


def key_of(message: Message) -> str:
    """Where a page ends: urgency, moment and key of its last line."""
    return f"{int(message.urgent)}_{round(message.at.timestamp() * 1_000_000)}_{message.pk}"


def beyond(after: str) -> Q:
    """What stands behind a page's end in the list."""
    parts = after.split("_")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return Q()
    urgent, at = (
        parts[0] == "1",
        datetime.fromtimestamp(int(parts[1]) / 1_000_000, tz=timezone.get_default_timezone()),
    )
    behind = Q(urgent=urgent) & (Q(at__gt=at) | Q(at=at, pk__gt=int(parts[2])))
    return behind | Q(urgent=False) if urgent else behind


def line(message: Message, matter: Matter, *, tried: int) -> Call:
    """A message as a line of the list."""
    since = timezone.localdate(message.at)
    days = calendar_in_force()
    return Call(
        key=message.pk,
        number=matter.number,
        title=matter.title,
        words=letters.words(message.letter, message.variables, language=get_language() or "zh-hans"),
        phone=mask_phone(message.to),
        since=message.at,
        failed=message.status == "dead",
        urgent=message.urgent,
        on_paper=message.channel == Channel.VISIT,
        wished=message.wanted in {Channel.PHONE, Channel.VISIT},
        late=days.closing(days.next_working(since)) < clock.now(),
        tried=tried,
    )


def call(key: int, *, by: Actor) -> tuple[Message, Call] | None:
    """One message still to be told, if this actor may see its matter."""
    message = outbox.calls().filter(pk=key, row_kind=MATTER).first()
    matter = visible(by, Matter).filter(pk=message.row_id).first() if message else None
    if message is None or matter is None:
        return None
    return message, line(message, matter, tried=outbox.tries_of([message]).get(message.pk, 0))


def number_to_dial(message: Message, *, by: Actor) -> str:
    """The telephone number in clear, with the look on record."""
    looked(MATTER, message.row_id, by=by, what="phone", reason=REASON)
    return message.to


def addressee(message: Message, *, by: Actor) -> Addressee:
    """Whom to hand the sheet to, with the look on record."""
    matter = Matter.objects.get(pk=message.row_id)
    looked(MATTER, message.row_id, by=by, what="identity", reason=ON_PAPER)
    address = _addresses.get(matter.kind)
    return address(matter, message.reader_id, message.letter) if address else Addressee()


def say(message: Message, found: Call, *, by: Actor, note: str) -> tuple[bool, int]:
    """Write down how it went: (whether nobody was first, how many attempts in vain there are now).

    Raises ValueError for an unknown note.
    """
    first = outbox.told(message, by=by, note=note, text=found.words, at=clock.now())
    return first, outbox.tries_of([message]).get(message.pk, 0)
