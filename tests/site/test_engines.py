"""What the environment says of the database, and a pool at work."""

from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from lianxin.kernel.postgres.base import DatabaseWrapper
from lianxin.site.engines import pool_size, postgres
from lianxin.site.errors import Unable
from tests.faults.at_once import at_once

URL = "postgres://lianxin:p%40ss@192.0.2.7/lianxin"


def test_an_address_is_taken_apart() -> None:
    said = postgres(URL)
    assert {said[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
        "lianxin",
        "p@ss",
        "192.0.2.7",
        "5432",
    }
    assert (said["CONN_MAX_AGE"], said["OPTIONS"]) == (None, {"prepare_threshold": None})


def test_a_pool_is_of_that_many_and_keeps_none_for_a_thread() -> None:
    said: Any = postgres(URL, pool=6)
    assert (said["CONN_MAX_AGE"], said["OPTIONS"]["pool"]["max_size"]) == (0, 6)


@pytest.mark.parametrize(("said", "size"), [("", 0), ("0", 0), ("1", 1), ("40", 40)])
def test_the_size_of_a_pool(said: str, size: int) -> None:
    assert pool_size(said) == size


@pytest.mark.parametrize("said", ["-1", "many", "1.5", "501", "²"])
def test_what_is_no_size_is_refused_in_a_sentence(said: str) -> None:
    with pytest.raises(Unable, match="DATABASE_POOL 要填"):
        pool_size(said)


@pytest.mark.skipif(not settings.DATABASE_URL, reason="a file needs no pool")
@pytest.mark.skipif(settings.DATABASE_POOLED, reason="PgBouncer lends more than the process holds")
@pytest.mark.django_db(transaction=True)
def test_the_threads_of_a_process_share_its_connections() -> None:
    pool = postgres(settings.DATABASE_URL, pool=2)
    told: Any = {**connection.settings_dict, **pool, "NAME": connection.settings_dict["NAME"]}
    start = Barrier(6)

    def ask() -> int:
        line = DatabaseWrapper(told, alias="pool")
        start.wait(30)
        with line.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid() FROM pg_sleep(0.02)")
            (found,) = cursor.fetchone()
        line.close()
        return int(found)

    try:
        seen = at_once(990901, [partial(ask)] * 6)
        assert len(set(seen)) <= 2, seen
        assert all(isinstance(one, int) for one in seen), seen
    finally:
        DatabaseWrapper(told, alias="pool").close_pool()
