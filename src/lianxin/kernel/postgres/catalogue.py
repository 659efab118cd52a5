"""Whether the tables really have the shape: asked of PostgreSQL's own catalogue after migrating."""

from django.db.backends.base.base import BaseDatabaseWrapper

from lianxin.kernel.distribution import COUNTY_COLUMN, county_models

UNIQUE_WITHOUT_COUNTY = """
    SELECT c.relname, i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisunique AND c.relname = ANY(%(tables)s) AND NOT EXISTS (
        SELECT 1 FROM pg_attribute a
        WHERE a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) AND a.attname = %(county)s)
    ORDER BY 1, 2"""

# GIN has no order of columns and takes no numbers: the search index names the county beside it.
INDEX_NOT_BEGINNING_WITH_COUNTY = """
    SELECT c.relname, i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE m.amname = 'btree' AND c.relname = ANY(%(tables)s) AND a.attname IS DISTINCT FROM %(county)s
    ORDER BY 1, 2"""

KEY_WITHOUT_COUNTY = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint
    JOIN pg_class c ON c.oid = conrelid JOIN pg_class t ON t.oid = confrelid
    WHERE contype = 'f' AND c.relname = ANY(%(tables)s) AND t.relname = ANY(%(tables)s) AND NOT (
        (SELECT attnum FROM pg_attribute a WHERE a.attrelid = conrelid AND a.attname = %(county)s)
            = ANY(conkey) AND cardinality(conkey) = 2)
    ORDER BY 1, 2"""

KEY_INTO_COUNTY = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint
    JOIN pg_class c ON c.oid = conrelid JOIN pg_class t ON t.oid = confrelid
    WHERE contype = 'f' AND NOT c.relname = ANY(%(tables)s) AND t.relname = ANY(%(tables)s)
    ORDER BY 1, 2"""

DEFERRABLE = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint
    WHERE condeferrable AND connamespace = current_schema()::regnamespace ORDER BY 1, 2"""

PARTS = """
    SELECT p.relname FROM pg_inherits JOIN pg_class t ON t.oid = inhparent JOIN pg_class p ON p.oid = inhrelid
    WHERE t.relkind = 'p' AND t.relname = ANY(%(tables)s)"""

RULES = {
    "unique without the county": UNIQUE_WITHOUT_COUNTY,
    "index not beginning with the county": INDEX_NOT_BEGINNING_WITH_COUNTY,
    "key between county tables without the county": KEY_WITHOUT_COUNTY,
    "key from a shared table into a county": KEY_INTO_COUNTY,
    "deferrable": DEFERRABLE,
}


def faults(connection: BaseDatabaseWrapper, *, tables: list[str] | None = None) -> list[str]:
    """What breaks the shape, one line each, empty when all is well; `tables` are the county tables.

    The parts of a table that is split have to keep it too.
    """
    named = tables if tables is not None else [model._meta.db_table for model in county_models()]
    found = []
    with connection.cursor() as cursor:
        cursor.execute(PARTS, {"tables": named})
        named = [*named, *(part for (part,) in cursor.fetchall())]
        for what, question in RULES.items():
            cursor.execute(question, {"tables": named, "county": COUNTY_COLUMN})
            found += [f"{table}: {name} is {what}" for table, name in cursor.fetchall()]
    return found
