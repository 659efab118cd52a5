"""What both commands of a move between engines do around it: the lock, the start, the two columns of counts."""

import argparse
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from lianxin.kernel.backups.sealed_file import Refused
from lianxin.site import moved, restoring, saying
from lianxin.site.cli import start_django
from lianxin.site.errors import Unable
from lianxin.site.home import home_path

if TYPE_CHECKING:
    from lianxin.kernel.backups.crossing import Counted

Say = Callable[[str], object]
Report = Callable[[Sequence["Counted"]], object]


class Mover(Protocol):
    """`lianxin.site.moving.to_postgresql` and its way back."""

    def __call__(self, *, url: str, say: Say, report: Report) -> None: ...


def ask_url(parser: argparse.ArgumentParser, words: str) -> None:
    """Which PostgreSQL, on the command line or in the environment."""
    usual = os.environ.get("DATABASE_URL", "")
    parser.add_argument(
        "url", nargs="?", default=usual, metavar="URL", help=f"{words}；不写就用环境变量 DATABASE_URL"
    )


def cross_over(url: str, move: Mover, *, say: Say) -> str:
    """Move while nobody works in the data folder; gives the server's database as it may be shown. Raises Unable."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise Unable(
            "请写明 PostgreSQL 库的地址：export DATABASE_URL=postgres://用户:密码@主机:5432/库名",
            "Name the database: export DATABASE_URL=postgres://user:password@host:5432/name",
        )
    home = home_path()
    with restoring.holding(home, alone=True) as free:
        if not free:
            raise saying.in_use(home)
        moved.i_am_the_mover()
        os.environ["LIANXIN_HOME"], os.environ["DATABASE_URL"] = str(home), url
        start_django()
        try:
            move(url=url, say=lambda words: say(f"… {words}"), report=lambda found: say(in_columns(found)))
        except Refused as refusal:
            raise saying.refused(refusal, home) from refusal
    return moved.place_of(url)


def in_columns(found: "Sequence[Counted]") -> str:
    """Each table's rows on both sides; the empty ones are only counted."""
    width = max(len(one.table) for one in found)
    rows = [
        f"  {one.table:<{width}} {one.here:>10} {one.there:>10}" for one in found if one.here or one.there
    ]
    empty = len(found) - len(rows)
    heading = f"  {'数据表':<{width - 3}} {'原来':>8} {'搬到':>8}"
    return "\n".join(
        [heading, *rows, f"  其余 {empty} 张表两边都是空的  The other tables are empty on both sides."]
    )
