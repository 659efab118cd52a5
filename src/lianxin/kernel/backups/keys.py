"""The keys that open a backup: those of the installation itself, from their file or from the printed card.

The card (密钥卡) holds the key file's secrets, each as two lines of seven groups of four signs, each line with a
check of its own, so that whoever types it is told which line is wrong. Signs that look alike are one sign.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lianxin.kernel.crypto import HEADING, SECRET_BYTES, derive, key_id, key_line, read_secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
ALIKE = str.maketrans("ILO", "110")
HALF_BYTES, CHECK_BITS, LINE_SIGNS = SECRET_BYTES // 2, 12, 28


class CardMistyped(ValueError):
    """A line of the card that can't be right; `line` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass(frozen=True)
class Keys:
    """The secrets of one installation, the newest `seal` last."""

    pairs: tuple[tuple[str, bytes], ...]

    @property
    def index(self) -> bytes:
        return next(secret for word, secret in self.pairs if word == "index")

    @property
    def seals(self) -> list[bytes]:
        return [secret for word, secret in self.pairs if word == "seal"]

    @property
    def fingerprint(self) -> str:
        """How the newest key is called on cards, on backups and in refusals."""
        return shown(key_id(self.seals[-1]).hex())

    def seal_named(self, name: str) -> bytes | None:
        """The secret with this key id, in hex digits; None when it is another installation's."""
        return next((secret for secret in self.seals if key_id(secret).hex() == name), None)

    def file_text(self) -> str:
        """The key file that holds these secrets."""
        return HEADING + "".join(key_line(word, secret) for word, secret in self.pairs)


def shown(name: str) -> str:
    """A key id as people read it: A1B2-C3D4."""
    return f"{name[:4]}-{name[4:]}".upper()


def from_file(path: Path) -> Keys:
    """The keys in a key file. Raises KeyLost."""
    return Keys(tuple(read_secrets(path)))


def backup_secret(seal: bytes, salt: bytes) -> bytes:
    """The key of one backup file, drawn from the seal secret and the file's own salt."""
    return derive(seal, f"backup/{salt.hex()}")


def card_lines(keys: Keys) -> list[str]:
    """The lines of the card, in groups of four."""
    lines = [spelled(number, data) for number, data in enumerate(halves(keys), 1)]
    return [" ".join(line[at : at + 4] for at in range(0, LINE_SIGNS, 4)) for line in lines]


def halves(keys: Keys) -> list[bytes]:
    """The secrets cut into pieces that fit a line, the index first."""
    ordered = [keys.index, *keys.seals]
    return [half for secret in ordered for half in (secret[:HALF_BYTES], secret[HALF_BYTES:])]


def spelled(number: int, data: bytes) -> str:
    """One line: the data and its check, five bits a sign."""
    value = int.from_bytes(data, "big") << CHECK_BITS | check_of(number, data)
    return "".join(SIGNS[value >> 5 * place & 31] for place in reversed(range(LINE_SIGNS)))


def check_of(number: int, data: bytes) -> int:
    """Twelve bits that a slip of the pen or two lines in the wrong order don't survive."""
    found = hashlib.sha256(b"lianxin card" + bytes([number]) + data).digest()
    return int.from_bytes(found[:2], "big") >> 4


def looks_like_a_line(text: str) -> bool:
    """Whether a line of a file is one of the card's rather than its heading; a faulty one still looks so."""
    signs = re.sub(r"[\s\-_.:、)]", "", unicodedata.normalize("NFKC", text))
    return len(signs) > LINE_SIGNS // 2 and signs.isascii()


def read_line(number: int, typed: str) -> bytes:
    """The data of one typed line. Raises CardMistyped."""
    text = unicodedata.normalize("NFKC", typed).upper()
    text = re.sub(r"^\s*\d{1,2}\s*[.:、)]", "", text)
    signs = re.sub(r"[\s\-_.]", "", text).translate(ALIKE)
    strange = sorted(set(signs) - set(SIGNS))
    if strange:
        raise CardMistyped(number, f"不该有“{strange[0]}”")
    if len(signs) != LINE_SIGNS:
        raise CardMistyped(number, f"应是 {LINE_SIGNS} 个字符，现在是 {len(signs)} 个")
    value = 0
    for sign in signs:
        value = value << 5 | SIGNS.index(sign)
    data = (value >> CHECK_BITS).to_bytes(HALF_BYTES, "big")
    if value & (1 << CHECK_BITS) - 1 != check_of(number, data):
        raise CardMistyped(number, "有字符抄错，或行序不对")
    return data


def from_lines(typed: Sequence[str]) -> Keys:
    """The keys on a card. Raises CardMistyped naming the first wrong line."""
    lines = [line for line in typed if line.strip()]
    data = [read_line(number, line) for number, line in enumerate(lines, 1)]
    if len(data) < 4 or len(data) % 2:
        raise CardMistyped(len(data) + 1, "还缺一行")
    secrets = [data[at] + data[at + 1] for at in range(0, len(data), 2)]
    return Keys((("index", secrets[0]), *(("seal", secret) for secret in secrets[1:])))
