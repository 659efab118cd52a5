"""Every how-to does what it says: its steps are taken, and what they print is compared with the page."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

import tests.docs.hands_at_doors  # noqa: F401  # registers what its page names
from tests.docs.hands import HANDS
from tests.docs.pages import HOW_TO, begins_from, lacking, steps, takes_long
from tests.docs.terminal import Terminal, free_port, opened, with_office
from tests.kernel.installation import alone, common
from tests.site.checkout import ROOT, bench, checkout

SET_UP = ["setup", "--county", "990101", "--county-name", "云汀县", "--township-code", "990101101"]
SET_UP += [
    "--township-name",
    "青禾镇",
    "--admin-name",
    "方远舟",
    "--host",
    "192.0.2.10",
    "--villages",
    "villages.csv",
]
# Plays pip, venv and npm without a network; whatever else is asked of it is done by the real Python.
PYTHON = """
case "$*" in
    *"-m venv"*) for last; do :; done; mkdir -p "$last/bin" && cp "$0" "$last/bin/python" ;;
    *"pip wheel"*) mkdir -p "$6" && : >"$6/invented-1.0-py3-none-any.whl" ;;
    *"-m pip"*) ;;
    *assets.py) mkdir -p assets/vendor && : >assets/vendor/icons.svg ;;
    *"-m lianxin"*) PYTHONPATH={source} exec {python} "$@" ;;
    *) exec {python} "$@" ;;
esac
"""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that was set up once for all processes of a run, to be copied."""
    folder = common(tmp_path_factory) / "office"
    with alone(folder) as first:
        terminal = opened(folder / "made")
        if first:
            (terminal.place / "villages.csv").write_text("枫岭口村\n桐坑垄村\n", encoding="utf-8")
            terminal.call("./run", *SET_UP)
    return terminal.home


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database on the server under test, as careful as an office's."""
    name = f"lianxin_how_to_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_URL.rpartition("/")[0] + "/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
        yield f"{settings.DATABASE_URL.rpartition('/')[0]}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def terminal(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """A terminal where the page begins."""
    match begins_from(page):
        case "nothing":
            made = opened(tmp_path)
        case "office":
            made = with_office(tmp_path, request.getfixturevalue("office"))
        case "postgresql":
            made = opened(tmp_path, DATABASE_URL=request.getfixturevalue("database"))
        case "outgrown":
            made = with_office(tmp_path, request.getfixturevalue("office"))
            made.environ["DATABASE_URL"] = request.getfixturevalue("database")
        case "caddy":
            made = with_proxy(tmp_path, request.getfixturevalue("office"))
        case "bundle":
            made = without_network(tmp_path)
        case other:
            raise ValueError(f"{page.name} begins from {other}")
    yield made
    made.close()


def with_proxy(folder: Path, office: Path) -> Terminal:
    """An office beside a Caddy that takes ports anybody may take; left out where there is no Caddy."""
    if shutil.which("caddy") is None:
        pytest.skip("no caddy on this machine")
    terminal = with_office(folder, office)
    shutil.copy(ROOT / "deploy" / "caddy" / "Caddyfile", terminal.place)
    terminal.environ |= {
        "LIANXIN_CADDY": str(folder / "authority"),
        "LIANXIN_HTTP_PORT": free_port(),
        "LIANXIN_HTTPS_PORT": free_port(),
    }
    return terminal


def without_network(folder: Path) -> Terminal:
    """A checkout with the real ./run, on a computer whose pip and npm only pretend."""
    house = folder / "house"
    house.mkdir()
    source = Path(__file__).resolve().parents[2] / "src"
    python = PYTHON.format(python=sys.executable, source=source)
    tools = bench(folder / "bin", python3=python, node="exit 0", npm="exit 0")
    (tools / "tar").symlink_to(shutil.which("tar") or "tar")
    terminal = opened(house)
    checkout(house)
    terminal.environ = {"PATH": str(tools), "HOME": str(folder), "LANG": "C.UTF-8"}
    return terminal


def on_its_engine(page: Path) -> list[pytest.MarkDecorator]:
    """The pages about PostgreSQL run where there is one, the others once, on SQLite."""
    long = [pytest.mark.deep] if takes_long(page) else []
    if begins_from(page) in {"postgresql", "outgrown"}:
        return [pytest.mark.skipif(not settings.DATABASE_URL, reason="needs PostgreSQL"), *long]
    return [pytest.mark.once, *long]


@pytest.mark.parametrize(
    "page", [pytest.param(page, id=page.stem, marks=on_its_engine(page)) for page in HOW_TO]
)
def test_a_how_to_does_what_it_says(page: Path, terminal: Terminal) -> None:
    taken = steps(page)
    assert any(step.kind == "hand" or step.shows for step in taken)
    for step in taken:
        terminal.take(step, HANDS)


@pytest.mark.once
def test_what_is_shown_has_to_come_in_its_order() -> None:
    said = "one\n  two: 2 rows\nthree\n"
    assert lacking(["one", "two: … rows", "three"], said) is None
    assert lacking(["two: … rows", "one"], said) == "one"
    assert lacking(["two: … row"], said) == "two: … row"
    assert lacking(["four"], said) == "four"
