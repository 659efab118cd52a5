"""Rights that wait for a second person, in words (待确认的授权)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.people.models import Proposal
from lianxin.people.queries import names_of_accounts
from lianxin.people.queries.duties import decided, proposals
from lianxin.people.rules import role_names
from lianxin.places.queries import areas_of_prefixes


@dataclass(frozen=True)
class GrantLine:
    """One proposed right: who gains it, on which post, what it opens where, from when to when, who asks."""

    proposal: Proposal
    who: str
    does: str
    where: str
    since: datetime | None
    until: datetime | None
    asked_by: str
    decided_by: str


def waiting() -> list[GrantLine]:
    """What waits, the oldest first."""
    return in_words(proposals())


def lately() -> list[GrantLine]:
    """What was decided, the latest first."""
    return in_words(decided())


def in_words(rows: list[Proposal]) -> list[GrantLine]:
    """Proposals as the list shows them, by a fixed number of queries."""
    ids = {one for row in rows for one in (row.proposed_by, row.decided_by) if one is not None}
    names = names_of_accounts(ids)
    areas = areas_of_prefixes({scope for row in rows for scope in row.scopes or row.post.scopes})
    return [line(row, names, areas) for row in rows]


def line(row: Proposal, names: dict[int, str], areas: dict[str, str]) -> GrantLine:
    """One proposal."""
    held = row.appointment
    scopes = row.post.scopes if held is not None else row.scopes
    return GrantLine(
        proposal=row,
        who=held.person.name if held is not None else _("这个岗位上的人"),
        does=role_names(row.post.roles if held is not None else row.roles),
        where=_("、").join(areas.get(scope, scope) for scope in scopes),
        since=held.since if held is not None else None,
        until=held.until if held is not None else None,
        asked_by=names.get(row.proposed_by or 0, ""),
        decided_by=names.get(row.decided_by or 0, ""),
    )
