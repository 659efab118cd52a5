"""A browser of the bench that asks the product in its own process."""

import time
from collections.abc import Mapping
from random import Random
from typing import Any

from django.conf import settings
from django.test import Client

from desk.resident import Resident


class InProcess:
    """A browser of the bench without a server between."""

    def __init__(self, session: str) -> None:
        self.client = Client(headers={"host": "127.0.0.1"})
        self.client.cookies[settings.SESSION_COOKIE_NAME] = session

    def get(self, path: str) -> str:
        """A page."""
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    def post(self, path: str, said: Mapping[str, object]) -> None:
        """A form."""
        answer = self.client.post(path, said)
        assert answer.status_code == 302, path

    def tell(self, path: str, said: Mapping[str, object]) -> Any:
        """What a script of a page sends."""
        answer = self.client.post(path, said, content_type="application/json")
        assert answer.status_code == 200, path
        return answer.json()

    def resident(self, draw: Random) -> "Neighbour":
        """Somebody at home."""
        return Neighbour(draw)

    def send(self, path: str, said: Mapping[str, object], token: str) -> None:
        """What a program sends."""
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"{time.perf_counter_ns()}"}
        answer = self.client.post(path, said, content_type="application/json", headers=headers)
        assert answer.status_code == 201, path


class Neighbour(Resident):
    """A resident without a line between."""

    def __init__(self, draw: Random) -> None:
        self.client, self.draw, self.onward = Client(headers={"host": "127.0.0.1"}), draw, ""

    def hang_up(self) -> None:
        """There is no line."""

    def ask(self, method: str, path: str, body: str = "", *, expect: int = 200) -> tuple[str, str]:
        """A page, and where it leads on."""
        answer = self.client.generic(method, path, body, "application/x-www-form-urlencoded")
        assert answer.status_code == expect, path
        return answer.content.decode(), answer.headers.get("Location", "")
