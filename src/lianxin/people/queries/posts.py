"""Posts to choose from, and who is on one now or will be."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lianxin.people.models import Appointment, Post
from lianxin.people.queries.staff_list import units_found
from lianxin.people.queries.units import rank

MOST = 100
"""The longest list of posts that is still a plain <select> [DEF], edition 2026-12."""


@dataclass(frozen=True)
class Choices:
    """Posts in use by unit, for a plain <select> with groups; by which words the units were found.

    `long`: there are too many for one list, so units are looked up first.
    """

    groups: list[tuple[str, list[tuple[int, str]]]]
    words: str = ""
    long: bool = False


def post_choices(words: str = "") -> Choices:
    """The posts of the units these words find; all posts while they are few."""
    rows = Post.objects.filter(active=True, unit__active=True).select_related("unit").order_by("pk")
    if words:
        rows = rows.filter(unit__in=[unit.pk for unit in units_found(words)[:MOST]])
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        return Choices([], words, long=True)
    groups: dict[str, list[tuple[int, str]]] = {}
    for post in sorted(found, key=lambda post: rank(post.unit)):
        groups.setdefault(post.unit.name, []).append((post.pk, post.name))
    return Choices(list(groups.items()), words, long=bool(words))


def holders_now_or_later(post: Post, *, at: datetime) -> list[Appointment]:
    """Appointments on this post that hold, will hold, or wait for a second hand; the first to begin first."""
    rows = Appointment.objects.filter(Q(until=None) | Q(until__gt=at), post=post)
    return list(rows.select_related("account", "person").order_by("since", "pk"))
