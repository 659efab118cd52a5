"""All rows of one database into another, empty one, whichever engines the two are of (换数据库).

What a backup writes and a restore reads goes straight across: the same rows in the same portions, the tables made by
the same migrations, the keys checked at the end, each table's ids continued where they stood.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import ConnectionHandler

from lianxin.kernel.backups import loading, tables
from lianxin.kernel.backups.archive import Manifest, Table
from lianxin.kernel.backups.loading import rows_in
from lianxin.kernel.backups.making import empty_manifest
from lianxin.kernel.backups.tables import Part
from lianxin.kernel.snapshots import snapshot


@dataclass(frozen=True)
class Counted:
    """One table and its rows on both sides."""

    table: str
    here: int
    there: int


def line_to(options: dict[str, object]) -> BaseDatabaseWrapper:
    """A connection with these settings, beside the one the process works on."""
    return ConnectionHandler({DEFAULT_DB_ALIAS: options})[DEFAULT_DB_ALIAS]


@contextmanager
def working_on(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything asked inside, by this thread, is asked of this database."""
    kept = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = database
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = kept


def up_to_date() -> bool:
    """Whether the tables of the database at work are those of this release, neither older nor newer."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    known = {one for name, step in loader.disk_migrations.items() for one in (name, *step.replaces)}
    return known >= set(loader.applied_migrations) and not executor.migration_plan(loader.graph.leaf_nodes())


def cross(
    source: BaseDatabaseWrapper, target: BaseDatabaseWrapper, *, after: Callable[[list[Counted]], None]
) -> None:
    """Fill the target from the source as it stands now; `after` is called there before the commit.

    On PostgreSQL the target is filled in one transaction: killed at any time, it is as empty as before. Raises
    Refused: counts, newer, and what `after` raises.
    """
    with working_on(source), snapshot():
        manifest = describe()
        with Reading(source) as rows, working_on(target):
            loading.fill(manifest, rows.portions(), after=lambda: after(counted(manifest)))


class Reading:
    """The source's rows in portions, while the thread works on another database between two of them."""

    def __init__(self, source: BaseDatabaseWrapper) -> None:
        self.source, self.rows = source, every_part()
        # Whoever reads crosses counties, whoever writes meanwhile says so itself.
        self.context = copy_context()

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_error: object) -> None:
        with working_on(self.source):
            self.context.run(self.rows.close)

    def portions(self) -> Iterator[tuple[str, bytes]]:
        """Each portion with the name of its table."""
        while (part := self.next()) is not None:
            yield part.table, part.data

    def next(self) -> Part | None:
        """The next portion; None at the end."""
        with working_on(self.source):
            return self.context.run(next, self.rows, None)


def every_part() -> Generator[Part, None, None]:
    """The rows of all tables, packed in portions; inside a snapshot."""
    for model in tables.saved_models():
        yield from tables.parts_of(model)


def describe() -> Manifest:
    """What the database at work holds; inside its snapshot."""
    found, last = empty_manifest(), tables.last_ids()
    with connection.cursor() as cursor:
        for model in tables.saved_models():
            name = model._meta.db_table
            rows = rows_in(cursor, name)
            found.tables[name] = Table(tables.columns_of(model), rows=rows, last=last.get(name))
    return found


def counted(manifest: Manifest) -> list[Counted]:
    """Each table's rows on both sides; asked where they arrived."""
    with connection.cursor() as cursor:
        return [Counted(name, one.rows, rows_in(cursor, name)) for name, one in manifest.tables.items()]
