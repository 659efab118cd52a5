"""The gate: rounds of one's own area, and those of one's own team (可见范围)."""

from datetime import date

from django.db.models import Q, QuerySet

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.people.models import Appointment
from lianxin.places.rules import within
from lianxin.rounds.models import Round, Team, TeamMember
from lianxin.rounds.rules.doors import looks_on


def in_scope(by: Actor, path: str) -> Q:
    """What lies in the area of a post that may look at rounds."""
    seen = Q(pk__in=[])
    for hand in by.hands():
        if looks_on(hand, None):
            seen |= within(hand.scopes, path)
    return seen


def own_teams(by: Actor) -> "QuerySet[TeamMember]":
    """The teams somebody belongs to today, as rows of `team_id`."""
    if by.account is None:
        return TeamMember.objects.none()
    persons = Appointment.objects.filter(account_id=by.account).values("person")
    return belonging(TeamMember.objects.filter(person__in=persons), clock.today())


def belonging(rows: "QuerySet[TeamMember]", day: date) -> "QuerySet[TeamMember]":
    """Those who belong to their team on a day: from the first up to but not including the last."""
    return rows.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def seen_by(by: Actor, area: str, team: str) -> Q:
    """The rows by the code of their area and the key of their team."""
    if Role.SYSTEM in by.roles:
        return Q()
    if by.account is None:
        return Q(pk__in=[])
    return in_scope(by, area) | Q(**{f"{team}__in": own_teams(by).values("team")})


def teams_gate(by: Actor) -> Q:
    """Teams of the area, and one's own."""
    return seen_by(by, "area__code", "pk")


def rounds_gate(by: Actor) -> Q:
    """Rounds of the area, and those of one's own team."""
    return seen_by(by, "area__code", "team")


def doors_gate(by: Actor) -> Q:
    """Doors of the rounds one may know of."""
    return Q(round__in=Round.objects.filter(rounds_gate(by)).values("pk"))


def cards_gate(by: Actor) -> Q:
    """Cards of the teams one may know of."""
    return Q(block__team__in=visible_teams(by).values("pk"))


def visible_teams(by: Actor) -> "QuerySet[Team]":
    """The teams somebody may know of."""
    return Team.objects.filter(teams_gate(by))
