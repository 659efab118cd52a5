"""Planning rounds, putting households on their lists, merging several into one (敲门行动)."""

from collections.abc import Collection
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.matters.act import Ask, Outcome, act, act_many, open_row
from lianxin.matters.flows import flow_named
from lianxin.matters.workflow import Acting
from lianxin.rounds.models import Door, Round
from lianxin.rounds.queries.doors import (
    Candidate,
    candidates,
    candidates_of,
    last_order,
    refusals,
)
from lianxin.rounds.rules.doors import TO_GO, Pairs, themes_left, united
from lianxin.rounds.terms import terms

DOOR = "rounds.door"


def plan(acting: Acting) -> None:
    """立项: what it is about, who goes, where, until when."""
    row, data = acting.row, acting.data
    for name in ("name", "themes", "starts_on", "ends_on", "target", "pairs"):
        setattr(row, name, data[name])
    row.team, row.area_id = data["team"], data["area"]
    row.made_by = acting.by.account
    acting.hold(data["team"].unit_id)


def set_last_day(acting: Acting) -> None:
    """改日期."""
    acting.row.ends_on = acting.data["ends_on"]


def end(acting: Acting) -> None:
    """结束."""
    acting.row.ended_at = acting.now


def add_themes(acting: Acting) -> None:
    """并入主题: who is still to be visited is spoken to of these too, but for who refused them lately (KNK-05)."""
    row, now = acting.row, terms()
    added = [theme for theme in acting.data["themes"] if theme not in row.themes]
    row.themes = united(row.themes, added)
    left = list(Door.objects.filter(round=row, state__in=TO_GO).select_related("household"))
    known = refusals(door.household_id for door in left if door.household_id)
    for door in left:
        gone = known.get(door.household_id or 0, {})
        themes = themes_left(
            added, gone, safety=now.safety, today=timezone.localdate(acting.now), days=now.refused_days
        )
        if themes:
            acting.change(door, themes=united(door.themes, themes))
    acting.facts["themes"] = added


def merge_into(acting: Acting) -> None:
    """并入: this list is gone, its households are on the other's."""
    acting.facts["main"] = acting.data["main"]


def list_doors(row: Round, chosen: Collection[int], *, by: Actor, client_id: UUID) -> Outcome:
    """Put the chosen households of the round's area on its list, in the order of the road."""
    wanted = [one for one in candidates(row) if one.household.pk in chosen]
    return put_on(row, wanted, by=by, client_id=client_id)


def put_on(row: Round, wanted: "list[Candidate]", *, by: Actor, client_id: UUID) -> Outcome:
    """Open a door for each of these."""
    place = last_order(row)
    asks = [
        Ask(as_door(row, one, place + number), client_id=uuid5(client_id, str(one.household.pk)))
        for number, one in enumerate(wanted, start=1)
    ]
    return act_many(flow_named(DOOR), "list", asks, by=by)


def as_door(row: Round, one: Candidate, order: int) -> dict[str, object]:
    """What a door is opened with."""
    return {
        "round": row,
        "household": one.household,
        "area": one.household.area_id,
        "address": one.address,
        "themes": one.themes,
        "pair": one.pair,
        "order": order,
    }


def add_address(row: Round, address: str, *, by: Actor, client_id: UUID) -> Door:
    """Put a door on the list that no household of the records lives behind. Raises Refused."""
    data = {
        "round": row,
        "household": None,
        "area": row.area_id,
        "address": address,
        "themes": row.themes,
        "pair": row.pairs == Pairs.ALL,
        "order": last_order(row) + 1,
    }
    door: Door = open_row(flow_named(DOOR), by=by, data=data, client_id=client_id)
    return door


@transaction.atomic
def merge(row: Round, move: str, *, by: Actor, data: dict[str, int], client_id: UUID, version: int) -> None:
    """Several campaigns in one list: the other round has this one's themes and households too (KNK-05).

    Raises Refused.
    """
    act(row, move, by=by, data=data, client_id=client_id, version=version)
    main = Round.objects.get(pk=data["main"])
    themes = {"themes": row.themes}
    act(main, "add_themes", by=by, data=themes, client_id=uuid5(client_id, "themes"), version=main.version)
    main.refresh_from_db()
    listed = Door.objects.filter(round=main, household__isnull=False).values_list("household", flat=True)
    homes = [
        door.household
        for door in row.doors.select_related("household__area").exclude(household__in=listed)
        if door.household is not None
    ]
    put_on(main, candidates_of(main, homes), by=by, client_id=client_id)
