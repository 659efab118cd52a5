"""`./run move-to-sqlite`: the way back, from PostgreSQL into the file of the data folder."""

import argparse
from functools import partial
from importlib import import_module
from typing import Any

from lianxin.site.crossing import ask_url, cross_over

NAME = "move-to-sqlite"
HELP = "换数据库：把 PostgreSQL（DATABASE_URL）里的数据搬回数据目录的 SQLite 文件"
NEEDS_DJANGO = False  # whichever side the settings would name, both are looked at


def configure(parser: argparse.ArgumentParser) -> None:
    """Where from."""
    ask_url(parser, "现在的库 postgres://…")


def run(options: argparse.Namespace) -> int:
    """0 when the tables are there and proved; whatever is wrong raises Unable and leaves all as it was."""
    place = cross_over(options.url, to_sqlite, say=partial(print, flush=True))
    print(f"\n✓ 从 {place} 搬回来了  Moved back from there.")
    print("  1. 以后启动不要再带 DATABASE_URL  Start without DATABASE_URL: unset DATABASE_URL")
    print("  2. 启动  Start: ./run")
    print("  3. PostgreSQL 里的库没有动；用一阵子没问题再删  The database there was left as it is.")
    return 0


def to_sqlite(**how: Any) -> None:
    """The move itself, which can't be loaded before the settings are read."""
    import_module("lianxin.site.moving").to_sqlite(**how)
