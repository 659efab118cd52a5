"""Setting up units and posts (单位和岗位)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.people.actions.grants import propose, refuse_mixed_duties, waits
from lianxin.people.actions.record import keeping_hands, record, require_administrator
from lianxin.people.models import Appointment, Post, Unit
from lianxin.people.queries.duties import open_or_coming
from lianxin.people.queries.posts import holders_now_or_later
from lianxin.people.rules import Grant, Refused
from lianxin.places.rules import inside


@dataclass(frozen=True)
class UnitFacts:
    """What a unit is, as typed."""

    name: str
    code: str
    kind: str
    area: int
    phone: str = ""
    active: bool = True


@transaction.atomic
def add_unit(facts: UnitFacts, *, by: Actor, at: datetime) -> Unit:
    """A new unit. Raises Refused, field `code` or `name`, when another unit has it."""
    require_administrator(by)
    unit = Unit()
    _write_unit(unit, facts)
    record("unit", unit.pk, "unit_added", by=by, at=at)
    return unit


@transaction.atomic
def change_unit(unit: Unit, facts: UnitFacts, *, by: Actor, at: datetime) -> None:
    """Correct a unit, or put it out of use: its posts then give no rights from the next click on.

    Raises Refused as `add_unit` does, and when no administrator would be left.
    """
    require_administrator(by)
    with keeping_hands(by=by, at=at):
        _write_unit(unit, facts)
        record("unit", unit.pk, "unit_changed", by=by, at=at, active=unit.active)


def _write_unit(unit: Unit, facts: UnitFacts) -> None:
    others = Unit.objects.exclude(pk=unit.pk) if unit.pk else Unit.objects.all()
    if others.filter(code=facts.code).exists():
        raise Refused(_("这个单位代码已经有了，请换一个。"), field="code")
    if others.filter(name=facts.name).exists():
        raise Refused(_("已经有同名的单位，请换个名称。"), field="name")
    unit.name, unit.code, unit.kind, unit.area_id = facts.name, facts.code, facts.kind, facts.area
    unit.phone, unit.active = facts.phone, facts.active
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as clash:
        raise Refused(_("别人刚刚建了同名或同代码的单位，请刷新后再看。"), field="name") from clash


@dataclass(frozen=True)
class PostFacts:
    """What a post is, as typed; `scopes` are prefixes of the areas it serves, none for its unit's."""

    name: str
    roles: Sequence[str]
    scopes: Sequence[str] = ()
    active: bool = True


@transaction.atomic
def add_post(
    unit: Unit, *, name: str, roles: Sequence[str], by: Actor, at: datetime, scopes: Sequence[str] = ()
) -> Post:
    """A new post of a unit. Raises Refused, field `name`, when the unit has one so named."""
    require_administrator(by)
    post = Post(unit=unit)
    _write_post(post, PostFacts(name, roles, scopes))
    record("post", post.pk, "post_added", by=by, at=at, roles=sorted(roles), scopes=sorted(scopes))
    return post


@transaction.atomic
def change_post(
    post: Post,
    *,
    name: str,
    roles: Sequence[str],
    active: bool,
    by: Actor,
    at: datetime,
    scopes: Sequence[str] = (),
) -> bool:
    """Rename a post, change what it may do and where, or put it out of use; at its holders' next click.

    What is taken away is gone at once; what is added to a post that somebody holds may wait for a second
    person: then the answer is False. Raises Refused as `add_post` does, and when it mixes duties for somebody
    or leaves no administrator.
    """
    require_administrator(by)
    wanted = PostFacts(name, roles, scopes, active)
    holders = holders_now_or_later(post, at=at)
    with keeping_hands(by=by, at=at):
        later = bool(holders) and widens(post, wanted) and waits(by=by, at=at)
        now = narrowed(post, wanted) if later else wanted
        _write_post(post, now)
        if wanted.active:
            refuse_mixing_for(holders, post, wanted, at=at)
        if later:
            propose(Grant.DUTIES, post, by=by, at=at, roles=roles, scopes=scopes)
        facts = {"roles": sorted(now.roles), "scopes": sorted(now.scopes), "active": active, "later": later}
        record("post", post.pk, "post_changed", by=by, at=at, **facts)
    return not later


def refuse_mixing_for(holders: list[Appointment], post: Post, wanted: PostFacts, *, at: datetime) -> None:
    """Raises Refused when somebody on this post would hold duties that are kept apart."""
    for holder in holders:
        others = [one.post for one in open_or_coming(holder.account, at=at) if one.post_id != post.pk]
        refuse_mixed_duties({role for one in others for role in one.roles} | set(wanted.roles))


def widens(post: Post, wanted: PostFacts) -> bool:
    """Whether the post would get a duty or an area it has not."""
    more = not set(wanted.roles) <= set(post.roles)
    return more or not all(inside(one, post.serves) for one in wanted.scopes or post.unit.area.scopes)


def narrowed(post: Post, wanted: PostFacts) -> PostFacts:
    """As much of the change as takes away only: it never waits."""
    roles = [role for role in wanted.roles if role in post.roles]
    return replace(wanted, roles=roles, scopes=post.scopes)


def _write_post(post: Post, facts: PostFacts) -> None:
    others = Post.objects.filter(unit=post.unit, name=facts.name)
    if (others.exclude(pk=post.pk) if post.pk else others).exists():
        raise Refused(_("这个单位已经有同名的岗位，请换个名称。"), field="name")
    post.name, post.roles, post.active = facts.name, sorted(facts.roles), facts.active
    post.scopes = sorted(facts.scopes)
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError as clash:
        raise Refused(_("别人刚刚建了同名的岗位，请刷新后再看。"), field="name") from clash
