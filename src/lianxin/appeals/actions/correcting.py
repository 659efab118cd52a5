"""Putting right what was written down wrongly: 更正, 批准更正, 不批准, 申请作废, 作废."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lianxin.appeals import letters
from lianxin.appeals.actions.finding import found_by
from lianxin.appeals.actions.joining import leave_main
from lianxin.appeals.actions.telling import tell_in_town
from lianxin.appeals.models import Appellant, Correction
from lianxin.appeals.queries.shielding import title_for_unit
from lianxin.appeals.queries.speakers import keys_of_speakers
from lianxin.appeals.queries.standing import waiting_correction
from lianxin.appeals.rules import CODED, AppealType, Correctable, Identity
from lianxin.kernel.actor import Role
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.ids import uuid7
from lianxin.matters.workflow import Acting


def first_appellant(acting: Acting) -> Appellant | None:
    """Whose name or telephone is put right: the one asked for, else the first who isn't anonymous."""
    found = acting.row.appellants.exclude(identity=Identity.ANONYMOUS).order_by("pk")
    key = acting.data.get("appellant")
    one: Appellant | None = (found.filter(pk=key) if key else found).first()
    return one


def value_now(acting: Acting, field: str) -> str:
    """What stands there, as text."""
    matter, appeal = acting.row, acting.row.appeal
    speaker = first_appellant(acting) if field in (Correctable.NAME, Correctable.PHONE) else None
    reads: dict[str, Callable[[], Any]] = {
        Correctable.TYPE: lambda: appeal.type,
        Correctable.CATEGORY: lambda: appeal.category_id,
        Correctable.AREA: lambda: matter.area_id,
        Correctable.URGENCY: lambda: matter.urgency,
        Correctable.FILED_AT: matter.filed_at.isoformat,
        Correctable.TITLE: lambda: matter.title,
        Correctable.TEXT: lambda: appeal.text,
        Correctable.NAME: lambda: speaker.name if speaker else "",
        Correctable.PHONE: lambda: speaker.phone if speaker else "",
    }
    value = reads[field]()
    return "" if value is None else str(value)


def spelled(value: Any) -> str:
    """A value as the correction keeps it."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def propose(acting: Acting) -> None:
    """更正: what is wrong, what is right, and why; nothing changes before a second person agrees."""
    field, value = acting.data["field"], spelled(acting.data["value"])
    personal = field in (Correctable.NAME, Correctable.PHONE)
    old = value_now(acting, field)
    correction = begin(acting, field)
    correction.appellant = first_appellant(acting) if personal else None
    correction.old, correction.new = old, value
    if field in CODED:
        acting.facts |= {"old": old, "new": value}
    ask_leaders(acting)


def ask_void(acting: Acting) -> None:
    """申请作废: why this number should not count."""
    begin(acting, Correctable.VOID)
    ask_leaders(acting)


def begin(acting: Acting, field: str) -> Correction:
    """A proposal that waits for its second person."""
    correction = Correction(
        matter=acting.row,
        field=field,
        why=acting.data["why"],
        proposed_at=acting.now,
        proposed_by=acting.by.account,
        proposed_post=acting.by.post,
    )
    acting.add(correction)
    acting.facts |= {"field": str(field), "correction": str(correction.client_id)}
    return correction


def ask_leaders(acting: Acting) -> None:
    """Somebody else has to decide; accusations are decided at the desk, so no leader hears of them."""
    if acting.row.appeal.type != AppealType.REPORT:
        tell_in_town(acting, letters.CORRECTION, Role.LEADER)


def decide(acting: Acting, *, approved: bool) -> Correction:
    """Write the second person's word into the proposal."""
    correction = waiting_correction(acting.row, acting.data["correction"])
    assert correction is not None  # noqa: S101  # the guard looked
    acting.change(
        correction,
        decided_at=acting.now,
        decided_by=acting.by.account,
        decided_post=acting.by.post,
        approved=approved,
    )
    acting.facts |= {"field": correction.field, "correction": str(correction.client_id)}
    return correction


def refuse(acting: Acting) -> None:
    """不批准: everything stays as it is."""
    decide(acting, approved=False)


def void(acting: Acting) -> None:
    """作废: the number stays, with its reason, and counts nowhere."""
    decide(acting, approved=True)
    leave_main(acting)
    acting.row.closed_at = None


def undo_import(acting: Acting) -> None:
    """撤销导入: the number is void with the reason, and the row of the sheet may be imported again."""
    why = _("撤销导入批次 %(batch)s") % {"batch": acting.row.appeal.batch}
    moment = {"proposed_at": acting.now, "decided_at": acting.now}
    acting.add(Correction(matter=acting.row, field=Correctable.VOID, why=why, approved=True, **moment))
    acting.row.closed_at, acting.row.client_id = None, uuid7()
    acting.change(acting.row.appeal, external_number="")


def approve(acting: Acting) -> None:
    """批准更正: the right value stands from now on; figures read it, the old one stays in the sealed proposal."""
    correction = decide(acting, approved=True)
    field, value = correction.field, correction.new
    matter, appeal = acting.row, acting.row.appeal
    if field == Correctable.TYPE:
        acting.change(appeal, type=value)
    elif field == Correctable.CATEGORY:
        acting.change(appeal, category_id=int(value))
    elif field == Correctable.TEXT:
        acting.change(appeal, text=value)
    elif field == Correctable.TITLE:
        matter.title = value[:120]
    elif field == Correctable.AREA:
        matter.area_id = int(value)
    elif field == Correctable.URGENCY:
        matter.urgency = value
    elif field == Correctable.FILED_AT:
        matter.filed_at = datetime.fromisoformat(value)
    else:
        put_right(acting, correction)
    if field in CODED:
        acting.facts |= {"old": correction.old, "new": value}
    say_anew(acting, field)


def say_anew(acting: Acting, field: str) -> None:
    """What else says what was put right: the title, which at a unit tells not who speaks, and the words of search."""
    matter, appeal = acting.row, acting.row.appeal
    if field in (Correctable.TITLE, Correctable.TYPE) and matter.holder_id is not None:
        matter.title = title_for_unit(matter)
    if field in (Correctable.TITLE, Correctable.TEXT):
        said = [contact.words for contact in matter.contacts.order_by("at", "pk")[1:]]
        found_by(acting, appeal, appeal.text, *said)


def put_right(acting: Acting, correction: Correction) -> None:
    """The name or the telephone of somebody who spoke."""
    speaker = correction.appellant
    if speaker is None:
        return
    if correction.field == Correctable.NAME:
        speaker.name = correction.new
        acting.change(speaker, name_sealed=speaker.name_sealed)
        others = acting.row.appellants.exclude(pk=speaker.pk)
        acting.name(keys_of_speakers([*others, speaker]))
        return
    speaker.phone = correction.new
    index = blind_index(correction.new, "phone")
    acting.change(speaker, phone_sealed=speaker.phone_sealed, phone_index=index)
