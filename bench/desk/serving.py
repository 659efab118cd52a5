"""Databases and servers for a measure: each in a folder and on a port of its own, gone afterwards."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg
from postgres import free_port, private_server

from desk.meter import Processes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OF_A_CONNECTION = {
    *("synchronous_commit", "jit", "random_page_cost", "effective_cache_size", "work_mem"),
    "max_parallel_workers_per_gather",
}
PATIENCE = 60  # seconds until a server must answer


@dataclass(frozen=True)
class Place:
    """Where one engine's data lies, as the environment names it; `database` are the processes of PostgreSQL."""

    home: Path
    environment: Mapping[str, str]
    postmaster: int | None = None

    def database(self) -> float:
        """Processor seconds the database server has taken; SQLite works inside the product."""
        return Processes(self.postmaster).cpu() if self.postmaster else 0.0

    def run(self, *words: str) -> Any:
        """A program of the bench that prints JSON; its last line is the answer. Raises SystemExit with its words."""
        done = subprocess.run(
            [sys.executable, *words],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(words)} failed")
        return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def engine(name: str) -> Iterator[Place]:
    """An empty database of SQLite or PostgreSQL with a data folder."""
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-", ignore_cleanup_errors=True) as folder:
        paths = os.pathsep.join(str(path) for path in (ROOT / "src", ROOT / "setup", ROOT / "bench"))
        environment = {"LIANXIN_HOME": folder, "PYTHONPATH": paths, "PYTHONUTF8": "1", "DATABASE_URL": ""}
        environment["MALLOC_ARENA_MAX"] = "2"  # as ./run starts it
        environment["PYTHONDONTWRITEBYTECODE"] = ""  # an office compiles its code once, not at each start
        if name == "SQLite":
            yield Place(Path(folder), environment)
            return
        with private_server() as url:
            yield Place(Path(folder), {**environment, "DATABASE_URL": url}, made(url))


def made(url: str) -> int:
    """Make the database with what an office sets by deploy/postgres, as far as a database has it. The server's pid."""
    server, _slash, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}".encode())
        for setting in office_settings():
            line.execute(f"ALTER DATABASE {name} SET {setting}".encode())
        (folder,) = line.execute("SHOW data_directory").fetchone() or ("",)
    return int((Path(folder) / "postmaster.pid").read_text().split()[0])


def office_settings() -> list[str]:
    """What deploy/postgres says to a connection, on a machine of two cores."""
    files = [ROOT / "deploy" / "postgres" / name for name in ("lianxin.conf", "2-cores.conf")]
    said = [line.split(" = ") for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [f"{line[0]} = '{line[1]}'" for line in said if line[0] in OF_A_CONNECTION]


@dataclass(frozen=True)
class Server:
    """A running web server."""

    port: int
    processes: Processes
    started: float


@contextmanager
def serving(place: Place, words: list[str], port: int, ready: str) -> Iterator[Server]:
    """Start a server and wait until it answers at `ready`; it ends with the block."""
    began = time.perf_counter()
    with (place.home / "server.log").open("w") as log:
        process = subprocess.Popen(words, env={**os.environ, **place.environment}, stdout=log, stderr=log)
        try:
            while not answers(port, ready):
                if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                    raise SystemExit((place.home / "server.log").read_text())
                time.sleep(0.02)
            yield Server(port, Processes(process.pid), time.perf_counter() - began)
        finally:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to end, and end it when it is still busy with what nobody waits for any more."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answers(port: int, path: str) -> bool:
    """Whether somebody answers there."""
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.request("GET", path)
        line.getresponse().read()
    except OSError:
        return False
    finally:
        line.close()
    return True


def product(server: str, processes: int = 1) -> tuple[list[str], int]:
    """The words that start the product, and its port."""
    port = free_port()
    words = [
        sys.executable,
        "-m",
        "lianxin",
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--server",
        server,
        *(["--processes", str(processes)] if processes > 1 else []),
    ]
    return words, port


def plain(server: str) -> tuple[list[str], int]:
    """The words that start the product that seeks nothing when somebody files, and its port."""
    (python, _module, _name, *rest), port = product(server)
    return [python, str(HERE / "plain.py"), *rest], port


def bare(sessions: Path) -> tuple[list[str], int]:
    """The words that start bare Django, and its port."""
    port = free_port()
    return [sys.executable, str(HERE / "bare" / "serve.py"), str(port), str(sessions)], port
