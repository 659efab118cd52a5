"""Whether the database itself keeps the counties apart, beside the program (第二道墙)."""

from typing import Any, cast

from django.db import connection

from lianxin.kernel.postgres import policies
from lianxin.site.checkups.finding import Finding, State

PAGE = "docs/how-to/second-wall.md"


def second_wall() -> Finding:
    """Each county table without its policy, and a service that passes all of them, by name."""
    state, zh, en = found(cast("Any", connection))
    return Finding("second_wall", "县与县的第二道墙", state, zh, en)


def found(database: Any) -> tuple[State, str, str]:
    """How the wall stands for the role of this connection."""
    if database.vendor == "sqlite" or database.features.citus:
        return (
            State.OK,
            "这种数据库没有，由程序逐条查询隔开",
            "none on this engine, the program keeps them apart",
        )
    bare = policies.without_policy(database)
    if bare:
        zh = f"{'、'.join(bare)} 没有行级策略；请用表的所有者连接，运行 ./run wall"
        return State.BROKEN, zh, f"{', '.join(bare)} without a policy: as the owner of the tables, ./run wall"
    if database.wall is None:
        zh = f"策略都在，但这里用的角色是表的所有者或超级用户，不受约束；服务请用另一个角色，见 {PAGE}"
        return State.NOTE, zh, f"the policies stand, this role passes them: serve with another, see {PAGE}"
    if database.wall.by is None:
        zh = f"{database.wall.role} 没有跨县角色，后台任务做不了；见 {PAGE}"
        return State.BROKEN, zh, f"{database.wall.role} has no role to cross by, the worker stops: see {PAGE}"
    role = database.wall.role
    return (
        State.OK,
        f"每张县表都有行级策略，{role} 受约束",
        f"each county table has its policy, {role} is held up",
    )
