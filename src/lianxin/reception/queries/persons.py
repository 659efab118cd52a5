"""Who can be put into a slot, and what they are called on the notice (当值人员)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.actor import KEEPERS, Actor
from lianxin.people.models import Appointment
from lianxin.people.queries import in_force, rank
from lianxin.places.rules import within
from lianxin.reception.models import Leave


def called(one: Appointment) -> str:
    """Name and post, as the notice has it: 林小满（青禾镇党政办 主任）."""
    words = {"name": one.person.name, "unit": one.post.unit.name, "post": one.post.name}
    return _("%(name)s（%(unit)s %(post)s）") % words


def to_choose(by: Actor) -> list[Appointment]:
    """The staff of an actor's area, by unit; those that keep the house do no casework."""
    held = in_force(timezone.now()).filter(within(by.scopes, "post__unit__area__code"))
    found = held.select_related("person", "post__unit").order_by("pk")
    doing = [one for one in found if not KEEPERS & set(one.post.roles)]
    return sorted(doing, key=lambda one: rank(one.post.unit))


def choices(by: Actor) -> list[tuple[int, str]]:
    """The same for a <select>."""
    return [(one.pk, called(one)) for one in to_choose(by)]


def appointments(keys: Iterable[int]) -> dict[int, Appointment]:
    """These appointments with person, post and unit, past ones too."""
    found = Appointment.objects.filter(pk__in=set(keys)).select_related("person", "post__unit")
    return {one.pk: one for one in found}


def leaves(persons: Collection[int], first: date, last: date) -> list[Leave]:
    """The days on which these persons are away, as far as they touch a period."""
    return list(Leave.objects.filter(person__in=persons, first__lte=last, last__gte=first))


def away_on(day: date, keys: Sequence[int]) -> list[Appointment]:
    """Which of these have leave on a day."""
    gone = Leave.objects.filter(first__lte=day, last__gte=day).values("person_id")
    away = Appointment.objects.filter(Q(person__in=gone), pk__in=keys)
    return list(away.select_related("person", "post__unit"))
