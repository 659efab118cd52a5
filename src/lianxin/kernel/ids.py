"""Client ids: whoever creates a record names it, so that a resend is harmless (幂等)."""

import os
import time
import uuid
from collections.abc import Iterable
from contextlib import suppress


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then randomness."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(os.urandom(10), "big")
    value &= ~(0xF << 76)
    value |= 0x7 << 76
    value &= ~(0x3 << 62)
    value |= 0x2 << 62
    return uuid.UUID(int=value)


def ids_in(words: Iterable[str]) -> list[uuid.UUID]:
    """Those of these words that are ids."""
    found = []
    for word in words:
        with suppress(ValueError):
            found.append(uuid.UUID(word))
    return found
