"""The database is told what its tables hold, or every plan is a guess."""

from datetime import timedelta

import pytest
from django.db import connection

from lianxin.kernel import clock, statistics
from lianxin.kernel.jobs import Work, trade_of
from lianxin.matters.models import Matter
from tests.township import Township

LOOKED_AT = {
    "sqlite": "SELECT DISTINCT tbl FROM sqlite_stat1 WHERE tbl LIKE 'matters%'",
    "postgresql": "SELECT DISTINCT tablename FROM pg_stats WHERE tablename LIKE 'matters%'",
}


@pytest.fixture(autouse=True)
def forgotten(request: pytest.FixtureRequest) -> None:
    """SQLite keeps what an earlier test told it."""
    request.getfixturevalue("transactional_db")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE sqlite_master")  # makes the table where there is none
            cursor.execute("DELETE FROM sqlite_stat1")


def known() -> set[str]:
    """The tables of matters whose plans are more than a guess."""
    with connection.cursor() as cursor:
        cursor.execute(LOOKED_AT[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_a_table_that_was_looked_at_is_known(town: Township) -> None:
    town.file()
    statistics.refresh([Matter])
    assert "matters_matter" in known()


@pytest.mark.django_db(transaction=True)
def test_every_night_all_tables_are_looked_at_where_the_database_does_not_by_itself(town: Township) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks by itself")
    town.file()
    chore = trade_of("every.statistics.refresh")
    assert chore.every == timedelta(days=1)
    chore.run(Work(key="", payload={}, attempt=1, now=clock.now()))
    assert {"matters_matter", "matters_clock", "matters_contact"} <= known()
