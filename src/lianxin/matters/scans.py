"""A sheet that came back (纸件归档): photographed at the desk, and filed with the matter its square names.

What can't be filed by itself lies in the tray of who brought it, to be filed by hand; nothing is thrown away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import (
    Received,
    Upload,
    attach,
    attached_to,
    guard_attachments,
    read_served,
    receive,
)
from lianxin.kernel.erasure.registry import record_named
from lianxin.kernel.erasure.retention import rule_of, years
from lianxin.kernel.ids import uuid7
from lianxin.kernel.images import FORMATS
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.numbering import parse
from lianxin.kernel.paper import scanning
from lianxin.kernel.paper.layout import Form
from lianxin.matters.act import act
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Matter
from lianxin.matters.queries import matter_by_number
from lianxin.matters.refusals import Refused

MATTER, TRAY = "matter", "tray"
SCANNED = "scan"
MOVE = "paper"
NUMBER_PARTS = 4  # series, year, serial, check digit; what follows tells the papers of one matter apart


class NotFiled(Exception):
    """A sheet that couldn't be filed by itself; the message says why and what to do."""


@dataclass(frozen=True)
class Came:
    """What became of a picture: filed with a matter, or in the tray with the reason."""

    scan: Attachment
    matter: Matter | None = None
    form: Form | None = None
    why: str = ""


def take_in(upload: Upload, *, by: Actor, client_id: UUID) -> Came:
    """File the picture of a sheet with its matter, or keep it in the tray. Raises FileRefused for no picture."""
    received = receive(upload)
    scan = attach(
        received, row_kind=TRAY, row_id=by.account or 0, client_id=client_id, origin=SCANNED, at=clock.now()
    )
    try:
        matter, form, number = find(scan, by=by)
        return Came(file(scan, matter, form=form.code, number=number, by=by), matter, form)
    except NotFiled as reason:
        return Came(scan, why=str(reason))


def find(scan: Attachment, *, by: Actor) -> tuple[Matter, Form, str]:
    """The matter a picture belongs to, the form and its number. Raises NotFiled."""
    marks = scanning.marks_in(read_served(scan)) if scan.kind in FORMATS else []
    if not marks:
        raise NotFiled(
            _("没有读出二维码。请把纸放平、拍清楚左下角的方块再传一次；或者在下面填编号，手工归档。")
        )
    if len(marks) > 1:
        raise NotFiled(_("这一张里有几份不同的表，请一份一份地拍；或者在下面填编号，手工归档。"))
    number, code = marks[0]
    form = scanning.form_of(number, code)
    if form is None:
        raise NotFiled(_("查验码和编号对不上，可能不是本系统印的。请核对后在下面填编号，手工归档。"))
    matter = matter_by_number(matter_number(number), by=by)
    if matter is None:
        raise NotFiled(
            _(
                "这是 %(form)s，编号 %(number)s，没有找到它的事项，或者不归您看。请核对后在下面填编号，手工归档。"
            )
            % {"form": form.code, "number": number}
        )
    return matter, form, number


def matter_number(number: str) -> str:
    """The number of the matter in that of one of its papers."""
    return "-".join(number.split("-")[:NUMBER_PARTS])


def file(
    scan: Attachment, matter: Matter, *, form: str, number: str, by: Actor, day: date | None = None
) -> Attachment:
    """Hang a picture from the tray on a matter, with the move for it. Raises NotFiled; then it stays in the tray.

    `day` is what is written on the sheet: the event is of that day, and of today when it was written down.
    """
    fields = ("name", "kind", "size", "sha256", "served_sha256", "sealed_original")
    received = Received(**{name: getattr(scan, name) for name in fields})
    if attached_to(MATTER, [matter.pk]).filter(sha256=received.sha256).exists():
        drop(scan)
        raise NotFiled(_("这张照片已经归在 %(number)s 里了，没有再归一次。") % {"number": matter.number})
    said = {"form": form, "number": number}
    try:
        with transaction.atomic():
            drop(scan)
            return hang(
                received, matter, said, by=by, client_id=scan.client_id, at=midday(day) if day else None
            )
    except Refused as refusal:
        raise NotFiled(refusal.message) from refusal


def hang(
    received: Received,
    matter: Matter,
    said: Mapping[str, str],
    *,
    by: Actor,
    client_id: UUID,
    at: datetime | None = None,
    own_id: UUID | None = None,
) -> Attachment:
    """Hang a file on a matter with the move for it, whole or not at all; `own_id` names the file. Raises Refused."""
    with transaction.atomic():
        if flow_of(matter).move(MOVE) is not None:
            act(matter, MOVE, by=by, data=said, client_id=client_id, version=matter.version, at=at)
        return attach(
            received,
            row_kind=MATTER,
            row_id=matter.pk,
            client_id=own_id or uuid7(),
            origin=SCANNED,
            at=clock.now(),
        )


def midday(day: date) -> datetime:
    """A day as a moment of it; of today, now."""
    if day == clock.today():
        return clock.now()
    return timezone.make_aware(datetime.combine(day, time(12)))


def file_by_hand(scan: Attachment, typed: str, *, day: date | None, by: Actor) -> Matter:
    """File a picture from the tray with the matter whose number was typed. Raises NotFiled."""
    number = parse(typed)
    matter = matter_by_number(str(number), by=by) if number else None
    if matter is None:
        raise NotFiled(_("没有这个编号，或者不归您看。请对照回执核对编号。"))
    form, sheet = sheet_of(scan)
    file(scan, matter, form=form, number=sheet, by=by, day=day)
    return matter


def sheet_of(scan: Attachment) -> tuple[str, str]:
    """The form and the number of the sheet itself, as far as its square says them: a blank form keeps its own."""
    marks = scanning.marks_in(read_served(scan)) if scan.kind in FORMATS else []
    known = [(scanning.form_of(number, code), number) for number, code in marks[:1]]
    return next(((form.code, number) for form, number in known if form is not None), ("", ""))


def tray_of(by: Actor) -> list[Attachment]:
    """What this account brought and nobody has filed yet, and what was handed over to it."""
    return list(attached_to(TRAY, holders(by)))


def in_tray(client_id: UUID, *, by: Actor) -> Attachment | None:
    """One of them."""
    return attached_to(TRAY, holders(by)).filter(client_id=client_id).first()


def kept_for() -> str:
    """For how many years what nobody files is kept, as the rule in force has it."""
    return years(rule_of(record_named(TRAY)).months)


def holders(by: Actor) -> set[int]:
    """The accounts whose tray this actor empties."""
    return {by.account, *by.inherits} if by.account is not None else set()


def drop(scan: Attachment) -> None:
    """Take a picture out of the tray."""
    Attachment.objects.filter(pk=scan.pk, row_kind=TRAY).delete()


guard_attachments(TRAY, lambda by, scan: scan.row_id in holders(by))
