"""Notices to staff (消息): put before a post or an account in the act's transaction, read at the bell.

    acting.tell_staff("staff.to_sign", unit=order.unit_id, roles=(Role.HANDLER,))      # in an effect
    tell_staff("staff.digest", posts=[3], variables={"due": 2}, key="digest:2026-11-23")   # in a chore

The letter is a registered one with a topic, its variables are codes, numbers and dates. Who may not see the row a
notice is about isn't shown the notice either (INV-08): the app that owns the table says which rows an actor sees.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from lianxin.kernel import clock, letters
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.notice import Notice, NoticeRead, NoticeWish, Wish, fresh_key
from lianxin.kernel.outbox import plain
from lianxin.kernel.worktime import calendar_in_force

SHOWN = timedelta(days=90)  # what nobody read in a quarter is no news any more
KEPT = timedelta(days=180)
MOST = 99  # the bell says 99+

Seen = Callable[[Actor], "QuerySet[Any]"]
Links = Callable[[Iterable[int]], Mapping[int, str]]


@dataclass(frozen=True)
class Told:
    """One notice to write: the letter, what stands in it, what it is about, and whose it is."""

    letter: str
    variables: Mapping[str, object] = field(default_factory=dict)
    row_kind: str = ""
    row_id: int = 0
    posts: Sequence[int] = ()
    account: int | None = None
    at: datetime | None = None
    key: str = ""


@dataclass(frozen=True)
class Kind:
    """How the notices about one table are walled and where they lead; without `seen` all who get them may."""

    seen: Seen | None
    links: Links


_kinds: dict[str, Kind] = {}


def about(row_kind: str, *, seen: Seen | None, links: Links) -> None:
    """Say which rows of a table an actor may know of, and the address of each; the owner of the table does it."""
    _kinds[row_kind] = Kind(seen, links)


def tell_staff(letter: str, **more: Any) -> None:
    """Put one notice before posts or an account; the fields are those of `Told`, see `put`."""
    put([Told(letter, **more)])


def put(told: Sequence[Told]) -> None:
    """Write notices, at once; one whose key is there already stays as it is.

    Raises LookupError (unknown letter, no topic, missing variable), NotAVariable (something personal).
    """
    rows = [row for one in told for row in rows_of(one)]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def rows_of(told: Told) -> list[Notice]:
    """A notice as rows, one for each post and one for the account."""
    letter = letters.letter_named(told.letter)
    if not letter.topic:
        raise LookupError(f"letter {told.letter!r} has no topic: it is for residents")
    variables = {name: plain(name, value) for name, value in told.variables.items()}
    letters.words(told.letter, variables)
    recipients: list[dict[str, int | None]] = [{"post_id": post} for post in dict.fromkeys(told.posts)]
    if told.account is not None:
        recipients.append({"account_id": told.account})
    return [
        Notice(
            key=key_for(told.key, recipient),
            topic=letter.topic,
            letter=told.letter,
            variables=variables,
            row_kind=told.row_kind,
            row_id=told.row_id,
            at=told.at or clock.now(),
            **recipient,
        )
        for recipient in recipients
    ]


def key_for(key: str, recipient: Mapping[str, int | None]) -> str:
    """The key of one recipient's row."""
    if not key:
        return fresh_key()
    (name, value) = next(iter(recipient.items()))
    return f"{key}:{name[0]}{value}"


def of(by: Actor) -> "QuerySet[Notice]":
    """The notices before this actor, about rows they may see, of the last 90 days (SHOWN)."""
    walled = Q()
    for kind, table in _kinds.items():
        if table.seen is None:
            continue
        walled &= ~Q(row_kind=kind) | Q(row_id__in=table.seen(by).values("pk"))
    return before(by).filter(walled)


def before(by: Actor) -> "QuerySet[Notice]":
    """The same whatever they are about: for a row that was let through already."""
    mine = Q(account_id=by.account or 0) | Q(post_id__in=by.posts)
    return Notice.objects.filter(mine, at__gte=clock.now() - SHOWN)


def unread(by: Actor) -> "QuerySet[Notice]":
    """Those this account has not read."""
    return of(by).exclude(pk__in=read_by(by))


def read_by(by: Actor) -> Any:
    """The keys of those this account has read."""
    return NoticeRead.objects.filter(account_id=by.account or 0).values("notice_id")


def bell(by: Actor) -> int:
    """How many unread notices there are, at most 100 (99+); none for strangers.

    Topics the account wants once a day only are not counted, and nothing is in the evening of who asked for that.
    Every page asks this: one question where nothing is unread, then one for each table the unread speak of.
    """
    if by.account is None or not by.posts:
        return 0
    some = list(rung(before(by), by).values_list("row_kind", "row_id")[: MOST + 1])
    shown = shown_of(by, some)
    if len(some) <= MOST or shown == len(some):
        return shown
    return len(rung(of(by), by).values_list("pk", flat=True)[: MOST + 1])  # hidden ones lay among the first


def rung(notices: "QuerySet[Notice]", by: Actor) -> "QuerySet[Notice]":
    """Those of these that ring for this account now."""
    wishes = NoticeWish.objects.filter(account_id=by.account or 0)
    counted = notices.exclude(pk__in=read_by(by)).exclude(topic__in=wishes.values("wish"))
    return counted if at_work(clock.now()) else counted.exclude(Exists(wishes.filter(wish=Wish.QUIET)))


def shown_of(by: Actor, rows: Sequence[tuple[str, int]]) -> int:
    """How many of these, each told by what it is about, this actor may be shown: the wall of `of`, for few rows."""
    of_kind: dict[str, set[int]] = defaultdict(set)
    for kind, row in rows:
        of_kind[kind].add(row)
    for kind, keys in of_kind.items():
        table = _kinds.get(kind)
        if table is not None and table.seen is not None:
            of_kind[kind] = set(table.seen(by).filter(pk__in=keys).values_list("pk", flat=True))
    return sum(row in of_kind[kind] for kind, row in rows)


def at_work(moment: datetime) -> bool:
    """Whether the office is open at a moment, by its calendar and hours."""
    days, day = calendar_in_force(), timezone.localdate(moment)
    return days.working(day) and any(opens <= moment < closes for opens, closes in days.spans(day))


def wishes_of(account: int) -> set[str]:
    """What an account asked for."""
    return set(NoticeWish.objects.filter(account_id=account).values_list("wish", flat=True))


@transaction.atomic
def wish(account: int, wished: Collection[str]) -> None:
    """Keep what an account asks for, in place of what it asked for before. Raises ValueError for no wish."""
    chosen = {Wish(one) for one in wished}
    NoticeWish.objects.filter(account_id=account).exclude(wish__in=chosen).delete()
    rows = [NoticeWish(account_id=account, wish=one) for one in sorted(chosen)]
    NoticeWish.objects.bulk_create(rows, ignore_conflicts=True)


def links_of(notices: Iterable[Notice]) -> dict[int, str]:
    """Where each notice leads, by its key; one query for each table."""
    by_kind: dict[str, dict[int, list[int]]] = {}
    for notice in notices:
        by_kind.setdefault(notice.row_kind, {}).setdefault(notice.row_id, []).append(notice.pk)
    found: dict[int, str] = {}
    for kind, rows in by_kind.items():
        if kind in _kinds:
            for row, address in _kinds[kind].links(rows).items():
                found |= dict.fromkeys(rows[row], address)
    return found


def since(account: int, posts: Collection[int], topics: Collection[str], moment: datetime) -> int:
    """How many notices of these topics an account got since a moment and has not read."""
    read = NoticeRead.objects.filter(account_id=account).values("notice_id")
    mine = Q(account_id=account) | Q(post_id__in=posts)
    found = Notice.objects.filter(mine, topic__in=list(topics), at__gte=moment).exclude(pk__in=read)
    return found.count()


def read_of(notices: Iterable[Notice], *, by: Actor) -> set[int]:
    """Which of these this account has read."""
    keys = [notice.pk for notice in notices]
    readings = NoticeRead.objects.filter(account_id=by.account or 0, notice_id__in=keys)
    return set(readings.values_list("notice_id", flat=True))


def mark_read(notices: Iterable[Notice], *, by: Actor) -> None:
    """Write down that this account has read them; twice does no harm."""
    now = clock.now()
    rows = [NoticeRead(notice=notice, account_id=by.account or 0, at=now) for notice in notices]
    NoticeRead.objects.bulk_create(rows, ignore_conflicts=True)


def looked_at(row_kind: str, row_id: int, *, by: Actor) -> None:
    """Whoever was shown a row has read what they were told about it; one query when there is nothing to note."""
    told = before(by).filter(row_kind=row_kind, row_id=row_id).exclude(pk__in=read_by(by))
    rows = list(told.order_by("pk")[:MOST])
    if rows:
        mark_read(rows, by=by)


def sweep() -> int:
    """Delete what is older than half a year (KEPT), with its readings; how many notices went."""
    old = Notice.objects.filter(at__lt=clock.now() - KEPT)
    NoticeRead.objects.filter(notice_id__in=old.values("pk")).delete()
    return old.delete()[0]
