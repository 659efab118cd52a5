"""What only looks at a page looks at all of it, however slowly it arrives."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

LINK = "<!doctype html><a href=/slow>慢</a><form action=/slow><input name=q></form>"
FIRST, REST = "<!doctype html><ol><li>一" + " " * 4096, "<li>二</ol>"


class Slow(BaseHTTPRequestHandler):
    """A page whose second half comes half a second after the first."""

    def do_GET(self) -> None:  # the library's name
        """The link, or where it leads."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.path == "/":
            self.wfile.write(LINK.encode())
            return
        self.wfile.write(FIRST.encode())
        self.wfile.flush()
        time.sleep(0.5)
        self.wfile.write(REST.encode())

    def log_message(self, *_args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of that server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page(base_url=f"http://127.0.0.1:{server.server_port}")
    page.goto("/")
    yield page
    page.close()
    server.shutdown()
    server.server_close()


def test_a_click_comes_back_with_the_whole_page(page: Page) -> None:
    page.get_by_role("link").click()
    assert page.locator("li").count() == 2


def test_so_does_a_key(page: Page) -> None:
    page.locator("input").press("Enter")
    assert page.locator("li").count() == 2
