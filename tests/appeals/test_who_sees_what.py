"""Who may see what (D.7), row by row of the roles there are; and nobody reviews their own, in whatever stead."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.appeals.models import Appellant
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.matters.refusals import Refused
from lianxin.people.actions.staff import add_person, appoint, open_account, stand_in
from lianxin.people.models import Account, Appointment, Post, Unit
from lianxin.people.queries import actor_of
from lianxin.people.rules import Period
from lianxin.places.models import Area
from lianxin.site.reference.access import routes
from tests.township import Township, actor, enter

REASON = {"field": "phone", "ground": "verify", "reason": "电话核实漏水位置"}


@pytest.fixture
def village_clerk(town: Township) -> Actor:
    """Somebody at the window of 樟荫村."""
    office = Unit.objects.create(name="樟荫村委会", code="C01", kind="village", area=town.village)
    return actor(office, "村级登记", Role.CLERK)


@pytest.fixture
def cases(town: Township) -> dict[str, Matter]:
    """One appeal of each kind that D.7 tells apart."""
    other = Area.objects.create(
        code="990901101202", name="竹影村", kind="village", parent=town.village.parent
    )
    return {
        "own village": town.working(town.file()),
        "other village": town.file(area=other.pk),
        "no village": town.file(area=None),
        "confidential": town.file(identity="confidential"),
        "accusation": town.file(type="report", text="反映某人的作风。"),
    }


TEXT = {
    "village_clerk": {"own village", "confidential"},
    "water_handler": {"own village"},
    "triage": {"own village", "other village", "no village", "confidential", "accusation"},
    "caller": {"own village", "other village", "no village", "confidential"},
    "leader": {"own village", "other village", "no village", "confidential"},
    "auditor": {"own village", "other village", "no village", "confidential"},
    "administrator": set(),
    "security": set(),
}
IDENTITY = {
    "village_clerk": {"own village"},
    "water_handler": {"own village"},
    "triage": {"own village", "other village", "no village", "confidential", "accusation"},
    "caller": {"own village", "other village", "no village", "confidential"},
    "leader": {"own village", "other village", "no village"},
    "auditor": {"own village", "other village", "no village"},
    "administrator": set(),
    "security": set(),
}


def who_is(town: Township, village_clerk: Actor, name: str) -> Actor:
    return village_clerk if name == "village_clerk" else getattr(town, name)


@pytest.mark.req("XC-07")
@pytest.mark.parametrize("who", sorted(TEXT))
def test_each_row_of_the_table_reads_the_texts_it_may(
    town: Township, village_clerk: Actor, cases: dict[str, Matter], who: str
) -> None:
    by = who_is(town, village_clerk, who)
    seen = set(visible(by, Matter).values_list("pk", flat=True))
    assert {name for name, matter in cases.items() if matter.pk in seen} == TEXT[who]


@pytest.mark.req("XC-07")
@pytest.mark.parametrize("who", sorted(IDENTITY))
def test_each_row_of_the_table_learns_the_names_it_may_each_time_on_record(
    town: Township, village_clerk: Actor, cases: dict[str, Matter], who: str
) -> None:
    by = who_is(town, village_clerk, who)
    browser, learnt = enter(Client(), by), set()
    for name, matter in cases.items():
        appellant = Appellant.objects.get(matter=matter)
        page = browser.post(f"/matters/{matter.number}/who/{appellant.pk}/", REASON)
        if "19900001111" in page.content.decode():
            learnt.add(name)
    assert learnt == IDENTITY[who]
    looks = AccessEntry.objects.values_list("actor_id", "row_id").order_by("row_id")
    assert list(looks) == [(by.account, pk) for pk in sorted(cases[name].pk for name in learnt)]


def test_statistics_are_the_leaders_and_the_auditors(town: Township) -> None:
    names = ("clerk", "triage", "water_handler", "reviewer", "caller", "administrator", "security")
    assert {
        who: enter(Client(), getattr(town, who)).get("/leader/").status_code for who in names
    } == dict.fromkeys(names, 403)
    for who in ("leader", "auditor"):
        assert enter(Client(), getattr(town, who)).get("/leader/").status_code == 200


@pytest.mark.req("XC-07")
@pytest.mark.parametrize("who", ["administrator", "security"])
def test_who_keeps_the_house_finds_no_word_of_a_case_on_any_page(
    town: Township, cases: dict[str, Matter], who: str
) -> None:
    browser, matter = enter(Client(), getattr(town, who)), cases["own village"]
    secret = (matter.title, matter.number, "林小满", "19900001111", "水井边")
    sample = {"number": matter.number, "move": "sign", "token": "x" * 24, "side": "handed"}
    sample |= {"appellant": Appellant.objects.get(matter=matter).pk, "client_id": matter.client_id}
    told, opened = [], 0
    for pattern, rule in routes():
        needs = list(pattern.pattern.converters)
        if "account" in needs:
            parts = {"account": town.clerk.account} | {name: 1 for name in needs if name != "account"}
        else:
            parts = {name: sample.get(name, 1) for name in needs}
        if pattern.name in {"receipt", "progress", "follow"}:
            continue  # the resident's own, opened by number and code
        address = reverse(str(pattern.name), kwargs=parts)
        body = browser.get(address).content.decode(errors="replace").replace(address, "")
        opened += rule(getattr(town, who), None)
        told += [(pattern.name, word) for word in secret if word in body and f"/{word}/" not in body]
    assert told == []
    assert opened > 15


ALARM = {"leader": {"escalate"}, "auditor": set()}  # whoever is on duty may raise the alarm, an auditor isn't


@pytest.mark.req("XC-07")
@pytest.mark.parametrize("who", sorted(ALARM))
def test_who_reads_everything_changes_nothing(town: Township, cases: dict[str, Matter], who: str) -> None:
    by, before = getattr(town, who), Event.objects.count()
    browser = enter(Client(), by)
    for matter in cases.values():
        page = browser.get(f"/matters/{matter.number}/")
        assert page.status_code in {200, 404}
        if page.status_code == 200:
            assert {move.code for move in page.context["moves"]} <= ALARM[who]
        for move in ("accept", "sign", "record", "finish", "approve", "call_back", "contact", "rate"):
            answer = browser.post(f"/matters/{matter.number}/do/{move}/", {"version": matter.version})
            assert answer.status_code in {403, 404, 409, 422}
    assert Event.objects.count() == before


def also_on(town: Township, by: Actor, unit: Unit, name: str, *roles: str) -> Actor:
    """The same account on one more post."""
    post = Post.objects.create(unit=unit, name=name, roles=list(roles))
    account = Account.objects.get(pk=by.account)
    person = Appointment.objects.filter(account=account).latest("pk").person
    appoint(account, person, post, by=town.system, at=timezone.now())
    return again(by)


def again(by: Actor) -> Actor:
    found = actor_of(Account.objects.get(pk=by.account), at=timezone.now())
    assert found is not None
    return found


def test_a_duty_counts_in_the_area_of_its_post_and_nowhere_else(
    town: Township, village_clerk: Actor, cases: dict[str, Matter]
) -> None:
    other = Area.objects.get(name="竹影村")
    office = Unit.objects.create(name="竹影村委会", code="C02", kind="village", area=other)
    both = also_on(town, village_clerk, office, "承办", Role.HANDLER)
    seen = set(visible(both, Matter).values_list("pk", flat=True))
    assert {name for name, matter in cases.items() if matter.pk in seen} == {"own village", "confidential"}
    Post.objects.filter(unit=office).update(roles=[Role.CLERK])
    assert visible(again(both), Matter).filter(pk=cases["other village"].pk).exists()
    Post.objects.filter(unit=office).update(scopes=["990901101203"])
    assert not visible(again(both), Matter).filter(pk=cases["other village"].pk).exists()


def test_a_handler_of_one_unit_signs_for_no_other(town: Township) -> None:
    matter = town.dispatched(town.file())
    clerk_there = also_on(town, town.roads_handler, town.water, "登记", Role.CLERK)
    assert visible(clerk_there, Matter).filter(pk=matter.pk).exists()
    with pytest.raises(Refused):
        town.go(matter, "sign", by=clerk_there)


def substitute(town: Township, for_whom: Actor, by: Actor) -> Actor:
    """Let somebody stand in for a week."""
    now = timezone.now()
    held = Appointment.objects.get(account_id=for_whom.account, substitute_for=None)
    account = Account.objects.get(pk=by.account)
    person = Appointment.objects.filter(account=account).earliest("pk").person
    stand_in(held, account, person, period=Period(until=now + timedelta(days=7)), by=town.system, at=now)
    return again(by)


def test_a_substitutes_acts_name_the_post_and_the_one_who_acted(town: Township) -> None:
    matter = town.dispatched(town.file())
    standing = substitute(town, town.water_handler, town.roads_handler)
    event = town.go(matter, "sign", by=standing)
    assert (event.actor_id, event.post_id) == (town.roads_handler.account, town.water_handler.post)
    own = town.accepted(town.file())
    town.go(own, "dispatch", by=town.triage, unit=town.roads.pk, basis="职责清单第 4 条")
    event = town.go(own, "sign", by=standing)
    assert (event.actor_id, event.post_id) == (town.roads_handler.account, town.roads_handler.post)
    assert town.roads_handler.post > town.water_handler.post  # the lowest post would be the wrong one


@pytest.mark.req("INV-07")
def test_nobody_reviews_the_own_closing_standing_in_for_the_reviewer(town: Township) -> None:
    matter = town.closing(town.file())
    standing = substitute(town, town.reviewer, town.water_handler)
    with pytest.raises(Refused):
        town.go(matter, "approve", by=standing)
    town.go(matter, "approve", by=town.reviewer)


@pytest.mark.req("INV-07")
def test_nobody_reviews_what_a_substitute_closed_for_them_nor_in_the_stead_of_who_closed_it(
    town: Township,
) -> None:
    handler_too = also_on(town, town.reviewer, town.water, "负责人", Role.HANDLER)
    held = Appointment.objects.get(account_id=handler_too.account, post__unit=town.water)
    account = open_account("daiban")
    Account.objects.filter(pk=account.pk).update(must_set=False)
    now, person = timezone.now(), add_person(name="晏清溪")
    period = Period(until=now + timedelta(days=7))
    reviewing = Post.objects.get(pk=town.reviewer.post)
    stand_in(held, account, person, period=period, by=town.system, at=now)
    standing = actor_of(Account.objects.get(pk=account.pk), at=timezone.now())
    assert standing is not None
    matter = town.dispatched(town.file(phone="", identity="anonymous", name=""))
    town.go(matter, "sign", by=standing)
    town.go(matter, "finish", by=standing, outcome="resolved", reply="已换接头，不漏水了。")
    with pytest.raises(Refused, match="替您代班的人申请办结的"):
        town.go(matter, "approve", by=handler_too)
    held = Appointment.objects.get(account_id=handler_too.account, post=reviewing)
    stand_in(held, account, person, period=period, by=town.system, at=now)
    own = town.dispatched(town.file(phone="", identity="anonymous", name=""))
    town.go(own, "sign", by=handler_too)
    town.go(own, "finish", by=handler_too, outcome="resolved", reply="已换接头，不漏水了。")
    with pytest.raises(Refused, match="您代他的班也不能审"):
        town.go(own, "approve", by=again(standing))
    appoint(account, person, also_reviewing(town), by=town.system, at=now)
    town.go(own, "approve", by=again(standing))  # in the own right it is another hand


def also_reviewing(town: Township) -> Post:
    """One more post that reviews."""
    return Post.objects.create(unit=town.hall, name="审核二岗", roles=[Role.REVIEWER])


@pytest.mark.req("INV-07")
def test_nobody_calls_back_the_own_units_work_standing_in_for_the_caller(town: Township) -> None:
    matter = town.answered(town.file())
    standing = substitute(town, town.caller, town.water_handler)
    with pytest.raises(Refused):
        town.go(matter, "call_back", by=standing, reached=False)
    town.go(matter, "call_back", by=town.caller, reached=False)
