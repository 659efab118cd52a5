"""The part of a restore that needs the database: filling it, what must follow, and proving it right."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from lianxin.kernel.audit import CHAINS, Verdict, verify
from lianxin.kernel.backups import loading
from lianxin.kernel.backups.after import Restored, close_gateways, run_all
from lianxin.kernel.backups.archive import Say
from lianxin.kernel.backups.sealed_file import Refused
from lianxin.kernel.counties import each_county
from lianxin.kernel.crypto import key_ring
from lianxin.site import restoring, saying
from lianxin.site.home import RESTORING
from lianxin.site.restoring import Checked


def refill(checked: Checked, *, previous: Path | None, over: bool, say: Say) -> list[Verdict]:
    """Fill the database of the settings, verify its chains, do what must follow.

    `over` empties a server's database first. Raises Refused, Unable.
    """
    if made_when() and not over:
        raise saying.not_empty()
    key_ring.cache_clear()
    verdicts = list[Verdict]()
    say(f"正在恢复 {checked.manifest.rows} 行数据")
    restored = Restored(datetime.fromisoformat(checked.head.made_at), timezone.now(), previous)

    def afterwards() -> None:
        verdicts.extend(verify(name) for _ in each_county() for name in CHAINS)
        broken = [verdict for verdict in verdicts if not verdict.ok]
        if broken:
            raise Refused("chain", sentence=broken[0].sentence())
        run_all(restored)
        close_gateways(restored)
        mark_where_it_counts()

    loading.fill(checked.manifest, restoring.portions(checked), after=afterwards)
    settle_file()
    return verdicts


def mark_where_it_counts() -> None:
    """On a server the database is in use with its commit: the folder must know beforehand that it follows."""
    home = Path(settings.HOME.path).parent.parent
    if connection.vendor == "postgresql" and (home / RESTORING).exists():
        restoring.mark_ready(home, database=made_when())


def made_when() -> str:
    """What tells this database from the one before: when its first migration was applied; empty without one."""
    if "django_migrations" not in connection.introspection.table_names():
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(applied) FROM django_migrations")
        return str(cursor.fetchone()[0])


def settle_file() -> None:
    """SQLite's file stands alone, with nothing left in its log."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
