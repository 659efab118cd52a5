"""What rounds, doors, cards and teams are called where a log mentions them (称谓)."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lianxin.kernel.actor import Actor
from lianxin.kernel.naming import Named, name_with
from lianxin.matters.queries import visible
from lianxin.rounds.models import Card, Door, Round
from lianxin.rounds.queries.gate import visible_teams

Seen = Callable[[Actor], "QuerySet[Any]"]


def namer(seen: Seen, route: str, part: str) -> Callable[[Collection[int], Actor], dict[int, Named]]:
    """Names rows by what they say of themselves, where this actor may know of them."""

    def name(keys: Collection[int], by: Actor) -> dict[int, Named]:
        rows = seen(by).filter(pk__in=keys)
        return {row.pk: Named(str(row), reverse(route, kwargs={part: row.pk})) for row in rows}

    return name


name_with("round", namer(lambda by: visible(by, Round), "round", "key"))
name_with("door", namer(lambda by: visible(by, Door), "door", "door"))
name_with("card", namer(lambda by: visible(by, Card), "card", "card"))
name_with("team", namer(visible_teams, "team", "team"))
