"""kill -9 in the middle of a restore on PostgreSQL: whole as before, whole as restored, or nothing starts there.

Folder and database change one after the other, and the server's commit is its own moment: whatever the process was
doing when it died, no office works with the folder of one and the database of the other.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from lianxin.kernel.backups.making import Made
from lianxin.site.home import CONFIG, RESTORING
from lianxin.site.restoring import GONE, NEW
from tests.kernel.installation import ROOT, database
from tests.site.restored import Office, office_at
from tests.township import Township

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(not settings.DATABASE_URL, reason="SQLite's database is a file of the folder"),
]

# The same command, killed before or after a function of it is called for the so manieth time.
STRUCK = """
import os, signal, sys
from importlib import import_module
module, name, when, turn = sys.argv.pop(1).split(":")
from lianxin.site import cli
start, left = cli.start_django, [int(turn)]
def started():
    start()
    place = import_module(module)
    whole = getattr(place, name)
    def struck(*words, **named):
        left[0] -= 1
        if left[0] < 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        said = whole(*words, **named)
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return said
    if whole.__name__ != "struck":
        setattr(place, name, struck)
cli.start_django = started
sys.exit(cli.main(sys.argv[1:]))
"""
# The tables only the tests have are in every backup of theirs; each process of the office has to know them.
WITH_SHAPE = """
import django
whole = django.setup
def setup(*words, **named):
    from django.conf import settings
    if "tests.shape" not in settings.INSTALLED_APPS:
        settings.INSTALLED_APPS.append("tests.shape")
    whole(*words, **named)
django.setup = setup
"""
AMONG_THE_ROWS = "lianxin.kernel.backups.loading:unpack:before:9"
ALL_THERE = "lianxin.site.refilling:run_all:after:0"
BEFORE_COMMIT = "lianxin.site.refilling:mark_where_it_counts:after:0"
AFTER_COMMIT = "lianxin.site.refilling:settle_file:before:0"
MOVED_OUT = "lianxin.site.restoring:sync_folder:before:0"
NUMBERS = "SELECT count(*) FROM matters_matter"


@dataclass
class Server:
    """A folder and a database of its own, and the commands that are run there; `known` is what Python loads first."""

    home: Path
    url: str
    known: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command, as somebody types it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIANXIN_")}
        path = os.pathsep.join(map(str, (self.known, ROOT / "src", ROOT)))
        own = {"LIANXIN_HOME": str(self.home), "DATABASE_URL": self.url, "PYTHONPATH": path}
        return subprocess.run(
            [sys.executable, *words], env=kept | own, check=False, capture_output=True, text=True, timeout=300
        )

    def restore(self, made: Made, office: Office, *more: str, strike: str = "") -> int:
        """Restore a backup here, over what there is; dying on the way where `strike` says."""
        key = str(office.home / "keys" / "field.key")
        command = ["restore", str(made.path), "--keys", key, *more]
        done = self.run(*(["-c", STRUCK, strike] if strike else ["-m", "lianxin"]), *command)
        assert strike or done.returncode == 0, done.stdout + done.stderr
        return done.returncode

    def matters(self) -> int | None:
        """How many are in the database; None where it has no tables."""
        with psycopg.connect(self.url, autocommit=True) as line:
            there = line.execute("SELECT to_regclass('matters_matter')").fetchone()
            return line.execute(NUMBERS).fetchone()[0] if there and there[0] else None

    def works(self) -> bool:
        """Whether the office can be used: its log is verified, with the keys of the folder; else it says why not."""
        done = self.run("-m", "lianxin", "audit", "verify")
        assert done.returncode == 0 or "恢复没有做完" in done.stderr, done.stdout + done.stderr
        return done.returncode == 0

    def what_is_left(self) -> set[str]:
        """What stands in the folder, but the backup that was made before."""
        return {path.name for path in self.home.iterdir()} - {"backups", "in-use.lock"}


@dataclass
class Backups:
    """An office that was backed up with one matter, and again with two."""

    office: Office
    one: Made
    two: Made


@pytest.fixture
def backups(town: Township, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Backups:
    office = office_at(tmp_path / "office", town.county, monkeypatch)
    town.file()
    one = office.back_up(tmp_path / "first")
    town.file()
    return Backups(office, one, office.back_up(tmp_path / "second"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (known := tmp_path / "known").mkdir()
    (known / "sitecustomize.py").write_text(WITH_SHAPE)
    with database("struck") as url:
        yield Server(tmp_path / "server", url, known)


@pytest.mark.req("I5")
@pytest.mark.parametrize("strike", [AMONG_THE_ROWS, BEFORE_COMMIT, MOVED_OUT])
def test_a_first_restore_that_is_killed_starts_nothing_and_is_done_by_the_same_command(
    strike: str, backups: Backups, server: Server
) -> None:
    assert server.restore(backups.two, backups.office, strike=strike) == -signal.SIGKILL
    assert server.matters() == (2 if strike in {AFTER_COMMIT, MOVED_OUT} else None)
    assert not server.works()
    server.restore(backups.two, backups.office)
    assert (server.works(), server.matters()) == (True, 2)
    assert RESTORING not in server.what_is_left()
    assert 'mode = "office"' in (server.home / CONFIG).read_text()


@pytest.mark.req("I5")
@pytest.mark.parametrize("strike", [AMONG_THE_ROWS, ALL_THERE, BEFORE_COMMIT, AFTER_COMMIT, MOVED_OUT])
def test_a_restore_over_an_office_that_is_killed_leaves_the_old_whole_or_starts_nothing(
    strike: str, backups: Backups, server: Server
) -> None:
    server.restore(backups.one, backups.office)
    assert (server.works(), server.matters()) == (True, 1)
    assert server.restore(backups.two, backups.office, "--replace", strike=strike) == -signal.SIGKILL
    counts = strike in {AFTER_COMMIT, MOVED_OUT}
    assert server.matters() == (2 if counts else 1)
    assert server.works() == (strike in {AMONG_THE_ROWS, ALL_THERE})
    server.restore(backups.two, backups.office, "--replace")
    assert (server.works(), server.matters()) == (True, 2)
    assert [name for name in server.what_is_left() if name.startswith(RESTORING)] == []
    assert 'mode = "office"' in (server.home / CONFIG).read_text()


@pytest.mark.req("I5")
@pytest.mark.parametrize(("strike", "matters"), [(BEFORE_COMMIT, 1), (AFTER_COMMIT, 2)])
def test_who_has_the_backup_not_at_hand_gets_the_old_office_back_or_the_new_one_finished(
    strike: str, matters: int, backups: Backups, server: Server
) -> None:
    server.restore(backups.one, backups.office)
    server.restore(backups.two, backups.office, "--replace", strike=strike)
    assert not server.works()
    assert server.run("-m", "lianxin", "restore").returncode == 0
    assert (server.works(), server.matters()) == (True, matters)
    assert not (server.home / RESTORING / NEW).exists()
    assert not (server.home / RESTORING / GONE).exists()
