"""A message to the operator's own gateway: one signed POST of JSON for each, whatever carries it on (消息网关).

Body: `{"type": "sms", "timestamp": "…", "data": {"to": "…", "text": "…"}}`. The receiver must treat `webhook-id`
as the message's identity: the same id again is the same message, sent once.
"""

import json
import os
from collections.abc import Mapping
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


def named(prefix: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the operator named a gateway `<prefix>_URL`, be its settings right or wrong."""
    return bool(environ.get(f"{prefix}_URL", "").strip())


def terms(prefix: str, environ: Mapping[str, str] = os.environ) -> tuple[str, tuple[bytes, ...]] | None:
    """Address and secrets of `<prefix>_URL` and `<prefix>_SECRET` (or `…_FILE`); None when no address is set.

    Several secrets, the newest first, are parted by spaces. Raises GatewayFault.
    """
    if not named(prefix, environ):
        return None
    url = environ[f"{prefix}_URL"].strip()
    if not usable(url):
        raise GatewayFault(f"{prefix}_URL: http(s)://host/path")
    return url, secrets_of(prefix, environ)


def secrets_of(prefix: str, environ: Mapping[str, str] = os.environ) -> tuple[bytes, ...]:
    """The secrets shared with a gateway, at least one. Raises GatewayFault."""
    try:
        secrets = tuple(signing.secret_bytes(word) for word in secret_words(prefix, environ))
    except ValueError as error:
        raise GatewayFault(f"{prefix}_SECRET: {error}") from error
    if not secrets:
        raise GatewayFault(f"{prefix}_SECRET or {prefix}_SECRET_FILE is missing")
    return secrets


def usable(url: str) -> bool:
    """Whether this is an address of the web, without a password in it."""
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.host) and not parts.userinfo


def secret_words(prefix: str, environ: Mapping[str, str]) -> list[str]:
    """The secrets as written in the environment or in the file it names. Raises GatewayFault."""
    path = environ.get(f"{prefix}_SECRET_FILE", "")
    if not path:
        return environ.get(f"{prefix}_SECRET", "").split()
    try:
        return Path(path).read_text(encoding="utf-8").split()
    except OSError as error:
        raise GatewayFault(f"{prefix}_SECRET_FILE can't be read: {path}") from error
