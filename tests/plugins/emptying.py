"""After a transactional test only the tables with rows in them are emptied.

Django truncates every table of the project, though a test writes to a dozen, and then lists the models and
permissions anew, which no test changes. Where PostgreSQL doesn't let us look away from keys, Django's way stands.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

LISTED_BY_DJANGO = {"django_content_type", "auth_permission"}
_flush = TransactionTestCase._fixture_teardown


def empty(case: TransactionTestCase) -> None:
    """Empty what the test filled. Keys and the triggers of the chains look away meanwhile."""
    if connection.vendor == "sqlite":
        with connection.constraint_checks_disabled(), transaction.atomic():
            delete_all(filled())
    elif may_look_away():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            delete_all(filled())
    else:
        _flush(case)


def filled() -> list[str]:
    """The tables with rows, found by one question."""
    names = sorted(set(connection.introspection.django_table_names()) - LISTED_BY_DJANGO)
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [name for (name,) in cursor.fetchall()]


def delete_all(tables: list[str]) -> None:
    """Delete every row of these tables."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")


def may_look_away() -> bool:
    """Only PostgreSQL's superuser may; ./test's own server knows no other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        return bool(cursor.fetchone()[0])


TransactionTestCase._fixture_teardown = empty
