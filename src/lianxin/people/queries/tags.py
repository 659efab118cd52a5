"""Tags of residents: for whoever is not in their circle they don't exist (标签)."""

from datetime import date

from django.db.models import Q

from lianxin.kernel.actor import Actor
from lianxin.people.models import ResidentTag
from lianxin.people.rules.residents import TAGS, TagKind


def kinds_for(by: Actor) -> tuple[TagKind, ...]:
    """The kinds of tags that exist for this actor."""
    return TAGS.seen_by(by.roles)


def tags_of(persons: set[int], *, by: Actor, on: date) -> list[ResidentTag]:
    """The tags somebody has on a day, of the kinds this actor may know of."""
    kinds = [kind.code for kind in kinds_for(by)]
    held = ResidentTag.objects.filter(person__in=persons, kind__in=kinds, ended_at=None)
    return list(held.filter(Q(until=None) | Q(until__gte=on)).order_by("set_at", "pk"))


def tag(pk: int, *, persons: set[int], by: Actor) -> ResidentTag | None:
    """One tag of these persons that has not ended, if it exists for this actor."""
    kinds = [kind.code for kind in kinds_for(by)]
    return ResidentTag.objects.filter(pk=pk, person__in=persons, kind__in=kinds, ended_at=None).first()
