"""Numbers of people in what was written of a row of reception: masked, for who reads it (文中号码)."""

from collections.abc import Iterable

from django.db.models import Model

from lianxin.kernel import pieces
from lianxin.matters.ledger import row_kind
from lianxin.matters.models import Stateful


def put_back(row: Stateful, parts: Iterable[Model]) -> None:
    """Put them into the words of what belongs to a row, which is only read from now on."""
    written = list(parts)
    if pieces.has_markers(written):
        shown = pieces.Shown(pieces.pieces_of(row_kind(row), [row.pk]))
        for part in written:
            shown.put_back(part)
