"""`./run wall` and the doctor: who may serve, who may cross, what is missing."""

from collections.abc import Iterator

import pytest
from django.db import connection

from lianxin.site.checkups.finding import State
from lianxin.site.checkups.wall import second_wall
from lianxin.site.cli import main
from tests.walls.served import CROSSES, SERVES, behind_the_wall, postgres_only, roles  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.req("A4")]


@pytest.fixture
def strangers() -> Iterator[None]:
    """A role that could serve but may not cross, and one that everything lets through."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE lianxin_test_alone; CREATE ROLE lianxin_test_king BYPASSRLS LOGIN")
        yield


@pytest.mark.skipif(connection.vendor == "postgresql", reason="there it has one")
def test_sqlite_has_no_second_wall_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert second_wall().state is State.OK
    assert main(["wall"]) == 1
    assert "只有单台 PostgreSQL 才有" in capsys.readouterr().err


@postgres_only
@pytest.mark.usefixtures("roles")
def test_the_doctor_names_a_table_without_policy_and_a_role_that_passes(db: None) -> None:
    assert second_wall().state is State.NOTE
    assert "不受约束" in second_wall().zh
    with behind_the_wall():
        assert second_wall().state is State.OK
        connection.connection.wall.by = None
        assert second_wall().state is State.BROKEN
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY county ON kernel_job")
    assert (second_wall().state, second_wall().zh[:11]) == (State.BROKEN, "kernel_job ")


@postgres_only
@pytest.mark.usefixtures("roles", "strangers")
@pytest.mark.parametrize(
    ("serves", "crosses", "said"),
    [
        ("lianxin_test_king", CROSSES, "“lianxin_test_king”不能当服务的角色"),
        ("nobody_at_all", CROSSES, "“nobody_at_all”不能当服务的角色"),
        (SERVES, "lianxin_test_king", "“lianxin_test_king”不能当跨县的角色"),
        (SERVES, SERVES, f"“{SERVES}”不能当跨县的角色"),
        ("lianxin_test_alone", CROSSES, f"lianxin_test_alone 还不能换成 {CROSSES}"),
    ],
)
def test_roles_that_would_leave_a_hole_are_refused(
    serves: str, crosses: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["wall", "--serves", serves, "--crosses", crosses]) == 1
    assert said in capsys.readouterr().err


@postgres_only
@pytest.mark.usefixtures("roles")
def test_the_command_mends_what_is_missing_and_twice_does_no_harm(capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY county ON kernel_job")
    for mended in (1, 0):
        assert main(["wall", "--serves", SERVES, "--crosses", CROSSES]) == 0
        assert f"这次补上 {mended} 张" in capsys.readouterr().out
    with behind_the_wall():
        assert main(["wall"]) == 1
    assert "不是表的所有者" in capsys.readouterr().err
