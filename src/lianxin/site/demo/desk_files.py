"""What lies on the desks when the demo's year ends: sheets that came and went, figures, stories, papers, erasure.

One example of each, so that no page of these is empty; made by the actions an office uses, the same every time.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from PIL import Image

from lianxin.appeals.prints.answer import answer_paper
from lianxin.appeals.queries.answer_sheet import FORM, answer_sheet
from lianxin.insight.actions.claims import claim
from lianxin.insight.actions.frozen import freeze_all
from lianxin.insight.actions.stories import call, publish, write
from lianxin.insight.chores import publish_quarters
from lianxin.insight.figures.monday import FROZEN, query
from lianxin.insight.figures.weeks import last_week
from lianxin.insight.queries.stories import people_of
from lianxin.insight.rules.numbers import percent_from
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.erasure import asking, batches, holds
from lianxin.kernel.exports import Ask, list_named
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.imports import runs, working
from lianxin.kernel.imports.registry import importer_named
from lianxin.kernel.models.printing import As
from lianxin.kernel.paper import marks
from lianxin.kernel.paper.printing import Paper, give_out
from lianxin.kernel.paper.shelf import form_named
from lianxin.kernel.sheets.writing import as_csv
from lianxin.matters import saved_views, scans
from lianxin.matters.models import Matter
from lianxin.matters.naming import MATTER
from lianxin.matters.saved_views import Wanted
from lianxin.people.actions.exports import ask_for
from lianxin.people.rules.confidentiality import Ground
from lianxin.site.demo.cast import DESK, REGISTRAR, Cast
from lianxin.site.demo.files import OFFICE, key, one_of
from lianxin.web.office import office

WHITE, GREY = 255, 200
FORGOTTEN = timedelta(days=220)


def fill_desks(told: Mapping[str, Any], cast: Cast) -> None:
    """Everything at the moment the clock stands at; `told` is content/desk.toml."""
    desks = Desks(cast)
    bring_in(told["lists"], desks)
    take_out(told["exports"], desks)
    give_numbers(told, desks)
    tell_stories(told, desks)
    keep_views(told["views"], desks)
    file_papers(told["paper"], desks)
    hold_and_erase(told["erasure"], desks)


class Desks:
    """Whose desks they are; each role by the person the demo is shown with."""

    def __init__(self, cast: Cast) -> None:
        self.phone = cast.phone
        self.clerk = one_of(cast, DESK, REGISTRAR)
        self.triage = one_of(cast, DESK, "派单岗")
        self.leader = one_of(cast, OFFICE, "镇长岗")
        self.chief = one_of(cast, OFFICE, "系统管理岗")
        self.auditor = one_of(cast, "纪检监察办公室", "审计岗")
        self.discipline = one_of(cast, "纪检监察办公室", "纪检岗")


def bring_in(said: Mapping[str, Any], desks: Desks) -> None:
    """Of the registrar's and of the administrator's sheets, one is in and one waits to be confirmed."""
    known = [[*row, desks.phone(row[0])] for row in said["residents_rows"]]
    sheet("residents", said["residents"], said["residents_head"], known, desks.clerk, take=True)
    asks = {"source": said["source"]}
    sheet("appeals", said["appeals"], said["appeals_head"], said["appeals_rows"], desks.clerk, asks=asks)
    sheet("areas", said["groups"], said["groups_head"], said["groups_next"], desks.chief)
    sheet("areas", said["groups"], said["groups_head"], said["groups_done"], desks.chief, take=True)


def sheet(
    kind: str,
    name: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    by: Actor,
    *,
    asks: Mapping[str, str] | None = None,
    take: bool = False,
) -> None:
    """Upload a sheet, look what would come of it, and take it in or leave it."""
    importer = importer_named(kind)
    if importer is None:
        raise LookupError(kind)
    data = as_csv(head, rows).encode()
    run = runs.begin(importer, data, name, by=by, client_id=key(f"{kind}/{rows[0]}"))
    runs.choose(run, runs.Chosen(run.sheet, run.header, run.mapping, asks or {}, run.values))
    for step in ("look", "take") if take else ("look",):
        working.start(run, step, importer, by=by)


def take_out(said: Mapping[str, Any], desks: Desks) -> None:
    """A list of matters that is ready, for two, and residents in clear that wait for a second person."""
    for by, name in ((desks.clerk, "matters"), (desks.auditor, "audited")):
        export("matters", said["filter"], frozenset(), said["why"], by, name)
    export("residents", "", frozenset(said["columns"]), said["why"], desks.clerk, "residents")


def export(sheet: str, query: str, columns: frozenset[str], why: str, by: Actor, name: str) -> None:
    """Ask for one list."""
    known = list_named(sheet)
    if known is None:
        raise LookupError(sheet)
    ask, ground = Ask(QueryDict(query), columns), Ground.VERIFY
    ask_for(known, ask, ground=ground, reason=why, by=by, client_id=key(f"export/{name}"), query=query)


def give_numbers(told: Mapping[str, Any], desks: Desks) -> None:
    """Last week's figures kept as they stood, a number somebody else gave beside ours, the quarters for everybody."""
    week, said = last_week(clock.today()), told["claim"]
    frozen = [query(code, week) for code in FROZEN]
    freeze_all(frozen, by=desks.leader, client_id=key("frozen"), purpose=told["frozen"]["purpose"])
    given = {**said, "percent": percent_from(said["percent"]), "numerator": None, "denominator": None}
    given |= {"unit": Unit.MATTER, "scope": min(desks.leader.scopes)}
    claim(given, by=desks.leader, client_id=key("claim"))
    publish_quarters()


def tell_stories(told: Mapping[str, Any], desks: Desks) -> None:
    """One story with its people under other names, published; one still to be worked on."""
    for name in ("story", "next_story"):
        said = told[name]
        row = write(said["title"], said["text"], [matter(said["told"])], by=desks.triage, client_id=key(name))
        if "name" in said:
            call(row, {one.key: said["name"] for one in people_of(row)})
            publish(row, by=desks.leader)


def keep_views(said: Mapping[str, Sequence[str]], desks: Desks) -> None:
    """Filters under a name."""
    for role, (name, filters) in said.items():
        by = getattr(desks, role)
        saved_views.save(Wanted(name, filters, "own"), by=by, at=clock.now(), client_id=key(f"view/{role}"))


def file_papers(said: Mapping[str, str], desks: Desks) -> None:
    """An answer and a blank sheet were printed; one sheet came back and is filed, two lie in the tray.

    One of them for so long that it is on next month's list of what is to be erased.
    """
    house, printed = str(office(None).name), matter(said["answer"])
    sent = answer_sheet(printed, 1)
    if sent is None:
        raise LookupError(said["answer"])
    paper = answer_paper(sent, printed.pk, office(sent.sent_at))
    for one in (paper, Paper(form_named(FORM))):
        give_out(one, office=house, by=desks.clerk, kind=As.WORD)
    back = answer_sheet(matter(said["scan"]), 1)
    if back is None:
        raise LookupError(said["scan"])
    photo = marks.picture(marks.mark(FORM, back.number))
    scans.take_in(upload(f"{back.number}.png", photo), by=desks.clerk, client_id=key("scan"))
    scans.take_in(upload(said["tray"], blurred(WHITE)), by=desks.clerk, client_id=key("tray"))
    with clock.standing_at(clock.now() - FORGOTTEN):
        scans.take_in(upload(said["old_tray"], blurred(GREY)), by=desks.clerk, client_id=key("old_tray"))


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as it comes from a form."""
    return SimpleUploadedFile(name, data, "image/png")


def blurred(shade: int) -> bytes:
    """A picture nothing can be read from."""
    kept = BytesIO()
    Image.new("L", (210, 297), shade).save(kept, "PNG")
    return kept.getvalue()


def hold_and_erase(said: Mapping[str, str], desks: Desks) -> None:
    """One matter is held for a court, of another the telephone is to go; next month's list waits for a second word."""
    held = matter(said["held"]).pk
    holds.place(MATTER, held, reason=said["held_why"], until=None, by=desks.auditor)
    asking.ask("contact", matter(said["asked"]).number, by=desks.clerk)
    for batch in batches.list_next_month():
        if not batch.sealed:
            batches.propose(batch, by=desks.chief)


def matter(title: str) -> Matter:
    """The matter of a story."""
    return Matter.objects.get(title=title)
