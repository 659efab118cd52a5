"""Freezing the figures of a page together (冻结)."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.db import transaction
from django.http import QueryDict

from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.frozen import freeze
from lianxin.kernel.figures.registry import Query, read
from lianxin.kernel.models.figure import FrozenFigure


def asked_for(spelled: Sequence[str]) -> list[Query]:
    """The queries a form named; what makes no sense is left out."""
    found = (read(QueryDict(words).dict()) for words in spelled)
    return [query for query in found if query is not None]


@transaction.atomic
def freeze_all(
    queries: Sequence[Query], *, by: Actor, client_id: UUID, purpose: str = ""
) -> list[FrozenFigure]:
    """All of them or none; sent twice they are frozen once."""
    return [
        freeze(query, by=by, client_id=uuid5(client_id, query.spelled), purpose=purpose[:120])
        for query in queries
    ]
