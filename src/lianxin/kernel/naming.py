"""What a row that logs mention by kind and id is called: each app above names its own (称谓).

The kernel keeps (kind, id) only. A page that lists such rows asks here, for many at once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from lianxin.kernel.actor import Actor


@dataclass(frozen=True)
class Named:
    """The words for one row, masked, and the address of its page where this actor may open it."""

    words: str
    address: str = ""


Namer = Callable[[Collection[int], Actor], Mapping[int, Named]]

Finder = Callable[[str], int | None]

_namers: dict[str, Namer] = {}
_finders: dict[str, Finder] = {}


def name_with(row_kind: str, namer: Namer, *, finder: Finder | None = None) -> None:
    """Have rows of this kind named by this function; a row it leaves out must not be shown to the actor.

    `finder` gives the id of a row by what people call it, such as a printed number.
    """
    _namers[row_kind] = namer
    if finder is not None:
        _finders[row_kind] = finder


def row_called(typed: str) -> tuple[str, int] | None:
    """The kind and id of the row that is called so; None when no kind knows it."""
    for kind, finder in _finders.items():
        key = finder(typed)
        if key is not None:
            return kind, key
    return None


def names_of(rows: Iterable[tuple[str, int]], *, by: Actor) -> dict[tuple[str, int], Named]:
    """The names of these rows, one call for each kind; kinds nobody names stay out."""
    wanted: dict[str, set[int]] = {}
    for kind, key in rows:
        wanted.setdefault(kind, set()).add(key)
    found: dict[tuple[str, int], Named] = {}
    for kind, keys in wanted.items():
        namer = _namers.get(kind)
        if namer is not None:
            found |= {(kind, key): named for key, named in namer(keys, by).items()}
    return found
