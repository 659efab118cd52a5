"""Making teams, who joins and leaves, the rota (便民服务队)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from lianxin.rounds.models import Team, TeamDay, TeamDayMember, TeamMember


def found_team(said: Mapping[str, Any]) -> Team:
    """A new team; the same form sent twice makes one. Raises IntegrityError for a name the unit has already."""
    team, _new = Team.objects.get_or_create(
        client_id=said["client_id"],
        defaults={
            "name": said["name"],
            "unit_id": said["unit"],
            "area_id": said["area"],
            "vehicle": said["vehicle"],
        },
    )
    return team


def join(team: Team, person: int, since: date) -> None:
    """入队; who is in it already stays in it once."""
    try:
        with transaction.atomic():
            TeamMember.objects.create(team=team, person_id=person, since=since)
    except IntegrityError:
        return


def leave(team: Team, member: int, until: date) -> bool:
    """离队, from this day on; what they did stays theirs."""
    row = team.members.filter(pk=member, until=None).first()
    if row is None:
        return False
    row.until = max(until, row.since)
    row.save(update_fields=["until"])
    return True


@transaction.atomic
def put_on_rota(team: Team, said: Mapping[str, Any]) -> TeamDay:
    """排班: a line with its people; the same form sent twice makes one. Raises IntegrityError for the same line."""
    day, new = TeamDay.objects.get_or_create(
        client_id=said["client_id"],
        defaults={
            "team": team,
            "on": said["on"],
            "part": said["part"],
            "area_id": said["area"],
            "vehicle": said["vehicle"] or team.vehicle,
        },
    )
    if new:
        TeamDayMember.objects.bulk_create(
            TeamDayMember(day=day, person_id=person) for person in said["persons"]
        )
    return day


def take_off_rota(team: Team, day: int) -> bool:
    """取消排班."""
    return bool(team.days.filter(pk=day).delete()[0])
