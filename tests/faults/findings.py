"""`python -m tests.faults.findings`: what an installation holds, against what people were told.

Reads `told.json` in the data folder, writes `findings.json`: every contradiction in words, and some figures.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db.models import Count

from lianxin.appeals.limits import RATINGS
from lianxin.appeals.models import Appeal, Appellant, Callback, Handling, Order, Reply
from lianxin.kernel import letters, numbering, search
from lianxin.kernel.attachments import attached_to, read_served
from lianxin.kernel.context import in_county
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.search import SearchRow
from lianxin.matters.models import Clock, Contact, Matter
from lianxin.site import cli

Told = dict[str, Any]
MADE_BY = {Order: {"dispatch"}, Reply: {"finish"}, Handling: {"record", "send_back"}, Callback: {"call_back"}}
LETTERS = {"register": "registered", "approve": "answered"}


def filings(told: Told) -> Iterator[str]:
    """Every receipt that was shown stands for exactly one matter, and there is no matter without one."""
    kept = {str(one.client_id): one.number for one in Matter.objects.all()}
    shown = {one["client_id"]: one["number"] for one in told["filed"]}
    for key in kept.keys() | shown.keys():
        if kept.get(key) != shown.get(key):
            yield f"filing {key}: told {shown.get(key)}, kept {kept.get(key)}"


def moves(told: Told) -> Iterator[str]:
    """Every move that was confirmed is one event of its matter; what was refused is none."""
    numbers = dict(Matter.objects.values_list("pk", "number"))
    kept: dict[str, list[tuple[str, str]]] = {}
    for event in Event.objects.filter(row_kind="matter"):
        kept.setdefault(str(event.client_id), []).append((numbers.get(event.row_id, "?"), event.move))
    for one in told["moved"]:
        if kept.get(one["client_id"]) != [(one["number"], one["move"])]:
            yield f"{one['move']} of {one['number']}: told once, kept {kept.get(one['client_id'])}"
    for key in told["refused"]:
        if key in kept:
            yield f"refused and yet made: {kept[key]}"
    confirmed = {one["client_id"] for one in [*told["moved"], *told["filed"]]}
    yield from (f"nobody was told of {made}" for key, made in kept.items() if key not in confirmed)


def halves(told: Told) -> Iterator[str]:
    """No matter without its words, speaker, contact, index row, clock and events; no move half made."""
    for row in Matter.objects.all():
        parts = {
            "appeal": Appeal.objects.filter(matter=row).count(),
            "contact": Contact.objects.filter(matter=row).count(),
            "speaker": Appellant.objects.filter(matter=row).count(),
            "index": SearchRow.objects.filter(row_kind="matter", row_id=row.pk).count(),
            "opening": Event.objects.filter(row_kind="matter", row_id=row.pk, move="register").count(),
            "versions": Event.objects.filter(row_kind="matter", row_id=row.pk).count() - row.version + 1,
        }
        clocks = Clock.objects.filter(row_kind="matter", row_id=row.pk, stopped=None)
        running = clocks.exclude(limit__in=RATINGS).count()
        if set(parts.values()) != {1} or bool(running) == (row.state == "closed"):
            yield f"half a matter: {row.number} {row.state} {parts} {running} running"
    for table, codes in MADE_BY.items():
        wanted = Event.objects.filter(move__in=codes).count()
        if table.objects.count() != wanted:
            yield f"{table.objects.count()} rows of {table.__name__} for {wanted} events"


def numbers(told: Told) -> Iterator[str]:
    """One number each, right by its check digit, none skipped without a reason."""
    yield from (
        f"wrong number {one.number}"
        for one in Matter.objects.all()
        if not numbering.check(one.number, one.county_id)
    )
    twice = Matter.objects.values("number").annotate(times=Count("pk")).filter(times__gt=1)
    yield from (f"number twice: {row['number']}" for row in twice)
    for series, year in numbering.series_in_use():
        yield from (f"gap: {number}" for number in numbering.gaps(series, year))


def messages(told: Told) -> Iterator[str]:
    """One message for each act that owes one; each sent, each effective at the receiver exactly once."""
    kept = {str(one.stable_id): letters.words(one.letter, one.variables) for one in Message.objects.all()}
    yield from (f"message {one.pk} is {one.status}" for one in Message.objects.exclude(status="sent"))
    unfinished = Job.objects.filter(kind="outbox.send").exclude(status="done")
    yield from (f"job {one.key} is {one.status}" for one in unfinished)
    phones = set(Appellant.objects.exclude(phone_index="").values_list("matter_id", flat=True))
    numbers = dict(Matter.objects.values_list("pk", "number"))
    owed = Counter(
        letters.words(LETTERS[event.move], {"number": numbers[event.row_id]})
        for event in Event.objects.filter(move__in=LETTERS)
        if event.row_id in phones
    )
    received = Counter(effect["text"] for effect in told["effects"].values())
    yield from (
        f"owed and received differ: {text}"
        for text in owed.keys() | received.keys()
        if owed[text] != received[text]
    )
    yield from (f"received twice: {text}" for text, times in received.items() if times != 1)
    if {key: effect["text"] for key, effect in told["effects"].items()} != kept:
        yield "the receiver's ids are not the outbox's"


def found(told: Told) -> Iterator[str]:
    """Every matter is found by its own words, and its photo is there."""
    keys = {str(one.client_id): one.pk for one in Matter.objects.all()}
    if not search.is_sound():
        yield "the full-text table differs from its rows"
    for one in told["filed"]:
        key = keys.get(one["client_id"])
        if list(search.find_ids("matter", one["token"])) != [key]:
            yield f"{one['number']} is not found by {one['token']}"
        papers = list(attached_to("matter", [key or 0]))
        if len(papers) != one["photo"] or not all(read_served(paper) for paper in papers):
            yield f"{one['number']} has {len(papers)} photos"


def commands(told: Told) -> Iterator[str]:
    """What the operator would ask."""
    for words in (["audit", "verify"], ["rebuild", "--check"]):
        if cli.main(words) != 0:
            yield f"./run {' '.join(words)} finds fault"


CHECKS = (filings, moves, halves, numbers, messages, found, commands)


def main() -> None:
    """All checks, and how much there is of everything."""
    home, county = settings.HOME.path, settings.COUNTY
    told = json.loads((home / "told.json").read_text(encoding="utf-8"))
    with in_county(county):
        contradictions = [f"{check.__name__}: {words}" for check in CHECKS for words in check(told)]
        tables = (Matter, Event, Message, Attachment)
        figures = {table.__name__: table.objects.count() for table in tables}
        figures["sent more than once"] = Message.objects.filter(attempts__gt=1).count()
    said = {"contradictions": contradictions, "figures": figures}
    (home / "findings.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
