"""The database: reachable, of a known kind, up to date, and in agreement with the clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.context import all_counties
from lianxin.kernel.counties import each_county
from lianxin.kernel.models.event import Event
from lianxin.kernel.postgres import partitions
from lianxin.kernel.worktime import calendar_in_force
from lianxin.site.checkups.finding import Check, Finding, State
from lianxin.site.checkups.machine import calendar as package_calendar, calendar_finding
from lianxin.site.checkups.wall import second_wall

OLDEST_POSTGRES = 140000
FULL = 2  # SQLite's number for synchronous=FULL
DRIFT = timedelta(minutes=5)


def not_made() -> bool:
    """Whether the first start has yet to make the file."""
    return connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists()


def ask(question: str) -> Any:
    """The first value of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


def engine() -> Finding:
    """Whether the database answers, and what it is."""
    if connection.vendor == "sqlite":
        version = ask("SELECT sqlite_version()")
        return Finding("engine", "数据库", State.OK, f"SQLite {version}", f"SQLite {version}")
    number, version = int(ask("SHOW server_version_num")), ask("SHOW server_version")
    if number >= OLDEST_POSTGRES:
        return Finding("engine", "数据库", State.OK, f"PostgreSQL {version}", f"PostgreSQL {version}")
    zh, en = f"PostgreSQL {version} 太旧；请升级到 14 或更新", f"PostgreSQL {version} is too old: 14 or newer"
    return Finding("engine", "数据库", State.BROKEN, zh, en)


def durability() -> Finding:
    """Whether what was acknowledged survives a power cut, and Chinese its storage."""
    if connection.vendor == "sqlite":
        sound = ask("PRAGMA journal_mode") == "wal" and ask("PRAGMA synchronous") == FULL
        zh, en = "SQLite 须能用 WAL，数据目录不要放网络盘", "SQLite needs a local disk for its WAL"
    else:
        waits = ask("SHOW fsync") == "on" and ask("SHOW synchronous_commit") != "off"
        sound = waits and ask("SHOW server_encoding") == "UTF8"
        zh = "PostgreSQL 须 fsync=on、synchronous_commit=on、UTF8 编码"
        en = "PostgreSQL needs fsync=on, synchronous_commit=on and UTF8"
    if sound:
        zh, en = "每次提交都写到磁盘", "each commit reaches the disk"
        return Finding("durability", "落盘设置", State.OK, zh, en)
    zh, en = f"断电可能丢失已确认的记录或乱码；{zh}", f"a power cut may lose records: {en}"
    return Finding("durability", "落盘设置", State.BROKEN, zh, en)


def pooling() -> Finding:
    """Whether we know of the pooler that stands before the database, if one does.

    PgBouncer gives out made-up process numbers, the server tells its own.
    """
    if connection.vendor == "sqlite":
        return Finding("pooling", "数据库连接", State.OK, "不经过连接池", "no pooler between")
    number = int(ask("SELECT pg_backend_pid()"))
    between = connection.connection.info.backend_pid != number
    if between and not settings.DATABASE_POOLED:
        zh = "经过 PgBouncer，请在启动网页和后台任务的环境里加上 DATABASE_POOLED=1"
        return Finding(
            "pooling", "数据库连接", State.BROKEN, zh, "PgBouncer stands between: set DATABASE_POOLED=1"
        )
    zh, en = ("经过 PgBouncer", "through PgBouncer") if between else ("不经过连接池", "no pooler between")
    return Finding("pooling", "数据库连接", State.OK, zh, en)


def tables() -> Finding:
    """Whether the tables are those of this release."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return Finding("tables", "数据表", State.OK, "与本版本一致", "as this release needs them")
    zh = f"有 {len(waiting)} 步升级没有做；重新运行 ./run 会自动完成，或运行 ./run migrate"
    return Finding("tables", "数据表", State.BROKEN, zh, f"{len(waiting)} migrations wait: ./run migrate")


def order_of_time() -> Finding:
    """Whether the clock went back behind what is already recorded."""
    with all_counties("the newest record of all is compared with the clock"):
        newest = Event.objects.aggregate(at=Max("recorded_at"))["at"]
    ahead = newest - datetime.now(tz=UTC) if newest else timedelta()
    if ahead <= DRIFT:
        return Finding(
            "order_of_time", "记录时间", State.OK, "没有晚于现在的记录", "no record from the future"
        )
    zh = f"最新的记录比现在晚 {ahead}；时钟被拨回过，请校准系统时间"
    return Finding(
        "order_of_time", "记录时间", State.BROKEN, zh, f"the newest record is {ahead} ahead: set the clock"
    )


def calendar() -> Finding:
    """Whether every county's calendar has the arrangements that should be there by now."""
    found = [
        calendar_finding(calendar_in_force().years, timezone.localdate()) for _county in each_county()
    ] or [calendar_finding(calendar_in_force().years, timezone.localdate())]
    return next((one for one in found if one.state is not State.OK), found[0])


def declarations() -> Finding:
    """Django's own checks and ours of levels and counties."""
    faults = [str(message) for message in checks.run_checks() if message.is_serious()]
    if not faults:
        return Finding("declarations", "系统自检", State.OK, "通过", "passed")
    words = "；".join(faults[:3])
    return Finding(
        "declarations", "系统自检", State.BROKEN, f"{words}；请重新取得完整的软件", f"{words}: reinstall"
    )


def months() -> Finding:
    """Whether logs that are kept by month have the months that are needed."""
    lacking = partitions.behind(connection, clock.now()) if connection.vendor == "postgresql" else {}
    late = {table: found for table, found in lacking.items() if found}
    if not late:
        zh, en = (
            ("各月的表都备好了", "every month is there") if lacking else ("没有按月分表", "not kept by month")
        )
        return Finding("months", "记录分表", State.OK, zh, en)
    named = "；".join(
        f"{table} 缺 {'、'.join(f'{one:%Y-%m}' for one in found)}" for table, found in late.items()
    )
    zh = (
        f"{named}，记录都在，先存在 rest 表里；请看后台任务是否在运行，再运行 ./run distribute --months --run"
    )
    en = f"{', '.join(late)} lack months, nothing is lost: see that the worker runs, then distribute --months --run"
    return Finding("months", "记录分表", State.BROKEN, zh, en)


CHECKS: tuple[Check, ...] = (
    engine,
    durability,
    pooling,
    tables,
    second_wall,
    order_of_time,
    months,
    calendar,
    declarations,
)
CHECKS_BEFORE: tuple[Check, ...] = (package_calendar, declarations)
