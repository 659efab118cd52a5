"""The second wall in the tables: a policy on each county table, and who is let through (行级安全策略).

The tables' owner passes, migrations have to; the role that serves is held up by every policy. Equality with one
setting, and nothing beside it: PostgreSQL then sees that it is the county the query names anyway, and plans as
without a policy (ADR 0027).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lianxin.kernel.distribution import COUNTY_COLUMN, county_models

SETTING = "lianxin.county"
POLICY = "county"
HERE = f"NULLIF(current_setting('{SETTING}', true), '')::bigint"
# The same as PostgreSQL shows it again.
SHOWN = f"({COUNTY_COLUMN} = (NULLIF(current_setting('{SETTING}'::text, true), ''::text))::bigint)"
RIGHTS = {"TABLES": "SELECT, INSERT, UPDATE, DELETE", "SEQUENCES": "USAGE, SELECT"}

STANDING = """
    SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity
    GROUP BY c.relname
    HAVING count(*) = 1 AND bool_and(
        p.polname = %s AND p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}'
        AND pg_get_expr(p.polqual, p.polrelid) = %s AND p.polwithcheck IS NULL)"""

# A policy comes before every condition that may tell something, and `@@` may: the index of words would never be
# asked. So the owner asks it, of the same county; the caller's own conditions then see those rows only.
SEARCHED = ("wording", "place", "who")
SEARCH = """
    CREATE OR REPLACE FUNCTION {schema}.lianxin_found_{column}(asked tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT id FROM {schema}.kernel_searchrow WHERE county_id = {here} AND {column}::tsvector @@ asked
    $$"""


@dataclass(frozen=True)
class Role:
    """What decides whether a role is held up."""

    name: str
    logs_in: bool
    bypasses: bool
    owns: bool


def raise_on(table: str) -> list[str]:
    """The statements that put the policy on a table, whose name is quoted."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS {POLICY} ON {table}",
        f"CREATE POLICY {POLICY} ON {table} USING ({COUNTY_COLUMN} = {HERE})",
    ]


def lower_on(table: str) -> list[str]:
    """… and those that take it off."""
    return [f"DROP POLICY IF EXISTS {POLICY} ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


def county_tables(connection: Any) -> list[str]:
    """The county tables there are, by name; tables of later migrations are not there yet."""
    there = set(connection.introspection.table_names())
    return sorted({model._meta.db_table for model in county_models()} & there)


def without_policy(connection: Any) -> list[str]:
    """The county tables whose policy is missing, switched off, widened or not ours."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [POLICY, SHOWN])
        standing = {table for (table,) in cursor.fetchall()}
    return [table for table in county_tables(connection) if table not in standing]


def raise_all(connection: Any) -> list[str]:
    """Put the policy on every county table that lacks it, and have words found behind it; the tables' names."""
    bare = without_policy(connection)
    with connection.cursor() as cursor:
        for table in bare:
            for statement in raise_on(connection.ops.quote_name(table)):
                cursor.execute(statement)
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
        for column in SEARCHED:
            cursor.execute(SEARCH.format(schema=schema, column=column, here=HERE))
    return bare


def lower_all(connection: Any) -> None:
    """Take the second wall down, for migrating backwards."""
    with connection.cursor() as cursor:
        for table in county_tables(connection):
            for statement in lower_on(connection.ops.quote_name(table)):
                cursor.execute(statement)
        for column in SEARCHED:
            cursor.execute(f"DROP FUNCTION IF EXISTS lianxin_found_{column}(tsquery)")


def role(connection: Any, name: str) -> Role | None:
    """A role of the server as far as the wall is concerned; None when there is none of this name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolcanlogin, rolbypassrls OR rolsuper, pg_has_role(rolname, c.relowner, 'MEMBER') "
            "FROM pg_roles, pg_class c WHERE rolname = %s AND c.oid = 'kernel_county'::regclass",
            [name],
        )
        row = cursor.fetchone()
    return Role(*row) if row else None


def may_take(connection: Any, member: str, taken: str) -> bool:
    """Whether one role may become another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [member, taken])
        return bool(cursor.fetchone()[0])


def grant(connection: Any, *roles: str) -> None:
    """Let these roles read and write all tables, those of later migrations too; the policies still hold them up."""
    with connection.cursor() as cursor:
        for statement in grants(connection, ", ".join(map(connection.ops.quote_name, roles))):
            cursor.execute(statement)


def grants(connection: Any, names: str) -> Iterator[str]:
    """The statements of `grant`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(current_schema()), quote_ident(pg_get_userbyid(relowner)) FROM pg_class "
            "WHERE oid = 'kernel_county'::regclass"
        )
        schema, owner = cursor.fetchone()
    yield f"GRANT USAGE ON SCHEMA {schema} TO {names}"
    for what, rights in RIGHTS.items():
        yield f"GRANT {rights} ON ALL {what} IN SCHEMA {schema} TO {names}"
        yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT {rights} ON {what} TO {names}"
