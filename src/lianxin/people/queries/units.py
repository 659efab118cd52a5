"""Units and posts as pages list and correct them (单位和岗位)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lianxin.kernel.actor import Role
from lianxin.people.models import (
    Post,
    Unit,
)
from lianxin.people.rules import UnitKind
from lianxin.places.queries import areas_of_prefixes

RANKS = {kind: place for place, kind in enumerate(UnitKind.values)}


def posts_of_units(units: Iterable[int]) -> dict[int, list[Post]]:
    """The posts in use of these units, by unit."""
    wanted, found = set(units), dict[int, list[Post]]()
    if wanted:
        for post in Post.objects.filter(unit_id__in=wanted, active=True).order_by("pk"):
            found.setdefault(post.unit_id, []).append(post)
    return found


def names_of_posts(posts: Iterable[int]) -> dict[int, str]:
    """`unit post` for each post; for timelines."""
    rows = Post.objects.filter(pk__in=set(posts)).values_list("pk", "unit__name", "name")
    return {pk: f"{unit} {post}" for pk, unit, post in rows}


def rank(unit: Unit) -> tuple[int, str]:
    """Where a unit stands in a list: by kind, then by code."""
    return RANKS.get(unit.kind, len(RANKS)), unit.code


def units_taking_work() -> list[Unit]:
    """The units with a handling post, to which matters may be sent."""
    posts = Post.objects.filter(active=True, unit__active=True).values_list("unit_id", "roles")
    handling = {unit for unit, roles in posts if Role.HANDLER in roles}
    return [unit for unit in units_in_use() if unit.pk in handling]


def units_in_use() -> list[Unit]:
    """The units there are, by kind and code."""
    return sorted(Unit.objects.filter(active=True), key=rank)


@dataclass(frozen=True)
class UnitPosts:
    """A unit with its posts, as listed on a page."""

    unit: Unit
    posts: list[Post]


def with_posts(units: Sequence[Unit]) -> list[UnitPosts]:
    """These units with their posts, those no longer in use last."""
    by_unit: dict[int, list[Post]] = {}
    for post in Post.objects.filter(unit__in=units).order_by("-active", "pk"):
        by_unit.setdefault(post.unit_id, []).append(post)
    return [UnitPosts(unit, by_unit.get(unit.pk, [])) for unit in units]


def unit_facts(unit: Unit) -> dict[str, object]:
    """What a unit is, to correct in a form."""
    kept = {"name": unit.name, "code": unit.code, "kind": unit.kind, "area": unit.area_id}
    return kept | {"phone": unit.phone, "active": unit.active}


def post_facts(post: Post) -> dict[str, object]:
    """What a post is, to correct in a form."""
    scopes = "、".join(scopes_in_words(post).values())
    return {"name": post.name, "roles": post.roles, "scopes": scopes, "active": post.active}


def scopes_in_words(post: Post) -> dict[str, str]:
    """{prefix: name} of the areas a post lists, ended ones included; what no area has stands for itself."""
    names = areas_of_prefixes(post.scopes)
    return {scope: names.get(scope, scope) for scope in post.scopes}


def unit(pk: int) -> Unit | None:
    """One unit with its area."""
    return Unit.objects.select_related("area").filter(pk=pk).first()


def posts_of(unit: Unit) -> list[Post]:
    """The posts of a unit, those no longer in use last."""
    return list(Post.objects.filter(unit=unit).order_by("-active", "pk"))


def post(pk: int) -> Post | None:
    """One post with its unit."""
    return Post.objects.select_related("unit").filter(pk=pk).first()
