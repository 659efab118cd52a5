"""A terminal in a checkout of its own: the steps of a page are typed into it, one after the other."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.docs.pages import ROOT, Step, lacking

PATIENCE = 180  # seconds until a service says what it is expected to say
DOCUMENTED_PORT = "8000"
RUN = """#!/bin/sh
[ $# -gt 0 ] || set -- serve
exec {python} -m lianxin "$@"
"""
LINE = """
[ ! -f .exported ] || . ./.exported
trap 'export -p > "{place}/.exported"' EXIT
set -eu
{text}
"""


@dataclass
class Terminal:
    """A folder with `./run` in it and what the pages take for granted around it."""

    place: Path
    environ: dict[str, str] = field(default_factory=dict)
    port: str = DOCUMENTED_PORT
    services: list["subprocess.Popen[str]"] = field(default_factory=list)
    said: str = ""

    @property
    def home(self) -> Path:
        """The data folder of an office."""
        return self.place / "var" / "office"

    @property
    def heard(self) -> Path:
        """What the services say."""
        return self.place / "services.log"

    def take(self, step: Step, hands: Mapping[str, "Callable[[Terminal], None]"]) -> None:
        """Take one step; AssertionError with what was said when it ended otherwise than the page says."""
        if step.kind == "run":
            self.run(step)
        elif step.kind == "serve":
            self.serve(step)
        else:
            hands[step.text](self)
            self.listen(step)

    def run(self, step: Step) -> None:
        """A command that ends."""
        done = subprocess.run(
            ["sh", "-c", LINE.format(text=self.typed(step.text), place=self.place)],
            cwd=self.place,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        said = self.shown(done.stdout)
        self.said += said
        assert step.code in {None, done.returncode}, f"line {step.line} ended with {done.returncode}:\n{said}"
        assert lacking(step.shows, said) is None, f"line {step.line} said:\n{said}"

    def serve(self, step: Step) -> None:
        """A command that goes on; the step is done when it has said what the page shows."""
        script = LINE.format(text=f"exec {self.typed(step.text)}", place=self.place)
        with self.heard.open("a") as log:
            self.services.append(
                subprocess.Popen(
                    ["sh", "-c", script],
                    cwd=self.place,
                    env=self.environ,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    text=True,
                )
            )
        self.listen(step)

    def listen(self, step: Step) -> None:
        """Wait for the services to say what the page shows."""
        end = time.monotonic() + PATIENCE
        while lacking(step.shows, self.shown(self.heard.read_text() if self.heard.exists() else "")):
            said = self.heard.read_text() if self.heard.exists() else ""
            assert time.monotonic() < end, f"line {step.line}; the services said:\n{said}"
            assert all(service.poll() is None for service in self.services), f"line {step.line}:\n{said}"
            time.sleep(0.1)

    def call(self, *words: str) -> None:
        """A command of the test's own, between two steps."""
        subprocess.run(words, cwd=self.place, env=self.environ, check=True, timeout=PATIENCE)

    def typed(self, text: str) -> str:
        """A block as it is typed here: on a port that is free."""
        return text.strip().replace(DOCUMENTED_PORT, self.port)

    def shown(self, said: str) -> str:
        """What was said, as the page has it; a terminal does not show the mark before a CSV for Excel."""
        return said.replace(self.port, DOCUMENTED_PORT).removeprefix("\ufeff")

    def close(self) -> None:
        """End what was started, the last one first."""
        for service in reversed(self.services):
            service.terminate()
        for service in self.services:
            service.wait(PATIENCE)


def opened(place: Path, **more: str) -> Terminal:
    """A terminal in an empty folder of its own; loopback only."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "run").write_text(RUN.format(python=sys.executable))
    (place / "run").chmod(0o755)
    terminal = Terminal(place, port=free_port())
    passed_on = ("PATH", "LANG", "LIANXIN_CHROMIUM", "DATABASE_POOLED")
    kept = {name: os.environ[name] for name in passed_on if name in os.environ}
    terminal.environ = kept | {
        "HOME": str(place),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "LIANXIN_HOME": str(terminal.home),
        "HOST": "127.0.0.1",
        "PORT": terminal.port,
        **more,
    }
    return terminal


def with_office(place: Path, office: Path) -> Terminal:
    """… with a copy of an office that was set up."""
    terminal = opened(place)
    shutil.copytree(office, terminal.home)
    return terminal


def free_port() -> str:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])
