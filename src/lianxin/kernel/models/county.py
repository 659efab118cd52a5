"""The county wall: rows of one county are never read, joined or moved into another.

Django keeps a plain bigint key; PostgreSQL gets (county_id, id) from `lianxin.kernel.postgres`.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models.constraints import BaseConstraint
from django.utils import timezone

from lianxin.kernel.context import HIGHEST, LOWEST
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.keys import CountyForeignKey, CountyOneToOneField, county_of
from lianxin.kernel.models.rows import (
    CountyCollector,
    CountyManager,
    CountyQuerySet,
    fill_county,
    keep_county,
)

__all__ = [
    "County",
    "CountyForeignKey",
    "CountyManager",
    "CountyModel",
    "CountyOneToOneField",
    "CountyQuerySet",
    "CountyRow",
]

if TYPE_CHECKING:
    RowBase = models.Model
else:
    # A plain class: migrations keep it in `bases`, so `save()` in a data migration names the county too.
    RowBase = object


class County(models.Model):
    """A county, district or county-level city (县): the wall, and the key by which tables are distributed.

    Not `served`: only its areas are known, from a table of the whole country; nobody works for it here.
    """

    table_kind: ClassVar[str] = "reference"

    code = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=60)
    started_at = models.DateTimeField(default=timezone.now)
    served = models.BooleanField(default=True)

    LEVELS = Levels(public="code name started_at served")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(code__gte=LOWEST, code__lte=HIGHEST), name="county_code_six_digits"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CountyRow(RowBase):
    """What every row of a county does: it is found, saved and deleted by county and id."""

    table_kind: ClassVar[str] = "county"

    @classmethod
    def from_db(cls, *args: Any, **options: Any) -> Self:
        """As Django's, remembering the county the row was stored with."""
        row = super().from_db(*args, **options)
        # Written out: a list of ten thousand rows comes by here ten thousand times.
        row._state.__dict__["county_id"] = row.__dict__.get("county_id")
        return row

    def save(self, *args: Any, **options: Any) -> None:
        """Fills an empty county from the context. Raises NoCounty, WrongCounty before anything is written."""
        fill_county(self)
        super().save(*args, **options)
        keep_county(self)

    def _do_update(
        self, base_qs: Any, using: str | None, pk_val: Any, values: Any, *rest: Any, **options: Any
    ) -> Any:
        # The county is in the condition and never among the assignments: a cluster refuses to move a row.
        mine = base_qs.filter(county_id=county_of(self))
        kept = [value for value in values if value[0].attname != "county_id"]
        return super()._do_update(mine, using, pk_val, kept, *rest, **options)

    def refresh_from_db(
        self, using: str | None = None, fields: Any = None, from_queryset: Any = None
    ) -> None:
        """As Django's, looking in the row's own county only."""
        county = county_of(self)
        if from_queryset is None and county is not None:
            rows: CountyQuerySet[Self] = CountyQuerySet(type(self), using=using or self._state.db)
            from_queryset = rows.filter(county_id=county)
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """As Django's, each statement with the county in it."""
        collector = CountyCollector(using=using or self._state.db or "default", origin=self)
        collector.collect([self], keep_parents=keep_parents)
        return collector.delete()


class CountyModel(CountyRow, models.Model):
    """A row of one county: bigint id, the county that never changes, and a manager that asks for it."""

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(
        County, on_delete=models.PROTECT, db_index=False, editable=False, related_name="+"
    )

    objects: ClassVar[CountyManager[Self]] = CountyManager()

    LEVELS = Levels(public="id county")

    class Meta:
        abstract = True
