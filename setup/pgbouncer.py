"""PgBouncer before a private PostgreSQL, with the settings that are shipped: what goes wrong there goes wrong here.

The system's program, else from apt. There is none on PyPI: where it can't be had, that is said.
"""

import configparser
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from machine import apt_install
from postgres import free_port, start, unprivileged_user

SHIPPED = Path(__file__).resolve().parent.parent / "deploy" / "pgbouncer" / "pgbouncer.ini"
PATIENCE = 20  # seconds until it must listen
# So few that the transactions of a test's threads change connections all the time.
SHARED = "8"


class Missing(RuntimeError):
    """There is no PgBouncer, and it could not be installed."""


def program() -> str:
    """Where PgBouncer is. Raises Missing."""
    found = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None and apt_install("pgbouncer"):
        found = shutil.which("pgbouncer", path="/usr/sbin")
    if found is None:
        raise Missing
    return found


@contextmanager
def pooled(url: str) -> Iterator[str]:
    """PgBouncer before the server of an address, for each of its databases; yields the address to use."""
    parts, port = urlsplit(url), free_port()
    user = unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="lianxin-pgb-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        own = {
            "listen_addr": "127.0.0.1",
            "listen_port": str(port),
            "unix_socket_dir": "",
            "auth_type": "any",
            "default_pool_size": SHARED,
        }
        server = f"host={parts.hostname} port={parts.port} user={parts.username}"
        ini = write_ini(folder, own, databases={"*": server})
        if user is not None:
            for path in (folder, ini):
                shutil.chown(path, user.pw_uid, user.pw_gid)
        with (folder / "log").open("w") as log:
            pool = start([program(), str(ini)], folder, log, user)
        try:
            wait_until_listening(pool, port, folder / "log")
            yield f"postgres://{parts.username}@127.0.0.1:{port}{parts.path}"
        finally:
            pool.send_signal(signal.SIGTERM)
            pool.wait()


def write_ini(folder: Path, own: Mapping[str, str], *, databases: Mapping[str, str]) -> Path:
    """The shipped file with what is this machine's own: addresses, and whom it lets in."""
    ini = configparser.ConfigParser(interpolation=None, delimiters=("=",), inline_comment_prefixes=None)
    ini.read(SHIPPED, encoding="utf-8")
    ini["databases"] = dict(databases)
    for machines in ("auth_file", "logfile", "pidfile", "user"):
        ini["pgbouncer"].pop(machines, None)
    ini["pgbouncer"].update(own)
    with (folder / "pgbouncer.ini").open("w", encoding="utf-8") as file:
        ini.write(file)
    return folder / "pgbouncer.ini"


def wait_until_listening(pool: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Raises RuntimeError with its log when it doesn't."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and pool.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("PgBouncer did not start:\n" + log.read_text())
