"""PostgreSQL itself keeps the counties apart, whatever a query forgets (A4)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.kernel import search
from lianxin.kernel.backups.tables import parts_of
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.models.county import County
from lianxin.kernel.postgres import policies
from lianxin.kernel.postgres.wall import NoCrossing
from lianxin.kernel.snapshots import snapshot
from tests.plugins.query_lint import watched
from tests.shape.models import Orchard
from tests.shape.probe import Probe, county_table
from tests.walls.served import behind_the_wall, postgres_only, roles, served_from_now  # noqa: F401

HERE, THERE = 990901, 990902

pytestmark = [postgres_only, pytest.mark.req("A4")]


@pytest.fixture
def orchards(db: None) -> None:
    plant()


def plant() -> None:
    """An orchard in each of two counties."""
    for code, name in ((HERE, "青禾县"), (THERE, "白杨县")):
        County.objects.create(code=code, name=name)
        with in_county(code):
            Orchard.objects.create(name=f"{code}的果园")


def seen() -> list[str]:
    """What a query sees that has forgotten the county."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM shape_orchard WHERE name <> %s ORDER BY name", ["没有的"])
        return [name for (name,) in cursor.fetchall()]


ONE, OTHER = ["990901的果园"], ["990902的果园"]


@pytest.mark.usefixtures("roles", "orchards")
def test_a_query_that_forgets_the_county_sees_the_one_that_is_worked_for() -> None:
    with behind_the_wall():
        assert seen() == []
        with in_county(HERE):
            assert seen() == ONE
            with in_county(THERE):
                assert seen() == OTHER
            assert seen() == ONE
            with all_counties("the test counts both"):
                assert seen() == ONE + OTHER
            assert seen() == ONE
        assert seen() == []
    with watched(now=False):
        assert seen() == ONE + OTHER  # whoever owns the tables


@pytest.mark.usefixtures("roles", "orchards")
def test_nothing_is_written_into_changed_or_deleted_in_another_county() -> None:
    with behind_the_wall(), in_county(HERE), connection.cursor() as cursor:
        cursor.execute("UPDATE shape_orchard SET name = 'x'")
        assert cursor.rowcount == 1
        cursor.execute("DELETE FROM shape_orchard WHERE county_id = %s", [THERE])
        assert cursor.rowcount == 0
        for statement in (
            f"INSERT INTO shape_orchard (county_id, name) VALUES ({THERE}, 'x')",
            f"UPDATE shape_orchard SET county_id = {THERE}",
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                cursor.execute(statement)
        assert seen() == ["x"]


def stumble(code: int) -> None:
    """Look at a county and fall."""
    with in_county(code):
        assert seen() == [f"{code}的果园"]
        connection.cursor().execute("SELECT 1 / 0")


@pytest.mark.usefixtures("roles", "orchards")
def test_what_a_savepoint_took_back_is_said_again() -> None:
    with behind_the_wall(), in_county(HERE):
        assert seen() == ONE
        with pytest.raises(DatabaseError, match="division"), transaction.atomic():
            stumble(THERE)
        assert seen() == ONE
        with in_county(THERE):
            point = transaction.savepoint()
            with in_county(HERE):
                assert seen() == ONE
                transaction.savepoint_rollback(point)
                assert seen() == ONE
            assert seen() == OTHER
        with all_counties("the test crosses, too late"), pytest.raises(DatabaseError):  # noqa: SIM117
            with transaction.atomic():
                connection.cursor().execute("SELECT 1 / 0")
        assert seen() == ONE


@pytest.mark.usefixtures("roles", "orchards")
def test_a_role_that_may_not_cross_is_told_so_before_anything_runs() -> None:
    with behind_the_wall(), in_county(HERE):
        connection.connection.wall.by = None
        with all_counties("the test tries to cross"), pytest.raises(NoCrossing, match="may not cross"):
            seen()
        assert seen() == ONE


@pytest.mark.usefixtures("roles")
def test_a_connection_keeps_nothing_of_the_county_it_worked_for(transactional_db: None) -> None:
    plant()
    with served_from_now():
        with in_county(HERE):
            assert seen() == ONE
            with transaction.atomic():
                assert seen() == ONE
        raw = connection.connection.execute("SELECT current_setting('lianxin.county', true), current_user")
        assert raw.fetchone() == ("", "lianxin_test_web")
        with pytest.raises(DatabaseError, match="division"), transaction.atomic():
            stumble(THERE)
        assert seen() == []
        with all_counties("the test counts both"):
            assert seen() == ONE + OTHER
        assert seen() == []


@pytest.mark.usefixtures("roles")
def test_threads_each_see_their_own_county(transactional_db: None) -> None:
    plant()

    def look(code: int) -> set[str]:
        try:
            return {name for _ in range(20) for name in one_look(code)}
        finally:
            connection.close()

    with served_from_now(), ThreadPoolExecutor(4) as pool:
        found = list(pool.map(look, [HERE, THERE] * 4))
    assert found == [set(ONE), set(OTHER)] * 4


def one_look(code: int) -> list[str]:
    """As a request looks, inside a transaction and out of it."""
    with in_county(code):
        with transaction.atomic():
            inside = seen()
        return inside + seen()


@pytest.mark.usefixtures("roles")
def test_many_rows_copied_rows_and_streamed_rows_go_the_same_way(transactional_db: None) -> None:
    plant()
    add = f"INSERT INTO shape_orchard (county_id, name) VALUES ({HERE}, %s)"
    with served_from_now(), in_county(HERE):
        for inside in (False, True):
            with transaction.atomic() if inside else in_county(HERE), connection.cursor() as cursor:
                cursor.executemany(add, [[f"甲{inside}"], [f"乙{inside}"]])
        assert len(seen()) == 5
        with transaction.atomic():
            connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False
            streamed = [row.name for row in Orchard.objects.order_by("name").iterator(chunk_size=2)]
            connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
        assert streamed == seen()
        with all_counties("the test copies"), connection.cursor() as cursor:
            with cursor.copy("COPY shape_orchard (county_id, name) FROM STDIN") as copy:
                copy.write_row((THERE, "丙"))
            assert len(seen()) == 7


@pytest.mark.usefixtures("roles")
def test_a_backup_reads_every_county(transactional_db: None) -> None:
    plant()
    with served_from_now(), in_county(HERE), snapshot():
        assert sum(part.rows for part in parts_of(Orchard)) == 2
        assert seen() == ONE


@pytest.mark.usefixtures("roles", "orchards")
def test_words_and_names_are_found_in_the_county_that_is_worked_for_alone() -> None:
    for code in (HERE, THERE):
        with in_county(code):
            search.index([search.SearchText("matter", code, "樟荫村的路灯不亮", "水井边", ["lxm"])])
    with behind_the_wall(), in_county(HERE):
        asked = (search.find_ids("matter", "路灯", "水井"), search.find_who("matter", ["lxm"]))
        assert [list(found) for found in asked] == [[HERE], [HERE]]
        assert all("lianxin_found_" in str(found.query) for found in asked)


@pytest.mark.usefixtures("roles")
def test_every_county_table_has_its_policy_and_a_lost_or_widened_one_is_named(db: None) -> None:
    assert policies.without_policy(connection) == []
    assert len(policies.county_tables(connection)) > 80
    for statement, table in (
        ("DROP POLICY county ON kernel_job", "kernel_job"),
        ("ALTER TABLE kernel_event DISABLE ROW LEVEL SECURITY", "kernel_event"),
        ("ALTER POLICY county ON kernel_notice USING (true)", "kernel_notice"),
        ("CREATE POLICY more ON kernel_message USING (true)", "kernel_message"),
    ):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            assert policies.without_policy(connection) == [table]
            assert policies.raise_all(connection) == [table]
            transaction.set_rollback(True)


@pytest.mark.usefixtures("roles")
def test_a_table_of_a_later_migration_has_its_policy_and_the_rights_at_once(transactional_db: None) -> None:
    plant()
    probe = Probe()
    probe.run(county_table("Barn"))
    try:
        with connection.cursor() as cursor:
            for code in (HERE, THERE):
                cursor.execute("INSERT INTO probe_barn (county_id) VALUES (%s)", [code])
        with served_from_now(), in_county(HERE), connection.cursor() as cursor:
            cursor.execute("SELECT county_id FROM probe_barn")
            assert cursor.fetchall() == [(HERE,)]
    finally:
        probe.undo()


@pytest.mark.usefixtures("roles", "orchards")
def test_the_wall_costs_no_statement_and_no_further_round_trip(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []
    with behind_the_wall(), in_county(HERE):
        was = psycopg.ClientCursor._execute_send  # type: ignore[attr-defined]

        def counted(self: Any, query: Any, **options: Any) -> Any:
            sent.append(query.query)
            return was(self, query, **options)

        monkeypatch.setattr(psycopg.ClientCursor, "_execute_send", counted)
        assert seen() == seen() == ONE
        first, second = sent
    assert first.startswith(b"SET LOCAL lianxin.county = '990901'; SELECT")
    assert second.startswith(b"SELECT")  # of the same transaction
