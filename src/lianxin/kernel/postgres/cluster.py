"""The plan that spreads a PostgreSQL database over the machines of a cluster (分布方案).

Foreign keys go first and come back last: making a shared table pulls every table a key connects with into the
cluster's catalogue, and spreading one of those is then refused for its identity column. Keys, triggers and tables
are looked up afresh for each plan, so an interrupted run is simply planned and run again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from lianxin.kernel.distribution import COUNTY_COLUMN, by_name, county_models, kind_of
from lianxin.kernel.postgres.definition import asked
from lianxin.kernel.postgres.steps import Step

# Shared tables can't be changed after a statement ran on many machines at once.
SEQUENTIAL = "SET LOCAL citus.multi_shard_modify_mode TO 'sequential'"
KEY_SUFFIX = "_fk_%(to_table)s_%(to_column)s"  # as Django names its keys

# What is asked for is what is used, wherever it comes from.
HERE = """
    SELECT count(DISTINCT proname) = 3 FROM pg_proc WHERE pg_function_is_visible(oid) AND proname IN
        ('create_distributed_table', 'create_reference_table', 'truncate_local_data_after_distributing_table')"""
SPREAD = "SELECT table_name::text FROM citus_tables WHERE citus_table_type IN ('distributed', 'reference')"
KEYS = """
    SELECT conrelid::regclass::text, conname, confrelid::regclass::text, ARRAY(
        SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute ON attrelid = conrelid AND attnum = k.number ORDER BY k.place)
    FROM pg_constraint WHERE contype = 'f' AND conparentid = 0
    AND connamespace = current_schema()::regnamespace ORDER BY 1, 2"""
TRIGGERS = """
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND tgparentid = 0 AND relnamespace = current_schema()::regnamespace ORDER BY 1, 2"""
# The table an extension has taken over keeps the rows it had in its own file, unseen.
FILLED = """
    SELECT DISTINCT coalesce(pg_partition_root(oid), oid)::regclass::text FROM pg_class WHERE relkind = 'r'
    AND relnamespace = current_schema()::regnamespace AND pg_relation_size(oid) > 0"""

PARTS = """
    SELECT inhparent::regclass::text, inhrelid::regclass::text FROM pg_inherits
    JOIN pg_class c ON c.oid = inhrelid AND relkind = 'r' ORDER BY 1, 2"""


def citus_here(cursor: CursorWrapper) -> bool:
    """Whether tables of this database can be spread over several machines."""
    cursor.execute(HERE)
    return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class Key:
    """A foreign key there is."""

    table: str
    name: str
    target: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """How far a database is: the tables the cluster has, the keys and triggers there are, unseen copies of rows.

    `parts` are the months of the tables that are kept by month.
    """

    spread: frozenset[str] = frozenset()
    keys: tuple[Key, ...] = ()
    triggers: tuple[tuple[str, str], ...] = ()
    filled: frozenset[str] = frozenset()
    parts: tuple[tuple[str, str], ...] = ()


def standing(connection: BaseDatabaseWrapper) -> Standing:
    """Look how far this database is; the cluster's functions have to be there."""
    with connection.cursor() as cursor:
        return Standing(
            frozenset(table for (table,) in asked(cursor, SPREAD)),
            tuple(
                Key(table, name, target, tuple(columns))
                for table, name, target, columns in asked(cursor, KEYS)
            ),
            tuple((table, name) for table, name in asked(cursor, TRIGGERS)),
            frozenset(table for (table,) in asked(cursor, FILLED)),
            tuple((table, part) for table, part in asked(cursor, PARTS)),
        )


def placed_models() -> list[type[models.Model]]:
    """Every model whose table lies on the cluster: those of the counties and the shared ones."""
    found = (model for model in apps.get_models(include_auto_created=True) if kind_of(model) == "reference")
    shared = [model for model in found if model._meta.managed and not model._meta.proxy]
    return by_name([*shared, *county_models()])


def plan(
    connection: BaseDatabaseWrapper,
    found: Standing,
    placed: Sequence[type[models.Model]],
    final: Sequence[str],
) -> list[Step]:
    """What is still to be done, in order; nothing when all is done. `final` are the append-only tables."""
    shared = [table_of(model) for model in placed if kind_of(model) == "reference"]
    county = [table_of(model) for model in placed if kind_of(model) == "county"]
    waiting = {table for table in [*shared, *county] if table not in found.spread}
    loose = [key for key in found.keys if waiting & {key.table, key.target}]
    standing_keys = {(key.table, key.columns) for key in found.keys if key not in loose}
    return [
        *dropping(loose),
        *(sharing(table) for table in shared if table in waiting),
        *spreading(county, waiting, found, final),
        *(emptying(table) for table in [*shared, *county] if table in found.filled),
        *restoring(connection, placed, standing_keys),
    ]


def table_of(model: type[models.Model]) -> str:
    """The name of a model's table."""
    return str(model._meta.db_table)


def dropping(keys: Sequence[Key]) -> Iterator[Step]:
    """Every key of what is to be moved, at once: none of them costs more than a line of the catalogue."""
    if keys:
        taken = [f'ALTER TABLE {key.table} DROP CONSTRAINT "{key.name}"' for key in keys]
        yield Step(f"取下 {len(keys)} 个外键", (SEQUENTIAL, *taken))


def sharing(table: str) -> Step:
    """A shared table, whole on every machine."""
    return Step(f"共用表 {table}", (SEQUENTIAL, f"SELECT create_reference_table('{table}')"))


def spreading(
    county: Sequence[str], waiting: set[str], found: Standing, final: Sequence[str]
) -> Iterator[Step]:
    """The tables of the counties, all rows of a county on one machine.

    A cluster refuses triggers on them: what may only grow is kept from its owner by rights instead, in the same
    transaction.
    """
    first = next((table for table in county if table in found.spread), None)
    for table in county:
        if table in waiting:
            beside = f"colocate_with => '{first}'" if first else "colocate_with => 'default'"
            first = first or table
            triggers = [
                f'DROP TRIGGER "{name}" ON {owner}' for owner, name in found.triggers if owner == table
            ]
            moved = f"SELECT create_distributed_table('{table}', '{COUNTY_COLUMN}', {beside})"
            kept = [table, *(part for owner, part in found.parts if owner == table)] if table in final else []
            yield Step(f"按县分布 {table}", (SEQUENTIAL, *triggers, moved, *map(only_growing, kept)))


def only_growing(table: str) -> str:
    """The statement that takes from a table's owner the rights to change or delete its rows."""
    return f"REVOKE UPDATE, DELETE ON {table} FROM CURRENT_USER"


def emptying(table: str) -> Step:
    """The rows a table held before it was moved, which nobody sees any more."""
    return Step(
        f"清掉本机旧副本 {table}", (f"SELECT truncate_local_data_after_distributing_table('{table}')",)
    )


def restoring(
    connection: BaseDatabaseWrapper,
    placed: Iterable[type[models.Model]],
    standing_keys: set[tuple[str, tuple[str, ...]]],
) -> Iterator[Step]:
    """The keys that the models have and the database hasn't, table by table."""
    for model in placed:
        missing = [
            field
            for field in model._meta.local_fields
            if field.remote_field and (table_of(model), columns_of(field)) not in standing_keys
        ]
        if missing:
            editor: Any = connection.schema_editor(collect_sql=True)
            added = [str(editor._create_fk_sql(model, field, KEY_SUFFIX)) for field in missing]
            yield Step(f"装回外键 {table_of(model)}", (SEQUENTIAL, *added))


def columns_of(field: Any) -> tuple[str, ...]:
    """The columns of a model's key, as the shape has them."""
    return (COUNTY_COLUMN, field.column) if getattr(field, "carries_county", False) else (field.column,)
