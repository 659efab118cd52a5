"""A round under way in 青禾镇: a team, some households, doors."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act, open_row
from lianxin.people.models import Appointment, Household, Membership, Person
from lianxin.people.rules.residents import Kin
from lianxin.rounds.actions.rounds import list_doors
from lianxin.rounds.models import Door, Round, Team, TeamMember
from lianxin.rounds.workflow import ROUND
from tests.township import Township


@dataclass
class Drive:
    """The team and round of a test, with what is done at its doors."""

    town: Township
    team: Team
    homes: list[Household] = field(default_factory=list)

    def plan(self, **more: Any) -> Round:
        """A planned round without doors."""
        today = clock.today()
        said = {
            "name": "冬季用电安全敲门",
            "themes": ["01", "02"],
            "team": self.team,
            "area": self.town.village.pk,
            "starts_on": today,
            "ends_on": today + timedelta(days=10),
            "target": 90,
            "pairs": "none",
        }
        planned: Round = open_row(ROUND, by=self.town.clerk, data={**said, **more}, client_id=uuid7())
        return planned

    def begin(self, **more: Any) -> Round:
        """A round under way, with every home on its list."""
        row = self.plan(**more)
        list_doors(row, {home.pk for home in self.homes}, by=self.town.clerk, client_id=uuid7())
        self.go(row, "start")
        return row

    def go(self, row: Any, move: str, *, when: datetime | None = None, **data: Any) -> Event:
        """One move on a row as it stands."""
        row.refresh_from_db()
        return act(row, move, by=self.town.clerk, data=data, client_id=uuid7(), version=row.version, at=when)

    def doors(self, row: Round) -> list[Door]:
        """The doors in the order of the road."""
        return list(Door.objects.filter(round=row).select_related("round__team").order_by("order"))


def home(town: Township, address: str, *names: str) -> Household:
    """A household with these people, the first its head."""
    made = Household.objects.create(area=town.village, address=address)
    for place, name in enumerate(names):
        person = Person.objects.create(name=name, resident=True, area=town.village)
        kin = Kin.CHILD if place else Kin.HEAD
        Membership.objects.create(household=made, person=person, kin=kin, since=date(2020, 1, 1))
    return made


def settle_team(town: Township, *, homes: int = 5) -> Drive:
    """A team with the clerk in it, and so many households along the road."""
    team = Team.objects.create(name="樟荫村便民服务队", unit=town.hall, area=town.village)
    person = Appointment.objects.get(account_id=town.clerk.account).person
    TeamMember.objects.create(team=team, person=person, since=date(2020, 1, 1))
    drive = Drive(town, team)
    drive.homes = [
        home(town, f"井边{number}号", f"甲{number}", f"乙{number}") for number in range(1, homes + 1)
    ]
    return drive
