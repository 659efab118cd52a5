"""Founding a household, moving in and out, and mourning (立户、迁入、迁出、丧户)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.events import looked
from lianxin.people.actions.record import record
from lianxin.people.actions.residents import FILE_REASON, require_desk
from lianxin.people.models import Household, Membership, Person
from lianxin.people.queries.households import HOUSEHOLD, at_day
from lianxin.people.queries.residents import group_of
from lianxin.people.rules import Refused
from lianxin.people.rules.residents import Kin, overlaps
from lianxin.web.dates import day as spelled


@transaction.atomic
def found_household(
    *, area: int, address: str, head: Person, since: date, by: Actor, at: datetime
) -> Household:
    """A new household with its head. Raises Refused when the head lives in another then."""
    require_desk(by)
    own = Household.objects.create(area_id=area, address=address)
    record(HOUSEHOLD, own.pk, "household.founded", by=by, at=at)
    move_in(own, head, kin=Kin.HEAD, since=since, leaving=True, by=by, at=at)
    return own


@transaction.atomic
def move_in(
    own: Household, person: Person, *, kin: str, since: date, leaving: bool, by: Actor, at: datetime
) -> Membership:
    """Somebody comes to live here from a day on; `leaving` ends the stay they have elsewhere on that day.

    Raises Refused: already in a household in that time, or the household has a head already.
    """
    require_desk(by)
    Household.objects.select_for_update().get(pk=own.pk)
    Person.objects.select_for_update().get(pk=person.pk)
    stays = Membership.objects.filter(person__in=group_of(person.pk)).select_related("household")
    for stay in stays:
        if leaving and stay.until is None and stay.household_id != own.pk and stay.since <= since:
            stay.until = since
            stay.save(update_fields=["until"])
        if overlaps(since, None, stay.since, stay.until):
            sentence = _("%(day)s 起还在另一户里。请先办迁出，或改迁入日期。")
            raise Refused(sentence % {"day": spelled(stay.since)}, field="since")
    if kin == Kin.HEAD and head_of(own, since) is not None:
        raise Refused(_("这一户已经有户主。请选与户主的关系；要换户主，请用“换户主”。"), field="kin")
    stay = Membership.objects.create(household=own, person=person, kin=kin, since=since)
    record(HOUSEHOLD, own.pk, "household.moved_in", by=by, at=at, person=person.pk, stay=stay.pk)
    return stay


@transaction.atomic
def move_out(stay: Membership, *, until: date, by: Actor, at: datetime) -> None:
    """Somebody leaves; `until` is the first day they no longer belong here. Raises Refused."""
    require_desk(by)
    held = Membership.objects.select_for_update().get(pk=stay.pk)
    if held.until is not None:
        raise Refused(_("已经办过迁出了。"))
    if until < held.since:
        raise Refused(_("迁出不能早于迁入的那天，请核对日期。"), field="until")
    held.until = until
    held.save(update_fields=["until"])
    record(HOUSEHOLD, held.household_id, "household.moved_out", by=by, at=at, stay=held.pk)


@transaction.atomic
def change_head(stay: Membership, *, former: str, by: Actor, at: datetime) -> None:
    """Another member becomes head; the former one, if still here, is from now on the `former` kin of the new."""
    require_desk(by)
    own = Household.objects.select_for_update().get(pk=stay.household_id)
    head = head_of(own, timezone.localdate(at))
    if head is not None and head.pk == stay.pk:
        raise Refused(_("已经是户主了。"))
    if head is not None:
        head.kin = former
        head.save(update_fields=["kin"])
    stay.kin = Kin.HEAD
    stay.save(update_fields=["kin"])
    record(HOUSEHOLD, own.pk, "household.head", by=by, at=at, stay=stay.pk)


def head_of(own: Household, on: date) -> Membership | None:
    """The head of a household on a day."""
    return at_day(Membership.objects.filter(household=own, kin=Kin.HEAD), on).first()


@transaction.atomic
def mark_bereaved(own: Household, *, day: date | None, reason: str, by: Actor, at: datetime) -> None:
    """There was a death on this day, or the mark was a mistake (None); seen in the access log by others."""
    require_desk(by)
    Household.objects.filter(pk=own.pk).update(bereaved_on=day)
    looked(HOUSEHOLD, own.pk, by=by, what="bereaved.on" if day else "bereaved.off", reason=reason)
    record(HOUSEHOLD, own.pk, "household.bereaved", by=by, at=at, on=day.isoformat() if day else None)


def household_opened(own: Household, *, by: Actor) -> None:
    """Somebody opened a household's file: on record."""
    looked(HOUSEHOLD, own.pk, by=by, what="file", reason=FILE_REASON)
