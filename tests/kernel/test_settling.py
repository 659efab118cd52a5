"""Thousands of rows go into PostgreSQL's search index beside their writer, and none of them is missed."""

import logging
import threading

import pytest
from django.db import connection, transaction

from lianxin.kernel import search, settling
from lianxin.kernel.models.county import County

needs_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's index")


def limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW gin_pending_list_limit")
        return str(cursor.fetchone()[0])


def pages_waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(settling.SETTLE)
        return sum(pages for (pages,) in cursor.fetchall())


@pytest.mark.pooled
@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_what_was_written_meanwhile_is_sorted_in_at_the_end(county: County) -> None:
    usual = limit()
    with settling.many_rows():
        with transaction.atomic():
            search.index(search.SearchText("thing", row, wording=f"第{row}盏路灯不亮") for row in range(50))
            assert limit() == settling.WAITING
        assert limit() == usual  # the next transaction may be on somebody else's connection
    assert limit() == usual
    assert pages_waiting() == 0
    assert search.find("路灯").count() == 50


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_right_to_the_index_the_writer_goes_on(
    county: County, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(settling, "SETTLE", "SELECT gin_clean_pending_list('pg_class_oid_index'::regclass)")
    with caplog.at_level(logging.WARNING), settling.many_rows():
        search.index([search.SearchText("thing", 1, wording="路灯不亮")])
    assert "sorted in by the writer" in caplog.text
    assert search.find("路灯").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_helper_is_gone_when_the_writer_fails(county: County) -> None:
    with pytest.raises(ZeroDivisionError), settling.many_rows():
        raise ZeroDivisionError
    assert not [thread for thread in threading.enumerate() if thread.name == "settling"]
