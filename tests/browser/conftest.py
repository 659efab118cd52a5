"""A Chromium and a running site for the tests that look at pages as people do.

`LIANXIN_CHROMIUM` names the browser; ./test finds or fetches one. Without it these tests are skipped.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lianxin.kernel.actor import Actor
from tests.browser.pictures import Pictures
from tests.browser.service import serving, township
from tests.browser.settled import settle
from tests.browser.stage import Stage, let_in, set_up
from tests.browser.visitor import PHONE, Door
from tests.township import Township

HERE = Path(__file__).parent
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--lang=zh-CN", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    path = os.environ.get("LIANXIN_CHROMIUM")
    if not path:
        pytest.skip("LIANXIN_CHROMIUM names no browser")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread of the test
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        settle(patch)
        yield playwright.chromium.launch(executable_path=path, args=QUIET)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visit:
    """Browsers on the tests' own small township: whoever comes in is signed in by the session alone."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def open(
        self,
        address: str,
        *,
        by: Actor | None = None,
        elder: bool = False,
        size: tuple[int, int] = PHONE,
        scripts: bool = True,
    ) -> Page:
        """A page, as this person sees it on a screen of this size."""
        visitor = self.door(size, elder=elder, scripts=scripts)
        if by is not None:
            let_in(visitor, by)
        return visitor.go(address).page


@pytest.fixture
def visit(chromium: Browser, live_server: object) -> Iterator[Visit]:
    """Somebody at a browser; at the end nothing complained and nothing was asked of another host (E3)."""
    door = Door(chromium, str(live_server))
    yield Visit(door)
    door.close()


@pytest.fixture
def stage(
    chromium: Browser, live_server: object, town: Township, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """The tests' own township with a clock to be turned; when all have left, nobody met a fault."""
    door = Door(chromium, str(live_server))
    yield set_up(door, town, monkeypatch)
    door.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service on a demo that the tests of this process share."""
    here = tmp_path_factory.getbasetemp()
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    with serving(township(shared / "demo"), here / "served") as address:
        yield address


@pytest.fixture
def door(chromium: Browser, site: str) -> Iterator[Door]:
    """The way into the demo; when all have left, nobody met a fault, and nothing was asked of another host."""
    opened = Door(chromium, site)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def changing_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo of its own, for stories that change who works there and what the map looks like."""
    here = tmp_path_factory.getbasetemp()
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    with serving(township(shared / "demo"), here / "changing") as address:
        yield address


@pytest.fixture
def office(chromium: Browser, changing_site: str) -> Iterator[Door]:
    """The way into that demo; when all have left, nobody met a fault."""
    opened = Door(chromium, changing_site)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    """Where pictures go: the folder LIANXIN_SCREENSHOTS names, else one that is thrown away."""
    named = os.environ.get("LIANXIN_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return Pictures(folder)
