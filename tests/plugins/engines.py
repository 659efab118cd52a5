"""Which tests have nothing to do with the database, so that one engine is enough for them.

A test is taken at its word: it asks for a database, or its file speaks of one or starts processes that may. Whoever
knows better says `once` there.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from django.test import SimpleTestCase

ASKING = {"db", "transactional_db", "django_db_setup", "live_server"}
SPEAKING = re.compile(
    r"connection|DATABASE_URL|installation|postgres|subprocess|Popen|\.vendor\b", re.IGNORECASE
)


def mark(items: Iterable[pytest.Item]) -> None:
    """Say `once` for those that have nothing of a database in them."""
    for item in items:
        if not asks(item) and not speaks(item.path):
            item.add_marker(pytest.mark.once)


def asks(item: pytest.Item) -> bool:
    """Whether a fixture, a mark or its class brings a database to the test."""
    named = ASKING & set(getattr(item, "fixturenames", ()))
    kind = getattr(item, "cls", None)
    return bool(named or item.get_closest_marker("django_db") or (kind and issubclass(kind, SimpleTestCase)))


@cache
def speaks(path: Path) -> bool:
    """Whether a file of tests speaks of databases or starts processes."""
    return SPEAKING.search(path.read_text(encoding="utf-8")) is not None
