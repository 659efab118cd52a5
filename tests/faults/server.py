"""A PostgreSQL of the test's own, as safe as it comes: here nothing may be lost when it is shot."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "setup"))

import postgres  # noqa: E402  # what ./test starts its server by


@dataclass
class Server:
    """One server on one folder."""

    folder: Path
    binaries: Path
    user: Any
    port: int
    process: Any = None

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/lianxin"

    def start(self) -> None:
        """Start it with PostgreSQL's own careful defaults, and wait until it answers."""
        options = [
            f"-p{self.port}",
            "-clisten_addresses=127.0.0.1",
            f"-cunix_socket_directories={self.folder}",
        ]
        words = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), *options]
        with (self.folder / "log").open("a") as log:
            self.process = postgres.start(words, self.folder, log, self.user)
        postgres.wait_until_ready(self.process, self.folder / "data", self.folder / "log")

    def restart(self) -> None:
        """`pg_ctl -m immediate restart`: no farewell, no checkpoint."""
        self.stop(signal.SIGQUIT)
        self.start()

    def shoot(self, backend: int) -> None:
        """kill -9 one of its processes, and never one that only has its number by now."""
        status = Path(f"/proc/{backend}/status")
        if status.exists() and f"PPid:\t{self.process.pid}\n" in status.read_text():
            os.kill(backend, signal.SIGKILL)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it."""
        self.process.send_signal(how)
        self.process.wait(timeout=60)


@contextmanager
def serving() -> Iterator[Server]:
    """A new server with an empty database `lianxin`."""
    with tempfile.TemporaryDirectory(prefix="lianxin-pg-", ignore_cleanup_errors=True) as name:
        folder, user = Path(name), postgres.unprivileged_user()
        binaries = postgres.reachable(postgres.programs(), folder, user)
        if user is not None:
            postgres.shutil.chown(folder, user.pw_uid, user.pw_gid)
        words = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "--auth=trust"]
        with (folder / "log").open("w") as log:
            made = postgres.start([*words, "--encoding=UTF8", "--locale=C"], folder, log, user).wait()
        assert made == 0, (folder / "log").read_text()
        server = Server(folder, binaries, user, postgres.free_port())
        server.start()
        try:
            with psycopg.connect(server.url.removesuffix("lianxin") + "postgres", autocommit=True) as line:
                line.execute("CREATE DATABASE lianxin TEMPLATE template0")
            yield server
        finally:
            server.stop()
