"""Proposing the one thing to be put right for good, and saying what the review found (每月一题)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.insight.models import MonthTopic
from lianxin.insight.rules.months import month_of
from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor

KIND = "monthtopic"


@transaction.atomic
def propose(said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> MonthTopic:
    """Keep a topic of this month; the same client id again gives the same one."""
    known = MonthTopic.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    topic = MonthTopic.objects.create(
        client_id=client_id,
        month=month_of(clock.today()).since,
        category_id=said["category"],
        area_id=said["area"],
        unit_id=said["unit"],
        proposed_at=clock.now(),
        account_id=by.account,
        **{name: said[name] for name in ("cause", "measure", "target", "review_on")},
    )
    facts = {"category": topic.category_id, "area": topic.area_id, "unit": topic.unit_id}
    events.append([events.EventDraft(KIND, topic.pk, "topic.proposed", by=by, facts=facts)])
    return topic


@transaction.atomic
def review(topic: MonthTopic, result: str, *, by: Actor) -> bool:
    """复查: said once; False when somebody said it already."""
    locked = MonthTopic.objects.select_for_update().get(pk=topic.pk)
    if locked.reviewed_at is not None:
        return False
    locked.result, locked.reviewed_at = result, clock.now()
    locked.save(update_fields=["result", "reviewed_at"])
    events.append([events.EventDraft(KIND, locked.pk, "topic.reviewed", by=by)])
    return True
