"""Who has looked at what: the access log as the audit hand and the residents read it (谁看过)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.functional import Promise

from lianxin.kernel.actor import Actor
from lianxin.kernel.events import reasons_of
from lianxin.kernel.figures.registry import midnight
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.naming import Named, names_of
from lianxin.people.models import Account, Appointment, SecurityAlarm
from lianxin.people.queries import names_of_accounts, names_of_posts
from lianxin.people.rules.confidentiality import LOOKS, OF_IDENTITY, Ground, ground_of

PAGE = 50
MOST_SHOWN = 100
ACCESS_LOG = "access_log"


@dataclass(frozen=True)
class AskedLooks:
    """What the log was asked for; each part is kept in the address."""

    who: str = ""
    what: str = ""
    row: str = ""
    since: date | None = None
    until: date | None = None
    after: int | None = None


@dataclass(frozen=True)
class Look:
    """One line of the log: who, on which post, what of which row, why, when."""

    at: datetime
    who: str
    post: str
    what: str | Promise
    row: Named | None
    reason: str


def looks(
    asked: AskedLooks, *, by: Actor, row: tuple[str, int] | None = None
) -> tuple[list[Look], int | None]:
    """One page of the log, the latest first, and the key the next page begins after.

    `row` is the row a typed number or name stands for. Rows the reader has to keep away from stay out.
    """
    rows = matching(asked, row)
    if asked.after is not None:
        rows = rows.filter(seq__lt=asked.after)
    page = list(rows[: PAGE + 1])
    onward = page[PAGE - 1].seq if len(page) > PAGE else None
    return lines(page[:PAGE], by=by), onward


def matching(asked: AskedLooks, row: tuple[str, int] | None) -> "QuerySet[AccessEntry]":
    """The entries the filters find, the latest first."""
    rows = AccessEntry.objects.order_by("-seq")
    if asked.who:
        rows = rows.filter(actor_id__in=accounts_called(asked.who))
    if asked.what:
        rows = rows.filter(what=asked.what)
    if row is not None:
        rows = rows.filter(row_kind=row[0], row_id=row[1])
    if asked.since:
        rows = rows.filter(at__gte=midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=midnight(asked.until + timedelta(days=1)))
    return rows


def lines(page: Sequence[AccessEntry], *, by: Actor) -> list[Look]:
    """Entries in words: names of people, posts and rows are fetched together."""
    people = names_of_accounts([one.actor_id for one in page if one.actor_id is not None])
    posts = names_of_posts([one.post_id for one in page if one.post_id is not None])
    named = names_of({(one.row_kind, one.row_id) for one in page if one.row_id}, by=by)
    said = reasons_of(page)
    return [
        Look(
            at=one.at,
            who=people.get(one.actor_id or 0, ""),
            post=posts.get(one.post_id or 0, ""),
            what=LOOKS.get(one.what, one.what),
            row=named.get((one.row_kind, one.row_id)),
            reason=said[one.seq] if not one.row_id or (one.row_kind, one.row_id) in named else "",
        )
        for one in page
    ]


def accounts_called(typed: str) -> list[int]:
    """The accounts of this county with this login, or of somebody with this name."""
    own = Appointment.objects.filter(person__name=typed).values_list("account_id", flat=True)
    logins = Account.objects.filter(login=typed.lower()).values_list("pk", flat=True)
    return [*own, *logins]


@dataclass(frozen=True)
class OwnLook:
    """A look at one's own name or number as a resident is told of it: when, which post, what for."""

    at: datetime
    post: str
    ground: str | Promise


def looks_at_identity(row_kind: str, row_id: int, *, kinds: Collection[str] = OF_IDENTITY) -> list[OwnLook]:
    """The looks at who speaks in one row, the latest first; no names of staff."""
    rows: QuerySet[AccessEntry] = AccessEntry.objects.filter(row_kind=row_kind, row_id=row_id, what__in=kinds)
    page = list(rows.order_by("-seq")[:MOST_SHOWN])
    posts = names_of_posts([one.post_id for one in page if one.post_id is not None])
    said = reasons_of(page)
    return [
        OwnLook(one.at, posts.get(one.post_id or 0, ""), Ground(ground_of(said[one.seq])).label)
        for one in page
    ]


@dataclass(frozen=True)
class AlarmLine:
    """An alarm in words."""

    key: int
    who: str
    kind: str
    day: date
    tries: int
    raised_at: datetime
    closed_at: datetime | None
    note: str


def alarms() -> list[AlarmLine]:
    """Open alarms first, then the latest closed ones; at most fifty of each."""
    rows = SecurityAlarm.objects.order_by("-raised_at", "-pk")
    page = [*rows.filter(closed_at=None)[:PAGE], *rows.exclude(closed_at=None)[:PAGE]]
    people = names_of_accounts([one.account_id for one in page])
    return [
        AlarmLine(
            one.pk,
            people.get(one.account_id, ""),
            one.get_kind_display(),
            one.day,
            one.tries,
            one.raised_at,
            one.closed_at,
            one.note,
        )
        for one in page
    ]


def alarms_open() -> int:
    """How many alarms nobody has looked into."""
    return SecurityAlarm.objects.filter(closed_at=None).count()


def alarm(pk: int) -> SecurityAlarm | None:
    """One alarm that is still open."""
    return SecurityAlarm.objects.filter(pk=pk, closed_at=None).first()
