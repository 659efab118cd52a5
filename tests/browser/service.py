"""The real thing for the tests that drive a browser: `./run serve` in a process of its own, on a demo of its own."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


def lianxin(home: Path, *words: str, **environ: str) -> "subprocess.Popen[str]":
    """One command of the command line on this data folder; its words go into a file beside the data."""
    known = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOST"}}
    known |= {"LIANXIN_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **environ}
    with (home.parent / f"{home.name}.log").open("a") as log:
        command = [sys.executable, "-m", "lianxin", *words]
        return subprocess.Popen(command, env=known, stdout=log, stderr=subprocess.STDOUT, text=True)


def township(folder: Path) -> Path:
    """A data folder with the demo's township, made once for all processes of a run, to be copied."""
    folder.mkdir(exist_ok=True)
    made = folder / "seed"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            for command in ("migrate", "demo"):
                if lianxin(made, command).wait():
                    raise RuntimeError((folder / "seed.log").read_text(encoding="utf-8"))
            (folder / "ready").touch()
    return made


@contextmanager
def serving(seed: Path, home: Path) -> Iterator[str]:
    """The address of the service on a copy of the seed, from when it answers until it is no longer needed."""
    shutil.copytree(seed, home)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    site = f"http://127.0.0.1:{port}"
    with lianxin(home, "serve", PORT=port) as service:
        try:
            wait_for(site, service)
            yield site
        finally:
            service.kill()


def wait_for(site: str, service: "subprocess.Popen[str]") -> None:
    """Wait for the first answer. Raises RuntimeError when the service ends or stays silent."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and service.poll() is None:
        try:
            httpx.get(f"{site}/privacy/", timeout=PATIENCE)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"no answer from {site}, exit code {service.poll()}")
