"""An accusation on a slip (举报): in the moment it is marked it leaves the box for the discipline desk (BOX-02).

It is opened as an accusation by the same door as any other, in one transaction with the slip that counts for it:
words and photos go along, and nothing of them stays where whoever typed them looks. Where no desk takes it, its
words lie sealed beside the slip, and whoever opened the box is told to carry the paper to the body above.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from lianxin.appeals.queries.accused import discipline_desk
from lianxin.appeals.rules import AppealType, Identity
from lianxin.boxes.models import Opening, Slip, Transcript
from lianxin.boxes.queries.slips import SLIP, words_of
from lianxin.doors.actions import file_appeal
from lianxin.doors.queries import MATTER
from lianxin.kernel import pieces
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import Received, Upload, attach, attached_to
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act, lock, open_row
from lianxin.matters.flows import flow_named
from lianxin.matters.models import Channel, Matter
from lianxin.matters.refusals import Refused

ORIGIN = "box"
SLIP_FLOW = "boxes.slip"
NAMESPACE = UUID("0d1b6f0e-6f3d-4c1c-9a1e-3d1f6ad2c7b4")


def said_on(opening: Opening, text: str, **more: Any) -> dict[str, Any]:
    """What an appeal is opened with that was found in a box: when it was opened is when it was said (T1)."""
    return {
        "text": text,
        "channel": Channel.BOX,
        "filed_at": opening.opened_at,
        "area": opening.area_id,
        "identity": Identity.ANONYMOUS,
        **more,
    }


def speaker(name: str, phone: str) -> dict[str, Any]:
    """Who signed; a signature on a slip isn't for everybody who works on it."""
    if not name and not phone:
        return {}
    return {"identity": Identity.CONFIDENTIAL, "name": name, "phone": phone}


def seal_new(
    opening: Opening, data: Mapping[str, Any], photos: Sequence[Upload], *, by: Actor, client_id: UUID
) -> Slip:
    """Register an accusation: one slip here, its words and photos at the discipline desk. Raises Refused."""
    way, matter = handed(opening, data, photos, by=by, client_id=client_id)
    slip: Slip = open_row(
        flow_named(SLIP_FLOW),
        by=by,
        data={**data, "opening": opening, "way": way, "matter": matter},
        client_id=client_id,
        move="seal",
    )
    return slip


def handed(
    opening: Opening, data: Mapping[str, Any], photos: Sequence[Upload], *, by: Actor, client_id: UUID
) -> tuple[str, Matter | None]:
    """Where it goes: taken by the desk as a matter, or waiting for one, or for the body above.

    Where there is a desk and every hand of it has to keep away, it isn't for that desk (decision 0011).
    """
    if not discipline_desk():
        return "sealed", None
    said = said_on(opening, data["text"], type=AppealType.REPORT, accused=data.get("accused"))
    said |= speaker(str(data.get("name") or ""), str(data.get("phone") or ""))
    try:
        with transaction.atomic():
            return "answered", file_appeal(
                said, photos, by=by, client_id=uuid5(NAMESPACE, str(client_id)), origin=ORIGIN
            )
    except Refused as refusal:
        if refusal.code != "guard" or not data.get("accused"):
            raise
        return "to_higher", None


def seal_registered(
    row: Slip, move: str, *, by: Actor, data: Mapping[str, Any], client_id: UUID, version: int
) -> Event:
    """这是举报, found out later: the same, and what was kept here of its words and photos goes."""
    with transaction.atomic():
        held: Slip = lock(row)
        said = words_of(held, clear=True)
        words = {"text": said.text, "name": said.name, "phone": said.phone} if said else {"text": ""}
        way, matter = handed(held.opening, {**data, **words}, (), by=by, client_id=client_id)
        if matter is not None:
            move_papers(held, matter)
        event = act(
            row,
            move,
            by=by,
            data={**data, **words, "way": way, "matter": matter},
            client_id=client_id,
            version=version,
        )
        leave_nothing(held, words["text"] if matter is None else "")
    return event


def leave_nothing(slip: Slip, waiting: str) -> None:
    """Nothing legible of an accusation stays beside its slip; what waits for a desk lies sealed."""
    pieces.forget(SLIP, [slip.pk])
    said = Transcript.objects.filter(slip=slip).first()
    if said is None:
        return
    if not waiting:
        said.delete()
        return
    said.text, said.name, said.phone, said.phone_index, said.waiting = "", "", "", "", waiting
    said.save()


def take_papers_along(slip: Slip, matter: Matter) -> None:
    """The photos of a slip hang on its matter, too."""
    for one in attached_to(SLIP, [slip.pk]):
        attach(received(one), row_kind=MATTER, row_id=matter.pk, origin=ORIGIN)


def move_papers(slip: Slip, matter: Matter) -> None:
    """… from now on, and no longer here."""
    take_papers_along(slip, matter)
    attached_to(SLIP, [slip.pk]).delete()


def received(one: Any) -> Received:
    """A file that is kept already, to hang on another row."""
    names = ("name", "kind", "size", "sha256", "served_sha256", "sealed_original")
    return Received(**{name: getattr(one, name) for name in names})


def receive(
    row: Slip, move: str, *, by: Actor, data: Mapping[str, Any], client_id: UUID, version: int
) -> Event:
    """接收: the discipline desk opens as an accusation what waited sealed for it. Raises Refused."""
    with transaction.atomic():
        held: Slip = lock(row)
        said = Transcript.objects.filter(slip=held).first()
        text = said.waiting if said else ""
        words = said_on(held.opening, text, type=AppealType.REPORT, accused=data.get("accused"))
        matter = file_appeal(words, (), by=by, client_id=uuid5(NAMESPACE, str(client_id)), origin=ORIGIN)
        move_papers(held, matter)
        event = act(row, move, by=by, data={"matter": matter}, client_id=client_id, version=version)
        leave_nothing(held, "")
    return event


def deliver(
    row: Slip, move: str, *, by: Actor, data: Mapping[str, Any], client_id: UUID, version: int
) -> Event:
    """已送纪检监察机构: the paper is there; what lay sealed here goes."""
    with transaction.atomic():
        event = act(row, move, by=by, data=data, client_id=client_id, version=version)
        leave_nothing(row, "")
        attached_to(SLIP, [row.pk]).delete()
    return event
