"""One sealed file: a head that anybody may read, then the content in pieces, each encrypted and authenticated.

The head names the format, the county, the moment, and which key opens the file, never the key. Each piece is
AES-256-GCM under a key of this file alone; its nonce is its number, and the head, the number and whether it is the
last stand beside it as associated data: nothing can be altered, left out, added or put in another order.
"""

import hashlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import BinaryIO, ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lianxin.kernel.backups.keys import Keys, backup_secret
from lianxin.kernel.crypto import TAG_BYTES, key_id

FORMAT, OLDEST = 1, 1
PIECE = 1 << 20
HEAD_AT_MOST = 1 << 16
LENGTH_BYTES, LAST = 4, 1 << 31


class Refused(Exception):
    """A file that must not be restored; `code` says why, `facts` what belongs into the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Head:
    """What may be read without a key. `key` and `index` are ids of secrets, `secrets` how many a card holds."""

    MAGIC: ClassVar = b"LIANXIN BACKUP\n"

    format: int
    release: str
    county: int
    made_at: str
    key: str
    index: str
    secrets: int
    salt: str

    def lines(self) -> bytes:
        """The head as it stands in the file: magic, facts, and a sum over both."""
        text = self.MAGIC + json.dumps(asdict(self), sort_keys=True).encode() + b"\n"
        return text + hashlib.sha256(text).hexdigest().encode() + b"\n"

    def cipher(self, seal: bytes) -> AESGCM:
        """The cipher of this file."""
        return AESGCM(backup_secret(seal, bytes.fromhex(self.salt)))


def fresh_salt() -> str:
    """A salt for one file."""
    return os.urandom(32).hex()


class CountyHead(Head):
    """The head of a file with one county: no backup, and never taken for one."""

    MAGIC: ClassVar = b"LIANXIN COUNTY\n"


def read_head(file: BinaryIO, kind: type[Head] = Head) -> Head:
    """The head of a file of this kind. Raises Refused: not_ours, newer, older, altered."""
    magic, line = file.readline(len(kind.MAGIC)), file.readline(HEAD_AT_MOST)
    total = file.readline(128)
    if magic != kind.MAGIC:
        raise Refused("not_ours")
    try:
        said = json.loads(line)
        number = int(said["format"])
    except (ValueError, TypeError, KeyError) as error:
        raise Refused("altered", place=0) from error
    if total.strip() != hashlib.sha256(magic + line).hexdigest().encode():
        raise Refused("altered", place=0)
    if number > FORMAT:
        raise Refused("newer", release=said.get("release", "?"))
    if number < OLDEST:
        raise Refused("older", release=said.get("release", "?"))
    return kind(**said)


def opened_with(head: Head, keys: Keys) -> AESGCM:
    """The cipher of a file, by these keys. Raises Refused: wrong_key."""
    seal = keys.seal_named(head.key)
    if seal is None or key_id(keys.index).hex() != head.index:
        raise Refused("wrong_key", wanted=head.key, had=keys.fingerprint)
    return head.cipher(seal)


def beside(head: bytes, number: int, *, last: bool) -> bytes:
    """What is authenticated with a piece."""
    return head + number.to_bytes(8, "big") + (b"\x01" if last else b"\x00")


def nonce(number: int) -> bytes:
    """Never twice under one key, for each file has its own."""
    return number.to_bytes(12, "big")


class Sealer(io.RawIOBase):
    """A file-like end that seals what is written to it; `finish` writes the last piece."""

    def __init__(self, file: BinaryIO, head: Head, cipher: AESGCM) -> None:
        super().__init__()
        self.file, self.cipher = file, cipher
        self.head = head.lines()
        self.number, self.waiting = 0, bytearray()
        file.write(self.head)

    def writable(self) -> bool:
        """As files say it."""
        return True

    def write(self, data: object) -> int:
        """Keep what is less than a piece until more comes."""
        view = memoryview(data)  # type: ignore[arg-type]  # what tarfile hands over is bytes
        self.waiting += view
        while len(self.waiting) > PIECE:
            self.piece(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(view)

    def finish(self) -> None:
        """The last piece; without it a reader calls the file cut off."""
        self.piece(bytes(self.waiting), last=True)
        self.waiting.clear()

    def piece(self, data: bytes, *, last: bool) -> None:
        """Write one piece."""
        sealed = self.cipher.encrypt(nonce(self.number), data, beside(self.head, self.number, last=last))
        self.file.write((len(sealed) | (LAST if last else 0)).to_bytes(LENGTH_BYTES, "big") + sealed)
        self.number += 1


def pieces(file: BinaryIO, head: Head, cipher: AESGCM) -> Iterator[bytes]:
    """The content, piece by piece, from behind the head. Raises Refused: truncated, altered, with the place."""
    number, last, head_lines = 0, False, head.lines()
    while not last:
        place = file.tell()
        length = int.from_bytes(taken(file, LENGTH_BYTES), "big")
        last, length = bool(length & LAST), length & ~LAST
        whole = length == PIECE + TAG_BYTES
        if not (whole or (last and TAG_BYTES <= length < PIECE + TAG_BYTES)):
            raise Refused("altered", place=place)
        sealed = taken(file, length)
        try:
            yield cipher.decrypt(nonce(number), sealed, beside(head_lines, number, last=last))
        except InvalidTag as error:
            raise Refused("altered", place=place) from error
        number += 1
    if file.read(1):
        raise Refused("altered", place=file.tell() - 1)


def taken(file: BinaryIO, count: int) -> bytes:
    """So many bytes. Raises Refused when the file ends before."""
    data = file.read(count)
    if len(data) < count:
        raise Refused("truncated", place=file.tell())
    return data


class Opener(io.RawIOBase):
    """The content of a sealed file as a stream for tarfile; each piece is authenticated before it is handed out."""

    def __init__(self, found: Iterator[bytes]) -> None:
        super().__init__()
        self.found, self.rest = found, memoryview(b"")

    def readable(self) -> bool:
        """As files say it."""
        return True

    def read(self, size: int = -1) -> bytes:
        """So many bytes, less only at the end."""
        parts, missing = [], size if size >= 0 else 1 << 62
        while missing:
            if not self.rest:
                self.rest = memoryview(next(self.found, b""))
                if not self.rest:
                    break
            parts.append(bytes(self.rest[:missing]))
            self.rest = self.rest[len(parts[-1]) :]
            missing -= len(parts[-1])
        return b"".join(parts)

    def drain(self) -> None:
        """Read to the very end: what stands behind the tar is authenticated too."""
        while self.read(PIECE):
            pass
