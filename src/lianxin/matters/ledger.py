"""How the writer's decisions reach the tables: rows, clocks, index, messages, and the events last (落账)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import models
from django.utils import timezone

from lianxin.kernel import clock, events, notices, numbering, outbox, pieces, search
from lianxin.kernel.events import EventDraft
from lianxin.kernel.models.event import Event
from lianxin.kernel.search import SearchText
from lianxin.matters import timers
from lianxin.matters.models import Clock, Matter, Stateful, Urgency
from lianxin.matters.receipts import receipt_hash
from lianxin.matters.told import StaffLetter
from lianxin.matters.workflow import Acting, Workflow
from lianxin.people.models import Post
from lianxin.people.queries import names_of_posts, posts_of_units
from lianxin.wording.actions import marks
from lianxin.wording.actions.marks import Words

CLOCK_FIELDS = ["edition", "kind", "amount", "extended", "held", "paused", "due", "stopped"]


def write(
    actings: Sequence[Acting], *, row_fields: Sequence[str] = (), clock_fields: Sequence[str] = CLOCK_FIELDS
) -> list[Event]:
    """Write what was decided, whole; the county's chain head is locked last and briefly.

    Where thousands of rows change in few fields, naming these saves most of the time.
    """
    if not actings:
        return []
    new = [acting for acting in actings if acting.row.pk is None]
    give_numbers([acting for acting in new if isinstance(acting.row, Matter)])
    sealing = take_numbers_out(actings)
    create([acting.row for acting in new])
    save([acting.row for acting in actings if acting.row.version > 1], row_fields)
    point_at_rows(actings)
    create([row for acting in actings for row in acting.added])
    for acting in actings:
        for row, names in acting.changed.items():
            row.save(update_fields=names)
    sealing.keep()
    write_clocks(actings, clock_fields)
    search.index([text_of(acting) for acting in actings if acting.wording is not None])
    mark([acting for acting in actings if acting.alike is not None])
    for acting in actings:
        if acting.wording is None and acting.who is not None:
            search.rename(row_kind(acting.row), acting.row.pk, acting.who)
    post(actings)
    timers.wind(actings)
    put_up(actings)
    note_looks(actings)
    noted = [note(acting, row, move) for acting in actings for row, move in acting.noted]
    return events.append([*(draft(acting) for acting in actings), *noted])[: len(actings)]


def give_numbers(actings: Sequence[Acting]) -> None:
    """Number new matters in their order, a whole series at a time, so that no number is skipped."""
    by_series: dict[tuple[str, int], list[Acting]] = defaultdict(list)
    names: dict[int | None, str] = {}
    for acting in actings:
        area = acting.row.area_id
        if area not in names and not acting.move.series:
            names[area] = acting.flow.series(area)
        acting.row.recorded_at = clock.now() if acting.row.late_entered else acting.now
        year = timezone.localtime(acting.row.recorded_at).year
        by_series[acting.move.series or names[area], year].append(acting)
    for (series, year), members in sorted(by_series.items()):
        for acting, number in zip(members, numbering.take(series, year, len(members)), strict=True):
            acting.row.number = number
            acting.facts["number"] = number
            acting.row.query_hash = receipt_hash(acting.row)


def take_numbers_out(actings: Sequence[Acting]) -> pieces.Sealing:
    """Take the telephone and ID numbers out of what people wrote, before any of it is stored (文中号码).

    A title is on every list, so it says only that there was one, for good.
    """
    sealing = pieces.Sealing()
    for acting in actings:
        if isinstance(acting.row, Matter):
            acting.row.title = pieces.unnumbered(acting.row.title)
        for row in acting.added:
            sealing.take(acting.row, row, pieces.free_texts(type(row)))
        for row, names in acting.changed.items():
            sealing.take(acting.row, row, names.intersection(pieces.free_texts(type(row))))
    return sealing


def numbers_beginning(prefix: str) -> Iterable[str]:
    """The numbers in use that begin so, for the account of gaps (INV-13)."""
    return Matter.objects.filter(number__startswith=prefix).values_list("number", flat=True)


numbering.register_holder("matters", numbers_beginning)


def point_at_rows(actings: Sequence[Acting]) -> None:
    """Give what refers to a row by kind and id, from rooms that know no matter, the id the row has only now."""
    for acting in actings:
        for row in acting.added:
            if getattr(row, "row_id", 0) is None:
                row.row_id = acting.row.pk  # type: ignore[attr-defined]  # it has one: it was asked


def create(rows: Sequence[models.Model]) -> None:
    """Insert new rows table by table, parents first in the order they were added."""
    tables: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        tables[type(row)].append(row)
    for table, members in tables.items():
        table._default_manager.bulk_create(members)


def save(rows: Sequence[Stateful], fields: Sequence[str]) -> None:
    """Update rows that stood before; they are locked, so the whole row may be written, but for named fields."""
    if len(rows) == 1:
        rows[0].save()
    elif rows:
        table = type(rows[0])
        names = [f.name for f in table._meta.concrete_fields if not f.primary_key and f.name != "county"]
        table._default_manager.bulk_update(rows, fields or names)


def write_clocks(actings: Sequence[Acting], fields: Sequence[str]) -> None:
    """Insert the clocks that were started, update those that stood before and were touched."""
    fresh: list[Clock] = []
    touched: list[Clock] = []
    for acting in actings:
        named = {code for _, code, *_ in acting.facts.get("clocks", ())}
        for limit in acting.clocks:
            if limit.pk is None:
                limit.row_kind, limit.row_id = row_kind(acting.row), acting.row.pk
                fresh.append(limit)
            elif limit.limit in named:
                touched.append(limit)
    Clock.objects.bulk_create(fresh)
    if len(touched) == 1:  # nearly always: the statement for many costs five times as much to put together
        touched[0].save(update_fields=list(fields))
    elif touched:
        Clock.objects.bulk_update(touched, fields)


def post(actings: Sequence[Acting]) -> None:
    """Put the messages into the outbox; they leave after the commit."""
    for acting in actings:
        for letter in acting.letters:
            outbox.queue(
                letter.template,
                row_kind=row_kind(acting.row),
                row_id=acting.row.pk,
                variables={**known_of(acting.row), **letter.variables},
                to=letter.phone,
                at=acting.now,
                urgent=isinstance(acting.row, Matter) and acting.row.urgency == Urgency.EMERGENCY,
                reader=letter.reader() if letter.reader else None,
            )


def put_up(actings: Sequence[Acting]) -> None:
    """Put the notices for staff before their posts, a batch at once."""
    asked = [(acting, letter) for acting in actings for letter in acting.notices]
    if not asked:
        return
    posts = posts_of_units({letter.unit for _, letter in asked if letter.unit is not None})
    notices.put(
        [
            notices.Told(
                letter.template,
                variables={**known_of(acting.row), **letter.variables},
                row_kind=letter.about[0] if letter.about else row_kind(acting.row),
                row_id=letter.about[1] if letter.about else acting.row.pk,
                posts=recipients(letter, posts),
                account=letter.account,
                at=acting.now,
            )
            for acting, letter in asked
        ]
    )


def note_looks(actings: Sequence[Acting]) -> None:
    """What an act gave away of who speaks, in the access log: its chain is locked before that of the events."""
    for acting in actings:
        for what, reason in acting.looks:
            events.looked(
                row_kind(acting.row), acting.row.pk, by=acting.hand or acting.by, what=what, reason=reason
            )


def known_of(row: Stateful) -> dict[str, object]:
    """The variables every letter about a row may use."""
    return {"number": row.number} if isinstance(row, Matter) else {}


def recipients(letter: StaffLetter, posts: dict[int, list[Post]]) -> list[int]:
    """The posts a notice is for; a unit without a post of the role is told whole rather than not at all."""
    if letter.post is not None:
        return [letter.post]
    of_unit = posts.get(letter.unit or 0, [])
    chosen = [post.pk for post in of_unit if not letter.roles or set(letter.roles) & set(post.roles)]
    return chosen or [post.pk for post in of_unit]


def text_of(acting: Acting) -> SearchText:
    """What the index keeps of a row: its words without anybody's numbers."""
    wording, place = pieces.unnumbered(acting.wording or ""), pieces.unnumbered(acting.place)
    return SearchText(row_kind(acting.row), acting.row.pk, wording=wording, place=place, who=acting.who)


def mark(actings: Sequence[Acting]) -> None:
    """Write what finds others that say the same, and take out what must not be found so any more."""
    told = [acting for acting in actings if acting.alike]
    marks.remember(
        [
            Words(
                row_kind(acting.row),
                acting.row.pk,
                title=getattr(acting.row, "title", ""),
                text=acting.alike or "",
                at=getattr(acting.row, "filed_at", acting.now),
                anew=acting.row.version > 1,
            )
            for acting in told
        ]
    )
    for acting in actings:
        if not acting.alike and acting.row.version > 1:
            marks.forget(row_kind(acting.row), [acting.row.pk])


def draft(acting: Acting) -> EventDraft:
    """The event of an act."""
    return EventDraft(
        row_kind=row_kind(acting.row),
        row_id=acting.row.pk,
        move=acting.move.code,
        by=acting.hand or acting.by,
        source=acting.source,
        target=acting.row.state,
        client_id=acting.client_id,
        at=acting.now,
        device_at=acting.device_at,
        facts=acting.facts,
    )


def note(acting: Acting, row: models.Model, move: str) -> EventDraft:
    """What an act did to a further row, as that row's own event."""
    by = acting.hand or acting.by
    return EventDraft(
        str(row._meta.model_name), row.pk, move, by=by, at=acting.now, device_at=acting.device_at
    )


def settle_due(acting: Acting) -> None:
    """A matter is due when the first of its clocks is; those that stand still don't count."""
    if isinstance(acting.row, Matter):
        nearest = min(acting.ticking(), key=lambda limit: limit.due, default=None)
        acting.row.due_at = nearest.due if nearest else None
        acting.row.due_was = nearest.original_due if nearest and nearest.extended else None


def running_clocks(rows: Sequence[Stateful]) -> dict[int, list[Clock]]:
    """The running clocks of these rows of one table, by key; every row has an entry."""
    found: dict[int, list[Clock]] = {row.pk: [] for row in rows}
    if rows:
        kind = row_kind(rows[0])
        for limit in Clock.objects.filter(row_kind=kind, row_id__in=list(found), stopped=None).order_by("id"):
            found[limit.row_id].append(limit)
    return found


def row_kind(row: Stateful | type[Stateful]) -> str:
    """How events, clocks and papers name the table of a row."""
    return str(row._meta.model_name)


def event_of(row: Stateful, client_id: UUID) -> Event | None:
    """The event this client id made on this row before; the row is locked, so the answer holds."""
    return history(row).filter(client_id=client_id).first()


def latest_event(row: Stateful) -> Event | None:
    """The last thing done on a row."""
    return history(row).order_by("-seq").first()


def history(row: Stateful) -> "models.QuerySet[Event]":
    """All events of a row."""
    return Event.objects.filter(row_kind=row_kind(row), row_id=row.pk)


def rows_opened(flow: Workflow, client_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these client ids have opened a row before."""
    return set(flow.model.objects.filter(client_id__in=client_ids).values_list("client_id", flat=True))


def acts_made(rows: Sequence[Stateful], client_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these client ids have acted on these rows before; the rows are locked, so the answer holds."""
    if not rows:
        return set()
    made = Event.objects.filter(row_kind=row_kind(rows[0]), row_id__in=[row.pk for row in rows])
    return set(made.filter(client_id__in=client_ids).values_list("client_id", flat=True))


def who(event: Event) -> str:
    """Whose act an event is, as its colleagues know the post."""
    return names_of_posts([event.post_id]).get(event.post_id, "") if event.post_id else ""
