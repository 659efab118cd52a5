"""Whatever the accused open, no word of the accusation is in the answer (INV-08): every address, every list taken out.

The accusation says a word of its own in every text, in a file's name and inside it, and its number counts too. So do
two more matters that were at the accused unit with everything that is written about one, before a wall went round
them: one that turned out to accuse it, one that complains about it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from lianxin.appeals.models import Appellant
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import attachments, worker
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.context import in_county
from lianxin.kernel.exports import lists
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.piece import SealedPiece
from lianxin.kernel.models.printing import PrintLog
from lianxin.matters.act import act, open_row
from lianxin.matters.models import Matter
from lianxin.people.actions.exports import MAKE
from lianxin.people.actions.staff import stand_in
from lianxin.people.models import Account, Appointment, Unit
from lianxin.people.queries import actor_of
from lianxin.people.rules import Period
from tests.appeals.past import with_a_past
from tests.kernel.hostile import pdf
from tests.plugins.query_lint import watched
from tests.township import Township, actor
from tests.walls.addresses import Address, addresses, chosen, spelled
from tests.walls.reading import said_by
from tests.walls.sowing import Sown, sow
from tests.walls.walking import HOST, WHY, Visitor, staying

HERE, WORD = 990901, "zqsealed"
SAYS = re.compile(WORD.encode() + rb"[0-9]")

pytestmark = [pytest.mark.django_db, pytest.mark.req("INV-08")]


@dataclass
class Sealed:
    """What is walled, what hangs on each by the part of an address that names it, and who is kept from them."""

    matters: list[Matter]
    parts: list[dict[str, Any]]
    accused: dict[str, Actor] = field(default_factory=dict)
    desk: Actor | None = None


@pytest.fixture(scope="module")
def sealed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Sealed]:
    """A county at work, with one accusation of the water station in it."""
    hosts = override_settings(COUNTY_HOSTS={HOST: HERE}, ALLOWED_HOSTS=[HOST, "testserver"])
    with django_db_blocker.unblock(), hosts, transaction.atomic():
        sown = sow(HERE, "zqhere", series="101")
        with in_county(HERE), watched(now=False):
            made = accusation(sown)
            for past in (turned_out(sown.town), complained_of(sown.town)):
                made.matters.append(past)
                made.parts.append(parts_of(past))
        yield made
        transaction.set_rollback(True)


def accusation(sown: Sown) -> Sealed:
    """Taken down, taken up, inquired, corrected, printed; each text says the word with a number of its own."""
    town = sown.town
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    desk = actor(office, "纪检", Role.DISCIPLINE)
    said = town.words(
        type="report",
        title=f"{WORD}1",
        text=f"{WORD}2 他的电话 19900008888",
        address=f"{WORD}3",
        name=f"{WORD}4",
        extra={"note": f"{WORD}5"},
        units=[town.water.pk],
        people=[f"{WORD}6"],
    )
    matter: Matter = open_row(APPEAL, by=town.resident, data=said, client_id=uuid7(), move="accuse")
    upload = SimpleUploadedFile(f"{WORD}7.pdf", pdf(f"{WORD}8".encode()), content_type="application/pdf")
    paper = attachments.store(upload, row_kind="matter", row_id=matter.pk)
    Attachment.objects.filter(pk=paper.pk).update(origin="web")
    for move, data in (
        ("take_up", {}),
        ("inquire", {"kind": "meeting", "text": f"{WORD}9 谈了话"}),
        ("correct", {"field": "title", "value": f"{WORD}10", "why": f"{WORD}11"}),
        ("add", {"words": f"{WORD}12"}),
        ("conclude", {"outcome": "resolved", "reply": f"{WORD}13 已经查实，按规定作了处理。"}),
    ):
        by = town.holder(matter) if move == "add" else desk
        matter.refresh_from_db()
        act(matter, move, by=by, data=data, client_id=uuid7(), version=matter.version)
    PrintLog.objects.create(
        form="F-98",
        edition="1",
        row_kind="matter",
        row_id=matter.pk,
        number=f"{matter.number}-1",
        kind="pdf",
        at=timezone.now(),
        by=desk.account,
        post_id=desk.post,
    )
    return Sealed([matter], [parts_of(matter) | {"attachment": paper.client_id}], the_accused(town), desk)


def filed(town: Township) -> Matter:
    """A complaint that says the word."""
    said = {"title": f"{WORD}20", "text": f"{WORD}21", "address": f"{WORD}22", "name": f"{WORD}23"}
    return with_a_past(town, town.file(type="complaint", **said), say=lambda text: f"{WORD}24 {text}")


def turned_out(town: Township) -> Matter:
    """One that was answered and, raised again, turned out to accuse the station."""
    matter = filed(town)
    town.go(matter, "reopen", by=town.holder(matter), words=f"{WORD}25")
    town.go(matter, "hand_over", by=town.triage, reason=f"{WORD}26", units=[town.water.pk])
    return matter


def complained_of(town: Township) -> Matter:
    """One that was answered and, raised again, is kept from the station while the road office handles it."""
    matter = filed(town)
    town.go(matter, "reopen", by=town.holder(matter), words=f"{WORD}27")
    town.go(matter, "name_accused", by=town.triage, units=[town.water.pk], walled=True)
    town.go(matter, "dispatch", by=town.triage, unit=town.roads.pk, basis=f"{WORD}28", demand=f"{WORD}29")
    return matter


def parts_of(matter: Matter) -> dict[str, Any]:
    """How addresses name what belongs to a matter."""
    pieces = SealedPiece.objects.filter(row_kind="matter", row_id=matter.pk)
    found = {
        "appellant": Appellant.objects.filter(matter=matter).first(),
        "piece": pieces.first(),
        "correction": matter.corrections.first(),
        "message": Message.objects.filter(row_id=matter.pk).first(),
        "return": matter.returns.first(),
        "extension": matter.extensions.first(),
        "supervision": matter.supervisions.first(),
    }
    return {"number": matter.number} | {part: row.pk for part, row in found.items() if row is not None}


def the_accused(town: Township) -> dict[str, Actor]:
    """The station's own people on every kind of post, its line, and somebody of elsewhere who stands in there."""
    leadership = Unit.objects.create(name="领导班子", code="LD", kind="leadership", area=town.hall.area)
    found = {
        "handler": town.water_handler,
        "reviewer": actor(town.water, "负责人", Role.HANDLER, Role.REVIEWER),
        "leader": actor(leadership, "分管领导", Role.LEADER),
        "clerk": actor(town.water, "窗口", Role.CLERK),
        "triage": actor(town.water, "派单", Role.CLERK, Role.TRIAGE),
        "discipline": actor(town.water, "纪检联络", Role.DISCIPLINE),
    }
    held = Appointment.objects.get(account_id=town.water_handler.account, substitute_for=None)
    account = Account.objects.get(pk=town.roads_handler.account)
    person = Appointment.objects.filter(account=account).earliest("pk").person
    now = timezone.now()
    until = now + timedelta(days=7)
    stand_in(held, account, person, period=Period(until=until), by=town.system, at=now)
    standing = actor_of(account, at=timezone.now())
    assert standing is not None
    return found | {"substitute": standing}


class Walker(Visitor):
    """Somebody at every address of the site, filled in with what belongs to what is walled where it has a place."""

    def __init__(self, sealed: Sealed, name: str, by: Actor) -> None:
        self.sealed = sealed
        town: Any = SimpleNamespace(county=HERE, **{name: by})
        super().__init__(Sown(town, WORD), Sown(town, WORD), name)

    def look(self, address: str, answer: Any) -> None:
        """Note where the word or the number is, but for the number somebody asked for themselves."""
        self.found.answers += 1
        label = f"{self.name} {address}"
        if answer.status_code >= 500:
            self.found.faults.append(f"{label}: {getattr(answer, 'exc_info', None)}")
        said = b"\n".join(said_by(answer)).replace(address.encode(), b"_")
        numbers = [one.number for one in self.sealed.matters]
        if SAYS.search(said) or any(one.encode() in said and one not in address for one in numbers):
            self.found.leaks.append(label)

    def walk(self) -> None:
        """Every address this post may open."""
        with staying(known=True):
            for address in addresses():
                if address.may(self.by):
                    for filled in self.filled(address):
                        self.open(address.at(filled))
            for query in (
                {"q": WORD},
                {"q": "谈了话"},
                {"who": WORD},
                {"place": WORD},
                {"state": "closed"},
            ):
                self.open("/matters/", query)

    def filled(self, address: Address) -> list[dict[str, Any]]:
        """The walled rows where the address has a place for them, each once, any others for the rest."""
        with in_county(HERE):
            found = spelled(address, chosen(address))
        ways: list[dict[str, Any]] = []
        for parts in self.sealed.parts:
            own = dict(parts)
            if address.name in {"attachment", "api_attachment"} and "attachment" in own:
                own["client_id"] = own["attachment"]
            if address.name in {"tell", "tell_sheet"} and "message" in own:
                own["key"] = own["message"]
            if address.name in {"return_paper", "return_paper_file"} and "return" in own:
                own["key"] = own["return"]
            way = {part: own.get(part, value) for part, value in found.items()}
            ways += [way] if way not in ways else []
        return ways

    def take_out(self) -> None:
        """Every list this post may take out, as every kind of file."""
        for known in lists():
            if not known.see(self.by, None) or not known.listed:
                continue
            with in_county(HERE), transaction.atomic():
                self.taken(known.code)
                transaction.set_rollback(True)

    def taken(self, sheet: str) -> None:
        """One of them."""
        browser = self.browser()
        asked = browser.post(f"/exports/new/{sheet}/", WHY)
        self.look(sheet, asked)
        if asked.status_code != 302:
            return
        Job.objects.exclude(kind=MAKE).delete()
        worker.run_due()
        for kind in ("", "file/", "csv/"):
            self.look(sheet, browser.get(f"{asked['Location']}{kind}"))


ACCUSED = ("handler", "reviewer", "leader", "clerk", "triage", "discipline", "substitute")


@pytest.mark.parametrize("who", ACCUSED)
def test_the_accused_find_no_word_of_it_at_any_address(sealed: Sealed, who: str) -> None:
    with watched(now=False):
        walker = Walker(sealed, who, sealed.accused[who])
        walker.walk()
        walker.take_out()
    assert walker.found.faults == []
    assert walker.found.leaks == []
    assert walker.found.answers > 60


def test_the_walk_would_find_it(sealed: Sealed) -> None:
    assert sealed.desk is not None
    with watched(now=False):
        walker = Walker(sealed, "desk", sealed.desk)
        walker.walk()
        walker.take_out()
    assert walker.found.faults == []
    assert len(walker.found.leaks) > 8
