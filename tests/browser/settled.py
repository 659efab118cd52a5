"""A click, and a key pressed in a field, come back when the page they led to is there to its end.

The browser's driver comes back when the new page begins to arrive. What waits for something is right then too; what
only looks (`all()`, `count()`, `content()`) reads as much as has come by that moment, so on a busy machine a story
misses what is there, or finds nothing where nothing should be without having looked.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from playwright.sync_api import Locator

ACTS = ("click", "press")


def settled(act: Callable[..., None]) -> Callable[..., None]:
    """The same act, and then the whole page."""

    @wraps(act)
    def acted(locator: Locator, *given: Any, **named: Any) -> None:
        act(locator, *given, **named)
        locator.page.wait_for_load_state("domcontentloaded")

    return acted


def settle(patch: pytest.MonkeyPatch) -> None:
    """From now on, for every place on a page."""
    for name in ACTS:
        patch.setattr(Locator, name, settled(getattr(Locator, name)))
