"""The line of a unit (上下级) as the database answers it, and who is left outside it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q

from lianxin.kernel.actor import Actor
from lianxin.people.models import Post, Unit
from lianxin.people.queries.rights import in_force
from lianxin.people.rules import UnitKind
from lianxin.people.rules.lines import Standing, in_line
from lianxin.places.rules import codes_over, inside, prefix, within


def in_own_line(by: Actor, unit: str = "unit") -> Q:
    """Whether the unit at this path is in the line of one of this actor's own: `rules.lines.in_line` as a filter.

    The actor knows where its own units lie, so that it costs no question; where the others lie is read as it is now.
    """
    found = Q(**{f"{unit}__in": by.every_unit})
    for own in by.duties:
        if not own.prefix:
            continue
        same_kind_off = Q(**{f"{unit}__kind": own.kind}) & ~Q(**{f"{unit}__area__code": own.area})
        below = within((own.prefix,), f"{unit}__area__code")
        found |= below if own.kind == UnitKind.LEADERSHIP else below & same_kind_off
        above = Q(**{f"{unit}__area__code__in": codes_over(own.prefix)})
        found |= above & (Q(**{f"{unit}__kind": UnitKind.LEADERSHIP}) | same_kind_off)
    return found


def standings(units: Iterable[Unit]) -> list[Standing]:
    """Where these units stand."""
    return [Standing(one.pk, one.kind, prefix(one.area.code, one.area.kind)) for one in units]


def line_of(units: Collection[int]) -> set[int]:
    """The units in use that are in the line of one of these, themselves included."""
    if not units:
        return set()
    known = standings(Unit.objects.filter(active=True).select_related("area"))
    named = standings(Unit.objects.filter(pk__in=units).select_related("area"))
    return {one.unit for one in known if any(in_line(one, other) for other in named)} | set(units)


def desk_outside(
    role: str, units: Collection[int], persons: Collection[int], *, area: str, at: datetime
) -> bool:
    """Whether somebody holds a post of this role that serves an area, and is neither these nor in these units' line."""
    held = in_force(at).filter(account__active=True).select_related("post__unit__area")
    line = line_of(units)
    return any(
        role in one.post.roles
        and one.post.unit_id not in line
        and one.person_id not in persons
        and (not area or inside(area, one.post.serves))
        for one in held
    )


def staffed(role: str, *, at: datetime) -> bool:
    """Whether anybody holds a post of this role."""
    posts = Post.objects.filter(pk__in=in_force(at).filter(account__active=True).values("post_id"))
    return any(role in roles for roles in posts.values_list("roles", flat=True))
