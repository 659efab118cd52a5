import errno
import sqlite3

import pytest
from django.db.utils import OperationalError, ProgrammingError

from lianxin.site.errors import explain, not_writable, port_taken

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.EDQUOT, "quota"), "磁盘已满"),
        (OSError(errno.EACCES, "Permission denied", "/data"), "没有写入 /data 的权限"),
        (OSError(errno.EROFS, "Read-only file system", "/data"), "没有写入 /data 的权限"),
        (OperationalError("attempt to write a readonly database"), "没有写入 lianxin.sqlite3 的权限"),
        (OperationalError("unable to open database file"), "没有写入 lianxin.sqlite3 的权限"),
        (OperationalError("database or disk is full"), "磁盘已满"),
        (sqlite3.OperationalError("database is locked"), "数据库正被另一个程序占用"),
        (
            OperationalError('FATAL: password authentication failed for user "x"'),
            "数据库不接受这个用户名或密码",
        ),
        (OperationalError('FATAL: database "lianxin" does not exist'), "数据库服务器上没有这个库"),
        (
            ProgrammingError("must be owner of table kernel_county"),
            "数据表要升级，而服务用的数据库角色不能改表",
        ),
        (
            ProgrammingError("permission denied for schema public"),
            "数据表要升级，而服务用的数据库角色不能改表",
        ),
        (OperationalError("connection failed: Connection refused"), "连不上数据库服务器"),
        (OperationalError("failed to resolve host 'db'"), "连不上数据库服务器"),
    ],
)
def test_a_known_cause_is_one_sentence_with_its_remedy(error, begins):
    said = explain(error)
    assert said is not None
    assert said.zh.startswith(begins)
    assert said.zh.count("。") <= 1
    assert "；" in said.zh
    assert ":" in said.en


@pytest.mark.parametrize(
    "error", [ValueError("ours"), OSError(errno.EPIPE, "pipe"), OperationalError("no such table: x")]
)
def test_a_fault_of_ours_is_not_explained_away(error):
    assert explain(error) is None


def test_the_next_port_is_offered():
    assert "PORT=8001 ./run" in port_taken(8000).zh
    assert "PORT=8001 ./run" in port_taken(8000).en


def test_the_place_that_refused_is_named():
    assert "/data" in not_writable("/data").en
