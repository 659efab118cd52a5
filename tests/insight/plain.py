"""The numbers of Monday's page counted again by plain SQL, from the tables and the words of D.6 alone.

Written to be read, for the one county of a test: without the county in every join, so the lint looks away.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from lianxin.appeals.limits import HANDLING
from lianxin.calendars.china import china
from lianxin.calendars.limits import working_days_between
from lianxin.kernel.figures.registry import midnight
from tests.plugins.query_lint import watched

OUT = "('merged', 'voided')"
SHUT = "('closed', 'archived', 'rejected', 'referred', 'withdrawn', 'voided', 'merged')"
SEEN = (
    "SELECT m.id FROM matters_matter m JOIN appeals_appeal a ON a.matter_id = m.id WHERE a.type <> 'report'"
)
COUNTED = f"{SEEN} AND m.state NOT IN {OUT}"
RAISED = f"{SEEN} AND m.state <> 'voided' AND m.filed_at >= :start AND m.filed_at < :end"
EVENT = "SELECT e.row_id FROM kernel_event e WHERE e.row_kind = 'matter' AND e.at >= :start AND e.at < :end"
OPEN_THEN = f"""
    {SEEN} AND m.id IN (SELECT e.row_id FROM kernel_event e WHERE e.row_kind = 'matter' AND e.at < :moment
        AND e.seq = (SELECT MAX(f.seq) FROM kernel_event f
                     WHERE f.row_kind = 'matter' AND f.row_id = e.row_id AND f.at < :moment)
        AND e.target NOT IN {SHUT})"""
CLOCK = """
    SELECT c.row_id FROM matters_clock c WHERE c.row_kind = 'matter' AND c."limit" IN :limits
        AND c.{by} >= :start AND c.{by} < :end {standing}"""
DONE = {
    "responded": "(EXISTS (SELECT 1 FROM appeals_handling h WHERE h.matter_id = c.row_id AND h.kind = 'contact'"
    " AND h.written_at = c.stopped) OR EXISTS (SELECT 1 FROM appeals_reply r WHERE r.matter_id = c.row_id"
    " AND r.written_at = c.stopped))",
    "signed": "EXISTS (SELECT 1 FROM appeals_order o WHERE o.matter_id = c.row_id AND o.signed_at = c.stopped"
    " AND NOT o.deemed)",
    "on_time": "EXISTS (SELECT 1 FROM appeals_reply r WHERE r.matter_id = c.row_id AND r.written_at = c.stopped"
    " AND r.sent_at IS NOT NULL)",
}
DONE["on_time_extended"] = DONE["on_time"]
LIMITS = {"responded": ("T3",), "signed": ("T2",), "on_time": HANDLING, "on_time_extended": HANDLING}
SAID = "SELECT c.matter_id FROM appeals_callback c WHERE c.at >= :start AND c.at < :end AND c.reached"
OWN = f"{SAID} AND NOT c.proxy"
LAST = f"""{OWN} AND c.attempt = (SELECT MAX(d.attempt) FROM appeals_callback d WHERE d.matter_id = c.matter_id
    AND d.at >= :start AND d.at < :end AND d.reached AND NOT d.proxy)"""
CALL_DUE = """
    SELECT c.row_id FROM matters_clock c WHERE c.row_kind = 'matter' AND c."limit" = 'T12'
        AND c.due >= :start AND c.due < :end AND (c.stopped IS NULL OR c.stopped >= c.due
        OR EXISTS (SELECT 1 FROM appeals_callback k WHERE k.matter_id = c.row_id AND k.at = c.stopped))"""
CALL_MET = f"""{CALL_DUE} AND EXISTS (SELECT 1 FROM appeals_callback k WHERE k.matter_id = c.row_id
    AND k.at >= c.started AND k.reached AND NOT k.proxy)"""
CLOSED = f"{EVENT} AND e.target = 'closed' AND e.source NOT IN {SHUT} AND e.source <> ''"
EARLIER = """
    SELECT 1 FROM matters_matter n JOIN appeals_appeal b ON b.matter_id = n.id
    WHERE n.id <> m.id AND b.type <> 'report' AND n.state <> 'voided' AND b.category_id = a.category_id
        AND n.filed_at < m.filed_at AND n.filed_at >= {ninety}
        AND ((b.address <> '' AND b.address = a.address AND n.area_id = m.area_id)
            OR EXISTS (SELECT 1 FROM appeals_appellant p JOIN appeals_appellant q
                       ON p.phone_index = q.phone_index AND p.phone_index <> ''
                       WHERE p.matter_id = m.id AND q.matter_id = n.id))"""
RETURNED = (
    "SELECT r.matter_id FROM appeals_return r JOIN appeals_order o ON o.id = r.order_id WHERE {span} {more}"
)
SENT = """SELECT o.matter_id FROM appeals_order o WHERE {span} {more}
    AND (o.signed_at IS NULL OR o.signed_at > o.dispatched_at OR NOT o.deemed)"""
HELP_LATE = """SELECT s.matter_id FROM appeals_suborder s
    WHERE s.answered_at IS NULL AND s.recalled_at IS NULL AND s.due_at < :now"""
TERMS = {
    "new": f"e.source = '' AND e.target NOT IN {SHUT}",
    "reopened": f"e.source IN {SHUT} AND e.source <> 'merged' AND e.target NOT IN {SHUT}",
    "unmerged": f"e.source = 'merged' AND e.target NOT IN {SHUT}",
}


def days_back(column: str, days: int) -> str:
    """So many days before a moment, in the words of each engine."""
    if connection.vendor == "sqlite":
        return f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', {column}, '-{days} days')"
    return f"{column} - INTERVAL '{days} days'"


def among(which: str, base: str = COUNTED) -> str:
    """The matters that count and are among these."""
    return f"{base} AND m.id IN ({which})"


def sides(code: str) -> tuple[str, str]:
    """Numerator and denominator of a rate about a limit."""
    by = "original_due" if code == "on_time" else "due"
    due = CLOCK.format(by=by, standing="AND c.paused IS NULL" if by == "due" else "")
    ended = f"(c.stopped IS NOT NULL AND c.stopped < c.{by} AND NOT {DONE[code]})"
    missed = f"{due} AND NOT {ended} AND NOT (c.stopped IS NOT NULL AND c.stopped <= c.{by} AND {DONE[code]})"
    below = among(f"{due} AND NOT {ended}")
    return f"{below} AND m.id NOT IN ({missed})", below


def statement(code: str, side: str, unit: bool) -> str:
    """The question, by code and side; `unit`: of the orders of one unit."""
    span = "o.dispatched_at >= :start AND o.dispatched_at < :end"
    more = {"span": span, "more": "AND o.unit_id = :unit" if unit else ""}
    asking = "AND x.asking_id = :unit" if unit else ""
    again = (
        f"(m.state = 'merged' OR a.repeats OR EXISTS ({EARLIER.format(ninety=days_back('m.filed_at', 90))}))"
    )
    reopened = f"""{EVENT} AND e.move = 'reopen' AND EXISTS (SELECT 1 FROM kernel_event f
        WHERE f.row_kind = 'matter' AND f.row_id = e.row_id AND f.target = 'closed' AND f.at <= e.at
        AND f.at >= {days_back("e.at", 30)})"""
    undone = f"""{CLOSED} AND EXISTS (SELECT 1 FROM appeals_callback k WHERE k.matter_id = e.row_id
        AND k.at < e.at AND k.reached AND k.resolved IN ('partly', 'no'))"""
    now = f"{COUNTED} AND m.state NOT IN {SHUT} AND m.due_at"
    granted = "SELECT x.matter_id FROM appeals_{} x WHERE x.approved AND {}"
    decided = "x.decided_at >= :start AND x.decided_at < :end"
    ruled = f"SELECT x.matter_id FROM appeals_adjudication x WHERE {decided} {asking}"
    on_time = sides("on_time")[1]
    known: dict[str, tuple[str, str]] = {code: sides(code) for code in DONE} | {
        "new": (f"{COUNTED} AND m.filed_at >= :start AND m.filed_at < :end", ""),
        "raised": (RAISED, ""),
        "spoken_of": (
            among("SELECT c.matter_id FROM matters_contact c WHERE c.at >= :start AND c.at < :end"),
            "",
        ),
        "open": (OPEN_THEN.replace(":moment", ":end"), ""),
        "open_before": (OPEN_THEN.replace(":moment", ":start"), ""),
        "moved": (among(EVENT, SEEN), ""),
        "overdue": (f"{now} < :now", ""),
        "due_soon": (f"{now} >= :now AND m.due_at < :soon", ""),
        "covered": (among(CALL_MET), among(CALL_DUE)),
        "solved": (among(f"{LAST} AND c.resolved = 'yes'"), among(OWN)),
        "content": (among(f"{LAST} AND c.satisfied >= 3"), among(f"{LAST} AND c.satisfied IS NOT NULL")),
        "reached": (among(OWN), ""),
        "by_proxy": (among(f"{SAID} AND c.proxy"), ""),
        "in_vain": (
            among(
                "SELECT c.matter_id FROM appeals_callback c WHERE c.at >= :start AND c.at < :end"
                f" AND c.matter_id NOT IN ({SAID})"
            ),
            "",
        ),
        "call_late": (f"{COUNTED} AND m.state = 'callback' AND m.due_at < :now", ""),
        "reworked": (among(undone), among(CLOSED)),
        "reopened": (among(reopened), among(CLOSED)),
        "repeated": (f"{RAISED} AND {again}", RAISED),
        "given_back": (among(RETURNED.format(**more)), among(SENT.format(**more))),
        "ruled_on": (among(ruled), ""),
        "extended": (among(granted.format("extension", decided)), ""),
        "suspended": (among(granted.format("suspension", decided)), ""),
        "extended_share": (f"{on_time} AND m.id IN ({granted.format('extension', '1 = 1')})", on_time),
        "suspended_share": (f"{on_time} AND m.id IN ({granted.format('suspension', '1 = 1')})", on_time),
        "joint": (f"{COUNTED} AND m.state = 'joint'", ""),
        "help_late": (
            f"{COUNTED} AND m.state = 'joint' AND m.id IN ({HELP_LATE})",
            "",
        ),
        "ruling_waits": (f"{COUNTED} AND m.state = 'adjudicating'", ""),
        "whistled": (
            among(
                "SELECT w.matter_id FROM appeals_whistle w WHERE w.called_at >= :start AND w.called_at < :end"
            ),
            "",
        ),
        "arrived": (
            among(
                "SELECT w.matter_id FROM appeals_whistle w JOIN appeals_whistlecall k ON k.whistle_id = w.id"
                " WHERE w.called_at >= :start AND w.called_at < :end AND k.arrived_at IS NOT NULL"
            ),
            "",
        ),
    }
    return known[code][side == "denominator"]


def narrowed(asked: str, name: str, value: str) -> tuple[str, dict[str, Any]]:
    """A part of a figure: the question, and what it is asked with."""
    if name == "term":
        event = TERMS.get(value, f"e.source <> '' AND e.source NOT IN {SHUT} AND e.target = :part")
        return among(f"{EVENT} AND {event}", SEEN), {"part": value}
    if name == "said":
        return among(f"{LAST} AND c.resolved = :part"), {"part": value}
    if name in {"topic", "spot"}:
        category, area, *_digest = value.split("-")
        keys = {"class": int(category), "area": int(area)}
        return f"{asked} AND a.category_id = :class AND m.area_id = :area", keys
    first = "(SELECT c.channel FROM matters_contact c WHERE c.matter_id = m.id ORDER BY c.at, c.id LIMIT 1)"
    ground = RETURNED.format(span="r.ground = :part", more="AND r.unit_id = :unit")
    parts = {
        "village": "m.area_id = :part" if value.isdecimal() else "m.area_id IS NULL",
        "unit": "m.holder_id = :part" if value.isdecimal() else "m.holder_id IS NULL",
        "late": "m.late_entered",
        "channel": f"{first} = :part",
        "ground": f"m.id IN ({ground})",
    }
    return f"{asked} AND {parts[name]}", {"part": int(value) if value.isdecimal() else value}


def recount(asked: Mapping[str, str], *, now: datetime) -> int:
    """The number an address of the page stands for."""
    code, side = asked["figure"], asked.get("side", "numerator")
    start = midnight(date.fromisoformat(asked["since"]))
    end = midnight(date.fromisoformat(asked["until"]) + timedelta(days=1))
    if code == "same_minute":
        return same_minute(start, end)
    unit = asked.get("of_unit", "")
    question = statement(code, side, bool(unit))
    values: dict[str, Any] = {"start": start, "end": end, "now": now, "soon": now + timedelta(days=3)}
    values["limits"] = LIMITS.get(code, HANDLING)
    if unit:
        values["unit"] = int(unit)
    name, _colon, value = asked.get("part", "").partition(":")
    if name == "age":
        return of_age(run(question, values), value, end)
    if name:
        question, more = narrowed(question, name, value)
        values |= more
    found = run(question, values)
    return of_spot(found, value) if name == "spot" else len(found)


def run(question: str, values: Mapping[str, Any]) -> list[int]:
    """The keys a question finds; what it is asked with is named as :name."""
    given: list[Any] = []

    def mark(found: re.Match[str]) -> str:
        value = values[found[1]]
        many = value if isinstance(value, tuple) else (value,)
        given.extend(adapted(one) for one in many)
        marks = ", ".join(["%s"] * len(many))
        return f"({marks})" if isinstance(value, tuple) else marks

    text = re.sub(r":([a-z]+)", mark, question)
    with watched(now=False), connection.cursor() as cursor:
        cursor.execute(text, given)
        return [row[0] for row in cursor.fetchall()]


def adapted(value: Any) -> Any:
    """A value as the engine keeps it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def of_age(keys: list[int], band: str, end: datetime) -> int:
    """How many of these are so many working days old."""
    low, _dash, high = band.partition("-")
    told = moments(keys, "filed_at").values()
    last = end - timedelta(seconds=1)
    ages = [working_days_between(at, last, china()) for at in told]
    return sum(int(low) <= age and (not high or age <= int(high)) for age in ages)


def moments(keys: list[int], column: str) -> dict[int, datetime]:
    """A moment of each of these matters."""
    if not keys:
        return {}
    marks = ", ".join(["%s"] * len(keys))
    with watched(now=False), connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM matters_matter WHERE id IN ({marks})", keys)
        rows = cursor.fetchall()
    return {
        key: at if at.tzinfo else timezone.make_aware(at, timezone.get_fixed_timezone(0)) for key, at in rows
    }


def of_spot(keys: list[int], value: str) -> int:
    """How many of these lie at a place."""
    marks = ", ".join(["%s"] * len(keys))
    with watched(now=False), connection.cursor() as cursor:
        cursor.execute(f"SELECT address FROM appeals_appeal WHERE matter_id IN ({marks})", keys)
        addresses = [row[0] for row in cursor.fetchall()]
    digest = value.rsplit("-", 1)[1]
    return sum(
        hashlib.blake2b(place_in(address).encode(), digest_size=6).hexdigest() == digest
        for address in addresses
    )


def place_in(address: str) -> str:
    """The road or the well of an address of this week."""
    return next((place for place in ("水井路", "水井") if address.startswith(place)), "")


def same_minute(start: datetime, end: datetime) -> int:
    """What was written down with four others or more in one minute."""
    span = "AND m.filed_at >= :start AND m.filed_at < :end AND NOT m.late_entered"
    keys = run(f"{COUNTED} {span}", {"start": start, "end": end})
    minutes = [at.replace(second=0, microsecond=0) for at in moments(keys, "recorded_at").values()]
    return sum(minutes.count(one) >= 5 for one in minutes)
