"""The telephone list (待电话告知): who has to be told by word of mouth, what to say, and that it was said."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from lianxin.kernel import letters, outbox
from lianxin.kernel.actor import Actor
from lianxin.kernel.events import looked
from lianxin.kernel.masking import mask_phone
from lianxin.kernel.models.message import Message, Note
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible

MATTER = "matter"
NOTES = Note.choices
# The same words in the access log whatever language the caller reads.
REASON = "联系办理：电话告知办理进展"


@dataclass(frozen=True)
class Call:
    """One line of the list: about which matter, what to say, to which number (masked)."""

    key: int
    number: str
    title: str
    words: str
    phone: str
    since: datetime
    failed: bool


def waiting(*, by: Actor, most: int = 100) -> list[Call]:
    """The calls this actor can make, the oldest first: only about matters they may see."""
    seen = visible(by, Matter)
    messages = list(outbox.calls().filter(row_kind=MATTER, row_id__in=seen.values("pk"))[:most])
    matters = seen.in_bulk([message.row_id for message in messages])
    return [line(message, matters[message.row_id]) for message in messages]


def line(message: Message, matter: Matter) -> Call:
    """A message as a line of the list."""
    return Call(
        key=message.pk,
        number=matter.number,
        title=matter.title,
        words=letters.words(message.letter, message.variables, language=get_language() or "zh-hans"),
        phone=mask_phone(message.to),
        since=message.at,
        failed=message.status == "dead",
    )


def call(key: int, *, by: Actor) -> tuple[Message, Call] | None:
    """One message still to be told, if this actor may see its matter."""
    message = outbox.calls().filter(pk=key, row_kind=MATTER).first()
    matter = visible(by, Matter).filter(pk=message.row_id).first() if message else None
    return (message, line(message, matter)) if message and matter else None


def number_to_dial(message: Message, *, by: Actor) -> str:
    """The telephone number in clear, with the look on record."""
    looked(MATTER, message.row_id, by=by, what="phone", reason=REASON)
    return message.to
