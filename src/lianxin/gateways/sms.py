"""Text messages through the operator's own gateway (短信网关): one signed POST for each message.

The operator names an address that takes our JSON; a few lines there turn it into a carrier's own call. Body:
`{"type": "sms", "timestamp": "…", "data": {"to": "…", "text": "…"}}`. The receiver must treat `webhook-id` as
the message's identity: the same id again is the same message, sent once.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

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
class SmsGateway:
    """Where messages go and how they are signed; two secrets are live while one is being changed."""

    url: str
    secrets: tuple[bytes, ...] = field(repr=False)
    guard: Guard = field(default_factory=guard.from_environment)
    timeout: float = TIMEOUT

    def send(self, message_id: str, *, to: str, text: str) -> Result:
        """Post one message; never raises for what the network or the receiver does."""
        now = datetime.now(tz=UTC)
        notice = {"type": "sms", "timestamp": now.isoformat(), "data": {"to": to, "text": text}}
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


def wanted(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the operator named a gateway, be its settings right or wrong."""
    return bool(environ.get("LIANXIN_SMS_URL", "").strip())


def from_environment(environ: Mapping[str, str] = os.environ) -> SmsGateway | None:
    """The gateway of `LIANXIN_SMS_URL` and `LIANXIN_SMS_SECRET` (or `…_FILE`); None when no address is set.

    Several secrets, the newest first, are parted by spaces. Raises GatewayFault.
    """
    if not wanted(environ):
        return None
    url = environ["LIANXIN_SMS_URL"].strip()
    if not usable(url):
        raise GatewayFault("LIANXIN_SMS_URL: http(s)://host/path")
    try:
        secrets = tuple(signing.secret_bytes(word) for word in secret_words(environ))
    except ValueError as error:
        raise GatewayFault(f"LIANXIN_SMS_SECRET: {error}") from error
    if not secrets:
        raise GatewayFault("LIANXIN_SMS_SECRET or LIANXIN_SMS_SECRET_FILE is missing")
    return SmsGateway(url, secrets)


def usable(url: str) -> bool:
    """Whether this is an address of the web, without a password in it."""
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.host) and not parts.userinfo


def secret_words(environ: Mapping[str, str]) -> list[str]:
    """The secrets as written in the environment or in the file it names. Raises GatewayFault."""
    path = environ.get("LIANXIN_SMS_SECRET_FILE", "")
    if not path:
        return environ.get("LIANXIN_SMS_SECRET", "").split()
    try:
        return Path(path).read_text(encoding="utf-8").split()
    except OSError as error:
        raise GatewayFault(f"LIANXIN_SMS_SECRET_FILE can't be read: {path}") from error
