"""A real installation beside the tests: a data folder, a database, processes that can be killed."""

import fcntl
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """Where it lives; `url` is empty on SQLite."""

    home: Path
    url: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def environ(self, more: dict[str, str]) -> dict[str, str]:
        """The environment of its processes."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIANXIN_")}
        path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
        own = {"LIANXIN_HOME": str(self.home), "DATABASE_URL": self.url, "PYTHONPATH": path}
        return kept | own | more

    def start(self, *words: str, **environ: str) -> subprocess.Popen[bytes]:
        """Start `python -m …` in this installation."""
        command = [sys.executable, "-m", *words]
        process = subprocess.Popen(command, env=self.environ(environ), cwd=ROOT)
        self.processes.append(process)
        return process

    def run(self, *words: str, **environ: str) -> None:
        """The same, waited for. Raises AssertionError when it fails."""
        assert self.start(*words, **environ).wait(timeout=120) == 0, words

    def rows(self, sql: str) -> list[Any]:
        """What a question gets from the database, asked over a line of our own."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as line:
                return line.execute(sql).fetchall()
        with closing(sqlite3.connect(self.home / "lianxin.sqlite3", timeout=30)) as file:
            return file.execute(sql).fetchall()

    def close(self) -> None:
        """Kill what still runs."""
        for process in self.processes:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9."""
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)


def wait_until(happened: Callable[[], object], *, seconds: float = 30) -> None:
    """Raises AssertionError when it doesn't happen in time."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.05)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Nobody else of this run works in the folder; whether nobody has finished here before."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not (folder / "ready").exists()
        (folder / "ready").touch()


def common(factory: pytest.TempPathFactory) -> Path:
    """The folder that the processes of a run share."""
    here = factory.getbasetemp()
    return here.parent if "PYTEST_XDIST_WORKER" in os.environ else here


def with_tables(factory: pytest.TempPathFactory, home: Path) -> None:
    """Put SQLite's tables into a data folder: made once for all processes of a run, then copied."""
    folder = common(factory) / "tables"
    with alone(folder) as first:
        if first:
            Installation(folder / "seed", "").run("lianxin", "migrate", "-v", "0")
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "seed" / "lianxin.sqlite3", home)


@contextmanager
def installed(factory: pytest.TempPathFactory, *, name: str) -> Iterator[Installation]:
    """A migrated installation on the engine the tests run on; its database is dropped in the end."""
    home = factory.mktemp("home")
    with database(name) as url:
        place = Installation(home, url)
        if url:
            place.run("lianxin", "migrate", "-v", "0")
        else:
            with_tables(factory, home)
        try:
            yield place
        finally:
            place.close()


@contextmanager
def database(name: str) -> Iterator[str]:
    """A database of its own on the server of DATABASE_URL, as its address; empty on SQLite."""
    if not settings.DATABASE_URL:
        yield ""
        return
    full = f"lianxin_{name}_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_URL.rpartition("/")[0] + "/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{full}" TEMPLATE template0')
        try:
            yield settings.DATABASE_URL.rpartition("/")[0] + f"/{full}"
        finally:
            server.execute(f'DROP DATABASE "{full}" WITH (FORCE)')
