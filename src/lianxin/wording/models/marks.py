"""What is kept of a row's words so that others like it are found at once (同一诉求的索引).

Both tables are written in the transaction that files the row; nothing builds them at night. They go with its text.
"""

from typing import ClassVar

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel


class Sketched(CountyModel):
    """The sketch of one row's words (`rules.sketches`): hashes and weights, nothing that can be read."""

    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    at = models.DateTimeField()
    body = models.BinaryField()

    LARGE: ClassVar = "a row an appeal, read by its key"
    LEVELS = Levels(internal="row_kind row_id at", personal="body")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "row_kind", "row_id"], name="wording_sketched_row")
        ]
        indexes = [models.Index(fields=["county", "row_kind", "-at"], name="wording_sketched_at")]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id}"


class Mark(CountyModel):
    """One thing a row is found by: a place it names or a word that tells much about it, as a hash (标记)."""

    mark = models.BigIntegerField()
    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    at = models.DateTimeField()

    LARGE: ClassVar = "a dozen rows an appeal, asked for the newest of one key"
    LEVELS = Levels(internal="row_kind row_id at", personal="mark")

    class Meta:
        indexes = [
            models.Index(fields=["county", "mark", "row_kind", "-at", "row_id"], name="wording_mark_key"),
            models.Index(fields=["county", "row_kind", "row_id"], name="wording_mark_row"),
        ]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id}"
