"""What of matters depends on the installation they lie in (迁移登记)."""

from collections.abc import Iterator

from django.db.models import QuerySet

from lianxin.kernel.models.kept import KeptCode
from lianxin.kernel.numbering import hash_query_code
from lianxin.kernel.relocation.registry import accounts, before_leaving, on_arrival
from lianxin.matters.models import Contact, Matter, Relation, SavedView
from lianxin.matters.receipts import KIND, code_of

BATCH = 500

accounts(Contact, "taker_id")
accounts(Relation, "account_id")
accounts(SavedView, "account_id")


@before_leaving("matters.codes")
def keep_codes() -> None:
    """The codes on the receipts people hold, while the key that draws them is here."""
    known = KeptCode.objects.filter(row_kind=KIND).values("row_id")
    for rows in in_batches(Matter.objects.exclude(query_hash="").exclude(pk__in=known)):
        KeptCode.objects.bulk_create([kept(row.pk, code) for row in rows if (code := code_of(row))])


def kept(key: int, code: str) -> KeptCode:
    """The row of one code."""
    row = KeptCode(row_kind=KIND, row_id=key)
    row.code = code
    return row


@on_arrival("matters.codes")
def know_codes() -> None:
    """The same codes open the same matters, under the key of this installation."""
    for rows in in_batches(Matter.objects.exclude(query_hash="")):
        held = KeptCode.objects.filter(row_kind=KIND, row_id__in=[row.pk for row in rows])
        codes = {one.row_id: one.code for one in held}
        for row in rows:
            row.query_hash = hash_query_code(codes.get(row.pk, ""), row.number)
        Matter.objects.bulk_update(rows, ["query_hash"])


def in_batches(matters: "QuerySet[Matter]") -> Iterator[list[Matter]]:
    """These matters by their ids, so many at a time."""
    last = 0
    while rows := list(matters.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk
