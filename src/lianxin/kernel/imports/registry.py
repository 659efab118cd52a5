"""What can be brought in by a sheet: each app above says it once, in its `importers` module (导入种类).

    register(Importer("residents", _("居民"), COLUMNS, see=residents_desk, take=take, undo=undo))

From the columns come the template, the mapping and the preview; `take` gets the rows with what was chosen, and
gives back what came of each. In a dry run it finds the same and leaves nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import Rule
from lianxin.kernel.sheets.columns import Column
from lianxin.kernel.sheets.table import Table

Text = str | Promise
Fault = tuple[int, str]


def unseen(done: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Batch:
    """One import under way: what was chosen for it, and who does it.

    `mapping` is heading → column, `values` are their words → ours by column, `options` what was asked besides.
    """

    run: int
    code: str
    by: Actor
    mapping: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    progress: Callable[[int], None] = unseen


@dataclass
class Outcome:
    """What came of the rows: rows = created + known + faults, always."""

    created: int = 0
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Undone:
    """How many rows were taken back, and how many stay because somebody went on with them."""

    gone: int = 0
    kept: int = 0


Take = Callable[[Table, Batch], Outcome]
Undo = Callable[[Batch], Undone]
Made = Callable[[Batch], int]
Known = Callable[[Column, Actor], Sequence[tuple[str, Text]]]


def only_its_own(column: Column, by: Actor) -> Sequence[tuple[str, Text]]:
    """What a column's values may be: what it declares itself."""
    return column.choices


@dataclass(frozen=True)
class Importer:
    """One kind of import. `asks` are put once for the whole sheet; `keeps` says that other columns come along.

    `known` gives what a column's values may be in this county, none where anything may stand, without words where
    a value is known but not offered; `made` counts what a batch has brought already. `whole` takes all
    rows or none; `keeps_file` leaves the original with the run, to be written back into; `onward` is where to go
    when it is done: words, and the name of a page.
    """

    code: str
    label: Text
    columns: Sequence[Column]
    see: Rule
    take: Take
    undo: Undo
    lead: Text = ""
    asks: Sequence[Column] = ()
    known: Known = only_its_own
    keeps: bool = False
    whole: bool = False
    keeps_file: bool = False
    order: int = 50
    example: Mapping[str, str] = field(default_factory=dict)
    onward: tuple[Text, str] | None = None
    made: Made | None = None

    def column(self, code: str) -> Column | None:
        """The column of this code."""
        return next((one for one in self.columns if one.code == code), None)


_importers: dict[str, Importer] = {}
_people: list[Callable[[int], Actor | None]] = []


def register(importer: Importer) -> Importer:
    """Make a kind of import known; each app does it once."""
    _importers[importer.code] = importer
    return importer


def importer_named(code: str) -> Importer | None:
    """The kind of this code."""
    return _importers.get(code)


def importers_for(by: Actor) -> list[Importer]:
    """What this actor may bring in, in order."""
    mine = [one for one in _importers.values() if one.see(by, None)]
    return sorted(mine, key=lambda one: (one.order, one.code))


def actors_by(finder: Callable[[int], Actor | None]) -> None:
    """Say who an account is now: large sheets are taken in later, by the same rights as on a page."""
    _people[:] = [finder]


def actor_now(account: int | None) -> Actor | None:
    """The account as it may act now; None when it may not any more."""
    return _people[0](account) if _people and account is not None else None


def brings_in(by: Actor, row: object) -> bool:
    """Whether there is anything this actor may bring in by a sheet."""
    return by.account is not None and bool(importers_for(by))
