"""`./run move-to-postgresql`: the tables of the embedded SQLite into an empty PostgreSQL."""

import argparse
from functools import partial
from importlib import import_module
from typing import Any

from lianxin.site.crossing import ask_url, cross_over

NAME = "move-to-postgresql"
HELP = "换数据库：把 SQLite 里的数据搬进空的 PostgreSQL（DATABASE_URL），核对后启用"
NEEDS_DJANGO = False  # whichever side the settings would name, both are looked at


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    ask_url(parser, "空库的地址 postgres://…")


def run(options: argparse.Namespace) -> int:
    """0 when the tables are there and proved; whatever is wrong raises Unable and leaves all as it was."""
    place = cross_over(options.url, to_postgresql, say=partial(print, flush=True))
    print(f"\n✓ 搬好了  Moved: {place}")
    print("  1. 以后每次启动都要带上 DATABASE_URL  Keep DATABASE_URL for every start.")
    print("  2. 启动  Start: ./run")
    print(
        "  3. 原来的文件改名为 lianxin.sqlite3.moved；用一阵子没问题再删  The old file is kept under this name."
    )
    return 0


def to_postgresql(**how: Any) -> None:
    """The move itself, which can't be loaded before the settings are read."""
    import_module("lianxin.site.moving").to_postgresql(**how)
