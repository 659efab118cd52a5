"""拆分: different matters in one text become each a matter of its own (D.5, J15)."""

from collections.abc import Mapping
from copy import copy
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.appeals import letters
from lianxin.appeals.actions.filing import read_words, write_down
from lianxin.appeals.actions.telling import tell_everybody
from lianxin.appeals.models import Appellant
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.speakers import keys_of_speakers
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import Received, attach, attached_to
from lianxin.matters.act import open_row
from lianxin.matters.flows import flow_named
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Contact, Matter, RelationKind
from lianxin.matters.workflow import Acting

MATTER = "matter"


def split(acting: Acting) -> None:
    """拆分: contact and speakers come along, the limits run from the first registration; all are told the numbers."""
    data, first = acting.data, acting.data["split_from"]
    came = first.contacts.order_by("at", "pk").first()
    said = copy(first.appeal)
    said.text = data["text"]
    put_back(first, [said], clear=True)  # its numbers are taken out anew, as this matter's own
    given = {
        "text": said.text,
        "filed_at": first.filed_at,
        "area": first.area_id,
        "address": first.appeal.address,
    }
    acting.data = {**data, **given, "channel": came.channel if came else None, "urgency": first.urgency}
    write_down(acting)
    read_words(acting)
    acting.added = [row for row in acting.added if not isinstance(row, Appellant)]
    contact = next(row for row in acting.added if isinstance(row, Contact))
    if came is not None:
        contact.taker_id = came.taker_id
    people = [copied(one, acting.row, contact) for one in first.appellants.order_by("pk")]
    acting.added += people
    acting.name(keys_of_speakers(people))
    acting.relate(RelationKind.SPLIT_FROM, first)
    acting.start("T2a", at=first.recorded_at)
    if any(clock.limit == "T3" for clock in running_clocks([first])[first.pk]):
        acting.start("T3", at=first.recorded_at)
    tell_everybody(acting, letters.SPLIT_TOLD, first=first.number)


def copied(one: Appellant, row: Matter, contact: Contact) -> Appellant:
    """The same person, speaking in the other matter."""
    new = Appellant(
        matter=row, contact=contact, identity=one.identity, tell_by=one.tell_by, person=one.person
    )
    new.name, new.phone, new.phone_index = one.name, one.phone, one.phone_index
    return new


def split_off(first: Matter, said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> Matter:
    """Open the other matter with the files of the first, whole or not at all. Raises Refused."""
    flow = flow_named("appeal")
    with transaction.atomic():
        data = {**said, "split_from": first}
        row: Matter = open_row(flow, by=by, data=data, client_id=client_id, move="split")
        for paper in attached_to(MATTER, [first.pk]):
            kept = {field.name: getattr(paper, field.name) for field in fields(Received)}
            attach(Received(**kept), row_kind=MATTER, row_id=row.pk, origin=paper.origin, at=paper.at)
    return row
