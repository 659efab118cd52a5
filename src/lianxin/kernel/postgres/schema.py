"""Migrations write the shape: (county_id, id) as key, keys between county tables over both columns.

Historical models carry `CountyRow` and `CountyForeignKey`, so the shape of old migrations is theirs; only
whether a table is shared is asked of today's registry.
"""

from collections.abc import Iterator
from typing import Any, Self

from django.db.backends.ddl_references import Columns, Statement
from django.db.backends.postgresql import schema
from django.db.models import Model

from lianxin.kernel.distribution import COUNTY_COLUMN, Kind, kind_of_table
from lianxin.kernel.postgres import policies

COPIED_KEYS = """
    SELECT conname FROM pg_constraint WHERE contype = 'f' AND conparentid <> 0 AND conrelid = to_regclass(%s)"""


def is_county(model: type[Model]) -> bool:
    """Whether a model, historical ones too, is a county table."""
    return getattr(model, "table_kind", None) == "county"


def carries_county(model: type[Model], field: Any) -> bool:
    """Whether a key goes from one county table to another."""
    return is_county(model) and getattr(field, "carries_county", False)


def is_unique_key(model: type[Model], field: Any) -> bool:
    """Whether a key is a one-to-one key beside the primary key: unique within the county."""
    return carries_county(model, field) and field.unique and not field.primary_key


# The stubs leave out the hooks that are overridden here.
Editor: Any = schema.DatabaseSchemaEditor


class DatabaseSchemaEditor(Editor):  # type: ignore[misc]
    """Django's editor, with the county in primary, unique and foreign keys of county tables."""

    # Keys are added at the end of a migration, over both columns.
    sql_create_column_inline_fk = None

    def __enter__(self) -> Self:
        super().__enter__()
        if self.connection.features.citus and self.atomic_migration:
            # Shared tables can't be changed after a statement ran on many machines at once.
            self.execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")
        return self

    def create_model(self, model: type[Model]) -> None:
        """A table with its keys, spread over the machines of a cluster at once."""
        super().create_model(model)
        if not is_county(model):
            self.distribute(model)
            return
        # `makemigrations` may add the county in a later step of the same migration.
        for field in model._meta.local_fields:
            if field.column == COUNTY_COLUMN:
                self.raise_wall(model, field)

    def add_field(self, model: type[Model], field: Any) -> None:
        """A column with its keys; the county, when it comes late, with those of the whole table."""
        super().add_field(model, field)
        if is_county(model) and field.column == COUNTY_COLUMN:
            self.raise_wall(model, field)
        elif is_unique_key(model, field):
            self.execute(self._create_unique_sql(model, [model._meta.get_field("county"), field]))

    def raise_wall(self, model: type[Model], county: Any) -> None:
        """The keys and the policy of a county table, now that it has its county; then it can be spread."""
        self.execute(self._create_primary_key_sql(model, model._meta.pk))
        for field in model._meta.local_fields:
            if is_unique_key(model, field):
                self.execute(self._create_unique_sql(model, [county, field]))
        if not self.connection.features.citus:  # its machines don't hear what a transaction says
            for statement in policies.raise_on(self.quote_name(model._meta.db_table)):
                self.execute(statement)
        self.distribute(model)

    def distribute(self, model: type[Model]) -> None:
        """Hand a new table to the cluster; without one there is nothing to do."""
        if not self.connection.features.citus:
            return
        table = model._meta.db_table
        kind: Kind = "county" if is_county(model) else kind_of_table(table)
        if kind == "county":
            self.execute("SELECT create_distributed_table(%s, %s)", [self.quote_name(table), COUNTY_COLUMN])
        elif kind == "reference":
            self.execute("SELECT create_reference_table(%s)", [self.quote_name(table)])

    def _iter_column_sql(
        self, column_db_type: Any, params: Any, model: type[Model], field: Any, *rest: Any
    ) -> Iterator[str]:
        # One column alone is neither the key nor unique; `create_model` and `add_field` add what is.
        alone = {"PRIMARY KEY"} if is_county(model) else set()
        if carries_county(model, field):
            alone.add("UNIQUE")
        for part in super()._iter_column_sql(column_db_type, params, model, field, *rest):
            if part not in alone:
                yield part

    def _create_primary_key_sql(self, model: type[Model], field: Any) -> Statement:
        statement: Statement = super()._create_primary_key_sql(model, field)
        if is_county(model):
            statement.parts["columns"] = self.with_county(model, field)
        return statement

    def _create_fk_sql(self, model: type[Model], field: Any, suffix: str) -> Statement:
        statement: Statement = super()._create_fk_sql(model, field, suffix)
        if carries_county(model, field):
            target = field.target_field
            statement.parts["column"] = self.with_county(model, field)
            statement.parts["to_column"] = self.with_county(target.model, target)
        return statement

    def _create_unique_sql(
        self, model: type[Model], fields: list[Any], name: str | None = None, **options: Any
    ) -> Statement | None:
        if len(fields) == 1 and carries_county(model, fields[0]):
            fields = [model._meta.get_field("county"), *fields]
        statement: Statement | None = super()._create_unique_sql(model, fields, name, **options)
        return statement

    def with_county(self, model: type[Model], field: Any) -> Columns:
        """The two columns of a key."""
        return Columns(model._meta.db_table, [COUNTY_COLUMN, field.column], self.quote_name)

    def _constraint_names(
        self, model: type[Model], column_names: list[str] | None = None, *args: Any, **kinds: Any
    ) -> list[str]:
        """Keys are also found by their second column, which is all Django knows of them."""
        names: list[str] = super()._constraint_names(model, column_names, *args, **kinds)
        single = column_names is not None and len(column_names) == 1 and is_county(model)
        if column_names and single and (kinds.get("foreign_key") or kinds.get("unique")):
            names += super()._constraint_names(model, [COUNTY_COLUMN, *column_names], *args, **kinds)
        copied = self.copied_keys(model) if names and kinds.get("foreign_key") else set[str]()
        return [name for name in names if name not in copied]

    def copied_keys(self, model: type[Model]) -> set[str]:
        """The keys of a table that PostgreSQL made for the parts of a split target, and unmakes itself."""
        with self.connection.cursor() as cursor:
            cursor.execute(COPIED_KEYS, [self.quote_name(model._meta.db_table)])
            return {str(name) for (name,) in cursor.fetchall()}
