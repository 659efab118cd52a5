"""Somebody at home: looks at the public pages, and files an appeal on the form; each calls from another address."""

import re
from http.client import HTTPConnection
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from desk.words import said

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
KEYWORDS = ["水管", "漏水", "停水"]
PAGES = ("/", "/file/")


class Resident:
    """One person on one line."""

    def __init__(self, port: int, draw: Random) -> None:
        here = f"127.{draw.randrange(1, 250)}.{draw.randrange(250)}.{draw.randrange(1, 250)}"
        self.line = HTTPConnection("127.0.0.1", port, timeout=120, source_address=(here, 0))
        self.draw, self.cookie, self.onward = draw, "", ""

    def hang_up(self) -> None:
        """Close the line: the next one who calls is somebody else."""
        self.line.close()

    def look(self) -> None:
        """A public page."""
        self.ask("GET", self.draw.choice(PAGES))
        self.hang_up()

    def file(self, matters: list[Any]) -> str:
        """File, and give the number on the receipt. Raises AssertionError."""
        form = dict(HIDDEN.findall(self.ask("GET", "/file/")[0]))
        words = said(self.draw, "枫头村", KEYWORDS)
        form |= {
            "client_id": form.get("client_id") or str(uuid4()),
            "text": words.text,
            "type": "help",
            "area": str(self.draw.choice(matters)[2]),
            "address": words.address,
            "identity": "anonymous",
            "go": "send",
        }
        _page, onward = self.ask("POST", "/file/", urlencode(form), expect=302)
        assert onward.startswith("/receipt/"), onward
        self.onward = onward
        self.hang_up()
        return onward.split("/")[2]

    def read_receipt(self) -> None:
        """The receipt of what was filed last."""
        self.ask("GET", self.onward)
        self.hang_up()

    def ask(self, method: str, path: str, body: str = "", *, expect: int = 200) -> tuple[str, str]:
        """A page, and where it leads on."""
        headers = {"Cookie": self.cookie, "Host": f"127.0.0.1:{self.line.port}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body or None, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        cookies = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
        self.cookie = "; ".join(cookies) or self.cookie
        assert answer.status == expect, f"{method} {path}: {answer.status} {text[:300]}"
        return text, answer.headers.get("Location", "")
