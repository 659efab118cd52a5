"""What a field telephone takes along: the doors of its owner's rounds, no more than the work needs (手机名单)."""

from typing import Any

from django.utils.crypto import salted_hmac

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.flows import flow_of
from lianxin.rounds.models import Door, Round
from lianxin.rounds.queries.cards import unused
from lianxin.rounds.queries.gate import own_teams
from lianxin.rounds.terms import terms

MOST_CARDS = 50


def owner(by: Actor) -> str:
    """Whose entries these are: a word that says nothing to anybody else, so that nobody sends another's."""
    return salted_hmac("lianxin.rounds.field", f"{by.county}|{by.account}").hexdigest()[:16]


def field_list(by: Actor) -> dict[str, Any]:
    """The running rounds of one's own teams with their doors: addresses and themes, no names, no telephones."""
    teams = own_teams(by).values("team")
    rows = list(Round.objects.filter(state="running", team__in=teams).order_by("ends_on", "pk"))
    doors: dict[int, list[dict[str, Any]]] = {row.pk: [] for row in rows}
    for door in Door.objects.filter(round__in=list(doors)).order_by("round", "order", "pk"):
        doors[door.round_id].append(as_listed(door))
    names = dict(terms().choices)
    team_keys = sorted({row.team_id for row in rows})
    return {
        "who": owner(by),
        "at": clock.now().isoformat(),
        "rounds": [
            {
                "key": row.pk,
                "name": row.name,
                "ends_on": row.ends_on.isoformat(),
                "themes": {code: names.get(code, code) for code in row.themes},
                "doors": doors[row.pk],
            }
            for row in rows
        ],
        "cards": [number for team in team_keys for number in unused(team, most=MOST_CARDS)],
    }


def as_listed(door: Door) -> dict[str, Any]:
    """One door as the telephone keeps it."""
    return {
        "key": door.pk,
        "order": door.order,
        "address": door.address,
        "themes": door.themes,
        "pair": door.pair,
        "state": door.state,
        "words": str(flow_of(door).state(door.state).staff),
        "tries": door.tries,
        "version": door.version,
    }
