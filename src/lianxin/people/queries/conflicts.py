"""Who has to keep away from what (回避): by declaration, and because they are a party themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Shunned
from lianxin.kernel.masking import mask_name, mask_phone
from lianxin.people.models import Appointment, Avoidance, Person

PAGE = 50


def declared_anything(account: int) -> Exists:
    """Whether an account has a declaration in force, as a column of another question."""
    return Exists(Avoidance.objects.filter(account_id=account, withdrawn_at=None))


def shunned_by(account: int, own: Iterable[Person], *, declared: bool) -> Shunned:
    """What the holder of an account keeps away from; `own` are the person's own records.

    Who declared nothing (`declared`, see above) costs no question.
    """
    rows = Avoidance.objects.filter(account_id=account, withdrawn_at=None).select_related("person")
    said = list(rows) if declared else []
    mine = {person.pk: person for person in own}
    named = {one.person.pk: one.person for one in said if one.person is not None}
    people: dict[int, Person] = {**mine, **named}
    phones = {index for one in people.values() for index in (one.phone_index, one.other_phone_index)}
    return Shunned(
        phones=frozenset((phones | {one.phone_index for one in said}) - {""}),
        ids=frozenset({one.id_number_index for one in people.values()} - {""}),
        persons=frozenset(people),
        units=frozenset(one.unit_id for one in said if one.unit_id is not None),
    )


def shunned_persons(by: Actor) -> QuerySet[Person]:
    """Every record of the people an actor keeps away from: named, with their number, or merged with them."""
    shuns = by.shuns
    who = Q(pk__in=shuns.persons) | Q(merged_into__in=shuns.persons)
    if shuns.phones:
        who |= Q(phone_index__in=shuns.phones) | Q(other_phone_index__in=shuns.phones)
    if shuns.ids:
        who |= Q(id_number_index__in=shuns.ids)
    return Person.objects.filter(who)


@dataclass(frozen=True)
class Declared:
    """A declaration as pages show it, masked."""

    key: int
    who: str
    tie: str
    about: str
    note: str
    declared_at: datetime
    withdrawn_at: datetime | None


def declared_by(account: int) -> list[Declared]:
    """One's own declarations, those in force first."""
    rows = Avoidance.objects.filter(account_id=account).select_related("person", "unit")
    held = sorted(rows.order_by("-declared_at", "-pk")[:PAGE], key=lambda one: one.withdrawn_at is not None)
    return [shown(one, who="") for one in held]


def all_declared(*, after: int | None = None) -> tuple[list[Declared], int | None]:
    """One page of everybody's declarations, the latest first, for the audit hand."""
    rows = Avoidance.objects.select_related("person", "unit").order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    page = list(rows[: PAGE + 1])
    onward = page[PAGE - 1].pk if len(page) > PAGE else None
    names = names_behind([one.account_id for one in page])
    return [shown(one, who=names.get(one.account_id, "")) for one in page[:PAGE]], onward


def names_behind(accounts: Iterable[int]) -> dict[int, str]:
    """Whose accounts these are."""
    rows = Appointment.objects.filter(account_id__in=set(accounts)).order_by("pk")
    return dict(rows.values_list("account_id", "person__name"))


def shown(one: Avoidance, *, who: str) -> Declared:
    """A declaration in words."""
    about = ""
    if one.person is not None:
        about = _("居民 %(name)s") % {"name": mask_name(one.person.name)}
    elif one.unit is not None:
        about = _("单位 %(name)s") % {"name": one.unit.name}
    elif one.phone_index:
        about = _("电话 %(phone)s") % {"phone": mask_phone(one.phone)}
    tie = one.get_tie_display()
    return Declared(one.pk, who, tie, about, one.note, one.declared_at, one.withdrawn_at)


def avoidance(pk: int, *, account: int) -> Avoidance | None:
    """One of one's own declarations that is in force."""
    return Avoidance.objects.filter(pk=pk, account_id=account, withdrawn_at=None).first()
