"""Two records of one human being become one, by two people; both ids stay (合并档案、取消合并)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.people.actions.record import record
from lianxin.people.actions.residents import require_desk
from lianxin.people.models import Merging, Person
from lianxin.people.queries.residents import PERSON
from lianxin.people.rules import Refused


@transaction.atomic
def propose_merging(kept: Person, merged: Person, *, reason: str, by: Actor, at: datetime) -> Merging:
    """Say that two records are of one human being; a second person decides. Raises Refused."""
    require_desk(by)
    refuse_unfit(*locked(kept.pk, merged.pk))
    try:
        with transaction.atomic():
            proposed = Merging.objects.create(
                kept=kept, merged=merged, reason=reason, proposed_by=by.account, proposed_at=at
            )
    except IntegrityError as clash:
        raise Refused(_("这份档案已经有人提出合并，等着另一人核对。")) from clash
    record(PERSON, merged.pk, "merging.proposed", by=by, at=at, kept=kept.pk, merging=proposed.pk)
    return proposed


def locked(kept: int, merged: int) -> tuple[Person, Person]:
    """Both records as they are now, held in ascending order so that two mergings never wait for each other."""
    rows = Person.objects.select_for_update().filter(pk__in=[kept, merged]).order_by("pk")
    people = {person.pk: person for person in rows}
    return people[kept], people[merged]


def refuse_unfit(kept: Person, merged: Person) -> None:
    """Raises Refused when the two are one record, or one of them was merged already."""
    if kept.pk == merged.pk:
        raise Refused(_("这两个是同一份档案，不用合并。"))
    if kept.merged_into_id is not None or merged.merged_into_id is not None:
        raise Refused(_("其中一份已经合并到别的档案里了。请打开合并后的那一份再办。"))


@transaction.atomic
def decide_merging(proposed: Merging, *, approve: bool, by: Actor, at: datetime) -> None:
    """The second person says yes or no. Raises Refused for the one who proposed it, and when it is decided."""
    require_desk(by)
    held = Merging.objects.select_for_update().get(pk=proposed.pk)
    if held.decided_at is not None:
        raise Refused(_("这次合并已经有人核对过了。"))
    if held.proposed_by == by.account:
        raise Refused(_("合并要两个人：提出的人不能自己核对，请另一位同事来看。"))
    held.decided_at, held.decided_by, held.approved = at, by.account, approve
    held.save(update_fields=["decided_at", "decided_by", "approved"])
    if approve:
        kept, merged = locked(held.kept_id, held.merged_id)
        refuse_unfit(kept, merged)
        merged.merged_into = kept
        merged.save(update_fields=["merged_into"])
    move = "merging.approved" if approve else "merging.refused"
    record(PERSON, held.merged_id, move, by=by, at=at, kept=held.kept_id, merging=held.pk)


@transaction.atomic
def undo_merging(made: Merging, *, by: Actor, at: datetime) -> None:
    """Take a merging back: each record stands for itself again. Raises Refused when there is none to undo."""
    require_desk(by)
    held = Merging.objects.select_for_update().get(pk=made.pk)
    merged = Person.objects.select_for_update().get(pk=held.merged_id)
    if not held.approved or held.undone_at is not None or merged.merged_into_id != held.kept_id:
        raise Refused(_("这次合并没有生效，或者已经取消了。"))
    held.undone_at, held.undone_by = at, by.account
    held.save(update_fields=["undone_at", "undone_by"])
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    record(PERSON, merged.pk, "merging.undone", by=by, at=at, kept=held.kept_id, merging=held.pk)
