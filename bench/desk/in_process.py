"""A browser of the bench that asks the product in its own process."""

import time
from collections.abc import Mapping

from django.conf import settings
from django.test import Client


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

    def send(self, path: str, said: Mapping[str, object], token: str) -> None:
        """What a program sends."""
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"{time.perf_counter_ns()}"}
        answer = self.client.post(path, said, content_type="application/json", headers=headers)
        assert answer.status_code == 201, path
