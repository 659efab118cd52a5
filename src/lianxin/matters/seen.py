"""谁看过这件事: every look, print, export, download and handing on of one matter, from all the logs at once (C10)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock, exports
from lianxin.kernel.actor import Actor
from lianxin.kernel.events import looked, reasons_of
from lianxin.kernel.figures.registry import midnight
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.kernel.models.export import Export
from lianxin.kernel.models.printing import PrintLog
from lianxin.kernel.paper.shelf import form_named, forms
from lianxin.matters.flows import flow_of, named
from lianxin.matters.ledger import history, row_kind
from lianxin.matters.models import Matter
from lianxin.matters.panels import is_watched, panel_of
from lianxin.people.queries import names_of_accounts, names_of_posts, unit
from lianxin.people.queries.access import accounts_called
from lianxin.people.rules.confidentiality import EXPORTED, EXPORTED_IDENTITY, LOOKS

Text = str | Promise
OPENED, FETCHED, TAKEN = "opened", "paper.fetch", "export.fetch"
SERIAL = re.compile(r"导出第 (\d+) 号")
SHOWN = 200


@dataclass(frozen=True)
class AskedSeen:
    """Whose looks, of which days."""

    who: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Trace:
    """One time a matter was seen or went somewhere: when, by which account on which post, what, and why or to whom."""

    at: datetime
    account: int | None
    post_id: int | None
    what: Text
    why: str


@dataclass(frozen=True)
class SeenLine:
    """A trace with names."""

    at: datetime
    who: str
    post: str
    what: Text
    why: str


def watch(matter: Matter, *, by: Actor, what: str) -> None:
    """Put it on record that somebody of the staff opened a watched matter or took a file of it, once a day each."""
    if by.account is None or not is_watched(matter):
        return
    since = midnight(timezone.localdate(clock.now()))
    known = AccessEntry.objects.filter(row_kind=row_kind(matter), row_id=matter.pk, what=what)
    if not known.filter(actor_id=by.account, at__gte=since).exists():
        looked(row_kind(matter), matter.pk, by=by, what=what)


def seen(matter: Matter, asked: AskedSeen) -> list[SeenLine]:
    """What the filters find, the latest first, at most the last two hundred (SHOWN)."""
    found = [one for one in traces(matter) if fits(one, asked, accounts_of(asked))]
    found.sort(key=lambda one: one.at, reverse=True)
    return with_names(found[:SHOWN])


def accounts_of(asked: AskedSeen) -> set[int] | None:
    """The accounts that were asked for; None for everybody's."""
    return set(accounts_called(asked.who)) if asked.who else None


def fits(one: Trace, asked: AskedSeen, accounts: set[int] | None) -> bool:
    """Whether a trace is what was asked for."""
    if accounts is not None and one.account not in accounts:
        return False
    if asked.since and one.at < midnight(asked.since):
        return False
    return not (asked.until and one.at >= midnight(asked.until + timedelta(days=1)))


def with_names(found: Sequence[Trace]) -> list[SeenLine]:
    """Traces with who made them; names and posts are read once for all."""
    people = names_of_accounts([one.account for one in found if one.account is not None])
    posts = names_of_posts([one.post_id for one in found if one.post_id is not None])
    return [
        SeenLine(one.at, people.get(one.account or 0, ""), posts.get(one.post_id or 0, ""), one.what, one.why)
        for one in found
    ]


def traces(matter: Matter) -> list[Trace]:
    """Everything the logs hold of a matter."""
    looks = list(AccessEntry.objects.filter(row_kind=row_kind(matter), row_id=matter.pk).order_by("seq"))
    said = reasons_of(looks)
    found = [
        Trace(one.at, one.actor_id, one.post_id, LOOKS.get(one.what, one.what), said[one.seq])
        for one in looks
    ]
    taken_out = [said[one.seq] for one in looks if one.what in (EXPORTED, EXPORTED_IDENTITY)]
    return [*found, *taken_away(taken_out), *printed(matter), *given(matter)]


def taken_away(reasons: Sequence[str]) -> Iterator[Trace]:
    """Each time a file was fetched that this matter is a row of: an export says its number where it lists its rows."""
    serials = {int(hit[1]) for reason in reasons for hit in SERIAL.finditer(reason)}
    files = dict(Export.objects.filter(serial__in=serials).values_list("pk", "serial")) if serials else {}
    rows = AccessEntry.objects.filter(row_kind=exports.KIND, row_id__in=list(files), what=TAKEN)
    entries = list(rows.order_by("seq")) if files else []
    said = reasons_of(entries)
    for one in entries:
        why = _("导出第 %(number)s 号") % {"number": files[one.row_id]}
        yield Trace(one.at, one.actor_id, one.post_id, LOOKS[TAKEN], f"{why} {said[one.seq]}")


def printed(matter: Matter) -> Iterator[Trace]:
    """Each print of a paper of this matter."""
    known = {form.code for form in forms()}
    for row in PrintLog.objects.filter(row_kind=row_kind(matter), row_id=matter.pk).order_by("pk"):
        title = str(form_named(row.form).title) if row.form in known else ""
        yield Trace(row.at, row.by, row.post_id, _("打印"), f"{row.form} {title} {row.number}".strip())


def given(matter: Matter) -> Iterator[Trace]:
    """Each time it was handed to somebody: 派单, 裁定, 增派协办, 吹哨, 转出, 移交."""
    gives = panel_of(matter).gives
    for event in history(matter).order_by("seq"):
        to = [found.name for key in receivers(event, gives) if (found := unit(key)) is not None]
        if not to and event.move not in gives:
            continue
        move = named(flow_of(matter), event.move)
        label = move.label if move else event.move
        yield Trace(event.at, event.actor_id, event.post_id, label, _now("、").join(to))


def receivers(event: Event, gives: frozenset[str]) -> list[int]:
    """The units an event handed it to: the one that holds it from then on, or those it names besides."""
    facts = event.facts
    if facts.get("holder"):
        return [facts["holder"]]
    if event.move not in gives:
        return []
    return [*facts.get("units", ()), *([facts["unit"]] if facts.get("unit") else [])]
