"""The query code on a resident's receipt (查询码): 16 digits that nobody can guess, stored only as a hash.

The code is drawn from the client id with the installation's key, so that a form sent twice, because the
answer was lost on the way, comes back with the same receipt.
"""

from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.kept import KeptCode
from lianxin.kernel.numbering import CODE_DIGITS, hash_query_code, query_code_fits
from lianxin.matters.models import Matter

KIND = "matter"


def code_of(matter: Matter) -> str:
    """The 16 digits on the receipt of this matter; empty when nothing opens it any more.

    A matter that came from another installation keeps the code its people hold.
    """
    drawn = receipt_code(matter)
    if query_code_fits(drawn, number=matter.number, stored=matter.query_hash):
        return drawn
    kept = KeptCode.objects.filter(row_kind=KIND, row_id=matter.pk).first()
    return kept.code if kept else ""


def receipt_code(matter: Matter) -> str:
    """The 16 digits (53 bits) this installation draws for a matter."""
    county = matter.county_id or current_county()  # the code is hashed before the row is first saved
    drawn = int(blind_index(f"{county}|{matter.client_id}", "receipt"), 16)
    return str(drawn % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def receipt_hash(matter: Matter) -> str:
    """What the database keeps of the code."""
    return hash_query_code(receipt_code(matter), matter.number)
