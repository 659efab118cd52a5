"""A round under way in the bench's county: doors a telephone tells of when it has signal again, thirty at a time."""

from datetime import date, timedelta

from desk.operations import AT_ONCE, DOORS
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import act, open_row
from lianxin.people.models import Appointment, Household, Unit
from lianxin.places.models import Area
from lianxin.places.rules import AreaKind
from lianxin.rounds.actions.rounds import list_doors
from lianxin.rounds.models import Door, Round, Team, TeamMember
from lianxin.rounds.workflow import ROUND


def doors_to_knock_at(by: Actor) -> list[list[int]]:
    """So many lists of doors as people send at once; of a round that goes on as long as the measure."""
    village = Area.objects.filter(kind=AreaKind.VILLAGE).order_by("pk")[0]
    homes = [Household(area=village, address=f"井边{number}号") for number in range(DOORS * AT_ONCE)]
    row = begun(by, village, {home.pk for home in Household.objects.bulk_create(homes)})
    keys = list(Door.objects.filter(round=row).order_by("order").values_list("pk", flat=True))
    return [keys[start : start + DOORS] for start in range(0, len(keys), DOORS)]


def begun(by: Actor, village: Area, homes: set[int]) -> Round:
    """A round of a new team in which this actor is."""
    unit, today = Unit.objects.get(pk=min(by.units)), clock.today()
    team = Team.objects.create(name="便民服务队", unit=unit, area=village)
    person = Appointment.objects.filter(account_id=by.account).order_by("pk")[0].person
    TeamMember.objects.create(team=team, person=person, since=date(2020, 1, 1))
    said = {
        "name": "冬季用电安全敲门",
        "themes": ["01"],
        "team": team,
        "area": village.pk,
        "starts_on": today,
        "ends_on": today + timedelta(days=30),
        "target": 90,
        "pairs": "none",
    }
    row: Round = open_row(ROUND, by=by, data=said, client_id=uuid7())
    list_doors(row, homes, by=by, client_id=uuid7())
    act(row, "start", by=by, data={}, client_id=uuid7(), version=row.version)
    return row
