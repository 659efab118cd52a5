"""Frozen figures (冻结): what was given out stays as it was, and counting again says what changed and why (CNT-04)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import DENOMINATOR, NUMERATOR, Query, read
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.figure import FrozenFigure

Text = str | Promise
FROZEN = "figure.frozen"
KIND = "frozenfigure"
UNKNOWN = _("记录有变动")
LONGEST_FORMULA = 300
PARAMETERS = ("figure", "since", "until", "scope", "of_unit", "part")


@transaction.atomic
def freeze(query: Query, *, by: Actor, client_id: UUID, purpose: str = "") -> FrozenFigure:
    """Keep a figure as it stands now for this actor; the same client id again gives the same copy."""
    known = FrozenFigure.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    now, figure = clock.now(), query.figure
    scopes = sorted(by.scopes)
    rows = ids_of(query, by=by, now=now, scopes=tuple(scopes))
    row = FrozenFigure(
        client_id=client_id,
        code=figure.code,
        edition=figure.edition,
        name=str(figure.name),
        formula=str(figure.formula)[:LONGEST_FORMULA],
        unit=figure.unit,
        query=query.plain(),
        scopes=scopes,
        since=query.since,
        until=query.until,
        cut_off=now,
        numerator=len(rows[NUMERATOR]),
        denominator=len(rows[DENOMINATOR]) if DENOMINATOR in rows else None,
        rows=rows,
        purpose=purpose,
        account_id=by.account,
    )
    row.hash = hash_of(row)
    row.save()
    facts = {"code": row.code, "hash": row.hash, "n": row.numerator, "d": row.denominator}
    events.append([events.EventDraft(KIND, row.pk, FROZEN, by=by, at=now, facts=facts)])
    return row


def ids_of(query: Query, *, by: Actor, now: datetime, scopes: tuple[str, ...]) -> dict[str, list[int]]:
    """The rows a figure counts now, by side, in order; one that counts for several stands there as often."""
    weighs = query.figure.weighs
    found = {}
    for side in query.figure.sides:
        rows = query.rows(side, by=by, now=now, scopes=scopes).order_by()
        if weighs:
            pairs = rows.values_list("pk", weighs)
            found[side] = sorted(key for key, times in pairs for _one in range(times))
        else:
            found[side] = sorted(rows.values_list("pk", flat=True))
    return found


def hash_of(row: FrozenFigure) -> str:
    """What a frozen figure's hash has to be: over its query, its cut-off, its edition and every row."""
    told: list[Any] = [row.query, row.edition, row.scopes, row.cut_off.timestamp(), row.rows]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def parameters(row: FrozenFigure) -> dict[str, str]:
    """The query of a copy in the one order it is written in; PostgreSQL keeps none."""
    return {name: row.query[name] for name in sorted(row.query, key=PARAMETERS.index)}


def untouched(row: FrozenFigure) -> bool:
    """Whether the copy is the one that was frozen: its hash fits, and the event log has the same."""
    told = (
        Event.objects.filter(row_kind=KIND, row_id=row.pk, move=FROZEN)
        .values_list("facts", flat=True)
        .first()
    )
    return told is not None and told["hash"] == row.hash == hash_of(row)


@dataclass(frozen=True)
class Change:
    """One row that is counted now and wasn't then, or the other way round, and why."""

    row: int
    side: str
    came: bool
    why: Text


@dataclass(frozen=True)
class Recount:
    """A frozen figure counted again: then and now, with every row that makes the difference (重算对比)."""

    frozen: FrozenFigure
    numerator: int
    denominator: int | None
    changes: list[Change]
    other_formula: bool = False

    @property
    def same(self) -> bool:
        return not self.changes


def query_of(row: FrozenFigure) -> Query | None:
    """The query a copy was made by; None where the figure is no longer counted."""
    return read(row.query)


def recount(row: FrozenFigure, *, by: Actor, now: datetime) -> Recount | None:
    """Count again what was frozen, over the same scope; None where there is no such figure any more."""
    query = query_of(row)
    if query is None:
        return None
    fresh = ids_of(query, by=by, now=now, scopes=tuple(row.scopes))
    moved = [
        (key, side, came)
        for side, keys in fresh.items()
        for key, came in difference(row.rows.get(side, []), keys)
    ]
    why = query.figure.why(sorted({key for key, _side, _came in moved}), row.cut_off)
    return Recount(
        frozen=row,
        numerator=len(fresh[NUMERATOR]),
        denominator=len(fresh[DENOMINATOR]) if DENOMINATOR in fresh else None,
        changes=[Change(key, side, came, why.get(key, UNKNOWN)) for key, side, came in moved],
        other_formula=query.figure.edition != row.edition,
    )


def difference(then: Iterable[int], now: Iterable[int]) -> list[tuple[int, bool]]:
    """The rows that are in one of two lists only, or oftener in one, in order; True for those that came."""
    before, after = Counter(then), Counter(now)
    went, came = before - after, after - before
    return sorted([*((key, False) for key in went.elements()), *((key, True) for key in came.elements())])


def whys(changes: Iterable[Change]) -> Mapping[tuple[str, bool, str], int]:
    """How many rows came or went for each reason, by side."""
    found: dict[tuple[str, bool, str], int] = {}
    for one in changes:
        key = (one.side, one.came, str(one.why))
        found[key] = found.get(key, 0) + 1
    return found


def days_of(row: FrozenFigure) -> tuple[date, date]:
    """The span of a copy."""
    return row.since, row.until
