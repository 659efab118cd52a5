"""The two roles of an installation with a second wall, and a connection that takes the one that serves."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from lianxin.kernel.postgres import policies
from tests.plugins.query_lint import watched

ON_POSTGRES = connection.vendor == "postgresql"
SERVES, CROSSES = "lianxin_test_web", "lianxin_test_crossing"
# Roles belong to the server, and other processes of this run may be making them this very moment.
MAKE = """
    DO $$ BEGIN
        PERFORM pg_advisory_xact_lock(990901);
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lianxin_test_web') THEN
            CREATE ROLE lianxin_test_web NOLOGIN;
            CREATE ROLE lianxin_test_crossing NOLOGIN BYPASSRLS;
            GRANT lianxin_test_crossing TO lianxin_test_web;
        END IF;
    END $$
"""

postgres_only = pytest.mark.skipif(not ON_POSTGRES, reason="SQLite has no roles")


@pytest.fixture(scope="session")
def roles(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The role that serves and the one by which it crosses counties, with their rights to the test database."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(MAKE)
        policies.grant(connection, SERVES, CROSSES)


@contextmanager
def behind_the_wall(role: str = SERVES) -> Iterator[None]:
    """This connection's transaction goes on as the role that serves; its queries may forget the county."""
    connection.ensure_connection()
    # Past Django, because the lint refuses what is set for longer than a transaction.
    connection.connection.execute(f"SET ROLE {role}")
    learn()
    try:
        with watched(now=False):
            yield
    finally:
        connection.connection.wall = None
        connection.connection.execute("RESET ROLE")


@contextmanager
def served_from_now() -> Iterator[None]:
    """Every connection made from now on, of any thread, is the role that serves; queries may forget the county."""
    if settings.DATABASE_POOLED:
        pytest.skip("a role that was assumed would be lent on")
    connection.close()
    connection.settings_dict["OPTIONS"]["assume_role"] = SERVES
    try:
        with watched(now=False):
            yield
    finally:
        connection.close()
        del connection.settings_dict["OPTIONS"]["assume_role"]


def learn() -> None:
    """Have the connection find out anew who it is."""
    del connection.connection.wall
    connection.init_connection_state()
