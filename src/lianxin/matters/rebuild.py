"""Rebuilding rows from the log alone, and saying where the stored rows differ (INV-01: 重建核对)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby

from lianxin.kernel import numbering
from lianxin.kernel.models.event import Event
from lianxin.matters.flows import current_flows
from lianxin.matters.ledger import row_kind
from lianxin.matters.models import Clock, Matter, Relation, Stateful

CHUNK = 1000


@dataclass
class Folded:
    """What the log says of one row: state, version, holder, each clock as (limit, due, stopped, paused)."""

    state: str = ""
    version: int = 0
    holder: int | None = None
    clocks: list[list[str | None]] = field(default_factory=list)
    relations: set[tuple[str, int]] = field(default_factory=set)

    def take(self, event: Event) -> None:
        """Let one more event act on the row."""
        self.state, self.version = event.target, self.version + 1
        self.holder = event.facts.get("holder", self.holder)
        for what, kind, other in event.facts.get("relations", ()):
            (self.relations.add if what == "add" else self.relations.discard)((kind, other))
        for what, limit, moment in event.facts.get("clocks", ()):
            if what == "start":
                self.clocks.append([limit, moment, None, None])
            else:
                self.touch(what, limit, moment)

    def touch(self, what: str, limit: str, moment: str) -> None:
        """Let the event stop, pause, resume or move the clocks of a limit that have not stopped."""
        for clock in self.clocks:
            if clock[0] != limit or clock[2] is not None:
                continue
            match what:
                case "stop":
                    clock[2] = moment
                case "pause":
                    clock[3] = moment
                case "resume":
                    clock[1], clock[3] = moment, None
                case "due":
                    clock[1] = moment


@dataclass(frozen=True)
class Difference:
    """One row whose stored values are not what its events give."""

    row_kind: str
    row_id: int
    what: str

    def sentence(self) -> str:
        return f"{self.row_kind} {self.row_id}: {self.what} 与记录不符"


def check() -> Iterator[Difference]:
    """Every stored row of the current county that differs from its rebuilt self."""
    for model in {flow.model for flow in current_flows()}:
        yield from check_table(model)


def missing_numbers() -> Iterator[str]:
    """Numbers that were given out and are neither used nor void with a reason (INV-13)."""
    for series, year in numbering.series_in_use():
        yield from numbering.gaps(series, year)


def check_table(model: type[Stateful]) -> Iterator[Difference]:
    """The differences of one table, read in slices by ascending key."""
    last = 0
    while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        folded, clocks = fold(model, rows), stored_clocks(model, rows)
        relations = stored_relations(rows) if model is Matter else {}
        for row in rows:
            told = folded.get(row.pk, Folded())
            yield from differences(row, told, clocks.get(row.pk, []), relations.get(row.pk, set()))


def fold(model: type[Stateful], rows: list[Stateful]) -> dict[int, Folded]:
    """What the log says of these rows."""
    keys = [row.pk for row in rows]
    found: dict[int, Folded] = {}
    told = Event.objects.filter(row_kind=row_kind(model), row_id__in=keys).order_by("row_id", "seq")
    for key, events in groupby(told, key=lambda event: event.row_id):
        found[key] = Folded()
        for event in events:
            found[key].take(event)
    return found


def stored_clocks(model: type[Stateful], rows: list[Stateful]) -> dict[int, list[list[str | None]]]:
    """The clocks of these rows as stored, in the order they were started."""
    keys = [row.pk for row in rows]
    kept = Clock.objects.filter(row_kind=row_kind(model), row_id__in=keys).order_by("row_id", "id")
    return {
        key: [
            [clock.limit, spelled(clock.due), spelled(clock.stopped), spelled(clock.paused)]
            for clock in clocks
        ]
        for key, clocks in groupby(kept, key=lambda clock: clock.row_id)
    }


def stored_relations(rows: list[Stateful]) -> dict[int, set[tuple[str, int]]]:
    """The relations of these matters that have not ended."""
    found: dict[int, set[tuple[str, int]]] = {}
    for one in Relation.objects.filter(matter_id__in=[row.pk for row in rows], ended_at=None):
        found.setdefault(one.matter_id, set()).add((one.kind, one.other_id))
    return found


def differences(
    row: Stateful, told: Folded, clocks: list[list[str | None]], relations: set[tuple[str, int]]
) -> Iterator[Difference]:
    """Where one row and its log part ways."""
    pairs = {
        "state": (row.state, told.state),
        "version": (row.version, told.version),
        "holder": (row.holder_id, told.holder),
        "clocks": (clocks, told.clocks),
        "relations": (relations, told.relations),
    }
    for what, (stored, rebuilt) in pairs.items():
        if stored != rebuilt:
            yield Difference(row_kind(row), row.pk, what)


def spelled(moment: datetime | None) -> str | None:
    """A moment as the log spells it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None
