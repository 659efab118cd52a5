"""A stand-in for Citus on plain PostgreSQL: its functions, refusing what the real ones refuse, moving nothing."""

from django.db.backends.utils import CursorWrapper

STUBS = """
CREATE TABLE citus_tables (place serial, table_name regclass, citus_table_type text, beside text);

CREATE FUNCTION probe_checked(what regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('citus.multi_shard_modify_mode', true), '') <> 'sequential'
    THEN RAISE EXCEPTION 'cannot change % in parallel mode', what; END IF;
    IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = what AND NOT tgisinternal)
    THEN RAISE EXCEPTION 'cannot distribute relation % because it has triggers', what; END IF;
    IF EXISTS (SELECT 1 FROM citus_tables WHERE table_name = what AND citus_table_type <> 'local')
    THEN RAISE EXCEPTION 'table % is already distributed', what; END IF;
    IF EXISTS (SELECT 1 FROM citus_tables WHERE table_name = what)
        AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = what AND attidentity <> '')
    THEN RAISE EXCEPTION 'cannot complete operation on a table with identity column: %', what; END IF;
    DELETE FROM citus_tables WHERE table_name = what;
END $$;

CREATE FUNCTION create_distributed_table(
    table_name regclass, distribution_column text, colocate_with text DEFAULT 'default'
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM probe_checked(table_name);
    IF EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = table_name AND i.indisunique AND NOT EXISTS (
        SELECT 1 FROM pg_attribute a
        WHERE a.attrelid = table_name AND a.attnum = ANY(i.indkey) AND a.attname = distribution_column))
    THEN RAISE EXCEPTION 'an index of % lacks %', table_name, distribution_column; END IF;
    INSERT INTO citus_tables VALUES (DEFAULT, table_name, 'distributed', colocate_with);
END $$;

CREATE FUNCTION create_reference_table(table_name regclass) RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_variable
BEGIN
    PERFORM probe_checked(table_name);
    INSERT INTO citus_tables VALUES (DEFAULT, table_name, 'reference', NULL);
    -- Every table that a key connects with, however far, comes into the catalogue too.
    INSERT INTO citus_tables (table_name, citus_table_type)
    WITH RECURSIVE near(o) AS (
        SELECT table_name UNION SELECT unnest(ARRAY[conrelid, confrelid])::regclass FROM near, pg_constraint
        WHERE contype = 'f' AND near.o IN (conrelid, confrelid)
    ) SELECT o, 'local' FROM near WHERE o NOT IN (SELECT c.table_name FROM citus_tables c);
END $$;

CREATE FUNCTION truncate_local_data_after_distributing_table(what regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM citus_tables WHERE table_name = what)
    THEN RAISE EXCEPTION 'supplied parameter % is not a distributed relation', what; END IF;
    EXECUTE format('TRUNCATE %s', what);
END $$;
"""
GONE = """
DROP FUNCTION create_distributed_table, create_reference_table, truncate_local_data_after_distributing_table,
    probe_checked;
DROP TABLE citus_tables;
"""


def moved(cursor: CursorWrapper) -> list[tuple[str, str, str | None]]:
    """Table, kind and what it lies beside, in the order in which they were handed over."""
    cursor.execute(
        """SELECT table_name::text, citus_table_type, beside FROM citus_tables
        WHERE citus_table_type <> 'local' ORDER BY place"""
    )
    return list(cursor.fetchall())
