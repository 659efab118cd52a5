"""The plan that spreads the tables over a cluster: read as text, run against functions that refuse like Citus.

`GOLDEN=write ./test tests/kernel/test_cluster.py` with DATABASE_URL set writes the golden text anew; read the
difference before committing it.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from lianxin.kernel import append_only
from lianxin.kernel.distribution import county_models, kind_of
from lianxin.kernel.postgres import cluster
from lianxin.kernel.postgres.catalogue import faults
from lianxin.kernel.postgres.steps import Step, run, script
from tests.shape.citus import STUBS, moved
from tests.shape.models import Tree

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a cluster is PostgreSQL's"),
    pytest.mark.django_db,
]
GOLDEN = Path(__file__).parent / "golden" / "distribute.sql"


@pytest.fixture
def citus() -> None:
    """The functions of Citus, as far as a plan needs them."""
    with connection.cursor() as cursor:
        cursor.execute(STUBS)


def planned() -> list[Step]:
    """What is to be done to the database as it is."""
    found = cluster.standing(connection)
    return cluster.plan(connection, found, cluster.placed_models(), append_only.TABLES)


def do(steps: list[Step]) -> None:
    run(connection, steps, say=lambda title: None)


def keys() -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Every foreign key there is, whatever its name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"""
        )
        return set(cursor.fetchall())


def may_change(table: str) -> bool:
    """Whether the owner of a table holds the rights to change or delete its rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) > 0 FROM pg_class, aclexplode(coalesce(relacl, acldefault('r', relowner)))
            WHERE pg_class.oid = %s::regclass AND grantee = relowner AND privilege_type IN ('UPDATE', 'DELETE')""",
            [table],
        )
        return bool(cursor.fetchone()[0])


def test_without_the_functions_there_is_no_cluster() -> None:
    with connection.cursor() as cursor:
        assert not cluster.citus_here(cursor)
        cursor.execute(STUBS)
        assert cluster.citus_here(cursor)
        cursor.execute("DROP FUNCTION create_reference_table")
        assert not cluster.citus_here(cursor)


def test_the_plan_reads_as_it_did(citus: None) -> None:
    """Keys off, shared tables, counties' tables beside one another, old copies away, keys back."""
    of_shape = list(apps.get_app_config("shape").get_models(include_auto_created=True))
    found = replace(
        cluster.standing(connection),
        filled=frozenset({"shape_tree"}),
        triggers=(("shape_mark", "shape_mark_no_update"),),
    )
    said = script(cluster.plan(connection, found, sorted(of_shape, key=cluster.table_of), ["shape_mark"]))
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(said, encoding="utf-8")
    assert said == GOLDEN.read_text(encoding="utf-8")


def test_the_plan_runs_once_even_in_two_goes_and_leaves_all_keys_standing(citus: None) -> None:
    before, steps = keys(), planned()
    assert all(may_change(table) for table in append_only.TABLES)
    do(steps[:40])
    rest = planned()
    assert len(rest) < len(steps) - 30
    do(rest)
    assert planned() == []
    assert keys() == before
    assert faults(connection) == []
    with connection.cursor() as cursor:
        handed = moved(cursor)
    shared = {table for table, kind, _ in handed if kind == "reference"}
    assert {"kernel_county", "people_account", "auth_permission"} <= shared
    assert not {"django_session", "kernel_throttle", "django_migrations"} & shared
    spread = [(table, beside) for table, kind, beside in handed if kind == "distributed"]
    assert {table for table, _ in spread} == {model._meta.db_table for model in county_models()}
    assert [beside for _, beside in spread] == ["default", *[spread[0][0]] * (len(spread) - 1)]
    # A cluster refuses triggers: what may only grow is kept from its owner by rights.
    assert [table for table, _ in spread if not may_change(table)] == sorted(append_only.TABLES)


def test_a_table_made_on_a_cluster_has_no_triggers_but_loses_the_rights(citus: None) -> None:
    append_only.unprotect(connection)
    append_only.protect(connection, ["kernel_event"])
    assert not may_change("kernel_event")
    assert may_change("kernel_accessentry")


def of_shape() -> list[Step]:
    """The plan for the few tables only the tests have, one of which may only grow."""
    placed = sorted(apps.get_app_config("shape").get_models(include_auto_created=True), key=cluster.table_of)
    return cluster.plan(connection, cluster.standing(connection), placed, ["shape_mark"])


def test_a_unique_index_without_the_county_is_refused(citus: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX bad ON shape_tree (height)")
    with pytest.raises(DatabaseError, match="an index of shape_tree lacks county_id"), transaction.atomic():
        do(of_shape())


@pytest.mark.parametrize(
    ("left_out", "refusal"),
    [
        ("SET LOCAL", "parallel mode"),
        ("DROP TRIGGER", "has triggers"),
        ("DROP CONSTRAINT", "identity column"),
    ],
)
def test_each_precaution_of_the_plan_is_needed(left_out: str, refusal: str) -> None:
    append_only.protect(connection, ["shape_mark"])
    with connection.cursor() as cursor:
        cursor.execute(STUBS)
    careless = [
        replace(step, statements=tuple(one for one in step.statements if left_out not in one))
        for step in of_shape()
    ]
    with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
        do(careless)


def test_only_tables_that_hold_an_old_copy_are_emptied(citus: None) -> None:
    found = replace(cluster.standing(connection), filled=frozenset())
    steps = cluster.plan(connection, found, [Tree], [])
    assert not any("truncate" in statement for step in steps for statement in step.statements)
    assert kind_of(Tree) == "county"
