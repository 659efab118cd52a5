"""`./run serve` as an operator meets it: a process, an address, an end."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from lianxin.kernel.crypto import make_key_file
from lianxin.site.home import write_home
from lianxin.site.startup import working
from tests.kernel.installation import Installation, with_tables
from tests.site.checkout import ROOT

pytestmark = pytest.mark.once

PATIENCE = 120


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An installation that nobody has used yet."""
    write_home(tmp_path / "office", mode="office")
    make_key_file(tmp_path / "office" / "keys" / "field.key")
    return tmp_path / "office"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, port: int, *words: str, waiting: bool = True) -> "Iterator[subprocess.Popen[str]]":
    """The service from the moment it answers, or from its very start."""
    known = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOST"}}
    known |= {"LIANXIN_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "PORT": str(port)}
    command = [sys.executable, "-m", "lianxin", "serve", *words]
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, env=known, text=True, start_new_session=True, **piped) as service:
        try:
            if waiting:
                answer(service, port)
            yield service
        finally:
            with suppress(ProcessLookupError):  # granian is a child of it and would stay
                os.killpg(service.pid, signal.SIGKILL)


def answer(service: "subprocess.Popen[str]", port: int) -> httpx.Response:
    """What the first page says, once it says anything."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and service.poll() is None:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/", timeout=PATIENCE)
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(
        f"no answer: {service.stdout.read() if service.stdout and service.poll() is not None else ''}"
    )


@contextmanager
def writer_held_up(home: Path) -> Iterator[None]:
    """A county that nobody can write to meanwhile; who tries waits for half a minute."""
    with closing(sqlite3.connect(home / "lianxin.sqlite3", isolation_level=None)) as file:
        file.execute(
            "INSERT INTO kernel_county (code, name, served, started_at) VALUES (990101, '云汀县', 1, '2026-01-01')"
        )
        file.execute("BEGIN IMMEDIATE")
        yield
        file.execute("ROLLBACK")


@pytest.mark.req("G3")
@pytest.mark.parametrize("words", [(), ("--server", "granian", "--processes", "1")])
def test_it_serves_says_where_and_when_asked_to_stop_still_answers_what_was_asked(
    office, port, words, tmp_path_factory
):
    with_tables(tmp_path_factory, office)
    address = f"http://127.0.0.1:{port}/sign-in/"
    with (
        serving(office, port, *words) as service,
        httpx.Client(timeout=PATIENCE) as browser,
        ThreadPoolExecutor(1) as pool,
    ):
        with writer_held_up(office):
            token = re.findall('name="csrfmiddlewaretoken" value="(.+?)"', browser.get(address).text)[0]
            form = {"csrfmiddlewaretoken": token, "login": "fangyz", "password": "门前的水管"}
            asked = pool.submit(browser.post, address, data=form)
            time.sleep(0.5)  # by now it waits for the one who writes
            service.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert not asked.done()
            with pytest.raises(httpx.TransportError):
                httpx.get(address, timeout=0.5)
        said, _ = service.communicate(timeout=20)
    assert asked.result().status_code == 422  # no such account; what matters is that it was said
    assert service.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert f"Data folder: {office}" in said
    assert "Traceback" not in said
    assert "still running" not in said


SETUP = (
    *("--county", "990101", "--county-name", "云汀县", "--township-code", "990101101"),
    *("--township-name", "青禾镇", "--admin-name", "方远舟", "--host", "lianxin.example"),
)


@pytest.mark.parametrize("words", [(), ("--server", "granian", "--processes", "1")])
def test_a_form_that_came_to_the_proxy_over_https_is_taken(tmp_path, port, words, monkeypatch):
    """The browser says that it is on an https page; the server has to know that it is, or every form is refused."""
    if words and find_spec("granian") is None:
        pytest.skip("granian is an extra")
    place = Installation(tmp_path / "office", "")
    place.run("lianxin", "setup", *SETUP)
    monkeypatch.setenv("LIANXIN_PROXY", "127.0.0.1")
    told = {"host": "lianxin.example", "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.44"}
    with serving(place.home, port, *words), httpx.Client(headers=told) as client:
        sign_in = f"http://127.0.0.1:{port}/sign-in/"
        page = client.get(sign_in)
        token = re.findall('name="csrfmiddlewaretoken" value="(.+?)"', page.text)[0]
        from_there = {
            "origin": "https://lianxin.example",
            "cookie": page.headers["set-cookie"].partition(";")[0],
        }
        form = {"csrfmiddlewaretoken": token, "login": "fangyz", "password": "不是这个"}
        assert client.post(sign_in, data=form, headers=from_there).status_code == 422  # no such account
        elsewhere = from_there | {"origin": "https://elsewhere.example"}
        assert client.post(sign_in, data=form, headers=elsewhere).status_code == 403


@pytest.mark.deep
def test_told_to_stop_before_it_has_begun_it_ends_all_the_same(office, port, tmp_path_factory):
    """granian's processes hear nothing while they load, and would serve on for ever."""
    with_tables(tmp_path_factory, office)
    with serving(office, port, "--server", "granian", waiting=False) as service:
        while "Lianxin is open" not in service.stdout.readline():
            assert service.poll() is None
        service.send_signal(signal.SIGTERM)
        service.communicate(timeout=40)
    assert service.returncode == 0


def test_tables_are_made_once_while_a_browser_that_comes_too_early_waits(office, port):
    """The address is taken before the tables are made, so nobody meets a half-made database."""
    with serving(office, port) as service:
        assert answer(service, port).status_code != 500
        assert (office / "lianxin.sqlite3").stat().st_size > 0
        service.send_signal(signal.SIGTERM)
        assert "Preparing the tables" in service.communicate(timeout=20)[0]
    with serving(office, port) as service:
        service.send_signal(signal.SIGTERM)
        assert "Preparing the tables" not in service.communicate(timeout=20)[0]


@pytest.mark.django_db(transaction=True)
def test_the_worker_lives_as_long_as_the_service():
    def workers() -> list[threading.Thread]:
        return [thread for thread in threading.enumerate() if thread.name == "worker"]

    with working():
        assert len(workers()) == 1
    assert workers() == []
