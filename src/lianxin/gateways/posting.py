"""A message to the operator's own gateway: one signed POST of JSON for each, whatever carries it on (消息网关).

Body: `{"type": "sms", "timestamp": "…", "data": {"to": "…", "text": "…"}}`. The receiver must treat `webhook-id`
as the message's identity: the same id again is the same message, sent once.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import httpx

from lianxin.gateways import guard, signing
from lianxin.gateways.guard import AddressRefused, Guard

TIMEOUT = 10.0
# The receiver understood and says no to this very message; anything else may be mended and is tried again.
FINAL = frozenset({400, 410, 422})


@dataclass(frozen=True)
class Sent:
    """The receiver took the message."""


@dataclass(frozen=True)
class TryAgain:
    """It may or may not have arrived: send it again with the same id. `code` never holds what was sent."""

    code: str


@dataclass(frozen=True)
class Refused:
    """The receiver won't take this message, now or later."""

    code: str


Result = Sent | TryAgain | Refused


class GatewayFault(Exception):
    """The gateway's settings can't be used; the words name the setting and the remedy."""


@dataclass(frozen=True)
class Gateway:
    """Where messages go and how they are signed; two secrets are live while one is being changed."""

    kind: ClassVar[str]

    url: str
    secrets: tuple[bytes, ...] = field(repr=False)
    guard: Guard = field(default_factory=guard.from_environment)
    timeout: float = TIMEOUT

    def send(self, message_id: str, *, to: str, text: str, **more: str) -> Result:
        """Post one message; never raises for what the network or the receiver does."""
        now = datetime.now(tz=UTC)
        notice = {"type": self.kind, "timestamp": now.isoformat(), "data": {"to": to, "text": text, **more}}
        body = json.dumps(notice, ensure_ascii=False).encode()
        headers = signing.sign(body, message_id=message_id, at=now, secrets=self.secrets)
        headers["content-type"] = "application/json; charset=utf-8"
        try:
            with (
                guard.client(self.guard, timeout=self.timeout) as client,
                client.stream("POST", self.url, content=body, headers=headers) as response,
            ):
                return outcome(response.status_code)
        except AddressRefused as refusal:
            return TryAgain(f"refused-{refusal.code}")
        except httpx.TimeoutException:
            return TryAgain("timeout")
        except httpx.HTTPError as error:
            return TryAgain(type(error).__name__)


def outcome(status: int) -> Result:
    """What an answer means; its body is not read."""
    if 200 <= status < 300:
        return Sent()
    return Refused(f"http-{status}") if status in FINAL else TryAgain(f"http-{status}")


@dataclass(frozen=True)
class Written:
    """A gateway's settings as they stand in the environment; `name` stands in the names of its variables."""

    name: str
    url: str
    secret: str = field(default="", repr=False)
    secret_file: str = ""

    @property
    def wanted(self) -> bool:
        """Whether the operator named a gateway, be its settings right or wrong."""
        return bool(self.url.strip())

    def terms(self) -> tuple[str, tuple[bytes, ...]] | None:
        """Address and secrets; None when no address is set. Raises GatewayFault."""
        if not self.wanted:
            return None
        if not usable(self.url.strip()):
            raise GatewayFault(f"LIANXIN_{self.name}_URL: http(s)://host/path")
        return self.url.strip(), self.secrets()

    def secrets(self) -> tuple[bytes, ...]:
        """The secrets shared with the gateway, at least one, the newest first. Raises GatewayFault."""
        try:
            secrets = tuple(signing.secret_bytes(word) for word in self.secret_words())
        except ValueError as error:
            raise GatewayFault(f"LIANXIN_{self.name}_SECRET: {error}") from error
        if not secrets:
            raise GatewayFault(f"LIANXIN_{self.name}_SECRET or LIANXIN_{self.name}_SECRET_FILE is missing")
        return secrets

    def secret_words(self) -> list[str]:
        """The secrets as written, several parted by spaces, or in the file that is named. Raises GatewayFault."""
        if not self.secret_file:
            return self.secret.split()
        try:
            return Path(self.secret_file).read_text(encoding="utf-8").split()
        except OSError as error:
            raise GatewayFault(
                f"LIANXIN_{self.name}_SECRET_FILE can't be read: {self.secret_file}"
            ) from error


def usable(url: str) -> bool:
    """Whether this is an address of the web, without a password in it."""
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.host) and not parts.userinfo
