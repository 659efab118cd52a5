"""Legal holds (保全): what is needed for a court, a review or an inquiry is not erased, whoever asks."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor
from lianxin.kernel.erasure.hands import may_hold
from lianxin.kernel.erasure.refusals import Refused
from lianxin.kernel.erasure.registry import ties_of
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.erasure import Hold

HOLD = "hold"


def standing() -> QuerySet[Hold]:
    """The holds that stand now."""
    return Hold.objects.filter(Q(until=None) | Q(until__gte=clock.today()), lifted_at=None)


def holds_on(row_kind: str, row_id: int) -> list[Hold]:
    """The holds on one row, the latest first."""
    return list(standing().filter(row_kind=row_kind, row_id=row_id).order_by("-placed_at"))


def held(row_kind: str, keys: Collection[int]) -> set[int]:
    """Which of these rows are held, by themselves or by what belongs to them (a person, their matters)."""
    places: dict[tuple[str, int], set[int]] = {(row_kind, key): {key} for key in keys}
    for key, kind, other in ties_of(row_kind, keys):
        places.setdefault((kind, other), set()).add(key)
    found: set[int] = set()
    for kind in {kind for kind, _other in places}:
        rows = [other for one, other in places if one == kind]
        for row in standing().filter(row_kind=kind, row_id__in=rows).values_list("row_id", flat=True):
            found |= places[kind, row]
    return found


@transaction.atomic
def place(row_kind: str, row_id: int, *, reason: str, until: date | None, by: Actor) -> Hold:
    """Place a hold. Raises Refused for whoever may not, and without a reason."""
    require(by)
    if not reason.strip():
        raise Refused(_("请写明为什么保全，例如：法院调卷，文号。"), field="reason")
    row = Hold.objects.create(
        client_id=uuid7(),
        row_kind=row_kind,
        row_id=row_id,
        reason=reason.strip(),
        until=until,
        placed_by=by.account,
        placed_at=clock.now(),
    )
    note(row, "erasure.hold", by)
    return row


@transaction.atomic
def ask_to_lift(hold: Hold, *, by: Actor) -> None:
    """Ask to lift a hold; somebody else agrees. Raises Refused."""
    require(by)
    row = locked(hold)
    if row.lift_asked_by is not None:
        raise Refused(_("已经有人提出解除，等另一个人同意。"))
    row.lift_asked_by, row.lift_asked_at = by.account, clock.now()
    row.save(update_fields=["lift_asked_by", "lift_asked_at"])
    note(row, "erasure.lift_asked", by)


@transaction.atomic
def lift(hold: Hold, *, by: Actor) -> None:
    """Agree that a hold is lifted. Raises Refused for the one who asked, and when nobody has asked."""
    require(by)
    row = locked(hold)
    if row.lift_asked_by is None:
        raise Refused(_("还没有人提出解除。请先提出，再由另一个人同意。"))
    if row.lift_asked_by == by.account:
        raise Refused(_("解除保全要两个人：提出的人不能自己同意。"))
    row.lifted_by, row.lifted_at = by.account, clock.now()
    row.save(update_fields=["lifted_by", "lifted_at"])
    note(row, "erasure.lifted", by)


def locked(hold: Hold) -> Hold:
    """The hold as it is now. Raises Refused when it was lifted."""
    row = Hold.objects.select_for_update().get(pk=hold.pk)
    if row.lifted_at is not None:
        raise Refused(_("这条保全已经解除了。"))
    return row


def require(by: Actor) -> None:
    """Leader, auditor or security administrator. Raises Refused."""
    if not may_hold(by, None):
        raise Refused(_("保全由领导、审计员或安全管理员办理。"))


def note(row: Hold, move: str, by: Actor) -> None:
    """Put it on record, by kind and id."""
    facts = {"row_kind": row.row_kind, "row_id": row.row_id}
    events.append([events.EventDraft(HOLD, row.pk, move, by=by, at=clock.now(), facts=facts)])
