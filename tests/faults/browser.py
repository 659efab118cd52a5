"""A browser on a line that breaks: it reads forms, sends them, and sends them again until it has an answer."""

import time
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from typing import Any

import httpx

PATIENCE = 120  # seconds a person would go on trying


class NoAnswer(Exception):
    """Tried for two minutes in vain."""


class Unexpected(Exception):
    """An answer that nobody should get."""


class Reader(HTMLParser):
    """The fields of the one form on a page that carries a client id."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.area = self.list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        if tag == "option" and self.forms and ("selected" in given or self.list not in self.forms[-1]):
            self.forms[-1][self.list] = given.get("value", "")  # the first, unless another is chosen
        if "name" not in given or not self.forms:
            return
        if tag == "input" and given.get("type", "text") in {"hidden", "text", "tel"}:
            self.forms[-1][given["name"]] = given.get("value", "")
        elif tag == "input" and given.get("type") == "radio" and "checked" in given:
            self.forms[-1][given["name"]] = given["value"]
        elif tag == "select":
            self.list = given["name"]
        elif tag == "textarea":
            self.area = given["name"]
            self.forms[-1][self.area] = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][self.area] += data.strip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


def form_on(page: httpx.Response) -> dict[str, str]:
    """What a browser would send back from a page; empty when there is no form with a client id."""
    reader = Reader()
    reader.feed(page.text)
    return next((form for form in reader.forms if "client_id" in form), {})


@dataclass
class Browser:
    """One person at one machine; `address` is the loopback address it calls from."""

    base: str
    address: str
    dice: Random
    session: str = ""
    troubles: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0

    def __post_init__(self) -> None:
        cookies = {"sessionid": self.session} if self.session else None
        transport = httpx.HTTPTransport(local_address=self.address)
        self.line = httpx.Client(
            base_url=self.base, transport=transport, trust_env=False, timeout=30, cookies=cookies
        )

    def get(self, path: str) -> httpx.Response:
        """A page. Raises NoAnswer."""
        return self.persist("GET", path)

    def post(self, path: str, form: dict[str, Any], **more: Any) -> httpx.Response:
        """The answer to a form, sent as often as it takes. Raises NoAnswer."""
        return self.persist("POST", path, data=form, headers={"Referer": self.base + path}, **more)

    def persist(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Until there is an answer below 500."""
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE:
            try:
                answer = self.line.request(method, path, **more)
            except httpx.TransportError as trouble:
                self.troubles[type(trouble).__name__] += 1
            else:
                if answer.status_code < 500:
                    self.longest = max(self.longest, time.monotonic() - begun)
                    return answer
                self.troubles[str(answer.status_code)] += 1
            time.sleep(self.dice.uniform(0.05, 0.3))
        raise NoAnswer(f"{method} {path} {dict(self.troubles)}")
