"""How a sheet is known again (查验): its number with a check code, in words at the foot and in the square beside.

Nothing about a person is in either, and the code opens nothing: it tells which form the sheet is, and that it
was printed here.
"""

import hmac
import io
import re
import unicodedata

import segno

from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import blind_index

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: they are misread
LENGTH = 8
READ_AS = str.maketrans("ILO", "110")
MARK = re.compile(r"([0-9][0-9-]{3,38}[0-9])[\s/]+([0-9A-Z]{4})[ -]?([0-9A-Z]{4})")


def check_code(form: str, number: str) -> str:
    """Eight signs (40 bits) drawn from the county, the form and the number with the installation's key."""
    drawn = int(blind_index(f"{current_county()}|{form}|{number}", "paper"), 16)
    return "".join(SIGNS[drawn >> 5 * place & 31] for place in range(LENGTH))


def fits(form: str, number: str, code: str) -> bool:
    """Whether this is the check code of this form with this number."""
    return hmac.compare_digest(check_code(form, number), code)


def shown(code: str) -> str:
    """`K7Q2-M9XD`."""
    return f"{code[:4]}-{code[4:]}" if code else ""


def mark(form: str, number: str) -> str:
    """What the square holds: number and check code, no more (FRM-01)."""
    return f"{number} {check_code(form, number)}"


def read(text: str) -> tuple[str, str] | None:
    """Number and check code in what a scanner read or a person typed; None when they aren't there."""
    found = MARK.search(unicodedata.normalize("NFKC", text).upper())
    return (found[1], (found[2] + found[3]).translate(READ_AS)) if found else None


def square(text: str) -> str:
    """The square as an SVG drawing."""
    return str(segno.make(text, error="m", micro=False).svg_inline(border=2, scale=4))


def picture(text: str) -> bytes:
    """The same as PNG."""
    kept = io.BytesIO()
    segno.make(text, error="m", micro=False).save(kept, kind="png", border=2, scale=6)
    return kept.getvalue()
