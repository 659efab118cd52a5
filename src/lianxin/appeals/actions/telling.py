"""Telling residents what happened, by the way each chose, and choosing that way (告知, 改告知方式)."""

from functools import partial

from lianxin.appeals.models import Appellant
from lianxin.appeals.queries.ways import appellants_to_tell, reader_of
from lianxin.appeals.rules import Identity
from lianxin.matters.workflow import Acting


def tell_everybody(acting: Acting, letter: str, **variables: object) -> None:
    """A message to everybody who spoke in this matter, those of this very act included."""
    known = appellants_to_tell(acting.row) if acting.row.pk else []
    fresh = [row for row in acting.added if isinstance(row, Appellant) and row.identity != Identity.ANONYMOUS]
    for appellant in [*known, *fresh]:
        acting.tell(appellant.phone, letter, reader=partial(reader_of, appellant), **variables)


def choose_way(acting: Acting) -> None:
    """改告知方式: it holds for everything not sent yet, whoever of the same telephone spoke."""
    appellant, way = acting.data["appellant"], acting.data["tell_by"]
    for row in acting.row.appellants.order_by("pk"):
        if row.pk == appellant or (row.phone_index and row.phone_index == index_of(acting, appellant)):
            acting.change(row, tell_by=way)
    acting.facts |= {"appellant": appellant, "tell_by": way}


def index_of(acting: Acting, appellant: int) -> str:
    """The telephone an appellant is found by."""
    found = acting.row.appellants.filter(pk=appellant).values_list("phone_index", flat=True).first()
    return found or ""
