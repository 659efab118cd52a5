"""`./run wall --serves ROLE --crosses ROLE`: PostgreSQL keeps the counties apart, too; run as the tables' owner."""

import argparse
from typing import Any, cast

from django.db import connection

from lianxin.kernel.postgres import policies
from lianxin.site.errors import Unable

NAME = "wall"
HELP = "给每张县表加上行级策略，给服务用的数据库角色授权（只用于 PostgreSQL，由表的所有者运行）"


def configure(parser: argparse.ArgumentParser) -> None:
    """The two roles, which the server's administrator has made."""
    parser.add_argument("--serves", metavar="ROLE", default="", help="服务连接数据库用的角色")
    parser.add_argument("--crosses", metavar="ROLE", default="", help="后台任务跨县时换用的角色")


def run(options: argparse.Namespace) -> int:
    """Always 0; twice does no harm. Raises Unable."""
    database = cast("Any", connection)
    if database.vendor != "postgresql" or database.features.citus:
        raise Unable(
            "第二道墙只有单台 PostgreSQL 才有；请先设 DATABASE_URL，见 docs/how-to/use-postgresql.md。",
            "Only one PostgreSQL server has a second wall: set DATABASE_URL first.",
        )
    if database.wall is not None:
        raise Unable(
            f"{database.wall.role} 不是表的所有者；请把 DATABASE_URL 换成所有者的地址再运行一次。",
            f"{database.wall.role} doesn't own the tables: run this with the owner's DATABASE_URL.",
        )
    if options.serves or options.crosses:
        check(database, options.serves, options.crosses)
        policies.grant(database, options.serves, options.crosses)
    raised = policies.raise_all(database)
    print(f"✓ {len(policies.county_tables(database))} 张县表都有行级策略，这次补上 {len(raised)} 张")
    if options.serves:
        print(f"  {options.serves} 已授权，只见正在办的那个县；跨县时换成 {options.crosses}")
        print(f"  以后 DATABASE_URL 用 {options.serves}；升级、恢复时用所有者  Serve as {options.serves}.")
    return 0


def check(database: Any, serves: str, crosses: str) -> None:
    """That the one is held up and the other isn't. Raises Unable with what to tell the server's administrator."""
    served, crossing = (policies.role(database, name) for name in (serves, crosses))
    if served is None or served.bypasses or served.owns:
        raise Unable(
            f"“{serves}”不能当服务的角色；请数据库管理员执行：CREATE ROLE {serves or '角色名'} LOGIN PASSWORD '…'; "
            "它不能是超级用户，也不能是表的所有者。",
            f"{serves!r} can't serve: it has to be a role of its own, neither superuser nor owner of the tables.",
        )
    if crossing is None or not crossing.bypasses or crossing.logs_in or crossing.owns:
        raise Unable(
            f"“{crosses}”不能当跨县的角色；请数据库管理员执行：CREATE ROLE {crosses or '角色名'} NOLOGIN BYPASSRLS; "
            "再运行一次。",
            f"{crosses!r} can't be the role to cross by: CREATE ROLE … NOLOGIN BYPASSRLS, then run this again.",
        )
    if not policies.may_take(database, serves, crosses):
        raise Unable(
            f"{serves} 还不能换成 {crosses}；请数据库管理员执行：GRANT {crosses} TO {serves}; 再运行一次。",
            f"{serves} may not take {crosses} yet: GRANT {crosses} TO {serves}, then run this again.",
        )
