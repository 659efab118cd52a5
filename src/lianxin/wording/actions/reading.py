"""Everything that is read of a message the moment it is filed, written in the same transaction (研判)."""

from collections.abc import Iterator
from datetime import datetime

from django.db import models

from lianxin.wording.models import ClassSuggestion
from lianxin.wording.queries.classes import in_use


def rows_for(row_kind: str, title: str, text: str, *, at: datetime) -> Iterator[models.Model]:
    """The rows to write beside a new row; the writer fills in its id. None asks the database."""
    used = in_use()
    if used is not None:
        guess = used.model.guess(title, text)
        yield ClassSuggestion(
            row_kind=row_kind,
            training_id=used.training,
            label=guess.label,
            confidence=round(1000 * guess.confidence),
            at=at,
        )
