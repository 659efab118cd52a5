"""`./run distribute`: what it says where it can't, what it prints, and that it prints nothing the second time."""

import argparse
from typing import Any

import pytest
from django.db import connection

from lianxin.kernel.models.county import County
from lianxin.kernel.postgres import partitions
from lianxin.kernel.postgres.definition import partitioned
from lianxin.site.commands import distribute
from lianxin.site.errors import Unable
from tests.shape.citus import STUBS
from tests.shape.models import Tree

pytestmark = pytest.mark.django_db
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite splits no tables")


def ask(**given: Any) -> int:
    return distribute.run(argparse.Namespace(**{"partitions": None, "months": False, "run": False, **given}))


def refusal(**given: Any) -> str:
    """What the operator reads."""
    with pytest.raises(Unable) as refused:
        ask(**given)
    return refused.value.sentence.zh


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the trees count as large."""
    monkeypatch.setattr(partitions, "large_models", lambda: [Tree])
    monkeypatch.setattr(distribute, "large_models", lambda: [Tree])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
@pytest.mark.parametrize("way", [{}, {"partitions": 8}, {"months": True}, {"run": True}])
def test_on_sqlite_it_says_to_move_to_postgresql_first(way: dict[str, Any]) -> None:
    assert "请先建一个空库，用 ./run move-to-postgresql 搬到 PostgreSQL" in refusal(**way)


@on_postgres
def test_without_citus_it_says_what_to_install_and_that_a_city_needs_none() -> None:
    said = refusal()
    assert "装 Citus 软件包（例如 postgresql-17-citus）" in said
    assert "CREATE EXTENSION citus" in said
    assert "./run distribute --partitions 16" in said


@on_postgres
@pytest.mark.parametrize("number", [-1, 257])
def test_a_senseless_number_of_parts_is_refused(number: int) -> None:
    assert f"份数要在 0 到 256 之间，现在是 {number}" in refusal(partitions=number)


@on_postgres
def test_the_plan_is_printed_then_done_then_empty(small: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(partitions=2) == 0
    said = capsys.readouterr().out
    assert said.startswith("-- 1/1 shape_tree 按县分成 2 份\nBEGIN;\n")
    assert "CREATE TABLE shape_tree_2_1 PARTITION OF shape_tree_making" in said
    assert "什么也没有改动" in said
    assert partitioned(connection, "shape_tree") == ("", 0)
    assert ask(partitions=2, run=True) == 0
    assert capsys.readouterr().out.startswith("… 1/1 shape_tree 按县分成 2 份\n✓ 做完了，共 1 步")
    assert partitioned(connection, "shape_tree") == ("h", 2)
    for run in (False, True):
        assert ask(partitions=2, run=run) == 0
        assert capsys.readouterr().out == "✓ 已经是这样，没有要做的。\n"


@on_postgres
def test_what_is_split_on_one_server_is_made_whole_before_it_is_spread(small: None) -> None:
    ask(partitions=2, run=True)
    with connection.cursor() as cursor:
        cursor.execute(STUBS)
    assert (
        "shape_tree 已在这台机器上按县分区；请先合回一张：./run distribute --partitions 0 --run" in refusal()
    )


@on_postgres
def test_what_is_spread_is_not_split_any_more(capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STUBS)
        cursor.execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")
        cursor.execute("SELECT create_reference_table(%s)", [County._meta.db_table])
    assert "这个库已经分到多台机器" in refusal(partitions=8)
    assert "这个库已经分到多台机器" in refusal(months=True)
    assert ask() == 0
    said = capsys.readouterr().out
    assert "SELECT create_distributed_table('matters_matter', 'county_id', colocate_with => " in said
    assert "create_reference_table('kernel_county')" not in said
