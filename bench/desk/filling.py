"""Filling the tables: some dozens of appeals go through the one writer, the others are their copies.

A copy has a time, a place, a class, words, a speaker, ids and a number of its own, and the same rows in every table.
Numbers, search rows, sealed values and the chain are made by the product's own code, so `./run audit verify` and
`./run rebuild --check` find nothing wrong with the result.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from random import Random
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from desk.county import County, settle
from desk.patterns import PARTS, Pattern, phone, play
from desk.words import Said, said
from lianxin.appeals.models import Appeal, Appellant
from lianxin.appeals.queries.speakers import keys_of_speakers
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import chain, numbering, search, settling, statistics
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.search import SearchText
from lianxin.matters.models import Clock, Contact, Matter
from lianxin.matters.receipts import receipt_hash

SEED, WEEKS, BATCH = 20260101, 156, 1000
OPEN_SHARE, OPEN_WEEKS = 0.25, 40  # what is still open was filed within these last weeks
WEEK = timedelta(days=7)
SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张",
    "安平和顺明亮春秋山川林泉桂兰梅竹松柏云霞",
)


@dataclass(frozen=True)
class Planned:
    """One copy to be made: how long after its pattern."""

    pattern: Pattern
    later: timedelta

    @property
    def filed_at(self) -> datetime:
        return self.pattern.matter.filed_at + self.later


@dataclass
class Copy:
    """The rows of one copy."""

    plan: Planned
    matter: Matter
    words: Said
    appeal: Appeal
    parts: dict[type[models.Model], list[Any]] = field(default_factory=dict)


def fill(count: int, say: Callable[[str], None]) -> County:
    """Three years of appeals up to this week, a quarter of them open; the same words each time."""
    draw, began = Random(SEED), beginning(timezone.now())
    county = settle(began - WEEK)
    finished, waiting = play(county, draw, began)
    left = count - len(finished) - len(waiting)
    plan = sorted(planned(draw, left, finished, waiting), key=lambda one: one.filed_at)
    with settling.many_rows():
        for start in range(0, left, BATCH):
            write([copied(one, county, draw) for one in plan[start : start + BATCH]])
            if start == 0:
                statistics.refresh([Matter, Contact])
            say(f"{min(start + BATCH, left):,} / {count:,}")
    return county


def beginning(now: datetime) -> datetime:
    """Monday morning, three years before this week."""
    morning = timezone.localtime(now).replace(hour=9, minute=0, second=0, microsecond=0)
    return morning - timedelta(days=morning.weekday()) - WEEKS * WEEK


def planned(
    draw: Random, count: int, finished: Sequence[Pattern], waiting: Sequence[Pattern]
) -> Iterator[Planned]:
    """The copies: closed ones over all the weeks but the last, open ones over the last forty."""
    for _ in range(count):
        if draw.random() < OPEN_SHARE:
            yield Planned(draw.choice(waiting), draw.randrange(WEEKS - OPEN_WEEKS, WEEKS) * WEEK)
        else:
            yield Planned(draw.choice(finished), draw.randrange(WEEKS - 1) * WEEK)


def copied(plan: Planned, county: County, draw: Random) -> Copy:
    """Head row, appeal and what hangs on it, not yet written."""
    village, (category, keywords) = draw.choice(county.villages), draw.choice(county.classes)
    words = said(draw, village.name, keywords)
    given = {"title": words.title, "area_id": village.pk, "client_id": uuid7()}
    matter = moved(plan.pattern.matter, plan.later, **given)
    spoken = {"text": words.text, "address": words.address, "category_id": category}
    appeal = moved(plan.pattern.appeal, plan.later, **spoken)
    made = Copy(plan, matter, words, appeal)
    for part in PARTS:
        made.parts[part] = [moved(row, plan.later) for row in plan.pattern.parts[part]]
    for contact in made.parts[Contact]:
        contact.client_id, contact.words = uuid7(), words.text
    for appellant in made.parts[Appellant]:
        name_afresh(appellant, draw)
    return made


def name_afresh(appellant: Appellant, draw: Random) -> None:
    """Somebody else speaks: a sealed value belongs to its row."""
    appellant.client_id = uuid7()
    appellant.name = draw.choice(SURNAMES) + draw.choice(GIVEN) + draw.choice(GIVEN)
    appellant.phone = phone(draw)
    appellant.phone_index = blind_index(appellant.phone, "phone")


def moved(row: Any, later: timedelta, **changed: Any) -> Any:
    """A new row like this one, all its times later by so much."""
    fresh = copy.copy(row)
    fresh._state = copy.copy(row._state)
    fresh._state.fields_cache, fresh._state.adding = {}, True
    if row._meta.pk.name == "id":
        fresh.pk = None
    for one in row._meta.concrete_fields:
        value = getattr(row, one.attname)
        if isinstance(value, datetime):
            setattr(fresh, one.attname, value + later)
    for name, value in changed.items():
        setattr(fresh, name, value)
    return fresh


@transaction.atomic
def write(copies: Sequence[Copy]) -> None:
    """A batch, table by table, parents first, the chain last, as `matters.ledger` does."""
    number(copies)
    Matter.objects.bulk_create([one.matter for one in copies])
    for one in copies:
        one.appeal.matter = one.matter
    Appeal.objects.bulk_create([one.appeal for one in copies])
    for part in PARTS:
        rows = [(one, row) for one in copies for row in one.parts[part]]
        for one, row in rows:
            row.matter = one.matter
            if isinstance(row, Appellant):
                row.contact = one.parts[Contact][0]
        part._default_manager.bulk_create([row for _, row in rows])
    Clock.objects.bulk_create(
        [
            moved(row, one.plan.later, row_id=one.matter.pk)
            for one in copies
            for row in one.plan.pattern.clocks
        ]
    )
    search.index([text_of(one) for one in copies])
    events = [event for one in copies for event in events_of(one)]
    chain.append(sorted(events, key=lambda event: event.at))


def number(copies: Sequence[Copy]) -> None:
    """The next numbers of each series and year, in the order they were filed."""

    def run(one: Copy) -> tuple[str, int]:
        return APPEAL.series(one.matter.area_id), timezone.localtime(one.matter.recorded_at).year

    for (series, year), found in groupby(sorted(copies, key=run), key=run):
        members = list(found)
        for one, given in zip(members, numbering.take(series, year, len(members)), strict=True):
            one.matter.number = given
            one.matter.query_hash = receipt_hash(one.matter)


def text_of(one: Copy) -> SearchText:
    """What it is found by."""
    who = keys_of_speakers(one.parts[Appellant])
    return SearchText(
        "matter", one.matter.pk, f"{one.words.title}\n{one.words.text}", one.words.address, who=who
    )


def events_of(one: Copy) -> Iterator[Event]:
    """The events of its pattern, about this row, at its times."""
    own = {"number": one.matter.number, "area": one.matter.area_id, "category": one.appeal.category_id}
    for event in one.plan.pattern.events:
        facts = {name: own.get(name, value) for name, value in event.facts.items()}
        if "clocks" in facts:
            facts["clocks"] = [
                [what, limit, spelled(moment, one.plan.later)] for what, limit, moment in facts["clocks"]
            ]
        key = one.matter.client_id if not event.source else uuid7()
        yield moved(event, one.plan.later, row_id=one.matter.pk, facts=facts, client_id=key)


def spelled(moment: str, later: timedelta) -> str:
    """A time of the log, later by so much, as the log spells it."""
    return (datetime.fromisoformat(moment) + later).astimezone(UTC).isoformat(timespec="microseconds")
