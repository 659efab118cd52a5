"""What of boxes depends on the installation they lie in (迁移登记)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from lianxin.boxes.models import Stub, Transcript
from lianxin.boxes.queries.slips import STUB, code_of
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.kept import KeptCode
from lianxin.kernel.numbering import hash_query_code
from lianxin.kernel.relocation.registry import accounts, before_leaving, index, on_arrival
from lianxin.people.queries.residents import PHONE

BATCH = 500

accounts(Stub, "printed_by")
index(Transcript, "phone_index", of="phone_sealed", by=lambda plain, row: blind_index(plain, PHONE))


@before_leaving("boxes.codes")
def keep_codes() -> None:
    """The codes on the stubs people hold, while the key that draws them is here."""
    known = KeptCode.objects.filter(row_kind=STUB).values("row_id")
    for rows in in_batches(but=known):
        KeptCode.objects.bulk_create([kept(row.pk, code) for row in rows if (code := code_of(row))])


def kept(key: int, code: str) -> KeptCode:
    """The row of one code."""
    row = KeptCode(row_kind=STUB, row_id=key)
    row.code = code
    return row


@on_arrival("boxes.codes")
def know_codes() -> None:
    """The same codes open the same slips, under the key of this installation."""
    for rows in in_batches():
        held = KeptCode.objects.filter(row_kind=STUB, row_id__in=[row.pk for row in rows])
        codes = {one.row_id: one.code for one in held}
        for row in rows:
            row.code_hash = hash_query_code(codes.get(row.pk, ""), row.number)
        Stub.objects.bulk_update(rows, ["code_hash"])


def in_batches(but: "QuerySet[Any, Any] | None" = None) -> Iterator[list[Stub]]:
    """The stubs by their ids, so many at a time, without those."""
    last, wanted = 0, Stub.objects.all() if but is None else Stub.objects.exclude(pk__in=but)
    while rows := list(wanted.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk
