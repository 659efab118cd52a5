"""Who somebody is at this moment: appointments in force, and what they let their holder do (现在的权限)."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Duty, Role
from lianxin.kernel.models.county import County
from lianxin.people.models import (
    Account,
    Appointment,
    Post,
)
from lianxin.people.queries.conflicts import declared_anything, shunned_by


def only_county() -> int | None:
    """The county of an installation that has one, None where there is none yet or there are several."""
    codes = list(County.objects.filter(served=True).values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else None


def in_force(at: datetime) -> QuerySet[Appointment]:
    """Appointments that give rights now: begun, not ended, confirmed, on a post and in a unit still in use."""
    return Appointment.objects.filter(
        Q(until=None) | Q(until__gt=at),
        since__lte=at,
        awaits=False,
        post__active=True,
        post__unit__active=True,
    )


def actor_of(account: Account, *, at: datetime, passwordless: bool = False) -> Actor | None:
    """The account as it may act now, read afresh; None when it is closed or holds no post (A6).

    `passwordless`: one that has still to choose a password may act, too. In the demo nobody has one, and a token of
    the interface stands for itself.
    """
    if not account.active or (account.must_set and not passwordless):
        return None
    related = ("post__unit__area", "person", "substitute_for")
    appointed = in_force(at).filter(account=account).select_related(*related)
    held = list(appointed.annotate(declared=declared_anything(account.pk)).order_by("post_id"))
    if not held:
        return None
    held.sort(key=lambda appointment: appointment.substitute_for_id is not None)  # one's own posts first
    duties = tuple(duty_of(appointment) for appointment in held)
    return Actor(
        account=account.pk,
        county=account.county_id,
        name=held[0].person.name,
        posts=frozenset(duty.post for duty in duties),
        units=frozenset(duty.unit for duty in duties),
        roles=frozenset(role for duty in duties for role in duty.roles),
        scopes=tuple(sorted({scope for duty in duties for scope in duty.scopes})),
        duty=_("、").join(in_words(appointment) for appointment in held),
        duties=duties,
        inherits=frozenset(one for appointment in held for one in appointment.inherits),
        shuns=shunned_by(account.pk, {one.person for one in held}, declared=held[0].declared),
    )


def actor_on(appointment: Appointment) -> Actor:
    """The holder of an appointment on that post alone, whether or not it still holds; for handover lists."""
    duty = duty_of(appointment)
    return Actor(
        account=appointment.account_id,
        county=appointment.county_id,
        name=appointment.person.name,
        posts=frozenset({duty.post}),
        units=frozenset({duty.unit}),
        roles=duty.roles,
        scopes=duty.scopes,
        inherits=frozenset(appointment.inherits),
    )


def duty_of(appointment: Appointment) -> Duty:
    """What an appointment lets its holder do; unit, area and who is away have been fetched with it."""
    post = appointment.post
    away = appointment.substitute_for if appointment.substitute_for_id else None
    return Duty(
        post=post.pk,
        unit=post.unit_id,
        roles=frozenset(post.roles),
        scopes=post.serves,
        stands_for=away.account_id if away is not None else None,
        kind=post.unit.kind,
        area=post.unit.area.code,
        prefix=post.unit.area.prefix,
    )


def in_words(appointment: Appointment) -> str:
    """`unit post`, and that it is held for somebody else, if it is."""
    named = f"{appointment.post.unit.name} {appointment.post.name}"
    return named + _("（代班）") if appointment.substitute_for_id else named


def posts_held(account: Account, *, at: datetime) -> list[Post]:
    """The posts this account's holder is on now."""
    held = in_force(at).filter(account=account).select_related("post")
    return [appointment.post for appointment in held]


def ever_administered() -> bool:
    """Whether anybody was ever given an administrator's post in this county."""
    held = Appointment.objects.select_related("post")
    return any(Role.ADMINISTRATOR in one.post.roles for one in held)


def administrators(at: datetime) -> set[int]:
    """Accounts that may keep accounts now and can really sign in."""
    return keepers(Role.ADMINISTRATOR, at)


def security_hands(at: datetime) -> set[int]:
    """Accounts that may confirm rights now and can really sign in (安全管理员)."""
    return keepers(Role.SECURITY, at)


def keepers(role: Role, at: datetime) -> set[int]:
    """Accounts that hold this role now and can really sign in; in the demo nobody needs a password."""
    rows = in_force(at).filter(account__active=True)
    if not settings.DEMO:
        rows = rows.filter(account__must_set=False)
    return {row.account_id for row in rows.select_related("post") if role in row.post.roles}
