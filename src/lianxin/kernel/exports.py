"""Lists that may be taken out as a sheet (可导出的清单): each app registers its own, with its columns and its gate.

    offer(ExportList("residents", _("居民"), columns, see=residents_desk, count=…, lines=…))

What a list's screen shows comes by itself; every other column is chosen, with a reason, and a restricted one needs
a second person. The lines come through the same gate and the same masks as the screen (INV-15): whoever registers
a list reads it with the queries of its page.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from lianxin.kernel.actor import Actor
from lianxin.kernel.levels import Level
from lianxin.kernel.policy import Rule
from lianxin.kernel.sheets.columns import Column, Text
from lianxin.kernel.sheets.writing import Cells

KIND = "export"
"""How logs and files name a row of the table of exports."""
SLICE = 500

Asked = Mapping[str, str]


@dataclass(frozen=True)
class ExportLine:
    """One row of a list: its id for the access log, its key for a sheet that comes back, its cells by column."""

    row_id: int
    key: str
    cells: Cells


@dataclass(frozen=True)
class Ask:
    """What is taken out: the filters as the address of the list has them, and the columns chosen."""

    asked: Asked
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Made:
    """A file that was made, and the ids of what is in it."""

    data: bytes
    name: str
    kind: str
    rows: Sequence[int]


def none_of_them(by: Actor, keys: Sequence[str]) -> Iterator["ExportLine"]:
    """For lists that never come in again."""
    return iter(())


class Maker(Protocol):
    """How something that is no list (an upper platform's own sheet) becomes a file. Raises Unmade."""

    def __call__(self, by: Actor, ask: Ask) -> Made: ...


class Unmade(Exception):
    """What was asked for can't be made; the words say why and what to do."""


@dataclass(frozen=True)
class ExportList:
    """One list: who may take it out, how many rows the filters find, the rows themselves, slice by slice.

    `usual` are the columns the screen shows; `row_kind` is the kind under which each row goes into the access log,
    empty where rows are nobody's (areas, units). `words` says the filters to the second person. `back` is the
    address where the list is. `version` grows when a sheet that went out could no longer come in. What is not
    `listed` has a page of its own to ask for it; with `make` it becomes a file of its own kind. `masks` are columns
    that go when the same in clear was chosen; `off_paper` are those that only a program reads.
    `comes_in` is the import that takes such a sheet again; `by_keys` gives the lines its rows came from.
    """

    code: str
    label: Text
    columns: Callable[[Actor], Sequence[Column]]
    see: Rule
    count: Callable[[Actor, Ask], int]
    lines: Callable[[Actor, Ask], Iterator[ExportLine]]
    usual: frozenset[str]
    back: str
    row_kind: str = ""
    version: str = "1"
    words: Callable[[Actor, Asked], Sequence[tuple[Text, Text]]] = field(default=lambda by, asked: ())
    make: Maker | None = None
    listed: bool = True
    masks: Mapping[str, str] = field(default_factory=dict)
    off_paper: frozenset[str] = frozenset()
    comes_in: str = ""
    by_keys: Callable[[Actor, Sequence[str]], Iterator[ExportLine]] = none_of_them

    def chosen(self, by: Actor, codes: frozenset[str]) -> list[Column]:
        """The columns of a sheet: what the screen shows, and what was chosen besides, in their order."""
        doubled = {masked for masked, clear in self.masks.items() if clear in codes}
        return [one for one in self.columns(by) if one.code in (self.usual | codes) - doubled]

    def not_printed(self, by: Actor) -> set[str]:
        """The headings that the printed ledger leaves out."""
        return {str(one.heading) for one in self.columns(by) if one.code in self.off_paper}

    def optional(self, by: Actor) -> list[Column]:
        """The columns that have to be chosen, each for a reason."""
        return [one for one in self.columns(by) if one.code not in self.usual]

    def restricted(self, by: Actor, codes: frozenset[str]) -> bool:
        """Whether a second person is needed however few the rows are."""
        return any(one.level is Level.RESTRICTED for one in self.chosen(by, codes))


Key = TypeVar("Key")


def slices(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """Keys by the few hundred, so that a list of fifty thousand is never in memory whole."""
    for start in range(0, len(keys), SLICE):
        yield keys[start : start + SLICE]


_lists: dict[str, ExportList] = {}


def offer(*lists: ExportList) -> None:
    """Make these lists known; called when the apps are ready, twice does no harm."""
    _lists.update({one.code: one for one in lists})


def list_named(code: str) -> ExportList | None:
    """The list of this code."""
    return _lists.get(code)


def lists() -> list[ExportList]:
    """Every list, by code."""
    return [_lists[code] for code in sorted(_lists)]
