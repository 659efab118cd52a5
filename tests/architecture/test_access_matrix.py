"""The access matrix, generated from the routes and asked of the running pages: address × role × matter."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.actor import Actor, Role, resident
from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.people.models import Account
from lianxin.people.queries import actor_of
from lianxin.places.models import Area
from lianxin.site.reference.access import SHOWN, routes
from tests.site.api.hands import ROOT, Program, token_of
from tests.township import Township, actor, enter

STAFF = {
    Role.CLERK: "clerk",
    Role.TRIAGE: "triage",
    Role.HANDLER: "water_handler",
    Role.REVIEWER: "reviewer",
    Role.CALLBACK: "caller",
    Role.LEADER: "leader",
    Role.ADMINISTRATOR: "administrator",
    Role.SECURITY: "security",
    Role.AUDITOR: "auditor",
}  # who holds another role is made where it is asked for
OF_A_MATTER = ("matter", "move", "identity", "api_events")


@pytest.fixture
def matters(town: Township) -> dict[str, Matter]:
    """One matter for each relation that somebody can have to it."""
    sealed = town.file(type="report", text="反映某人的作风。")
    return {
        "mine": town.working(town.file()),
        "waiting": town.file(area=None),
        "closed": town.closed(town.file()),
        "accusation": sealed,
    }


def parts_of(matter: Matter, names: list[str]) -> dict[str, object]:
    """Something for each variable part of an address."""
    sample: dict[str, object] = {
        "number": matter.number,
        "move": "sign",
        "appellant": matter.appellants.get().pk,
        "client_id": uuid4(),
        "token": "x" * 24,
        "code": "office.face",
    }
    return {name: sample.get(name, 1) for name in names}


def actor_for(town: Township, role: Role) -> Actor:
    """Somebody who holds just this role."""
    if role is Role.RESIDENT:
        return resident(town.county)
    if role is Role.DISCIPLINE:
        held = Account.objects.filter(login=f"{town.hall.code}-{role}").first()
        known = actor_of(held, at=timezone.now()) if held else None
        return known or actor(town.hall, "纪检", role)
    return getattr(town, STAFF[role])


class Hands:
    """Somebody who holds just this role: at the pages by a browser, at the interface by a token."""

    def __init__(self, town: Township, role: Role) -> None:
        client = Client(raise_request_exception=True)
        self.browser = client if role is Role.RESIDENT else enter(client, actor_for(town, role))
        self.program = Program("" if role is Role.RESIDENT else token_of(actor_for(town, role)).token)

    def get(self, address: str) -> HttpResponse:
        """What opens when they ask for it; a problem that is a fault of ours is none."""
        answer = self.program.ask(address) if address.startswith(ROOT) else self.browser.get(address)
        assert answer.status_code < 500, (address, answer.content)
        return answer


@pytest.mark.parametrize("role", SHOWN)
def test_every_address_answers_each_role_as_its_rule_says(
    town: Township, matters: dict[str, Matter], role: Role
) -> None:
    client, wrong = Hands(town, role), []
    for pattern, rule in routes():
        names = list(pattern.pattern.converters)
        address = reverse(str(pattern.name), kwargs=parts_of(matters["mine"], names))
        answer = client.get(address)
        allowed = rule(actor_for(town, role), None)
        if allowed and answer.status_code not in {200, 302, 404, 405, 422}:
            wrong.append((address, answer.status_code))
        if not allowed and answer.status_code not in refusal_of(role, address):
            wrong.append((address, answer.status_code))
    assert wrong == []


FIELD = ("/field/list/", "/field/sync/")  # a telephone without signal gets no page to sign in


def refusal_of(role: Role, address: str) -> set[int]:
    """A resident is asked to sign in, a program for its token; staff are told whose duty it is."""
    if role is Role.RESIDENT:
        return {401} if address.startswith((ROOT, *FIELD)) else {302}
    return {403}


@pytest.mark.parametrize("role", SHOWN)
def test_a_matter_out_of_sight_is_not_there_whatever_the_address(
    town: Township, matters: dict[str, Matter], role: Role
) -> None:
    client, by, wrong = Hands(town, role), actor_for(town, role), []
    for pattern, rule in routes():
        if pattern.name not in OF_A_MATTER:
            continue
        for relation, matter in matters.items():
            parts = parts_of(matter, list(pattern.pattern.converters))
            address = reverse(str(pattern.name), kwargs=parts)
            answer = client.get(address)
            if not rule(by, None):
                expected = refusal_of(role, address)
            else:
                expected = {200} if visible(by, Matter).filter(pk=matter.pk).exists() else {404}
            if answer.status_code not in expected:
                wrong.append((pattern.name, relation, answer.status_code))
    assert wrong == []


SEES = {
    Role.CLERK: {"mine", "closed"},
    Role.TRIAGE: {"mine", "waiting", "closed", "accusation"},
    Role.HANDLER: {"mine", "closed"},
    Role.REVIEWER: {"mine", "waiting", "closed"},
    Role.CALLBACK: {"mine", "waiting", "closed"},
    Role.LEADER: {"mine", "waiting", "closed"},
    Role.ADMINISTRATOR: set(),
    Role.SECURITY: set(),
    Role.AUDITOR: {"mine", "waiting", "closed"},
    Role.DISCIPLINE: {"accusation"},
    Role.RESIDENT: set(),
}


@pytest.mark.parametrize("role", SHOWN)
def test_each_role_sees_the_matters_of_the_model_and_no_others(
    town: Township, matters: dict[str, Matter], role: Role
) -> None:
    seen = set(visible(actor_for(town, role), Matter).values_list("pk", flat=True))
    assert {relation for relation, matter in matters.items() if matter.pk in seen} == SEES[role]


def test_another_countys_matter_is_not_there_for_anybody(town: Township, matters: dict[str, Matter]) -> None:
    other = County.objects.create(code=town.county + 1, name="邻县")
    with in_county(other.code):
        assert Matter.objects.count() == 0
        assert Area.objects.count() == 0
    for role in SHOWN:
        actor = actor_for(town, role)  # at home: a post belongs to a unit of its own county
        with in_county(other.code):
            assert not visible(actor, Matter).exists()
