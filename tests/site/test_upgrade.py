"""An installation of an earlier release starts with this one: its tables are brought up to date, its data intact."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from lianxin.appeals.models import Appellant
from lianxin.kernel import crypto
from lianxin.kernel.audit import CHAINS, verify
from lianxin.kernel.backups import keys
from lianxin.kernel.context import all_counties, in_county
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.site import startup
from lianxin.site.home import write_home
from tests.site.previous import FOLDER
from tests.site.restored import SILENT, another_database, restored

COUNTY = 990101
OURS = {"kernel", "people", "places", "matters", "appeals"}
RELEASES = sorted(path.name.removesuffix(".sqlite3.gz") for path in FOLDER.glob("*.sqlite3.gz"))


@pytest.fixture
def installed(release: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Path]:
    """The data folder of an office of that release."""
    home = tmp_path / "office"
    write_home(home, mode="office", county=COUNTY)
    (home / "lianxin.sqlite3").write_bytes(gzip.decompress((FOLDER / f"{release}.sqlite3.gz").read_bytes()))
    (home / "keys" / "field.key").write_bytes((FOLDER / f"{release}.key").read_bytes())
    monkeypatch.setattr(settings, "HOME", replace(settings.HOME, path=home, mode="office", county=COUNTY))
    crypto.key_ring.cache_clear()
    yield home
    crypto.key_ring.cache_clear()


def ask(home: Path, question: str) -> list[tuple[Any, ...]]:
    """What the file itself says."""
    with closing(sqlite3.connect(home / "lianxin.sqlite3")) as file:
        return file.execute(question).fetchall()


def counts(home: Path) -> dict[str, int]:
    """How many rows each table of ours has."""
    names = [name for (name,) in ask(home, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    ours = [name for name in names if name.split("_")[0] in OURS and "_fts" not in name]
    return {name: ask(home, f'SELECT COUNT(*) FROM "{name}"')[0][0] for name in ours}


def numbers_in(home: Path) -> list[str]:
    """The numbers of the matters that were filed with that release."""
    return [number for (number,) in ask(home, "SELECT number FROM matters_matter ORDER BY id")]


def name_steps_as_before(home: Path) -> None:
    """As a database that came here by the steps of before the first release has them."""
    loader = MigrationLoader(None)
    with closing(sqlite3.connect(home / "lianxin.sqlite3")) as file, file:
        for (app, name), step in loader.disk_migrations.items():
            for before in step.replaces:
                file.execute("DELETE FROM django_migrations WHERE app = ? AND name = ?", [app, name])
                file.execute(
                    "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-11-01')", before
                )


@pytest.mark.once
@pytest.mark.req("I7")
@pytest.mark.parametrize("release", RELEASES)
def test_an_earlier_release_starts_with_this_one_and_keeps_its_data(installed: Path) -> None:
    before, numbers = counts(installed), numbers_in(installed)
    name_steps_as_before(installed)
    with another_database(installed):
        with all_counties("tables are changed for every county"):
            startup.prepare_tables(SILENT)
        startup.prepare_tables(never)
        with in_county(COUNTY):
            as_it_was(numbers)
    now = counts(installed)
    assert {name: now[name] for name in before} == before


@pytest.mark.deep  # it makes all tables of that release, step by step
@pytest.mark.req("I5", "I7")
@pytest.mark.parametrize("release", RELEASES)
def test_a_backup_of_an_earlier_release_is_restored_and_brought_up_to_date(
    release: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    ring = keys.from_file(FOLDER / f"{release}.key")
    with restored(
        FOLDER / f"{release}.backup", ring, tmp_path / "new", monkeypatch, tables=False
    ) as verdicts:
        assert [verdict.ok for verdict in verdicts] == [True, True]
        startup.prepare_tables(never)
        with in_county(COUNTY):
            as_it_was([matter.number for matter in Matter.objects.order_by("pk")])


def as_it_was(numbers: list[str]) -> None:
    """The two matters that were filed with that release, as whole as on that day; in their county."""
    matters = list(Matter.objects.order_by("pk"))
    assert [matter.number for matter in matters] == numbers
    assert len(matters) == 2
    assert {one.phone for one in Appellant.objects.all()} == {"19900001111"}
    assert [verify(name).ok for name in CHAINS] == [True, True]
    assert list(check()) == []


def never(words: str) -> None:
    raise AssertionError(words)
