"""How rows of a county are read and written in bulk: never without naming the county."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models.deletion import Collector
from django.db.models.sql import Query

from lianxin.kernel.context import WrongCounty, county_or_all, crossing, current_county
from lianxin.kernel.models.keys import county_of

M = TypeVar("M", bound=models.Model)


def fill_county(row: models.Model) -> None:
    """Give a new row the current county; refuse one that changed county or belongs to another.

    Raises NoCounty when the row has none and none is set, WrongCounty when it has the wrong one.
    """
    given = county_of(row)
    if given is None:
        row.county_id = given = current_county()  # type: ignore[attr-defined]  # rows of a county have it
    stored = vars(row._state).get("county_id")
    if stored is not None and stored != given and not row._state.adding:
        raise WrongCounty(f"{row._meta.label} {row.pk} stays in county {stored}, it can't move to {given}")
    if crossing() is None and given != current_or(given):
        raise WrongCounty(f"{row._meta.label} of county {given} in the work of county {current_county()}")


def current_or(given: int) -> int:
    """The county being worked for, or the given one where none was set."""
    try:
        return current_county()
    except RuntimeError:
        return given


def keep_county(row: models.Model) -> None:
    """Remember the stored county, so that a later change of it is noticed."""
    vars(row._state)["county_id"] = county_of(row)


class CountyQuerySet(models.QuerySet[M]):
    """Rows of a county table; what is deferred, created or deleted always names the county."""

    def only(self, *fields: str) -> "CountyQuerySet[M]":
        """The county always comes along: without it a row can't be found again."""
        return super().only("county", *fields)

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        """As Django's, with the county filled in. Raises NoCounty, WrongCounty before anything is written."""
        rows = list(objs)
        for row in rows:
            fill_county(row)
        created = super().bulk_create(rows, *args, **options)
        for row in rows:
            keep_county(row)
        return created

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's, each statement with the county in it."""
        doomed = self._chain()  # type: ignore[attr-defined]  # as QuerySet.delete does
        doomed.query.select_for_update = False
        doomed.query.select_related = False
        doomed.query.clear_ordering(force=True)
        collector = CountyCollector(using=doomed.db, origin=self)
        collector.collect(doomed)
        self._result_cache = None
        return collector.delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # templates must not call it
    delete.queryset_only = True  # type: ignore[attr-defined]  # no Model.objects.delete()

    def update(self, **values: Any) -> int:
        """As Django's; a condition on another table still names the county of this one."""
        rows = self if self.query.annotations else self.narrowed()
        return super(CountyQuerySet, rows).update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # templates must not call it

    def _raw_delete(self, using: str | None) -> int:
        count: int = super(CountyQuerySet, self.narrowed())._raw_delete(using)
        return count

    def narrowed(self) -> "CountyQuerySet[M]":
        """The same rows by their keys, so that a change of joined rows is `county_id = … AND id IN (…)`.

        Django leaves the ids alone, and a cluster would ask every machine for them.
        """
        joined = sum(count > 0 for count in self.query.alias_refcount.values()) > 1
        county = county_or_all() if joined else None
        if county is None:
            return self
        rows: CountyQuerySet[M] = CountyQuerySet(self.model, using=self.db)
        return rows.filter(county_id=county, pk__in=self.order_by().values("pk"))


class CountyManager(models.Manager[M]):
    """Asks for the current county's rows; `from_queryset` gives it a model's own questions."""

    _queryset_class = CountyQuerySet
    asks_for_county = True

    def get_queryset(self) -> CountyQuerySet[M]:
        """Raises NoCounty when nobody said which county, WrongCounty at relations of another county's row."""
        county = county_or_all()
        rows: CountyQuerySet[M] = super().get_queryset()  # type: ignore[assignment]  # by _queryset_class
        if county is None:
            return rows
        owner = county_of(getattr(self, "instance", None))
        if owner is not None and owner != county:
            raise WrongCounty(f"relations of a row of county {owner} in the work of county {county}")
        rows.query = asking_for(self.model, county).clone()
        return rows


@lru_cache(maxsize=4096)
def asking_for(model: type[models.Model], county: int) -> Query:
    """The question for all rows of a county, put together once: each question of a page begins with a copy of it."""
    rows: CountyQuerySet[Any] = CountyQuerySet(model)
    return rows.filter(county_id=county).query


class CountyCollector(Collector):
    """Cascades that name the county in every statement."""

    def related_objects(self, related_model: Any, related_fields: Any, objs: Any) -> Any:
        """The rows hanging on these by one key or another, of the same counties."""
        found = super().related_objects(related_model, related_fields, objs)
        if getattr(related_model, "table_kind", None) != "county":
            return found
        rows: CountyQuerySet[Any] = CountyQuerySet(related_model, query=found.query, using=self.using)
        counties = {county_of(row) or 0 for row in objs}
        return rows if 0 in counties else rows.filter(county_id__in=sorted(counties))

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete children first, one statement for each table and county; signals are not sent."""
        self.sort()
        deleted: Counter[str] = Counter()
        with transaction.atomic(using=self.using, savepoint=False):
            for rows in self.fast_deletes:
                deleted[rows.model._meta.label] += rows._raw_delete(using=self.using)
            for (field, value), found in self.field_updates.items():
                self.clear_key(field, value, found)
            for model, instances in self.data.items():
                for rows in self.by_county(model, list(instances)):
                    deleted[model._meta.label] += rows._raw_delete(using=self.using)
        for model, instances in self.data.items():
            for instance in instances:
                setattr(instance, model._meta.pk.attname, None)
        return sum(deleted.values()), {label: count for label, count in deleted.items() if count}

    def clear_key(self, field: Any, value: Any, found: list[Any]) -> None:
        """SET_NULL and its kin: rows not yet read by their question, those read by their keys."""
        for some in found:
            unread = isinstance(some, models.QuerySet) and some._result_cache is None
            for rows in [some] if unread else self.by_county(field.model, list(some)):
                rows.update(**{field.name: value})

    def by_county(self, model: type[models.Model], instances: list[models.Model]) -> Iterable[Any]:
        """Query sets that together hold these rows, each of one county."""
        counties = sorted({county_of(row) or 0 for row in instances})
        for county in counties:
            keys = [row.pk for row in instances if (county_of(row) or 0) == county]
            rows = model._base_manager.using(self.using).filter(pk__in=keys)
            yield rows.filter(county_id=county) if county else rows
