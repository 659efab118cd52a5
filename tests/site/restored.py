"""Backing up the database of a test, and restoring it into a folder and a database of its own, in one process."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from lianxin.kernel import crypto
from lianxin.kernel.backups import keys
from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.making import Made, Source, make
from lianxin.site import refilling, restoring
from lianxin.site.engines import postgres
from lianxin.site.home import write_home
from tests.kernel.installation import database

SILENT: Any = lambda words: None  # noqa: E731  # a name for it reads better


@dataclass
class Office:
    """A data folder whose database is that of the test."""

    home: Path
    keys: Keys
    county: int

    def back_up(self, folder: Path, **more: Any) -> Made:
        """One backup, read back."""
        return make(Source(self.home, self.keys, self.county, "0.1.0"), folder, say=SILENT, **more)


def office_at(home: Path, county: int, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A folder of an office, which the process works for from now on."""
    write_home(home, mode="office", county=county)
    crypto.make_key_file(home / "keys" / "field.key")
    monkeypatch.setattr(settings, "HOME", replace(settings.HOME, path=home, mode="office", county=county))
    crypto.key_ring.cache_clear()
    return Office(home, keys.from_file(home / "keys" / "field.key"), county)


@contextmanager
def restored(
    path: Path, ring: Keys, home: Path, monkeypatch: pytest.MonkeyPatch, *, tables: bool = True
) -> Iterator[Any]:
    """The backup in a folder and a database of its own, which the process works for meanwhile.

    With `tables` those of the test's own database are there already, on SQLite, which saves making them.
    """
    checked = restoring.check(path, ring, say=SILENT)
    restoring.lay_out(checked, home)
    restoring.add_erasures(checked, home)
    with another_database(home, tables=tables), monkeypatch.context() as patch:
        patch.setattr(settings, "HOME", replace(settings.HOME, path=home))
        crypto.key_ring.cache_clear()
        yield refilling.refill(checked, previous=None, over=True, say=SILENT)
    crypto.key_ring.cache_clear()


@contextmanager
def another_database(home: Path, *, tables: bool = False) -> Iterator[None]:
    """An empty database instead of the test's, of the same engine."""
    kept, file = connections["default"], home / "lianxin.sqlite3"
    with database(f"restored_{home.name}") as url:
        fresh = kept.copy()
        fresh.settings_dict |= postgres(url) if url else {"NAME": file}
        if tables and not url:
            copy_tables(kept.settings_dict["NAME"], file)
        connections["default"] = fresh
        try:
            yield
        finally:
            fresh.close()
            connections["default"] = kept


def copy_tables(test: Any, file: Path) -> None:
    """The tables of the test's database as they were before the test, which are empty."""
    with closing(sqlite3.connect(test)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
