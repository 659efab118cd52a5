"""Teams with their people, and the days they go out (便民服务队)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.people.models import Person, Unit
from lianxin.people.queries import in_force, units_in_use
from lianxin.places.rules import within
from lianxin.rounds.models import Team, TeamDay, TeamDayMember, TeamMember
from lianxin.rounds.queries.gate import belonging, visible_teams


def teams(by: Actor) -> list[Team]:
    """The teams that are not dissolved, with their people, by name."""
    rows = visible_teams(by).filter(ended_on=None).select_related("unit", "area")
    people = Prefetch("members", TeamMember.objects.select_related("person").order_by("since", "pk"))
    return list(rows.prefetch_related(people).order_by("name", "pk"))


def team(pk: int, *, by: Actor) -> Team | None:
    """One team this actor may know of."""
    return visible_teams(by).select_related("unit", "area").filter(pk=pk).first()


def members_on(own: Team, day: date) -> list[TeamMember]:
    """Who belongs to a team on a day."""
    rows = belonging(TeamMember.objects.filter(team=own), day)
    return list(rows.select_related("person").order_by("since", "pk"))


def has_members(team_id: int, day: date) -> bool:
    """Whether anybody belongs to a team on a day."""
    return belonging(TeamMember.objects.filter(team=team_id), day).exists()


def units_of(by: Actor) -> list[Unit]:
    """The units in the actor's own area, which may have teams."""
    seen = {unit.pk for unit in Unit.objects.filter(within(by.scopes, "area__code"))}
    return [unit for unit in units_in_use() if unit.pk in seen]


def staff_of(by: Actor) -> "QuerySet[Person]":
    """Who holds a post in the actor's own area today: they may go to doors."""
    held = in_force(clock.now()).filter(within(by.scopes, "post__unit__area__code"))
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk")


@dataclass(frozen=True)
class RotaLine:
    """One line of the rota, in words."""

    day: TeamDay
    members: Sequence[str]

    @property
    def names(self) -> str:
        """Who goes out."""
        return "、".join(self.members)


def rota(own: Team, since: date, until: date) -> list[RotaLine]:
    """The lines of a team's rota from one day to another, both included."""
    rows = own.days.filter(on__gte=since, on__lte=until).select_related("area")
    people = Prefetch("members", TeamDayMember.objects.select_related("person").order_by("pk"))
    return [
        RotaLine(row, [one.person.name for one in row.members.all()])
        for row in rows.prefetch_related(people).order_by("on", "part", "pk")
    ]


def double_booked(persons: Iterable[int], on: date, part: str, *, parts: Sequence[str]) -> list[str]:
    """Who of these is on another line of the rota in the same part of that day."""
    rows = TeamDay.objects.filter(on=on, part__in=parts, members__person__in=list(persons))
    found = rows.values_list("members__person__name", "members__person")
    wanted = set(persons)
    return sorted({name for name, person in found if person in wanted})
