"""With English switched on no page says a Chinese word, in whatever role and at whatever state of a matter."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from lianxin.appeals.models import AppealClass, Handling, Order
from lianxin.appeals.queries.tags import TAGS
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import editions, letters
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.matters.act import offers, open_row
from lianxin.matters.models import Matter
from lianxin.matters.receipts import receipt_code
from lianxin.people.models import Person, Post, Unit
from lianxin.places.models import Area
from lianxin.rounds.terms import ROUNDS
from lianxin.site.reference.access import opens, routes
from lianxin.web.clocks import clock_face
from lianxin.web.templatetags import face
from tests.township import Township, actor, at, enter

pytestmark = pytest.mark.once

LANGUAGE_COOKIE = "django_language"
CHINESE = re.compile(
    r"[\u2e80-\u2fff\u3001-\u303f\u3400-\u9fff\uff00-\uff09\uff0b-\uffef]"
)  # ＊ masks a name
OWN_LANGUAGE = re.compile(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>', re.DOTALL)
WORDS = {
    "text": "The pipe by the well leaks.",
    "address": "second house",
    "name": "Lin",
    "phone": "19900001111",
}
REPLY = "The water station changed the joint the same day."
STAFF = ("clerk", "triage", "water_handler", "reviewer", "caller", "leader", "administrator")
ROLES = {
    **{name: Role(name) for name in ("clerk", "triage", "reviewer", "leader", "administrator")},
    "water_handler": Role.HANDLER,
    "caller": Role.CALLBACK,
}
BY_ROLE = {"today", "matter", "move"}  # put together by role: everybody looks


@pytest.fixture
def plain_town(town: Township) -> Iterator[Township]:
    """The township of the tests with its own names in English: what is Chinese then was said by us."""
    County.objects.update(name="Greenfield")
    for model in (Area, Unit, Post, Person, AppealClass):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(name=f"{model.__name__} {row.pk}")
    change = editions.Change([{"code": "01", "name": "Urgent need"}])
    editions.change(TAGS, change, by=town.system, client_id=uuid7())
    themes = {"themes": "01 Fire and water | safety", "refused_days": 90, "recent_days": 7}
    editions.change(ROUNDS, editions.Change(themes), by=town.system, client_id=uuid7())
    office = {"phone": "0000-6668899", "address": "1 Main Street", "icp": "0", "site_code": "9"}
    with override_settings(OFFICE=office):
        yield town


def walk(town: Township) -> Iterator[Matter]:
    """A matter on its way through every state of the table, stopped after each step."""
    said = {"category": town.category.pk, "area": town.village.pk, "type": "help", "urgency": "emergency"}
    reply = f"{REPLY} Unit {town.roads.pk} mended the road."
    whistle = {
        "kind": "public",
        "place": "well",
        "at": timezone.now(),
        "purpose": "Look.",
        "units": [town.roads.pk],
    }
    way: list[tuple[str, Actor, dict[str, Any]]] = [
        ("accept", town.triage, said),
        ("dispatch", town.triage, {"unit": town.water.pk, "basis": "item 3", "demand": "today"}),
        ("sign", town.water_handler, {}),
        ("record", town.water_handler, {"kind": "contact", "text": "Called, will come in the afternoon."}),
        ("whistle", town.water_handler, whistle),
        ("answer_whistle", town.roads_handler, {"reply": "not", "words": "No car."}),
        ("add_helper", town.water_handler, {"unit": town.roads.pk, "demand": "Mend the road."}),
        ("sign_helper", town.roads_handler, {}),
        ("answer_helper", town.roads_handler, {"answer": "The road is mended."}),
        ("finish", town.water_handler, {"outcome": "resolved", "reply": reply}),
        ("approve", town.reviewer, {}),
        ("call_back", town.caller, {"reached": False}),
        ("call_back", town.caller, {"reached": True, "resolved": "no", "satisfied": 1, "words": "It drips."}),
        ("finish", town.water_handler, {"outcome": "resolved", "reply": reply}),
        ("approve", town.reviewer, {}),
        ("call_back", town.caller, {"reached": True, "resolved": "yes", "satisfied": 5}),
        ("archive", town.system, {}),
    ]
    matter = town.file(**WORDS)
    passed = {matter.state}
    yield matter
    for aside in beside(town):
        passed.add(aside.state)
        yield aside
    for move, by, data in way:
        town.go(matter, move, by=by, **data)
        matter.refresh_from_db()
        passed.add(matter.state)
        yield matter
    assert passed == {state.code for state in APPEAL.states}


def beside(town: Township) -> Iterator[Matter]:
    """Matters in the states that lie beside the way."""
    words = {"reason": "court", "words": "Filed with the court.", "body": "Court", "phone": "12368"}
    said = {"category": town.category.pk, "area": town.village.pk, "type": "help", "urgency": "ordinary"}
    day = timezone.now() + timedelta(days=9)
    office = {"body": "County water office", "reference": "W 12", "basis": "county mains", "remind_at": day}
    back = {"ground": "duty", "basis": "item 5", "reason": "A drain, not a pipe.", "unit": town.roads.pk}
    sent: list[tuple[str, Actor, dict[str, Any]]] = [
        ("accept", town.triage, said),
        ("dispatch", town.triage, {"unit": town.water.pk, "basis": "item 3"}),
    ]
    ways: list[list[tuple[str, Actor, dict[str, Any]]]] = [
        [("need_info", town.triage, {"items": ["meter number"]})],
        [("propose_reject", town.triage, words)],
        [("propose_reject", town.triage, words), ("reject", town.reviewer, {})],
        [("accept", town.triage, said), ("refer", town.triage, office)],
        [*sent, ("ask_return", town.water_handler, back)],
        [*sent, ("ask_return", town.water_handler, back), ("submit_dispute", town.triage, {})],
    ]
    for way in ways:
        matter = town.file(**WORDS)
        for move, by, data in way:
            town.go(matter, move, by=by, **data)
        matter.refresh_from_db()
        yield matter
    yield from accused(town)
    for end in (taken_back, put_together, struck_out, set_aside):
        yield end(town, town.file(**WORDS))


def set_aside(town: Township, matter: Matter) -> Matter:
    """Given more time, then suspended, with news told meanwhile."""
    said = {"category": town.category.pk, "area": town.village.pk, "type": "help", "urgency": "ordinary"}
    town.go(matter, "accept", by=town.triage, **said)
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="item 3")
    town.go(matter, "sign", by=town.water_handler)
    town.go(matter, "ask_extend", by=town.water_handler, amount=2, reason="The pipe comes on Monday.")
    town.go(matter, "extend", by=town.reviewer, extension=matter.extensions.get().pk)
    day = timezone.localdate() + timedelta(days=9)
    wait = {"event": "approval", "words": "The county decides.", "until": day, "news_at": day}
    town.go(matter, "ask_suspend", by=town.water_handler, **wait)
    town.go(matter, "suspend", by=town.leader, suspension=matter.suspensions.get().pk)
    town.go(matter, "tell_news", by=town.triage, text="Nothing yet.", next_at=day)
    matter.refresh_from_db()
    return matter


def accused(town: Township) -> Iterator[Matter]:
    """An accusation, at the discipline desk."""
    desk = actor(town.hall, "Discipline", Role.DISCIPLINE)
    Person.objects.filter(appointments__account=desk.account).update(name="Discipline")
    matter = town.file(**WORDS)
    for move, by in (("hand_over", town.triage), ("take_up", desk)):
        town.go(matter, move, by=by, reason="About an official.", units=[town.roads.pk])
        matter.refresh_from_db()
        yield matter


def taken_back(town: Township, matter: Matter) -> Matter:
    """Withdrawn by the one who raised it."""
    town.go(matter, "withdraw", by=town.holder(matter), words="Mended it myself.")
    matter.refresh_from_db()
    return matter


def put_together(town: Township, matter: Matter) -> Matter:
    """Merged into another."""
    return town.merged(matter, town.file(**WORDS))


def struck_out(town: Township, matter: Matter) -> Matter:
    """Void, by two persons."""
    town.go(matter, "ask_void", by=town.triage, why="Written down twice.")
    asked = matter.corrections.get(decided_at=None)
    town.go(matter, "void", by=town.leader, correction=asked.pk)
    matter.refresh_from_db()
    return matter


def browser(by: Actor | None = None) -> Client:
    """A browser with English switched on."""
    client = Client()
    if by is not None:
        enter(client, by)
    client.cookies[LANGUAGE_COOKIE] = "en"
    return client


def chinese_on(answer: HttpResponse) -> list[str]:
    """The lines of a page that hold Chinese, the link to the Chinese pages aside."""
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return []
    words = html.unescape(OWN_LANGUAGE.sub("", answer.content.decode()))
    return [line.strip() for line in words.splitlines() if CHINESE.search(line)]


def parts_of(matter: Matter, town: Township, names: list[str], move: str = "sign") -> dict[str, object]:
    """What stands in the variable parts of an address."""
    known: dict[str, object] = {
        "number": matter.number,
        "move": move,
        "appellant": matter.appellants.get().pk,
        "client_id": uuid4(),
        "token": "x" * 24,
        "code": "office.face",
        "account": town.clerk.account,
        "post": min(town.clerk.posts),
        "unit": town.hall.pk,
    }
    return {name: known.get(name, 1) for name in names}


def addresses(town: Township, matter: Matter, role: str) -> list[str]:
    """The addresses this role looks at, those with parts filled in for this matter.

    A page reads the same for whoever may open it: the first and the last of them look. Residents look at all,
    what they may not open among it.
    """
    found = []
    for pattern, rule in routes():
        may = [name for name, known in ROLES.items() if opens(rule, known)]
        if role == Role.RESIDENT or role in {*may[:1], *may[-1:]} or pattern.name in BY_ROLE:
            parts = parts_of(matter, town, list(pattern.pattern.converters))
            found.append(reverse(str(pattern.name), kwargs=parts))
    return found


@pytest.mark.parametrize("role", [Role.RESIDENT, *STAFF])
def test_every_page_is_in_english(plain_town: Township, role: str) -> None:
    by = None if role == Role.RESIDENT else getattr(plain_town, role)
    matter = plain_town.working(plain_town.file(**WORDS))
    Handling.objects.update(text="Called.")
    Order.objects.update(basis="item 3")
    left, shown = {}, 0
    for address in addresses(plain_town, matter, role):
        client, found = browser(by), list[str]()  # a new one each time: some addresses sign it out
        for answer in (client.get(address), client.post(address, {})):
            shown += answer.status_code in {200, 422}
            found += chinese_on(answer)
        left[address] = found
    assert {address: lines for address, lines in left.items() if lines} == {}
    assert shown > 1


def test_a_matter_is_in_english_for_everybody_in_every_state(plain_town: Township) -> None:
    left, seen = {}, set[str]()  # the form of a move is the same for all who may make it: one look is enough
    staff = [(getattr(plain_town, role), browser(getattr(plain_town, role))) for role in STAFF[:-1]]
    for matter in walk(plain_town):
        page = reverse("matter", kwargs={"number": matter.number})
        for by, client in staff:
            left[matter.state, by.name, "show"] = chinese_on(client.get(page))
            fresh = [move for move in offers(matter, by) if move.code not in seen]
            seen |= {move.code for move in fresh}
            others = [] if by is not staff[0][0] else [APPEAL.move("sign")]  # hardly ever theirs to make
            for move in [*fresh, *others]:
                form = reverse("move", kwargs={"number": matter.number, "move": move.code})
                left[matter.state, by.name, move.code] = chinese_on(client.get(form))
                refused = client.post(form, {"version": "0"})  # nothing filled in, or somebody was first
                left[matter.state, by.name, f"{move.code} refused"] = chinese_on(refused)
    assert {where: lines for where, lines in left.items() if lines} == {}


def test_a_matter_entered_late_is_in_english(plain_town: Township) -> None:
    said = plain_town.words(**WORDS, reply=REPLY, replied_at=timezone.now(), outcome="resolved")
    matter = open_row(APPEAL, by=plain_town.system, data=said, client_id=uuid7(), move="backfill")
    page = browser(plain_town.leader).get(reverse("matter", kwargs={"number": matter.number}))
    assert page.status_code == 200
    assert chinese_on(page) == []


def test_a_resident_follows_and_rates_in_english(plain_town: Township) -> None:
    left = {}
    for matter in walk(plain_town):
        client, address = browser(), reverse("progress", kwargs={"number": matter.number})
        typed = {"number": matter.number, "code": receipt_code(matter)}
        followed = client.post("/follow/", typed, follow=True)
        assert matter.number in followed.content.decode()
        left[matter.state] = chinese_on(followed)
        if matter.state == "closed":
            rated = client.post(address, {"rating": "5"}, follow=True)
            assert "Your rating: Very satisfied" in rated.content.decode()
            left["rated"] = chinese_on(rated)
    assert "rated" in left
    assert {where: lines for where, lines in left.items() if lines} == {}


def test_a_resident_files_in_english(plain_town: Township) -> None:
    client, left = browser(), {}
    typed = {"type": "help", "area": plain_town.village.pk, "identity": "named", **WORDS}
    for go in ("what", "where", "check", "send"):
        page = client.post("/file/", {**typed, "go": go}, follow=True)
        left[go] = chinese_on(page)
        typed["client_id"] = claim_on(page) or typed.get("client_id", "")
    assert "/receipt/" in page.request["PATH_INFO"]
    assert {where: lines for where, lines in left.items() if lines} == {}


def claim_on(page: HttpResponse) -> str | None:
    """The signed client id of a page of the form."""
    found = re.search(r'name="client_id" value="([^"]+)"', page.content.decode())
    return html.unescape(found[1]) if found else None


def test_the_desk_registers_in_english(plain_town: Township) -> None:
    client = browser(plain_town.clerk)
    page = client.get("/desk/new/")
    typed = {"channel": "phone", "type": "help", "identity": "named", "urgency": "ordinary", **WORDS}
    sent = client.post("/desk/new/", {**typed, "client_id": claim_on(page)}, follow=True)
    assert "/receipt/" in sent.request["PATH_INFO"]
    assert chinese_on(page) + chinese_on(sent) == []


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-23 09:45", "due today, 15 minutes left"),
        ("2026-11-23 10:45", "due today, 1 h 15 min left"),
        ("2026-11-24 17:30", "1 working day left"),
        ("2026-11-26 17:30", "3 working days left"),
        ("2026-11-23 07:30", "2 hours overdue"),
        ("2026-11-20 09:30", "1 working day overdue"),
        ("2026-11-18 09:30", "3 working days overdue"),
    ],
)
def test_a_clock_counts_in_english(due: str, words: str) -> None:
    with override("en"):
        assert clock_face(at(due), now=at("2026-11-23 09:30")).words == words


def test_dates_are_written_in_english() -> None:
    with override("en"):
        assert face.when(at("2022-02-07 16:05")) == "7 Feb 2022, 16:05"
        assert face.day(at("2022-02-07 16:05")) == "7 Feb 2022"
    with override("zh-hans"):
        assert face.when(at("2022-02-07 16:05")) == "2022年2月7日 16:05"


def test_a_letter_is_written_in_either_language() -> None:
    told = {"number": "101-2026-000001-3"}
    assert letters.words("registered", told, language="en").startswith(
        "Your appeal has been registered as 101-"
    )
    assert letters.words("registered", told).startswith("您反映的事项已经登记，编号 101-2026-000001-3。")
