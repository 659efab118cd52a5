"""The database is told what its tables hold, or every plan is a guess."""

from datetime import timedelta

import pytest
from django.db import connection

from lianxin.kernel import clock, statistics
from lianxin.kernel.jobs import Work, trade_of
from lianxin.matters.models import Matter
from lianxin.places.models import Address
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


@pytest.mark.django_db(transaction=True)
def test_sqlite_looks_at_every_entry_and_not_at_the_first_hundreds(town: Township) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL draws a sample of its own")
    Address.objects.bulk_create(Address(area=town.village, name=f"{n} 号") for n in range(600))
    statistics.refresh([Address])
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'places_address'")
        assert {stat.split()[0] for (stat,) in cursor.fetchall()} == {"600"}


@pytest.mark.django_db(transaction=True)
def test_a_start_looks_at_what_was_never_looked_at(town: Township) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks by itself")
    town.file()
    statistics.refresh([Matter])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_stat1 SET stat = '7 7' WHERE tbl = 'matters_matter'")
    statistics.refresh_unknown()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT stat FROM sqlite_stat1 WHERE tbl = 'matters_matter'")
        assert cursor.fetchall() == [("7 7",)]
    assert {"matters_matter", "matters_clock", "matters_contact"} <= known()
