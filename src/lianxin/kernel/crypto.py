"""The field keys of an installation, and the one cipher and the one keyed hash made from them (字段加密).

The key file holds secrets, one a line: `index` (for blind indexes, never changed) and `seal` (the last one
seals, the earlier ones still open), so that the cipher's key can be changed without touching a look-up.
A sealed value is: version 1 byte, key id 4, nonce 12, AES-256-GCM cipher text and tag.
"""

import base64
import binascii
import fcntl
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lianxin.kernel.durable import write_whole

VERSION = b"\x01"
SECRET_BYTES, ID_BYTES, NONCE_BYTES, TAG_BYTES = 32, 4, 12, 16
HEADER_BYTES = len(VERSION) + ID_BYTES
HEADING = (
    "# Lianxin field keys 连心桥字段密钥. Without this file phones and ID numbers can never be read again.\n"
    "# Keep a copy apart from the database's backup 请另存一份，与数据库备份分开保管。\n"
)


class KeyLost(ImproperlyConfigured):
    """The key file is missing, unreadable, or not the one the data was sealed with."""


class Unreadable(Exception):
    """A sealed value was altered, or moved here from another row, field or county."""


@dataclass(frozen=True)
class KeyRing:
    """The keys derived from one file; `ciphers` by key id, the newest last."""

    index: bytes
    ciphers: dict[bytes, AESGCM]

    @property
    def newest(self) -> bytes:
        """Id of the key that seals today."""
        return next(reversed(self.ciphers))


def derive(secret: bytes, purpose: str, length: int = SECRET_BYTES) -> bytes:
    """One key for one purpose (HKDF-SHA256, RFC 5869)."""
    words = f"lianxin/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=words).derive(secret)


def key_file() -> Path:
    """`LIANXIN_FIELD_KEY_FILE`, else `keys/field.key` in the data folder."""
    named = os.environ.get("LIANXIN_FIELD_KEY_FILE")
    return Path(named) if named else Path(settings.HOME.path) / "keys" / "field.key"


@cache
def key_ring() -> KeyRing:
    """The keys of this installation, read once. A demo makes its own; raises KeyLost anywhere else."""
    path = key_file()
    if settings.HOME.demo and not path.exists() and not os.environ.get("LIANXIN_FIELD_KEY_FILE"):
        make_key_file(path)
    return read_key_file(path)


def read_secrets(path: Path) -> list[tuple[str, bytes]]:
    """The secrets in one file with their words, in order. Raises KeyLost, naming the file and the remedy."""
    try:
        lines = [line.split() for line in path.read_text(encoding="ascii", errors="ignore").splitlines()]
        pairs = [(line[0], secret_of(line)) for line in lines if line and line[0] in ("index", "seal")]
    except (OSError, ValueError) as error:
        raise KeyLost(lost(path)) from error
    if {word for word, _ in pairs} != {"index", "seal"}:
        raise KeyLost(lost(path))
    return pairs


def read_key_file(path: Path) -> KeyRing:
    """The keys in one file. Raises KeyLost, naming the file and the remedy."""
    pairs = read_secrets(path)
    index = next(secret for word, secret in pairs if word == "index")
    roots = [secret for word, secret in pairs if word == "seal"]
    ciphers = {key_id(root): AESGCM(derive(root, "seal")) for root in roots}
    return KeyRing(index=index, ciphers=ciphers)


def key_id(secret: bytes) -> bytes:
    """What a secret is called where it may be seen: its fingerprint (密钥指纹)."""
    return derive(secret, "key id", ID_BYTES)


def secret_of(line: list[str]) -> bytes:
    """The secret on one line of the file. Raises ValueError when it is cut short."""
    try:
        secret = base64.b64decode(line[1], validate=True)
    except (IndexError, binascii.Error) as error:
        raise ValueError("not base64") from error
    if len(secret) != SECRET_BYTES:
        raise ValueError("wrong length")
    return secret


def lost(path: Path) -> str:
    """One sentence for the operator, in both languages: it may come before any language is chosen."""
    return (
        f"字段密钥文件 {path} 不在或已损坏，电话、证件号无法解密：请把它的备份放回原处（权限 0600）再启动。"
        f" / The field key file {path} is missing or broken: put back its backup (mode 0600) and restart."
    )


def not_here(key: bytes) -> str:
    """One sentence for the operator when the file is there but is another installation's."""
    return (
        f"数据是用字段密钥 {key.hex()} 加密的，{key_file()} 里没有它：请放回当初的密钥文件再启动。"
        f" / The data was sealed with key {key.hex()}, which {key_file()} lacks: put back the right file."
    )


def make_key_file(path: Path) -> None:
    """Draw fresh secrets into `path`, mode 0600; a file already there is left alone."""
    with locked(path):
        if not path.exists():
            write_whole(path, f"{HEADING}{drawn('index')}{drawn('seal')}".encode())


def add_seal_key(path: Path) -> None:
    """Add a key that seals from now on; `sealed.reseal` then rewrites the old values (轮换)."""
    with locked(path):
        read_key_file(path)
        write_whole(path, path.read_bytes() + drawn("seal").encode())
    key_ring.cache_clear()


def drawn(word: str) -> str:
    """A line with a new random secret."""
    return key_line(word, secrets.token_bytes(SECRET_BYTES))


def key_line(word: str, secret: bytes) -> str:
    """One line of the key file."""
    return f"{word} {base64.b64encode(secret).decode()}\n"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process at a time makes or changes the key file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def seal(plain: bytes, *, place: str) -> bytes:
    """Encrypt for one place (county, table, row, field in words); it opens nowhere else."""
    ring = key_ring()
    header, nonce = VERSION + ring.newest, os.urandom(NONCE_BYTES)
    return header + nonce + ring.ciphers[ring.newest].encrypt(nonce, plain, header + place.encode())


def unseal(token: bytes, *, place: str) -> bytes:
    """Decrypt what `seal` made for this place. Raises Unreadable, KeyLost."""
    if token[:1] != VERSION or len(token) < HEADER_BYTES + NONCE_BYTES + TAG_BYTES:
        raise Unreadable(f"not a sealed value: {place}")
    header, rest = token[:HEADER_BYTES], token[HEADER_BYTES:]
    try:
        return cipher_of(token).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + place.encode())
    except InvalidTag as error:
        raise Unreadable(f"altered, or sealed for another place: {place}") from error


def cipher_of(token: bytes) -> AESGCM:
    """The cipher of the key this value was sealed with; a key added by another process is found too."""
    key = token[len(VERSION) : HEADER_BYTES]
    if key not in key_ring().ciphers:
        key_ring.cache_clear()
    if key not in key_ring().ciphers:
        raise KeyLost(not_here(key))
    return key_ring().ciphers[key]


def sealed_with_newest(token: bytes) -> bool:
    """Whether this value needs no resealing."""
    return token[:HEADER_BYTES] == VERSION + key_ring().newest


def blind_index(value: str, purpose: str) -> str:
    """A keyed hash to look a sealed value up by (盲索引): 64 hex digits, empty for an empty value.

    The same value under another purpose hashes differently. Callers bring the value to one spelling first.
    """
    if not value:
        return ""
    return hmac.digest(index_key(key_ring().index, purpose), value.encode(), "sha256").hex()


@lru_cache(maxsize=64)
def index_key(secret: bytes, purpose: str) -> bytes:
    """The key of one purpose's blind index."""
    return derive(secret, f"blind index/{purpose}")
