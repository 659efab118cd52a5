"""Behind the proxy that speaks TLS: what it says is believed, what anybody else says is not."""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from lianxin.site.wsgi import behind

PROXY = "127.0.0.1"
SAID = {"x-forwarded-for": "203.0.113.9, 192.0.2.44", "x-forwarded-proto": "https", "x-real-ip": "192.0.2.66"}


def seen(*, sender: str) -> WSGIRequest:
    """The request as the pages get it."""
    found: list[WSGIRequest] = []

    def page(environ: Any, start_response: Any) -> list[bytes]:
        found.append(WSGIRequest(environ))
        return []

    behind(PROXY, page)(RequestFactory(REMOTE_ADDR=sender).get("/", headers=SAID).environ, lambda *_: None)
    return found[0]


def test_the_proxy_says_who_asks_and_that_it_was_over_https() -> None:
    request = seen(sender=PROXY)
    # The last one it names is whom it spoke with; what stands before was typed by that one.
    assert (request.is_secure(), request.META["REMOTE_ADDR"]) == (True, "192.0.2.44")


def test_nobody_else_can_say_so() -> None:
    request = seen(sender="192.0.2.50")
    assert (request.is_secure(), request.META["REMOTE_ADDR"]) == (False, "192.0.2.50")
    assert [name for name in request.META if "FORWARDED" in name] == []
