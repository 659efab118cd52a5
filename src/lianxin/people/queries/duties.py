"""Appointments in their periods: who stands in for whom, what waits for a second hand, which posts are vacant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor, Role
from lianxin.people.models import Account, Appointment, Person, Post, Proposal
from lianxin.people.queries import in_force, security_hands
from lianxin.people.terms import terms


def stood_in(substitute: int, holder: int, *, unit: int, at: datetime) -> bool:
    """Whether the one account held a post of this unit in the other's stead at this moment (代班)."""
    rows = Appointment.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at, awaits=False)
    return rows.filter(account_id=substitute, substitute_for__account_id=holder, post__unit_id=unit).exists()


def open_or_coming(account: Account, *, at: datetime) -> list[Appointment]:
    """An account's appointments that hold now, will hold, or wait for a second hand; on posts in use."""
    rows = Appointment.objects.filter(Q(until=None) | Q(until__gt=at), account=account, post__active=True)
    return list(rows.select_related("post__unit").order_by("since", "pk"))


def overlapping(account: Account, post: Post, *, since: datetime, until: datetime | None) -> bool:
    """Whether the account holds this post, or will, at some moment of the period."""
    rows = Appointment.objects.filter(Q(until=None) | Q(until__gt=since), account=account, post=post)
    return (rows if until is None else rows.filter(since__lt=until)).exists()


def appointment(pk: int) -> Appointment | None:
    """One appointment with its post, unit, person and account."""
    related = ("post__unit__area", "person", "account")
    return Appointment.objects.select_related(*related).filter(pk=pk).first()


def substitutes_of(held: Appointment) -> list[Appointment]:
    """Who stands in for this appointment, or did, the latest first."""
    rows = Appointment.objects.filter(substitute_for=held).select_related("person", "account")
    return list(rows.order_by("-since", "-pk")[:20])


def second_hand_needed(at: datetime) -> bool:
    """Whether a right waits for the security administrator: the terms say so, and there is one."""
    return terms().two_persons and bool(security_hands(at))


def proposals() -> list[Proposal]:
    """What waits for the security administrator, the oldest first."""
    return list(_with_names().filter(decision="").order_by("proposed_at", "pk"))


def decided(most: int = 50) -> list[Proposal]:
    """What was decided lately."""
    return list(_with_names().exclude(decision="").order_by("-decided_at", "-pk")[:most])


def _with_names() -> "QuerySet[Proposal]":
    return Proposal.objects.select_related("post__unit", "appointment__person", "appointment__account")


def proposal(pk: int) -> Proposal | None:
    """One proposal that nobody has decided."""
    return _with_names().filter(pk=pk, decision="").first()


def same_human(accounts: Collection[int | None]) -> bool:
    """Whether two of these accounts are one human being: the same person, or the same telephone (A8)."""
    known = {account for account in accounts if account is not None}
    rows = Appointment.objects.filter(account_id__in=known)
    faces: dict[str, set[int]] = {}
    for account, person, phone in rows.values_list("account_id", "person_id", "person__phone_index"):
        for face in (f"person {person}", f"phone {phone}" if phone else ""):
            faces.setdefault(face, set()).add(account)
    faces.pop("", None)
    return any(len(found) > 1 for found in faces.values())


@dataclass(frozen=True)
class Vacancy:
    """A post in use that nobody holds now, and whether its unit is left without anybody for this duty."""

    post: Post
    roles: frozenset[str]
    alone: bool

    @property
    def urgent(self) -> bool:
        """Whether work given to the unit would lie there."""
        return self.alone and Role.HANDLER in self.roles


def vacancies(at: datetime, *, units: Collection[int] | None = None) -> list[Vacancy]:
    """Posts somebody held once and nobody holds now; of these units, or of all.

    A post nobody ever held is a plan, not a gap.
    """
    posts = (
        Post.objects.filter(active=True, unit__active=True).select_related("unit").order_by("unit_id", "pk")
    )
    if units is not None:
        posts = posts.filter(unit_id__in=units)
    rows = list(posts)
    held = set(in_force(at).filter(post__in=rows).values_list("post_id", flat=True))
    ever = set(Appointment.objects.filter(post__in=rows, awaits=False).values_list("post_id", flat=True))
    manned = {(post.unit_id, role) for post in rows if post.pk in held for role in post.roles}
    return [
        Vacancy(post, frozenset(post.roles), all((post.unit_id, role) not in manned for role in post.roles))
        for post in rows
        if post.pk in ever and post.pk not in held
    ]


def gaps_under(by: Actor, *, at: datetime) -> list[Vacancy]:
    """The vacant posts of the units this actor answers for: until somebody comes, it is theirs to see to it."""
    heads = {duty.unit for duty in by.duties if {Role.REVIEWER, Role.LEADER} & duty.roles}
    return vacancies(at, units=heads) if heads else []


def unheld_units(at: datetime) -> set[int]:
    """Units in use that have a handling post and nobody on it: what is sent there lies there."""
    handling = {
        (unit, post)
        for unit, post, roles in Post.objects.filter(active=True, unit__active=True).values_list(
            "unit_id", "pk", "roles"
        )
        if Role.HANDLER in roles
    }
    held = set(in_force(at).values_list("post_id", flat=True))
    return {unit for unit, _post in handling} - {unit for unit, post in handling if post in held}


def person_of(account: int) -> Person | None:
    """Whose account it is."""
    row = Appointment.objects.select_related("person").filter(account_id=account).order_by("-pk").first()
    return row.person if row else None
