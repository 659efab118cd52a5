"""The database itself refuses to change or delete a link of a chain or a line on erasure, whoever asks (只增不改)."""

from collections.abc import Sequence
from typing import Any

from lianxin.kernel.postgres.cluster import citus_here, only_growing

CHAINS = ("kernel_event", "kernel_accessentry")
ERASURES = ("kernel_journalline", "kernel_registerline")
TABLES = CHAINS + ERASURES
SENTENCE = "this table is append-only"

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION lianxin_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION lianxin_append_only()
"""


def protect(connection: Any, tables: Sequence[str] = CHAINS) -> None:
    """Put the triggers on; on a cluster, which refuses triggers, take the rights away instead."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            if citus_here(cursor):
                for table in tables:
                    cursor.execute(only_growing(table))
                return
            cursor.execute(FUNCTION.format(sentence=SENTENCE))
        template = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(template.format(table=table, verb=verb, sentence=SENTENCE))


def unprotect(connection: Any, tables: Sequence[str] = TABLES) -> None:
    """Take the triggers off: what an operator with every right could do, and what tests of it do."""
    with connection.cursor() as cursor:
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
