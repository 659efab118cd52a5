"""What people agreed to (同意)."""

from collections.abc import Collection
from uuid import UUID

from lianxin.people.models import Consent


def consents_of(persons: Collection[int]) -> list[Consent]:
    """Every consent of a person, those that stand first, the latest first; at most fifty."""
    rows = list(Consent.objects.filter(person__in=persons).order_by("-at", "-pk")[:50])
    return sorted(rows, key=lambda one: one.withdrawn_at is not None)


def consents_about(about_kind: str, about_id: UUID) -> list[Consent]:
    """The same of a row known by kind and client id."""
    rows = list(Consent.objects.filter(about_kind=about_kind, about_id=about_id).order_by("-at", "-pk")[:50])
    return sorted(rows, key=lambda one: one.withdrawn_at is not None)


def standing(pk: int, held: Collection[Consent]) -> Consent | None:
    """One of these consents that was not taken back."""
    return next((one for one in held if one.pk == pk and one.withdrawn_at is None), None)
