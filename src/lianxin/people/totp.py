"""The second factor: a six-digit code that changes every thirty seconds (动态口令, RFC 6238)."""

import hmac
import secrets
from datetime import datetime
from io import BytesIO

import pyotp
import segno

STEP = 30
DIGITS = 6
ISSUER = "连心桥"
RECOVERY_CODES = 10
RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no i l o 0 1: read aloud and copied by hand
RECOVERY_LENGTH = 12  # 59 bits
PAPER_CODES = 20
PAPER_LENGTH = 8  # 39 bits: typed at each sign-in, always behind a password and slowed down


def new_secret() -> str:
    """A fresh shared secret: 160 random bits in base 32."""
    return pyotp.random_base32()


def matching_step(secret: str, code: str, *, at: datetime) -> int | None:
    """The time step whose code this is (now, or one to either side for a slow clock), else None."""
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    generator = pyotp.TOTP(secret, digits=DIGITS, interval=STEP)
    now = int(at.timestamp()) // STEP
    found = [step for step in (now - 1, now, now + 1) if _same(generator.generate_otp(step), code)]
    return max(found, default=None)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one, other)


def code_at(secret: str, *, at: datetime) -> str:
    """The code a telephone shows at this moment; for the demo's stories and for tests."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP).generate_otp(int(at.timestamp()) // STEP)


def enrolment_uri(secret: str, *, login: str, issuer: str = ISSUER) -> str:
    """What the QR picture says to an authenticator app."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP).provisioning_uri(name=login, issuer_name=issuer)


def qr_svg(text: str) -> str:
    """A QR picture as inline SVG, drawn here: the secret never travels to a picture service.

    It has its own size and a view box, so that a page may show it smaller without cutting it off.
    """
    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing, kind="svg", scale=5, border=4, unit="px", xmldecl=False, svgns=True, nl=False
    )
    return drawing.getvalue().decode("ascii")


def typed_key(secret: str) -> str:
    """The secret in groups of four, for those who can't scan."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_codes() -> list[str]:
    """Ten codes of four-letter groups, each good for one sign-in when the telephone is lost (恢复码)."""
    return [_code(RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]


def new_paper_codes() -> list[str]:
    """Twenty shorter codes for a printed list that stands for the telephone (口令单)."""
    return [_code(PAPER_LENGTH) for _ in range(PAPER_CODES)]


def _code(length: int) -> str:
    letters = "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(length))
    return "-".join(letters[start : start + 4] for start in range(0, length, 4))


def clean_recovery_code(typed: str) -> str:
    """A recovery code as it is hashed: letters and digits only, no capitals."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())
