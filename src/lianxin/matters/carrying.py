"""A move that brings files along: received first, hung in the move's own transaction, whole or not at all (材料)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from lianxin.kernel.attachments import Received, Upload, attach, receive_all
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act
from lianxin.matters.ledger import row_kind
from lianxin.matters.models import Stateful

Hang = Callable[[Stateful, Event, Sequence[Received]], None]


def hang_on_row(row: Stateful, event: Event, found: Sequence[Received], *, origin: str = "") -> None:
    """The files hang on the row that was moved; `origin` is the door they came by."""
    for one in found:
        attach(one, row_kind=row_kind(row), row_id=row.pk, origin=origin)


def act_with_files(
    row: Stateful, move: str, files: Sequence[Upload], *, hang: Hang = hang_on_row, **how: Any
) -> Event:
    """`act` with these files; `how` is what `act` is told else. Raises FileRefused, ValidationError, Refused."""
    found = receive_all(files)
    with transaction.atomic():
        event = act(row, move, **how)
        hang(row, event, found)
    return event


def act_with_photos(row: Stateful, move: str, *, data: Mapping[str, Any], **how: Any) -> Event:
    """`act` with the photos of its own form, if it has any. Raises as `act_with_files`."""
    return act_with_files(row, move, data.get("photos") or (), data=data, **how)
