"""Teams, rounds, doors, needs found at them, cards left (敲门行动的表)."""

from lianxin.rounds.models.cards import Card, CardBlock
from lianxin.rounds.models.rounds import Door, Need, Round
from lianxin.rounds.models.teams import Team, TeamDay, TeamDayMember, TeamMember

__all__ = ["Card", "CardBlock", "Door", "Need", "Round", "Team", "TeamDay", "TeamDayMember", "TeamMember"]
