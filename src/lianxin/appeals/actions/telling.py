"""Telling what happened: residents by the way each chose, the unit and the township; choosing that way (告知)."""

from functools import partial
from typing import Any

from lianxin.appeals.models import Appellant
from lianxin.appeals.queries.standing import posts_in_town
from lianxin.appeals.queries.ways import appellants_to_tell, reader_of
from lianxin.appeals.rules import Identity
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting


def tell_everybody(acting: Acting, letter: str, **variables: object) -> None:
    """A message to everybody who spoke in this matter, those of this very act included."""
    known = appellants_to_tell(acting.row) if acting.row.pk else []
    fresh = [row for row in acting.added if isinstance(row, Appellant) and row.identity != Identity.ANONYMOUS]
    for appellant in [*known, *fresh]:
        acting.tell(appellant.phone, letter, reader=partial(reader_of, appellant), **variables)


def tell_unit(acting: Acting, letter: str, *, roles: tuple[str, ...] = (Role.HANDLER,)) -> None:
    """A notice to those of the holding unit who do the work, or hold these roles, when there is one."""
    if acting.row.holder_id is not None:
        acting.tell_staff(letter, unit=acting.row.holder_id, roles=roles)


def tell_in_town(acting: Acting, letter: str, *roles: str, **variables: Any) -> None:
    """A notice to everybody in the matter's township who holds one of these roles."""
    for post in posts_in_town(acting.row, *roles):
        acting.tell_staff(letter, post=post, **variables)


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
