"""Which county (县) this piece of work is about: set once at the edge, read by every query."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

LOWEST, HIGHEST = 100000, 999999

# A county's code, or the words why a query may cross counties, or nothing yet.
_current: ContextVar[int | str | None] = ContextVar("county", default=None)
# What this piece of work has read already; it is gone when the county is left.
_shelf: ContextVar[dict[str, Any] | None] = ContextVar("shelf", default=None)


class NoCounty(RuntimeError):
    """A county table was asked without saying which county."""


class WrongCounty(NoCounty):
    """A row of one county was used while working for another."""


@contextmanager
def in_county(code: int) -> Iterator[None]:
    """Work for one county, six digits; every query of a county table sees its rows only.

    Raises ValueError when the code hasn't six digits.
    """
    if not LOWEST <= code <= HIGHEST:
        raise ValueError(f"a county code has six digits, not {code!r}")
    token, kept = _current.set(code), _shelf.set({})
    try:
        yield
    finally:
        _current.reset(token)
        _shelf.reset(kept)


@contextmanager
def all_counties(reason: str) -> Iterator[None]:
    """The only way to ask several counties at once; the reason is words for the one who reviews the code."""
    if not reason.strip():
        raise ValueError("say why this crosses counties")
    token = _current.set(reason)
    try:
        yield
    finally:
        _current.reset(token)


def current_county() -> int:
    """The county being worked for. Raises NoCounty outside `in_county`, inside `all_counties` too."""
    current = _current.get()
    if isinstance(current, int):
        return current
    raise NoCounty("no county is set: say `with in_county(code):` first")


def shelf() -> dict[str, Any]:
    """A place to keep what was read for the county being worked for, until it is left. Raises NoCounty."""
    current_county()
    kept = _shelf.get()
    assert kept is not None  # noqa: S101  # set with the county, by in_county alone
    return kept


def county_or_all() -> int | None:
    """The county to filter by, None inside `all_counties`. Raises NoCounty where neither was said."""
    current = _current.get()
    if current is None:
        raise NoCounty("no county is set: say `with in_county(code):` or `with all_counties(reason):` first")
    return current if isinstance(current, int) else None


def said() -> int | str | None:
    """A county's code, the words why queries may cross counties, None where neither was said."""
    return _current.get()


def crossing() -> str | None:
    """Why queries may cross counties right now, or None when they may not."""
    current = _current.get()
    return current if isinstance(current, str) else None
