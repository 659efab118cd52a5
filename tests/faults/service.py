"""The processes of an installation under attack: somebody kills them, somebody else starts them again."""

import logging
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from threading import Event, RLock

import psycopg

from tests.faults.server import Server
from tests.kernel.installation import Installation, kill

log = logging.getLogger(__name__)

OTHERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@dataclass
class Service:
    """Web and worker: one process on SQLite, two on PostgreSQL, each started again when it ends."""

    place: Installation
    port: int
    environ: dict[str, str]
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    gave_up: int = 0
    lock: RLock = field(default_factory=RLock)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def commands(self) -> dict[str, list[str]]:
        """What each process is started by."""
        web = ["lianxin", "serve", "--host", "127.0.0.1", "--port", str(self.port), "--threads", "12"]
        if not self.place.url:
            return {"web": web}
        return {"web": [*web, "--no-worker"], "worker": ["lianxin", "worker", "--threads", "2"]}

    def start(self, name: str) -> None:
        """Start one of them, the way an operator does."""
        self.running[name] = self.place.start(*self.commands()[name], **self.environ)

    def start_all(self) -> None:
        """Open the office."""
        for name in self.commands():
            self.start(name)

    def strike(self, name: str) -> None:
        """kill -9, and up again."""
        with self.lock:
            kill(self.running[name])
            self.start(name)

    def supervise(self, stop: Event) -> None:
        """As systemd does: whatever ends by itself is started again."""
        while not stop.wait(0.3):
            with self.lock:
                for name, process in list(self.running.items()):
                    if process.poll() is not None:
                        self.gave_up += 1
                        self.start(name)

    def stop(self) -> None:
        """Ask all of them to end, and wait until they have."""
        with self.lock:
            for process in self.running.values():
                process.send_signal(signal.SIGTERM)
            for process in self.running.values():
                assert process.wait(timeout=60) == 0
            self.running.clear()


@dataclass
class Killer:
    """Strikes whenever so and so many writes more were answered for; at times twice, while it is starting."""

    service: Service
    server: Server | None
    dice: Random
    struck: Counter[str] = field(default_factory=Counter)

    def run(self, kills: int, every: float, acknowledged: Callable[[], int], stop: Event) -> None:
        """`kills` strikes, one for each `every` writes."""
        while self.struck.total() < kills and not stop.is_set():
            if acknowledged() < every * (self.struck.total() + 1):
                stop.wait(0.01)
                continue
            stop.wait(self.dice.uniform(0, 0.1))  # not only in the moment after an answer
            self.strike()
            if self.dice.random() < 0.1 and self.struck.total() < kills:
                stop.wait(self.dice.uniform(0.2, 1.5))
                self.strike()

    def strike(self) -> None:
        """One of what can be killed here: each once, then some more often than others."""
        means: dict[str, Callable[[], None]] = {"web": lambda: self.service.strike("web")}
        weights = [6]
        if self.service.place.url:
            means |= {"worker": lambda: self.service.strike("worker"), "connection": self.cut}
            weights += [3, 3]
        if server := self.server:
            means |= {"backend": lambda: self.crash(server), "database": server.restart}
            weights += [2, 2]
        untried = [name for name in means if not self.struck[name]]
        name = self.dice.choice(untried) if untried else self.dice.choices(list(means), weights)[0]
        means[name]()
        self.struck[name] += 1
        log.info("strike %d: %s", self.struck.total(), name)

    def cut(self) -> None:
        """Terminate one connection of the database."""
        with psycopg.connect(self.service.place.url, autocommit=True) as line:
            pids = [pid for (pid,) in line.execute(OTHERS).fetchall()]
            if pids:
                line.execute("SELECT pg_terminate_backend(%s)", [self.dice.choice(pids)])

    def crash(self, server: Server) -> None:
        """kill -9 a process of the database: the server throws everybody out and recovers."""
        with psycopg.connect(self.service.place.url, autocommit=True) as line:
            pids = [pid for (pid,) in line.execute(OTHERS).fetchall()]
        if pids:
            server.shoot(self.dice.choice(pids))
        self.wait_for_database()

    def wait_for_database(self) -> None:
        """Until it answers again. Raises AssertionError after half a minute."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                psycopg.connect(self.service.place.url).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the database did not come back")
