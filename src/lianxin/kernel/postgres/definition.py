"""What PostgreSQL's catalogue says of one table: all that has to be there again when the table is made anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

COLUMNS = """
    SELECT attname, attidentity <> '', attgenerated <> '' FROM pg_attribute
    WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"""
CONSTRAINTS = """
    SELECT conname, contype::text, pg_get_constraintdef(oid), ARRAY(
        SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute ON attrelid = conrelid AND attnum = k.number ORDER BY k.place)
    FROM pg_constraint WHERE conrelid = %(table)s::regclass AND contype IN ('p', 'u', 'f') AND conparentid = 0
    ORDER BY contype = 'f', contype, conname"""
INDEXES = """
    SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %(table)s::regclass AND NOT EXISTS (
        SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
    ORDER BY indexrelid::regclass::text"""
INCOMING = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND confrelid = %(table)s::regclass AND conrelid <> confrelid AND conparentid = 0
    ORDER BY 1, 2"""
TRIGGERS = """
    SELECT pg_get_triggerdef(oid) FROM pg_trigger
    WHERE tgrelid = %(table)s::regclass AND NOT tgisinternal AND tgparentid = 0 ORDER BY tgname"""
RIGHTS = """
    SELECT privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
    FROM pg_class, aclexplode(relacl) WHERE pg_class.oid = %(table)s::regclass AND grantee <> relowner
    ORDER BY 2, 1"""
# A policy as PostgreSQL's own tools write it down: what stands before the table's name, and what behind it.
POLICIES = """
    SELECT format('CREATE POLICY %%I ON ', policyname), format(' AS %%s FOR %%s TO %%s%%s%%s', permissive, cmd,
        (SELECT string_agg(CASE role WHEN 'public' THEN 'PUBLIC' ELSE quote_ident(role) END, ', ')
            FROM unnest(roles) AS role),
        coalesce(' USING (' || qual || ')', ''), coalesce(' WITH CHECK (' || with_check || ')', ''))
    FROM pg_policies WHERE schemaname = current_schema() AND tablename = %(table)s ORDER BY policyname"""
WALLS = "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %(table)s::regclass"
SHAPE = """
    SELECT partstrat::text, (SELECT count(*) FROM pg_inherits WHERE inhparent = partrelid)
    FROM pg_partitioned_table WHERE partrelid = %(table)s::regclass"""


@dataclass(frozen=True)
class Constraint:
    """A key of a table: `kind` is p (primary), u (unique) or f (foreign)."""

    name: str
    kind: str
    definition: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """One table. `incoming` are the keys of other tables that point at it: table, name, definition."""

    table: str
    columns: tuple[str, ...]
    identity: str | None
    constraints: tuple[Constraint, ...]
    indexes: tuple[str, ...]
    incoming: tuple[tuple[str, str, str], ...]
    triggers: tuple[str, ...]
    rights: tuple[tuple[str, str], ...]
    policies: tuple[tuple[str, str], ...]
    walled: bool
    forced: bool

    def walls(self, table: str) -> Iterator[str]:
        """The statements that raise this table's walls before itself, or before a part that is asked past it."""
        for head, tail in self.policies:
            yield f"{head}{table}{tail}"
        if self.walled:
            yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        if self.forced:
            yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"


def definition_of(connection: BaseDatabaseWrapper, table: str) -> Definition:
    """Read one table of the current schema. Raises DatabaseError when there is none."""
    with connection.cursor() as cursor:
        columns = asked(cursor, COLUMNS, table)
        walled, forced = asked(cursor, WALLS, table)[0]
        return Definition(
            table,
            tuple(name for name, _, generated in columns if not generated),
            next((name for name, identity, _ in columns if identity), None),
            tuple(
                Constraint(name, kind, words, tuple(keys))
                for name, kind, words, keys in asked(cursor, CONSTRAINTS, table)
            ),
            # An index of a partitioned table is written down for that table alone.
            tuple(words.replace(" ON ONLY ", " ON ", 1) for (words,) in asked(cursor, INDEXES, table)),
            tuple((row[0], row[1], row[2]) for row in asked(cursor, INCOMING, table)),
            tuple(words for (words,) in asked(cursor, TRIGGERS, table)),
            tuple((row[0], row[1]) for row in asked(cursor, RIGHTS, table)),
            tuple((row[0], row[1]) for row in asked(cursor, POLICIES, table)),
            walled,
            forced,
        )


def asked(cursor: CursorWrapper, question: str, table: str | None = None) -> list[tuple[Any, ...]]:
    """The rows of an answer, about one table or the whole catalogue."""
    cursor.execute(question, {"table": table} if table else None)
    return list(cursor.fetchall())


def partitioned(connection: BaseDatabaseWrapper, table: str) -> tuple[str, int]:
    """How a table is split: h (by hash) or r (by range) with the number of its parts, ("", 0) for not at all."""
    with connection.cursor() as cursor:
        rows = asked(cursor, SHAPE, table)
    return (rows[0][0], rows[0][1]) if rows else ("", 0)
