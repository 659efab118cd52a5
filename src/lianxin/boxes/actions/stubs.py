"""印意见条: each slip on a sheet has a number of its own, and its stub a code nobody else is given."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from lianxin.boxes.models import Stub
from lianxin.boxes.queries.slips import drawn_code, hash_of
from lianxin.kernel import clock, numbering
from lianxin.kernel.actor import Actor

SERIES = "800"  # no township's three digits begin so: slips are numbered by themselves
ON_A_SHEET = 3


@dataclass(frozen=True)
class Torn:
    """A stub as it is printed, once: its number and its code."""

    number: str
    code: str


@transaction.atomic
def new_stubs(count: int, *, by: Actor) -> list[Torn]:
    """So many stubs, numbered one after another."""
    now = clock.now()
    numbers = numbering.take(SERIES, timezone.localtime(now).year, count)
    rows = [Stub(number=number, printed_at=now, printed_by=by.account) for number in numbers]
    for row in rows:
        row.code_hash = hash_of(row)
    Stub.objects.bulk_create(rows)
    return [Torn(row.number, drawn_code(row)) for row in rows]


def numbers_beginning(prefix: str) -> Iterable[str]:
    """The numbers of stubs that begin so, for the account of gaps (INV-13)."""
    return Stub.objects.filter(number__startswith=prefix).values_list("number", flat=True)


numbering.register_holder("boxes", numbers_beginning)
