"""An app that exists only as a state of migrations: its tables are made and unmade step by step."""

from typing import Any

from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from lianxin.kernel.models.county import County, CountyForeignKey, CountyOneToOneField, CountyRow
from lianxin.kernel.postgres.catalogue import faults

ON_POSTGRES = connection.vendor == "postgresql"


def county_table(name: str, *fields: tuple[str, Any], **options: Any) -> migrations.CreateModel:
    """How a migration makes a county table."""
    key = ("id", models.BigAutoField(primary_key=True))
    owner = ("county", models.ForeignKey("kernel.County", models.PROTECT, db_index=False, related_name="+"))
    taken = {field_name for field_name, field in fields if field.primary_key}
    columns = [owner, *fields] if taken else [key, owner, *fields]
    return migrations.CreateModel(name, columns, options=options, bases=(CountyRow, models.Model))


def key(to: str, **options: Any) -> CountyForeignKey[Any, Any]:
    return CountyForeignKey(f"probe.{to}", models.CASCADE, related_name="+", **options)


def one(to: str, **options: Any) -> CountyOneToOneField[Any, Any]:
    return CountyOneToOneField(f"probe.{to}", models.CASCADE, related_name="+", **options)


class Probe:
    """An app that exists only as a state of migrations."""

    def __init__(self) -> None:
        self.state = ProjectState()
        self.state.add_model(ModelState.from_model(County))
        self.done: list[tuple[Operation, ProjectState, ProjectState]] = []

    def run(self, *operations: Operation) -> None:
        """Each operation as its own migration."""
        for operation in operations:
            before, after = self.state, self.state.clone()
            operation.state_forwards("probe", after)
            with connection.schema_editor() as editor:
                operation.database_forwards("probe", editor, before, after)
            self.state = after
            self.done.append((operation, before, after))
            self.check()

    def undo(self) -> None:
        """Everything back to nothing, which must keep the shape at each step too."""
        while self.done:
            operation, before, after = self.done.pop()
            with connection.schema_editor() as editor:
                operation.database_backwards("probe", editor, after, before)
            self.state = before
            self.check()

    def check(self) -> None:
        if ON_POSTGRES:
            assert faults(connection, tables=self.tables()) == []

    def tables(self) -> list[str]:
        return [
            model._meta.db_table for model in self.state.apps.get_models() if issubclass(model, CountyRow)
        ]

    def model(self, name: str) -> Any:
        return self.state.apps.get_model("probe", name)

    def keys(self, name: str) -> dict[tuple[str, ...], tuple[str, tuple[str, ...]]]:
        """The foreign keys of a table: columns → table and columns they point at."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT confrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype = 'f' AND conrelid = %s::regclass""",
                [self.model(name)._meta.db_table],
            )
            found = {}
            for table, words in cursor.fetchall():
                here, there = words.split("REFERENCES")
                columns = tuple(here[here.index("(") + 1 : here.index(")")].split(", "))
                found[columns] = (table, tuple(there[there.index("(") + 1 : there.index(")")].split(", ")))
            return found

    def unique(self, name: str) -> set[tuple[str, ...]]:
        """The columns of each unique index of a table, the primary key among them."""
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, self.model(name)._meta.db_table)
        return {tuple(one["columns"]) for one in found.values() if one["unique"]}
