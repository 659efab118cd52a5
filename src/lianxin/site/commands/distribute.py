"""`./run distribute`: the plan that spreads PostgreSQL over a cluster, or splits its large tables; `--run` does it."""

import argparse

from django.db import connection

from lianxin.kernel import append_only, clock
from lianxin.kernel.distribution import large_models
from lianxin.kernel.postgres import cluster, partitions
from lianxin.kernel.postgres.definition import partitioned
from lianxin.kernel.postgres.steps import Step, run as run_steps, script
from lianxin.site.errors import Unable

NAME = "distribute"
HELP = "把 PostgreSQL 的大表分开：分到多台机器、按县分区或按月分表（先看方案，--run 才动手）"
MOST = 256


def configure(parser: argparse.ArgumentParser) -> None:
    """Which way, and whether to do it."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--partitions", type=int, metavar="N", help="在一台 PostgreSQL 上把大表按县分成 N 份；0 合回一张"
    )
    way.add_argument("--months", action="store_true", help="在一台 PostgreSQL 上把办理记录和访问记录按月分表")
    parser.add_argument("--run", action="store_true", help="照方案做；不写就只打印方案（SQL）")


def run(options: argparse.Namespace) -> int:
    """Print the plan, or do it; 0 also when nothing was left to do. Raises Unable."""
    steps = plan(options)
    if not steps:
        print("✓ 已经是这样，没有要做的。")
    elif not options.run:
        print(script(steps))
        print("-- 以上只是方案，什么也没有改动。停掉服务、备份以后，加上 --run 再运行一次。")
    else:
        run_steps(connection, steps, say=lambda title: print(f"… {title}", flush=True))
        print(f"✓ 做完了，共 {len(steps)} 步。再运行一次 ./run doctor 核对，然后启动服务。")
    return 0


def plan(options: argparse.Namespace) -> list[Step]:
    """What is to be done for what was asked. Raises Unable."""
    if connection.vendor != "postgresql":
        raise Unable(
            "现在用的是 SQLite 文件，不能分。请先建一个空库，用 ./run move-to-postgresql 搬到 PostgreSQL"
            "（见 docs/how-to/move-to-postgresql.md）",
            "This is SQLite: move to PostgreSQL first, by ./run move-to-postgresql.",
        )
    with connection.cursor() as cursor:
        spread = cluster.citus_here(cursor)
    if options.partitions is None and not options.months:
        return over_machines() if spread else need_citus()
    if spread and cluster.standing(connection).spread:
        raise Unable(
            "这个库已经分到多台机器，Citus 自己按县分开；--partitions 和 --months 要在分布以前用",
            "Citus has these tables already and splits by county itself.",
        )
    if options.months:
        return partitions.by_month(connection, clock.now())
    return partitions.by_county(connection, checked(options.partitions))


def checked(number: int) -> int:
    """A number of parts that makes sense. Raises Unable."""
    if not 0 <= number <= MOST:
        raise Unable(
            f"份数要在 0 到 {MOST} 之间，现在是 {number}；一个地市写 16 或 32",
            f"--partitions takes 0 to {MOST}.",
        )
    return number


def over_machines() -> list[Step]:
    """The plan for a cluster. Raises Unable where tables are split by county on this server already."""
    split = [table for table in tables() if partitioned(connection, table)[0] == partitions.HASH]
    if split:
        raise Unable(
            f"{'、'.join(split)} 已在这台机器上按县分区；请先合回一张：./run distribute --partitions 0 --run",
            "Tables are split by county on this server: ./run distribute --partitions 0 --run first.",
        )
    found = cluster.standing(connection)
    return cluster.plan(connection, found, cluster.placed_models(), append_only.TABLES)


def tables() -> list[str]:
    """The tables that may be split on one server."""
    return [model._meta.db_table for model in large_models()]


def need_citus() -> list[Step]:
    """Raises Unable with what to install."""
    raise Unable(
        "这个库没有 Citus，不能分到多台机器。要分，请在每台数据库服务器上装 Citus 软件包（例如 "
        "postgresql-17-citus），在 postgresql.conf 里写 shared_preload_libraries = 'citus'，重启，再由数据库管理员"
        "在这个库里执行 CREATE EXTENSION citus。一个地市用一台就够：./run distribute --partitions 16",
        "This database has no Citus: install its package on each server, preload it, CREATE EXTENSION citus. A city "
        "needs one server only: ./run distribute --partitions 16",
    )
