"""Keys between rows of one county: every join, forward access and subquery names the county too.

On PostgreSQL they are (county_id, x_id) -> (county_id, id), so that the database refuses a reference into
another county; on SQLite the plain key stands.
"""

from typing import Any, ClassVar, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup
from django.db.models.expressions import Col
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import Exact, In
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.context import current_county

_Set = TypeVar("_Set")
_Get = TypeVar("_Get")


def county_field(model: type[models.Model]) -> "models.Field[Any, Any] | None":
    """The county column of a model (historical ones too), None for shared tables."""
    if getattr(model, "table_kind", None) != "county":
        return None
    field = model._meta.get_field("county")
    return field if isinstance(field, models.Field) else None


def county_of(row: object) -> int | None:
    """The county of a loaded or new row; None for anything that isn't a row of a county."""
    county = vars(row).get("county_id") if isinstance(row, models.Model) else None
    return county if isinstance(county, int) else None


def same_county(lookup: "Lookup[Any]", counties: set[int] | Col | None) -> "Lookup[Any] | None":
    """The condition that goes beside a comparison of ids: the county of the left side."""
    left = lookup.lhs
    field = county_field(left.target.model) if isinstance(left, Col) else None
    if field is None or not counties:
        return None
    column = Col(left.alias, field)
    if isinstance(counties, Col):
        return Exact(column, counties)
    return In(column, sorted(counties)) if len(counties) > 1 else Exact(column, min(counties))


class NamesCounty:
    """Adds the county to a comparison of ids where a row, or a column of another county table, is given."""

    counties: set[int]

    def __init__(self, lhs: Any, rhs: Any) -> None:
        rows = rhs if isinstance(rhs, (list, tuple, set, frozenset)) else [rhs]
        found = {county_of(row) for row in rows}
        self.counties = set() if None in found else {county for county in found if county is not None}
        super().__init__(lhs, rhs)  # type: ignore[call-arg]  # a mixin of Lookup

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        sql, params = super().as_sql(compiler, connection)  # type: ignore[misc]  # a mixin of Lookup
        beside = same_county(self, self.counties or outer_county(self.rhs))  # type: ignore[arg-type,attr-defined]
        if beside is None:
            return sql, params
        more, more_params = compiler.compile(beside)
        return f"({sql} AND {more})", [*params, *more_params]


def outer_county(right: object) -> Col | None:
    """The county column beside the id column of the outer query, in `OuterRef` and `exclude`."""
    field = county_field(right.target.model) if isinstance(right, Col) else None
    return Col(right.alias, field) if isinstance(right, Col) and field is not None else None


class CountyExact(NamesCounty, RelatedExact):
    """`key=row` and `key=OuterRef("pk")`."""


class CountyIn(NamesCounty, RelatedIn):
    """`key__in=[row, …]`: how prefetching and cascades ask."""


class CountyKey:
    """What both kinds of key share; the backend knows them by `carries_county`."""

    carries_county = True
    class_lookups: ClassVar[dict[str, type[Any]]] = {"exact": CountyExact, "in": CountyIn}
    model: type[models.Model]

    def __init__(self, to: Any, on_delete: Any, **options: Any) -> None:
        # An index begins with the county, so it is declared in Meta.indexes, not here.
        options.setdefault("db_index", False)
        super().__init__(to, on_delete, **options)  # type: ignore[call-arg]  # a mixin of ForeignKey

    def get_extra_restriction(self, alias: str | None, related_alias: str) -> Any:
        """County equality of both sides of a join; a trimmed subquery gets it from its lookup instead."""
        if alias is None:
            return None
        near, far = county_field(self.model), county_field(self.remote_field.model)  # type: ignore[attr-defined]
        if near is None or far is None:
            return None
        return Exact(Col(alias, far), Col(related_alias, near))

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        """`row.key` looks in the row's own county."""
        county = county_of(instance)
        return {} if county is None else {"county_id": county}

    def get_forward_related_filter(self, instance: models.Model) -> dict[str, Any]:
        """The other way of a one-to-one key looks there too."""
        found: dict[str, Any] = super().get_forward_related_filter(instance)  # type: ignore[misc]
        return {**found, **self.get_extra_descriptor_filter(instance)}

    def validate(self, value: Any, model_instance: Any) -> None:
        """As Django's, in the row's county or else the current one. Raises ValidationError, NoCounty."""
        models.Field.validate(self, value, model_instance)  # type: ignore[arg-type]  # a mixin of ForeignKey
        remote = self.remote_field  # type: ignore[attr-defined]  # a mixin of ForeignKey
        county = county_of(model_instance) or current_county()
        wanted = {remote.field_name: value, "county_id": county}
        if value is not None and not remote.model._base_manager.filter(**wanted).exists():
            raise ValidationError(_("所选的一项不在本县名录里,请重新选择。"), code="invalid", params=wanted)


class CountyForeignKey(CountyKey, models.ForeignKey[_Set, _Get], Generic[_Set, _Get]):
    """A key from one county table to another; indexed by `Index("county", key)`."""


class CountyOneToOneField(CountyKey, models.OneToOneField[_Set, _Get], Generic[_Set, _Get]):
    """A one-to-one key between county tables, perhaps the primary key; unique within the county."""
