"""A Chromium and a running site for the tests that look at pages as people do.

`LIANXIN_CHROMIUM` names the browser; ./test finds or fetches one. Without it these tests are skipped.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Request, sync_playwright

from lianxin.kernel.actor import Actor
from tests.township import enter

HERE = Path(__file__).parent
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE = {"width": 360, "height": 640}
DESK = {"width": 1440, "height": 900}


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
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=QUIET)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visit:
    """One browser of one person, and what went wrong in it: complaints, and requests to other hosts."""

    def __init__(self, chromium: Browser, site: str) -> None:
        self.chromium, self.site = chromium, site
        self.complaints: list[str] = []
        self.strangers: list[str] = []

    def open(
        self,
        address: str,
        *,
        by: Actor | None = None,
        elder: bool = False,
        size: dict[str, int] = PHONE,
        scripts: bool = True,
    ) -> Page:
        """A page, as this person sees it on a screen of this size."""
        context = self.chromium.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            locale="zh-CN",
            java_script_enabled=scripts,
        )
        if elder:
            context.add_cookies([{"name": "elder", "value": "1", "url": self.site}])
        if by is not None:
            session = enter(Client(), by).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}])
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("request", self.watch)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.goto(self.site + address)
        return page

    def watch(self, request: Request) -> None:
        """Remember every request that leaves the site."""
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(self.site):
            self.strangers.append(request.url)


@pytest.fixture
def visit(chromium: Browser, live_server: object) -> Iterator[Visit]:
    """Somebody at a browser; at the end nothing complained and nothing was asked of another host (E3)."""
    visitor = Visit(chromium, str(live_server))
    yield visitor
    for context in chromium.contexts:
        context.close()
    assert visitor.complaints == []
    assert visitor.strangers == []
