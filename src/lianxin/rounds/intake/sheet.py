"""Saving a sheet typed in the evening, line by line: one that is wrong loses none of the others (补录)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.appeals.rules import AppealType, Identity
from lianxin.doors.actions import AlreadySent
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.act import act
from lianxin.matters.refusals import Refused
from lianxin.rounds.actions.cards import leave_card
from lianxin.rounds.actions.doors import find_need, need_known
from lianxin.rounds.forms.sheet import RowForm
from lianxin.rounds.models import Need
from lianxin.rounds.queries.events import made_before
from lianxin.rounds.rules.doors import MOVE_OF

NOON = time(12)


def save_rows(rows: Sequence[RowForm], *, on: date, paper: str, by: Actor) -> int:
    """Save every line that holds something; gives how many were. What was refused stands beside its line."""
    return sum(save_row(row, on=on, paper=paper, by=by) for row in rows)


def save_row(row: RowForm, *, on: date, paper: str, by: Actor) -> bool:
    """Save one line: the result, then the need, then the card; each once, however often it is sent."""
    if not row.is_valid() or not row.touched:
        return False
    at = moment_on(on)
    try:
        save_result(row, at, paper, by)
        need = save_need(row, at, by)
        save_card(row, at, need, by)
    except Refused as refusal:
        row.add_error(None, refusal.message)
    except AlreadySent as sent:
        row.add_error(
            "text", _("这条需求已登记为 %(number)s，改动没有保存。") % {"number": sent.matter.number}
        )
    except ValidationError as fault:
        row.add_error(None, fault)
    return not row.errors


def moment_on(on: date) -> datetime:
    """A moment of the day on the paper: now when it is today, else its noon."""
    return clock.now() if on == clock.today() else timezone.make_aware(datetime.combine(on, NOON))


def save_result(row: RowForm, at: datetime, paper: str, by: Actor) -> None:
    """What came of the door. Raises Refused."""
    said = row.cleaned_data
    if not said["result"]:
        return
    data: dict[str, Any] = {name: said[name] for name in ("minutes", "visitors", "mend")}
    act(
        row.door,
        MOVE_OF[said["result"]],
        by=by,
        data={**data, "paper": paper},
        client_id=uuid5(said["client_id"], "door"),
        version=said["version"],
        at=at,
    )


def save_need(row: RowForm, at: datetime, by: Actor) -> Need | None:
    """What somebody asked for. Raises Refused, AlreadySent, ValidationError."""
    said, client_id = row.cleaned_data, uuid5(row.cleaned_data["client_id"], "need")
    if not said["text"]:
        return None
    known = need_known(client_id)
    when = known.device_at if known else at  # the same line sent again is the same need, a minute later too
    asked = {
        "text": said["text"],
        "type": AppealType.HELP,
        "identity": Identity.NAMED if said["name"] else Identity.ANONYMOUS,
        "name": said["name"],
        "phone": said["phone"],
    }
    return find_need(row.door, asked, by=by, client_id=client_id, device_at=when)


def save_card(row: RowForm, at: datetime, need: Need | None, by: Actor) -> None:
    """The card that was left. Raises Refused."""
    said, client_id = row.cleaned_data, uuid5(row.cleaned_data["client_id"], "card")
    if row.card is None or made_before(row.card, client_id):
        return
    promise = {"promised": said["promised"], "by_when": said["by_when"]}
    matter = {"matter": need.matter} if need else {}
    leave_card(row.card, row.door, {**promise, **matter}, by=by, client_id=client_id, at=at)
