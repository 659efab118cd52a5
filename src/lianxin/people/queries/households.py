"""Households, their members now and at a day, and who is in mourning (户)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.masking import mask_name
from lianxin.people.models import Household, Membership, Person
from lianxin.people.queries.residents import by_phone, group_of
from lianxin.people.rules.residents import Kin, residents_desk
from lianxin.people.rules.settings import mourning_days
from lianxin.places.rules import within

HOUSEHOLD = "household"
PAGE = 25


def visible_households(by: Actor) -> QuerySet[Household]:
    """The households of the desk's own area; nobody else's."""
    if Role.SYSTEM in by.roles:
        return Household.objects.all()
    if by.account is None:
        return Household.objects.none()
    seen = Q(pk__in=[])
    for hand in by.hands():
        if residents_desk(hand, None):
            seen |= within(hand.scopes, "area__code")
    return Household.objects.filter(seen)


def household(pk: int, *, by: Actor) -> Household | None:
    """One household this actor may know of."""
    return visible_households(by).select_related("area").filter(pk=pk).first()


def members_at(own: Household, day: date) -> list[Membership]:
    """Who belongs to a household on a day, the head first."""
    rows = at_day(Membership.objects.filter(household=own), day).select_related("person")
    return sorted(rows, key=lambda one: (one.kin != Kin.HEAD, one.since, one.pk))


def at_day(rows: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    """The stays that hold on a day: from the first day up to but not including the last."""
    return rows.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def past_members(own: Household, day: date) -> list[Membership]:
    """Who has left, the latest first."""
    rows = Membership.objects.filter(household=own, until__lte=day).select_related("person")
    return list(rows.order_by("-until", "-pk")[:PAGE])


def memberships_of(persons: set[int]) -> list[Membership]:
    """Every stay of somebody in households, the latest first."""
    rows = Membership.objects.filter(person__in=persons).select_related("household__area")
    return list(rows.order_by("-since", "-pk"))


def membership(pk: int, *, household_id: int) -> Membership | None:
    """One stay in this household."""
    return Membership.objects.select_related("person").filter(pk=pk, household=household_id).first()


@dataclass(frozen=True)
class HouseholdLine:
    """A household in a list: whose it is (masked), where, how many."""

    key: int
    head: str
    area: str
    address: str
    members: int


def households(*, by: Actor, after: int | None = None) -> tuple[list[HouseholdLine], int | None]:
    """One page of the households, the latest first, and the key the next page begins after."""
    rows = visible_households(by).select_related("area").order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    page = list(rows[: PAGE + 1])
    onward = page[PAGE - 1].pk if len(page) > PAGE else None
    return lines_of(page[:PAGE]), onward


def lines_of(page: Sequence[Household]) -> list[HouseholdLine]:
    """These households as lines, their members fetched together."""
    held = Membership.objects.filter(household__in=[row.pk for row in page]).select_related("person")
    members: dict[int, list[Membership]] = {}
    for one in at_day(held, timezone.localdate()):
        members.setdefault(one.household_id, []).append(one)
    return [
        HouseholdLine(
            key=row.pk,
            head=next(
                (mask_name(one.person.name) for one in members.get(row.pk, ()) if one.kin == Kin.HEAD), ""
            ),
            area=row.area.name,
            address=row.address,
            members=len(members.get(row.pk, ())),
        )
        for row in page
    ]


def bereaved(*, on: date, person: int | None = None, phone_index: str = "") -> bool:
    """Whether this person, or whoever has this number, lives in a household in mourning on a day (XC-11).

    Then no message leaves by itself: the day of the death and the days after it, seven in all [DEF].
    """
    who = Q(pk__in=[])
    if person is not None:
        who |= Q(pk__in=group_of(person))
    if phone_index:
        who |= by_phone(phone_index)
    stays = at_day(Membership.objects.filter(person__in=Person.objects.filter(who).values("pk")), on)
    return mourning_ends(stays, on) is not None


def mourning_ends(stays: QuerySet[Membership], on: date) -> date | None:
    """The first day on which these households are no longer in mourning; None when none of them is on this day."""
    days = timedelta(days=mourning_days())
    marked = Household.objects.filter(pk__in=stays.values("household_id"), bereaved_on__lte=on)
    last = marked.filter(bereaved_on__gt=on - days).order_by("-bereaved_on").first()
    return last.bereaved_on + days if last is not None and last.bereaved_on is not None else None


def mourned_until(phone_index: str, at: datetime) -> datetime | None:
    """Until when nobody may write by itself to this number; None when it may be written to (XC-11)."""
    on = timezone.localdate(at)
    people = Person.objects.filter(by_phone(phone_index)).values("pk")
    ends = mourning_ends(at_day(Membership.objects.filter(person__in=people), on), on)
    return timezone.make_aware(datetime.combine(ends, time.min)) if ends is not None else None
