"""A slot is put off to another day, all or nothing (改期): the new one planned and posted, the old one called off."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.matters.act import act
from lianxin.matters.flows import flow_of
from lianxin.matters.refusals import Refused
from lianxin.reception.actions.planning import plan_one
from lianxin.reception.models import Slot
from lianxin.reception.queries.slots import persons_of
from lianxin.web.dates import when


def move_slot(
    row: Slot, move: str, *, by: Actor, data: Mapping[str, Any], client_id: UUID, version: int
) -> Any:
    """Called as `act` is; a posted slot's new day is posted with it. Raises Refused."""
    with transaction.atomic():
        kept = {"theme": row.theme, "invited": row.invited_id, "kind": row.kind}
        persons = [(one.part, one.appointment_id) for one in persons_of(row)]
        fresh = plan_one(
            flow_of(row),
            by=by,
            data={**kept, **data, "persons": persons},
            client_id=uuid5(client_id, "moved"),
        )
        if row.published_at is not None and fresh.published_at is None:
            post(fresh, by=by, client_id=client_id)
        told = {**data, "moved_to": fresh.pk, "became": when(fresh.starts_at)}
        return act(row, move, by=by, data=told, client_id=client_id, version=version)


def post(fresh: Slot, *, by: Actor, client_id: UUID) -> None:
    """Post the new day; where that is on too short notice, with the reason that it was put off."""
    key = uuid5(client_id, "posted")
    try:
        act(fresh, "publish", by=by, data={}, client_id=key, version=fresh.version)
    except Refused:
        late = {"reason": _("改期")}
        act(fresh, "publish_late", by=by, data=late, client_id=key, version=fresh.version)
