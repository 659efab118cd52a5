"""Writing down what somebody claims, and taking it back; what the records give is never touched (手工填报)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.figure import ClaimedFigure

KIND = "claimedfigure"


@transaction.atomic
def claim(said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> ClaimedFigure:
    """Keep a claim; the same client id again gives the same one."""
    known = ClaimedFigure.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    value, at_least = said["numerator"] or (None, False)
    below, below_at_least = said["denominator"] or (None, False)
    percent, places = said["percent"] or (None, 0)
    plain = ("code", "name", "unit", "scope", "since", "until", "said_by", "document", "note")
    row = ClaimedFigure.objects.create(
        client_id=client_id,
        numerator=value,
        at_least=at_least,
        denominator=below,
        below_at_least=below_at_least,
        percent=percent,
        percent_places=places,
        entered_at=clock.now(),
        account_id=by.account,
        **{name: said[name] for name in plain},
    )
    facts = {"code": row.code, "n": row.numerator, "d": row.denominator, "percent": row.percent}
    events.append([events.EventDraft(KIND, row.pk, "figure.claimed", by=by, facts=facts)])
    return row


@transaction.atomic
def withdraw(row: ClaimedFigure, *, by: Actor) -> None:
    """撤下: it is no longer shown beside ours, and stays on record."""
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        events.append([events.EventDraft(KIND, row.pk, "figure.claim_withdrawn", by=by)])
