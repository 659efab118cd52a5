"""Every statement on county tables is judged: would a distributed database run it, and on how many machines?

routed: the county is known, one machine answers · fan_out: every machine answers, allowed inside
`all_counties(reason)` only · illegal: a cluster refuses it · free: no county table in it.
A third question is whether it leaves anything behind: where a pool lends connections, what one transaction sets
for its session the next one meets.
The tests put it over the whole suite. It judges by the text alone and was not yet run beside a real cluster.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from lianxin.kernel.context import crossing
from lianxin.kernel.distribution import county_models
from lianxin.kernel.joins import IllegalJoin, Walk
from lianxin.kernel.sql import Group, is_word, parse

JUDGED = ("select", "with", "insert", "replace", "update", "delete")

# What stays with a connection when its transaction is over, and would meet whoever is lent it next.
LASTING = re.compile(
    r"""^\s*(?:SET\s+(?!LOCAL\b|TRANSACTION\b|CONSTRAINTS\b)|RESET\b|DISCARD\b|LISTEN\b|UNLISTEN\b|LOAD\b
    |PREPARE\s+(?!TRANSACTION\b)|DEALLOCATE\b|CREATE\s+(?:GLOBAL\s+|LOCAL\s+)?TEMP|DECLARE\b.*\bWITH\s+HOLD\b)
    |\bpg_(?:try_)?advisory_(?:lock|unlock)|\bset_config\((?:[^()]|\([^()]*\))*,\s*false\s*\)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


class Verdict(NamedTuple):
    """How a statement would run (free, routed, fan_out, illegal), and why not."""

    kind: str
    reason: str = ""


class BadQuery(AssertionError):
    """A statement a cluster or a pool would refuse, or one that asks all counties without saying why."""


@lru_cache(maxsize=4096)
def judge(sql: str, tables: frozenset[str]) -> Verdict:
    """How a statement would run where `tables` are distributed by county."""
    verdict = Verdict("free")
    if not any(table in sql for table in tables):
        return verdict
    for items in parse(shorten(sql)):
        if not is_word(items[0], *JUDGED) and not isinstance(items[0], Group):
            continue
        walk = Walk(tables)
        try:
            walk.query(items, None)
            found = Verdict(walk.verdict())
        except IllegalJoin as refusal:
            return Verdict("illegal", str(refusal))
        if found.kind == "fan_out" or verdict.kind == "free":
            verdict = found
    return verdict


def shorten(sql: str) -> str:
    """Long lists of parameters say no more than short ones."""
    if sql.startswith("INSERT"):
        sql = re.sub(r"\bVALUES \(.*\)", "VALUES (%s)", sql, flags=re.DOTALL)
    return re.sub(r"%s(?:, %s)+", "%s, %s", sql)


@lru_cache(maxsize=4096)
def lasts(sql: str) -> bool:
    """Whether a statement leaves something on its connection, which PgBouncer lends to another afterwards."""
    return LASTING.search(sql) is not None


@lru_cache(maxsize=1)
def county_tables() -> frozenset[str]:
    """The distributed tables of this installation."""
    return frozenset(model._meta.db_table for model in county_models())


def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """For `connection.execute_wrapper`: raises BadQuery before a bad statement runs."""
    if lasts(sql):
        raise BadQuery(f"outlives its transaction; say SET LOCAL, or lock a row: {sql}")
    verdict = judge(sql, county_tables())
    if verdict.kind == "illegal":
        raise BadQuery(f"{verdict.reason}: {sql}")
    if verdict.kind == "fan_out" and crossing() is None:
        raise BadQuery(f"asks all counties, say why with all_counties(): {sql}")
    return execute(sql, params, many, context)
