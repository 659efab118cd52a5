"""Slots are put into the book, one or a whole rota, and posted, many in one go (排定、公示一批)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.matters.act import Ask, Outcome, act_many, open_row
from lianxin.matters.flows import flow_named
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Workflow
from lianxin.reception.models import Kind, Slot
from lianxin.reception.rules.rota import Decided

FLOW = "reception.slot"


def plan_one(
    flow: Workflow, *, by: Actor, data: Mapping[str, Any], client_id: UUID, move: str = "plan"
) -> Any:
    """Called as `open_row` is. Raises Refused, also when another desk planned the same slot a moment ago."""
    try:
        return open_row(flow, by=by, data=data, client_id=client_id, move=move)
    except IntegrityError as clash:
        raise overtaken() from clash


def plan_days(kind: Kind, days: Sequence[Decided], *, by: Actor, client_id: UUID) -> Outcome:
    """Plan these days; the same form sent twice plans them once, and a day that can't be stops no other.

    Raises Refused when another desk planned one of them a moment ago; then none is planned.
    """
    asks = [
        Ask(
            {"kind": kind, "day": one.day, "persons": one.persons},
            client_id=uuid5(client_id, one.day.isoformat()),
        )
        for one in days
    ]
    try:
        return act_many(flow_named(FLOW), "plan", asks, by=by)
    except IntegrityError as clash:
        raise overtaken() from clash


def publish_all(slots: Iterable[Slot], *, by: Actor, client_id: UUID) -> Outcome:
    """Post these slots; those that are too late are named."""
    asks = [Ask({}, client_id=uuid5(client_id, f"{row.pk}"), row=row) for row in slots]
    return act_many(flow_named(FLOW), "publish", asks, by=by)


def overtaken() -> Refused:
    """Somebody else planned the same slot meanwhile."""
    return Refused(_("别人刚刚排了同一场，请看排班表再排。"), code="guard")
