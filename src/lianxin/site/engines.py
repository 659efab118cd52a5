"""The two databases an installation can stand on, as Django is told of them."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from lianxin.site.errors import Unable
from lianxin.site.moved import FILE

MOST_POOLED = 500
AN_HOUR = 3600
WAIT_FOR_CONNECTION = 10  # seconds a request waits for one of the pool's connections


def sqlite(home: Path) -> dict[str, object]:
    """The embedded default: one file, readers beside one writer, every commit on the disk.

    Each thread's connection has a cache of its own: 4 MB as the pages of a whole county were no faster with 32. It
    is opened anew now and then, for what the tables hold (`kernel.statistics`) is read then.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / FILE,
        "CONN_MAX_AGE": AN_HOUR,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4000; "
            "PRAGMA secure_delete=ON;",
        },
    }


def postgres(url: str, *, pool: int = 0) -> dict[str, object]:
    """A county on PostgreSQL: `postgres://user:password@host:port/name`.

    With a pool the threads of a process share that many connections at most; without, each keeps its own.
    """
    parts = urlsplit(url)
    options: dict[str, object] = {
        # What a statement was prepared as stays with its connection: not where connections are lent.
        "prepare_threshold": None,
    }
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": WAIT_FOR_CONNECTION}
    return {
        "ENGINE": "lianxin.kernel.postgres",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 0 if pool else None,
        "CONN_HEALTH_CHECKS": True,  # a database that was restarted costs nobody an error page
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }


def pool_size(said: str) -> int:
    """How many connections a process may hold, 0 for no pool. Raises Unable for what is no such number."""
    if said in {"", "0"}:
        return 0
    if not said.isdecimal() or int(said) > MOST_POOLED:
        raise Unable(
            f"DATABASE_POOL 要填每个进程最多用几条数据库连接（1 到 {MOST_POOLED}），不能是 {said}。",
            f"DATABASE_POOL is how many connections a process may hold, 1 to {MOST_POOLED}, not {said}.",
        )
    return int(said)
