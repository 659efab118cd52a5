"""Kinds of reception are set up, and who takes turns in them (接待种类、轮值名单)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor
from lianxin.reception.models import Kind, Turn

KIND = "kind"


@transaction.atomic
def add_kind(facts: Mapping[str, Any], *, by: Actor, client_id: UUID) -> Kind:
    """A new kind; the same form sent twice makes one."""
    known = Kind.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    row = Kind.objects.create(client_id=client_id, **facts)
    record(row, "add_kind", by)
    return row


@transaction.atomic
def change_kind(row: Kind, facts: Mapping[str, Any], *, by: Actor) -> None:
    """Correct a kind; slots that are in the book stay as they are."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    record(row, "change_kind", by)


@transaction.atomic
def add_turn(row: Kind, appointment: int, *, part: str, willing: bool, by: Actor) -> None:
    """Have somebody take turns, at the end of the list; who is in it already is given the new part."""
    last = Turn.objects.filter(kind=row).aggregate(last=Max("place"))["last"] or 0
    Turn.objects.update_or_create(
        kind=row,
        appointment_id=appointment,
        defaults={"part": part, "willing": willing},
        create_defaults={"part": part, "willing": willing, "place": last + 1, "since": clock.today()},
    )
    record(row, "add_turn", by, appointment=appointment)


@transaction.atomic
def end_turn(row: Kind, turn: int, *, by: Actor) -> None:
    """Take somebody off the list; the slots they have stay theirs until somebody else is put in."""
    found = Turn.objects.filter(kind=row, pk=turn).first()
    if found is not None:
        found.delete()
        record(row, "end_turn", by, appointment=found.appointment_id)


def record(row: Kind, move: str, by: Actor, **facts: Any) -> None:
    """Put it on record: codes and ids only."""
    draft = events.EventDraft(KIND, row.pk, f"reception.{move}", by=by, at=clock.now(), facts=facts)
    events.append([draft])
