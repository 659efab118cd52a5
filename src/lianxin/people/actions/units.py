"""Setting up units and posts (单位和岗位)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.people import queries
from lianxin.people.actions.record import keep_one_administrator, record, require_administrator
from lianxin.people.actions.staff import refuse_mixed_duties
from lianxin.people.models import Post, Unit
from lianxin.people.rules import Refused


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
    _write_unit(unit, facts)
    record("unit", unit.pk, "unit_changed", by=by, at=at, active=unit.active)
    keep_one_administrator(by=by, at=at)


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


@transaction.atomic
def add_post(unit: Unit, *, name: str, roles: list[str], by: Actor, at: datetime) -> Post:
    """A new post of a unit. Raises Refused, field `name`, when the unit has one so named."""
    require_administrator(by)
    post = Post(unit=unit)
    _write_post(post, name=name, roles=roles, active=True)
    record("post", post.pk, "post_added", by=by, at=at, roles=sorted(roles))
    return post


@transaction.atomic
def change_post(post: Post, *, name: str, roles: list[str], active: bool, by: Actor, at: datetime) -> None:
    """Rename a post, change what it may do, or put it out of use; effective at its holders' next click.

    Raises Refused as `add_post` does, and when it mixes duties for somebody or leaves no administrator.
    """
    require_administrator(by)
    _write_post(post, name=name, roles=roles, active=active)
    for account in queries.holders_of(post, at=at):
        refuse_mixed_duties(queries.posts_held(account, at=at))
    record("post", post.pk, "post_changed", by=by, at=at, roles=sorted(roles), active=active)
    keep_one_administrator(by=by, at=at)


def _write_post(post: Post, *, name: str, roles: list[str], active: bool) -> None:
    others = Post.objects.filter(unit=post.unit, name=name)
    if (others.exclude(pk=post.pk) if post.pk else others).exists():
        raise Refused(_("这个单位已经有同名的岗位，请换个名称。"), field="name")
    post.name, post.roles, post.active = name, sorted(roles), active
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError as clash:
        raise Refused(_("别人刚刚建了同名的岗位，请刷新后再看。"), field="name") from clash
