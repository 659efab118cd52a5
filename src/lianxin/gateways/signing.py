"""Signed notices in and out, by Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` (签名通知).

https://www.standardwebhooks.com: headers webhook-id, webhook-timestamp (Unix seconds), webhook-signature
(`v1,<base64>`, several with a space between while a secret is being changed).
"""

import base64
import binascii
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)


class BadSignature(Exception):
    """A notice that is not to be believed; `code` is incomplete, timestamp, age, signature or reused."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def secret_bytes(secret: str) -> bytes:
    """The key of a secret: base64 behind `whsec_`, any other text as it stands.

    Raises ValueError when it is empty or its base64 is broken.
    """
    text = secret.strip()
    if text.startswith(PREFIX):
        try:
            key = base64.b64decode(text.removeprefix(PREFIX), validate=True)
        except binascii.Error as error:
            raise ValueError("the secret behind whsec_ is not base64") from error
    else:
        key = text.encode()
    if not key:
        raise ValueError("the secret is empty")
    return key


def sign(body: bytes, *, message_id: str, at: datetime, secrets: Sequence[bytes]) -> dict[str, str]:
    """The three headers of a notice, one signature for each live secret."""
    stamp = str(int(at.timestamp()))
    signatures = [signature(body, message_id=message_id, stamp=stamp, secret=secret) for secret in secrets]
    return {"webhook-id": message_id, "webhook-timestamp": stamp, "webhook-signature": " ".join(signatures)}


def signature(body: bytes, *, message_id: str, stamp: str, secret: bytes) -> str:
    """One signature, `v1,` and base64."""
    content = b".".join((message_id.encode(), stamp.encode(), body))
    return "v1," + base64.b64encode(hmac.digest(secret, content, sha256)).decode()


def never_seen(message_id: str) -> bool:
    """For receivers whose effect is idempotent anyway: every id counts as new."""
    return True


def verify(
    body: bytes,
    headers: Mapping[str, str],
    *,
    secrets: Sequence[bytes],
    now: datetime,
    first_time: Callable[[str], bool] = never_seen,
) -> str:
    """The id of a notice that came in, when it is genuine, young and new; header names in lower case.

    `first_time(id)` is asked last and remembers the id. Raises BadSignature.
    """
    message_id, stamp, given = (
        headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature")
    )
    if not (message_id and stamp and given):
        raise BadSignature("incomplete")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise BadSignature("timestamp")
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        raise BadSignature("age")
    if not genuine(body, given, message_id=message_id, stamp=stamp, secrets=secrets):
        raise BadSignature("signature")
    if not first_time(message_id):
        raise BadSignature("reused")
    return message_id


def genuine(body: bytes, given: str, *, message_id: str, stamp: str, secrets: Sequence[bytes]) -> bool:
    """Whether one of the given signatures is one of ours; compared in constant time."""
    ours = [signature(body, message_id=message_id, stamp=stamp, secret=secret).encode() for secret in secrets]
    theirs = [one.encode() for one in given.split()]
    matches = [hmac.compare_digest(one, other) for one in ours for other in theirs]
    return any(matches)
