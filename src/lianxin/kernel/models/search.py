"""What search looks through: each row's words as tokens (检索)."""

from typing import ClassVar

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel


class SearchRow(CountyModel):
    """The tokens of one row of another table; `wording` what it says, `place` where, `who` hashed keys of names.

    `cut` is the edition of the cutting (`search.CUT`): rows of an older one are indexed anew by a chore. SQLite's
    full-text table and PostgreSQL's indexes over it are made by migration 0006_search_names.
    """

    row_kind = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    wording = models.TextField(blank=True)
    place = models.TextField(blank=True)
    who = models.TextField(blank=True, default="")
    cut = models.PositiveSmallIntegerField(default=1)

    LARGE: ClassVar = "a row an appeal with all its words: what is searched is the index of one partition"
    LEVELS = Levels(internal="row_kind row_id cut", personal="wording place", restricted="who")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "row_kind", "row_id"], name="kernel_searchrow_row")
        ]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id}"
