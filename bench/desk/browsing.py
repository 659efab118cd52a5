"""A browser that keeps its line open: signed in by cookie, with the form token a page gave it."""

import json
import re
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from desk.resident import Resident

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """One line to a server; `pages` is a page with a form, where the token comes from."""

    def __init__(self, port: int, session: str, page: str) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies, self.page, self.token = {"sessionid": session}, page, ""
        self.asked = 0

    def get(self, path: str) -> str:
        """A page. Raises AssertionError unless it is one."""
        return self.ask("GET", path)

    def post(self, path: str, said: Mapping[str, object]) -> None:
        """A form with the token. Raises AssertionError unless the answer leads on to another page."""
        self.fetch_token()
        body = urlencode({"client_id": str(uuid4()), **said, "csrfmiddlewaretoken": self.token})
        self.ask("POST", path, body, expect=302)

    def send(self, path: str, said: Mapping[str, object], token: str) -> None:
        """What a program sends, under a key of its own. Raises AssertionError unless something was made."""
        headers = {
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": str(uuid4()),
            "Content-Type": "application/json",
            "Host": f"127.0.0.1:{self.line.port}",
        }
        answer = self.answer("POST", path, json.dumps(said), headers)
        text = answer.read().decode()
        assert answer.status == 201, f"POST {path}: {answer.status}\n{text}"

    def tell(self, path: str, said: Mapping[str, object]) -> Any:
        """What a script of a page sends. Raises AssertionError unless it was taken."""
        self.fetch_token()
        headers = {**self.headers(), "Content-Type": "application/json", "X-CSRFToken": self.token}
        answer = self.answer("POST", path, json.dumps(said), headers)
        text = answer.read().decode()
        assert answer.status == 200, f"POST {path}: {answer.status}\n{text[:300]}"
        return json.loads(text)

    def fetch_token(self) -> None:
        """The form token, from the page that has one; once. Raises AssertionError."""
        if not self.token:
            found = TOKEN.search(self.get(self.page))
            assert found, f"{self.page} has no form"
            self.token = found[1]

    def headers(self) -> dict[str, str]:
        """Who calls, and whom."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies, "Host": f"127.0.0.1:{self.line.port}"}

    def resident(self, draw: Random) -> Resident:
        """Somebody at home who calls the same server."""
        return Resident(self.line.port, draw)

    def ask(self, method: str, path: str, body: str = "", expect: int = 200) -> str:
        """One request and its whole answer."""
        headers = {**self.headers(), "Accept": "text/html"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self.answer(method, path, body, headers)
        text = answer.read().decode()
        for name, value in re.findall(r"(csrftoken)=(\w+)", str(answer.headers.get_all("Set-Cookie", []))):
            self.cookies[name] = value
        self.asked += 1
        assert answer.status == expect, f"{method} {path}: {answer.status}\n{words_of(text)}"
        return text

    def answer(self, method: str, path: str, body: str, headers: dict[str, str]) -> HTTPResponse:
        """The answer; on a line the server has closed for want of use it is asked again, on a new one."""
        try:
            self.line.request(method, path, body or None, headers)
            return self.line.getresponse()
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.line.close()
            self.line.request(method, path, body or None, headers)
            return self.line.getresponse()


def words_of(page: str) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2] or page))
