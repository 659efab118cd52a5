"""An installation's tables move to PostgreSQL and back: whole, proved, and never in two places at once."""

import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from lianxin.kernel.backups.crossing import Counted
from lianxin.site import moved, moving, restoring
from lianxin.site.errors import Unable
from lianxin.site.moved import BEGUN, FILE, KEPT, MARK, Moved
from lianxin.site.saying import NOTHING
from tests.kernel.installation import Installation, database, wait_until
from tests.site.relocated import needs_postgresql

THERE = Moved(moved.POSTGRESQL, "127.0.0.1:5432/lianxin", "2026-11-29 10:00:00+00:00")
URL = "postgres://lianxin:geheim@127.0.0.1/lianxin"


@pytest.mark.once
def test_a_start_that_would_look_at_the_other_database_is_refused(tmp_path: Path) -> None:
    moved.refuse_the_old(tmp_path, "")
    moved.refuse_the_old(tmp_path, URL)
    (tmp_path / MARK).write_bytes(THERE.data())
    moved.refuse_the_old(tmp_path, URL)
    with pytest.raises(Unable, match="已经搬到 PostgreSQL"):
        moved.refuse_the_old(tmp_path, "")
    (tmp_path / BEGUN).write_bytes(THERE.data())
    for url in ("", URL):
        with pytest.raises(Unable, match="没有搬完"):
            moved.refuse_the_old(tmp_path, url)
    (tmp_path / BEGUN).unlink()
    (tmp_path / MARK).write_bytes(Moved(moved.SQLITE, FILE, "2026").data())
    moved.refuse_the_old(tmp_path, "")
    with pytest.raises(Unable, match="已经搬回 SQLite"):
        moved.refuse_the_old(tmp_path, URL)
    (tmp_path / MARK).write_text("{")
    with pytest.raises(Unable, match="读不出来"):
        moved.refuse_the_old(tmp_path, URL)


@pytest.mark.once
def test_an_empty_database_is_not_served_while_the_tables_are_in_the_folder(tmp_path: Path) -> None:
    moved.refuse_unmoved(tmp_path, URL, empty=True)
    (tmp_path / FILE).touch()
    moved.refuse_unmoved(tmp_path, URL, empty=False)
    moved.refuse_unmoved(tmp_path, "", empty=True)
    with pytest.raises(Unable, match="move-to-postgresql") as refusal:
        moved.refuse_unmoved(tmp_path, URL, empty=True)
    assert "geheim" not in refusal.value.sentence.zh + refusal.value.sentence.en


@pytest.mark.once
def test_a_table_with_other_rows_stops_the_move() -> None:
    moving.refuse_difference([Counted("kernel_event", 4, 4), Counted("people_unit", 0, 0)])
    with pytest.raises(Unable, match=f"people_unit 原来 12 行，搬过去 11 行，{NOTHING}"):
        moving.refuse_difference([Counted("kernel_event", 4, 4), Counted("people_unit", 12, 11)])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Installation]:
    """An office on SQLite, whatever engine the tests run on."""
    place = Installation(tmp_path / "office", "")
    words = ["--county", "990101", "--county-name", "云汀县", "--township-code", "990101101"]
    words += ["--township-name", "青禾镇", "--admin-name", "方远舟", "--host", "192.0.2.10"]
    place.run("lianxin", "setup", *words)
    yield place
    place.close()


def refused(place: Installation, *words: str, **environ: str) -> None:
    assert place.start("lianxin", *words, **environ).wait(timeout=120) == 1


@pytest.mark.deep
@needs_postgresql
def test_there_and_back_again_every_row_is_the_same(office: Installation) -> None:
    before = sqlite_rows(office.home / FILE)
    with database("there") as url:
        office.run("lianxin", "move-to-postgresql", url)
        assert not (office.home / FILE).exists()
        refused(office, "audit", "verify")
        refused(office, "serve")
        there = Installation(office.home, url)
        there.run("lianxin", "audit", "verify")
        there.run("lianxin", "rebuild", "--check")
        there.run("lianxin", "account", "link", "admin")
        ((number,),) = there.rows("SELECT MAX(id) FROM people_onetimelink")
        assert number == max(row[0] for row in before["people_onetimelink"]) + 1
        with psycopg.connect(url) as line, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            line.execute("DELETE FROM kernel_event")
        refused(there, "move-to-postgresql")
        there.run("lianxin", "move-to-sqlite")
        refused(there, "audit", "verify")
    office.run("lianxin", "audit", "verify")
    after = sqlite_rows(office.home / FILE)
    changed = {table for table in before if before[table] != after[table]}
    by_the_link = {"people_onetimelink", "people_account", "kernel_event", "kernel_chainhead"}
    assert changed == {*by_the_link, "sqlite_sequence"}
    # A link puts the password out of use, and leaves the rest of the account alone.
    (was,), (now,) = before["people_account"], after["people_account"]
    assert sum(old != new for old, new in zip(was, now, strict=True)) == 1
    with closing(sqlite3.connect(office.home / FILE)) as file, pytest.raises(sqlite3.IntegrityError):
        file.execute("DELETE FROM kernel_event")


def sqlite_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours."""
    with closing(sqlite3.connect(path)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in names if "_fts" not in name and name != "django_migrations"]
        return {name: sorted(map(plain, file.execute(f'SELECT * FROM "{name}"')), key=repr) for name in ours}


def plain(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row with its JSON in one spelling: PostgreSQL puts the keys of an object in an order of its own."""
    objects = [isinstance(value, str) and value.startswith("{") for value in row]
    return tuple(json.loads(str(v)) if one else v for one, v in zip(objects, row, strict=True))


@pytest.mark.deep
@needs_postgresql
def test_a_move_that_was_killed_at_any_moment_is_finished_by_the_same_command(office: Installation) -> None:
    with database("killed") as url:
        words = ("lianxin", "move-to-postgresql", url)
        # Before anything: while the tables are being made, inside the transaction.
        process = office.start(*words)
        wait_until(lambda: tables_being_made(url), seconds=120)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (office.home / BEGUN).exists()
        # After the mark, before the commit: the folder says so, and nobody starts meanwhile.
        (office.home / BEGUN).write_bytes(Moved(moved.POSTGRESQL, moved.place_of(url), "another time").data())
        refused(office, "serve")
        office.run(*words)
        # After the commit, before the old file was put aside.
        (office.home / KEPT).rename(office.home / FILE)
        (office.home / MARK).rename(office.home / BEGUN)
        office.run(*words)
        assert sorted(path.name for path in office.home.glob("*sqlite3*")) == [KEPT]
        assert moved.moved(office.home) is not None
        Installation(office.home, url).run("lianxin", "audit", "verify")


def tables_being_made(url: str) -> bool:
    """Whether a transaction is at work in the database, for long enough to be in the middle of it."""
    name = url.rpartition("/")[2]
    asked = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND xact_start < now() - interval '0.5 second'"
    with psycopg.connect(url, autocommit=True) as line:
        return line.execute(asked, [name]).fetchone() is not None


@pytest.mark.deep
@needs_postgresql
def test_what_may_not_move_is_refused_and_nothing_changes(office: Installation) -> None:
    before = sqlite_rows(office.home / FILE)
    with database("refused") as url:
        words = ("move-to-postgresql", url)
        service = office.start("lianxin", "serve", PORT=str(os.getpid() % 20000 + 20000))
        wait_until(lambda: (office.home / "in-use.lock").exists() and in_use(office.home), seconds=120)
        refused(office, *words)
        service.terminate()
        service.wait()
        with psycopg.connect(url, autocommit=True) as line:
            line.execute("CREATE TABLE others (id int)")
            refused(office, *words)
            line.execute("DROP TABLE others")
        with closing(sqlite3.connect(office.home / FILE)) as file:
            file.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', '9999_x', '2030-01-01')"
            )
            file.commit()
            refused(office, *words)
            file.execute("DELETE FROM django_migrations WHERE name = '9999_x'")
            file.commit()
        refused(Installation(office.home, url), "serve")
        assert (
            Installation(office.home, url).rows("SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []
        )
    assert sqlite_rows(office.home / FILE)["kernel_event"] == before["kernel_event"]


def in_use(home: Path) -> bool:
    """Whether somebody works in the folder."""
    with restoring.holding(home, alone=True) as free:
        return not free
