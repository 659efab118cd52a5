"""Declaring what one keeps away from, and taking it back (回避申报): both seen by the audit hand."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.events import looked
from lianxin.people.actions.record import record
from lianxin.people.models import Avoidance, Person
from lianxin.people.queries.conflicts import avoidance
from lianxin.people.queries.residents import PHONE
from lianxin.people.rules import Refused

AVOIDANCE = "avoidance"
DECLARED = "申报回避"
LIST_REASON = "查阅回避申报"


@dataclass(frozen=True)
class Declaration:
    """What somebody keeps away from: exactly one of person, unit, telephone."""

    tie: str
    person: Person | None = None
    unit: int | None = None
    phone: str = ""
    note: str = ""


@transaction.atomic
def declare(said: Declaration, *, by: Actor, at: datetime) -> Avoidance:
    """From the next click on, what this is party to does not exist for the one who declares. Raises Refused."""
    if by.account is None:
        raise Refused(_("请先登录。"))
    if sum(bool(one) for one in (said.person, said.unit, said.phone)) != 1:
        raise Refused(_("请填一个电话，或选一个单位；两样都要回避的，分两次申报。"))
    row = Avoidance(
        account_id=by.account,
        tie=said.tie,
        person=said.person,
        unit_id=said.unit,
        note=said.note,
        declared_at=at,
        phone_index=blind_index(said.phone, PHONE),
    )
    row.phone = said.phone
    row.save()
    looked(AVOIDANCE, row.pk, by=by, what="shun.on", reason=DECLARED)
    record(AVOIDANCE, row.pk, "avoidance.declared", by=by, at=at, tie=said.tie)
    return row


@transaction.atomic
def withdraw(pk: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Take one's own declaration back, with a reason the audit hand reads. Raises Refused."""
    held = avoidance(pk, account=by.account or 0)
    if held is None or Avoidance.objects.filter(pk=pk, withdrawn_at=None).update(withdrawn_at=at) != 1:
        raise Refused(_("这一条已经撤回了。"))
    looked(AVOIDANCE, held.pk, by=by, what="shun.off", reason=reason)
    record(AVOIDANCE, held.pk, "avoidance.withdrawn", by=by, at=at)


def list_opened(*, by: Actor) -> None:
    """Somebody read everybody's declarations: on record."""
    looked(AVOIDANCE, 0, by=by, what="shun.list", reason=LIST_REASON)
