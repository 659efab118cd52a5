"""What stops a start or a command, as one sentence in each language that names the cause and the way out.

Stands on the standard library only, so that it can explain why the rest can't be loaded.
"""

import errno
import re
import sys
import tomllib
from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str


class Unable(Exception):
    """A command can't go on for a reason the operator can remove."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.sentence = Sentence(zh, en)


DISK_FULL = Sentence(
    "磁盘已满，什么也没有写入；请腾出至少 1 GB 空间后再试。",
    "The disk is full and nothing was written: free at least 1 GB and try again.",
)
LOCKED = Sentence(
    "数据库正被另一个程序占用；请关掉另一个连心桥窗口或备份程序后再试。",
    "Another program holds the database: close the other Lianxin or backup program and try again.",
)
PASSWORD = Sentence(
    "数据库不接受这个用户名或密码；请核对环境变量 DATABASE_URL。",
    "The database refuses this user or password: check DATABASE_URL.",
)
NO_DATABASE = Sentence(
    "数据库服务器上没有这个库；请先用 createdb 建库，或核对 DATABASE_URL 末尾的库名。",
    "The server has no such database: create it with createdb, or check the name at the end of DATABASE_URL.",
)
NOT_OWNER = Sentence(
    "数据表要升级，而服务用的数据库角色不能改表；请先停服务，用表的所有者连接一次："
    "DATABASE_URL=所有者的地址 ./run migrate，再启动。",
    "The tables need an upgrade, which the serving role may not do: stop, run DATABASE_URL=owner ./run migrate.",
)
UNREACHABLE = Sentence(
    "连不上数据库服务器；请确认它已启动，并核对 DATABASE_URL 里的地址和端口。",
    "The database server can't be reached: see that it runs, and check host and port in DATABASE_URL.",
)

DATABASE_WORDS = (
    (r"disk is full|disk full|No space left", DISK_FULL),
    (r"database is locked", LOCKED),
    (r"password authentication|no password supplied|role .* does not exist", PASSWORD),
    (r"database .* does not exist", NO_DATABASE),
    (r"must be owner of|permission denied for schema", NOT_OWNER),
    (r"refused|timeout|timed out|resolve|unreachable|No such file|closed the connection", UNREACHABLE),
)


def not_writable(place: object) -> Sentence:
    """A file or folder that this user may not write."""
    return Sentence(
        f"没有写入 {place} 的权限；请换成有权限的用户，或用环境变量 LIANXIN_HOME 指定另一个数据目录。",
        f"No right to write {place}: use a user who has it, or name another data folder in LIANXIN_HOME.",
    )


def moved_away(where: str) -> Sentence:
    """The county's log was closed when it moved."""
    return Sentence(
        f"这个县的数据已经迁往 {where}，这里不能再改，什么也没有写入；请到那边办理。",
        f"This county has moved to {where}; nothing was written here. Do it there.",
    )


def port_taken(port: int) -> Sentence:
    """Another program listens on the port."""
    return Sentence(
        f"端口 {port} 已被另一个程序占用；请关掉它，或换一个端口：PORT={port + 1} ./run",
        f"Port {port} is taken: stop the other program, or choose another port: PORT={port + 1} ./run",
    )


def explain(error: BaseException) -> Sentence | None:
    """The sentence for a known cause; None for a fault of ours, which deserves its traceback."""
    if isinstance(error, Unable):
        return error.sentence
    if isinstance(error, OSError) and error.errno is not None:
        return explain_system(error)
    if isinstance(error, tomllib.TOMLDecodeError):
        return Sentence(
            f"数据目录里的 config.toml 写法有误（{error}）；请改正那一行，或从备份恢复。",
            f"config.toml in the data folder can't be read ({error}): mend that line or restore it.",
        )
    if type(error).__name__ == "Closed":
        return moved_away(str(error))
    if any(kind.__name__ in {"OperationalError", "DatabaseError"} for kind in type(error).__mro__):
        return explain_database(str(error))
    return None


def explain_system(error: OSError) -> Sentence | None:
    """What the operating system refused."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DISK_FULL
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return not_writable(error.filename or "")
    return None


def explain_database(words: str) -> Sentence | None:
    """What the database refused, by the words of SQLite or PostgreSQL."""
    if re.search(r"readonly database|unable to open database|read-only", words):
        return not_writable("lianxin.sqlite3")
    return next((said for pattern, said in DATABASE_WORDS if re.search(pattern, words)), None)


def report(said: Sentence) -> None:
    """Both sentences on the error stream."""
    print(f"\n✗ {said.zh}\n  {said.en}", file=sys.stderr)
