"""Filling an empty database from a backup: the tables as they were then, the rows, then the steps since."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from lianxin.kernel.backups.archive import Manifest
from lianxin.kernel.backups.sealed_file import Refused
from lianxin.kernel.backups.tables import LEFT_OUT, unpack
from lianxin.kernel.backups.values import values
from lianxin.kernel.context import all_counties
from lianxin.kernel.distribution import start_table

Step = tuple[str, str]
BATCH = 500
WHY = "a restore fills every county"
KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"""


def last_steps(taken: list[Step]) -> list[Step]:
    """The last migration of each app that the backup had. Raises Refused for one of a later release."""
    loader = MigrationLoader(None)
    replaced = {one: name for name, step in loader.disk_migrations.items() for one in step.replaces}
    known = {step for step in taken if step in loader.graph.nodes}
    known |= {replaced[step] for step in taken if step in replaced}
    unknown = [step for step in taken if step not in loader.graph.nodes and step not in replaced]
    if unknown:
        raise Refused("newer", release="/".join(unknown[0]))
    parents = {
        parent.key
        for step in known
        for parent in loader.graph.node_map[step].parents
        if parent.key[0] == step[0]
    }
    return sorted(known - parents)


class Loading:
    """A database that is being filled; `add` takes the portions as they come."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        executor = MigrationExecutor(connection)
        steps = last_steps(manifest.steps)
        executor.migrate(steps)
        then = MigrationExecutor(connection).loader.project_state(steps).apps
        self.models = {model._meta.db_table: model for model in then.get_models(include_auto_created=True)}
        self.fields = {name: self.fields_of(name) for name in manifest.tables}
        empty(self.models)

    def fields_of(self, table: str) -> list[Any]:
        """The fields of a table in the order in which its columns were saved. Raises Refused."""
        model = self.models.get(table)
        known = {field.column: field for field in model._meta.local_concrete_fields} if model else {}
        columns = self.manifest.tables[table].columns
        if set(columns) != set(known):
            raise Refused("tables", table=table)
        return [known[column] for column in columns]

    def add(self, table: str, data: bytes) -> None:
        """The rows of one portion."""
        insert(table, self.fields[table], map(json.loads, unpack(data)))

    def count(self) -> list[str]:
        """The tables whose rows are not as many as the list says."""
        with connection.cursor() as cursor:
            return [
                name for name, table in self.manifest.tables.items() if rows_in(cursor, name) != table.rows
            ]

    def continue_ids(self) -> None:
        """The next id of each table follows the last that was ever given out."""
        with connection.cursor() as cursor:
            for name, table in self.manifest.tables.items():
                if table.last and has_counter(self.models[name]):
                    start_table(cursor, connection, name, table.last)


def insert(table: str, fields: Sequence[Any], said: Iterable[Sequence[Any]]) -> None:
    """Rows as they were read from their lines, with the ids they have."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608  # our own names
    rows = (values(fields, one, connection) for one in said)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(sql, batch)


def rows_in(cursor: Any, table: str) -> int:
    """How many rows a table has."""
    cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own name
    return int(cursor.fetchone()[0])


def has_counter(model: type[models.Model]) -> bool:
    """Whether the database counts this table's ids."""
    return isinstance(model._meta.pk, models.AutoField)


def empty(found: dict[str, type[models.Model]]) -> None:
    """Take out what the migrations themselves put in: the backup has its own."""
    with connection.cursor() as cursor:
        for table in found:
            if table not in LEFT_OUT and rows_in(cursor, table):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own name


def fill(manifest: Manifest, portions: Iterator[tuple[str, bytes]], *, after: Callable[[], None]) -> None:
    """Make the tables, in the place of those there are, fill them, bring them up to this release, then `after`.

    On PostgreSQL all of it is one transaction: killed half way, the database is as it was before. Raises Refused.
    """
    with whole():
        with all_counties(WHY):
            drop_tables()
            loading = Loading(manifest)
            with without_keys():
                for table, data in portions:
                    loading.add(table, data)
            loading.continue_ids()
            short = loading.count()
            if short:
                raise Refused("counts", table=short[0])
            call_command("migrate", verbosity=0, interactive=False)
        after()


def drop_tables() -> None:
    """Take our tables out of a server's database, inside the transaction that fills it again.

    SQLite's file is always a new one.
    """
    if connection.vendor == "postgresql":
        ours = ("django_", *(f"{app.label}_" for app in apps.get_app_configs()))
        with connection.cursor() as cursor:
            for table in filter(
                lambda name: name.startswith(ours), connection.introspection.table_names(cursor)
            ):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


@contextmanager
def whole() -> Iterator[None]:
    """One transaction where the engine's tables can be made in one; SQLite's file gets its name at the end."""
    if connection.vendor == "sqlite":
        yield
    else:
        with transaction.atomic():
            yield


@contextmanager
def without_keys() -> Iterator[None]:
    """Rows that point at each other come in any order; every key is checked at the end."""
    if connection.vendor == "sqlite":
        with connection.constraint_checks_disabled(), transaction.atomic():
            yield
            connection.check_constraints()
        return
    with connection.cursor() as cursor:
        cursor.execute(KEYS)
        keys = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
