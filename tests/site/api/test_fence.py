"""The fence: nothing is reached but by a row with a rule, a good token of the right use, and no cookie."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lianxin.kernel.models.event import Event
from lianxin.kernel.policy import anyone
from lianxin.people.actions.staff import close_account, end_appointment
from lianxin.people.models import Account, ApiToken, Appointment, Post
from lianxin.people.rules.tokens import Scope
from lianxin.site.api import fence, service, urls
from lianxin.site.api.fence import Door
from tests.site.api.hands import ROOT, Program, problem, program, token_of
from tests.township import Township, enter

pytestmark = pytest.mark.once

HERE = [
    (pattern, method, door)
    for pattern in urls.urlpatterns
    for method, door in getattr(pattern.callback, "doors", {}).items()
]


def unfenced() -> list[tuple[str, str]]:
    """Operations no row lets anybody reach, and rows that lead nowhere or elsewhere."""
    doors = {(pattern.name, method): bare(str(pattern.pattern)) for pattern, method, _door in HERE}
    known = {key: bare(f"api/v1{one.path}") for key, one in service.operations().items()}
    return sorted(key for key in doors.keys() | known.keys() if doors.get(key) != known.get(key))


def bare(address: str) -> str:
    """An address with its variable parts by name alone, as both Django and ninja have them."""
    return re.sub(r"<\w+:(\w+)>|\{(?:\w+:)?(\w+)\}", lambda part: f"<{part[1] or part[2]}>", address)


def test_every_operation_has_its_door_and_every_door_its_operation() -> None:
    assert unfenced() == []


def test_an_operation_without_a_door_is_named_and_has_no_address(town: Township) -> None:
    known = service.operations()
    forgotten = known | {("api_matters", "delete"): known["api_matters", "get"]}
    with patch.object(service, "operations", lambda: forgotten):
        assert unfenced() == [("api_matters", "delete")]
        answer = program(town.clerk).client.delete(f"{ROOT}/matters", headers={"Authorization": "Bearer x"})
    problem(answer, 401, "token_needed")


def test_a_door_left_open_to_anyone_opens_to_no_stranger(town: Township) -> None:
    pattern = fence.endpoint("matters", "api_matters", get=Door(Scope.READ, anyone))
    with patch.object(urls.urlpatterns[2], "callback", pattern.callback):
        problem(Program("").ask("/matters"), 401, "token_needed")


@pytest.mark.parametrize(("pattern", "method", "door"), HERE, ids=lambda one: str(getattr(one, "name", "")))
def test_without_a_token_every_door_is_shut(town: Township, pattern: Any, method: str, door: Door) -> None:
    address = "/" + re.sub(r"<\w+:\w+>", "1f0e6b1a-2222-7000-8000-000000000000", str(pattern.pattern))
    answer = getattr(enter(Client(), town.triage), method)(address)
    problem(answer, 401, "token_needed")
    assert answer["WWW-Authenticate"] == "Bearer"
    other = next(scope for scope in Scope if scope is not door.scope)
    by = next(one for one in (town.leader, town.clerk) if door.see(one, None))
    answer = getattr(Client(), method)(address, headers=program(by, other).headers)
    assert problem(answer, 403, "scope")["scope"] == door.scope


def test_a_method_has_a_door_of_its_own(town: Township) -> None:
    """The leader reads the list, and registers nothing at its address."""
    leading = program(town.leader)
    assert leading.ask("/matters").status_code == 200
    problem(leading.send("/matters", {}), 403, "not_allowed")  # before anybody looks at what was sent


def test_a_cookie_opens_nothing_and_is_not_even_looked_at(town: Township) -> None:
    browser = enter(Client(), town.triage)
    assert browser.get("/matters/").status_code == 200
    problem(browser.get(f"{ROOT}/matters"), 401, "token_needed")
    clerk = Program(program(town.clerk).token, browser)
    problem(
        clerk.send(f"/matters/{town.accepted(town.file()).number}/moves/dispatch", {}, version=2),
        422,
        "invalid",
    )


def test_a_write_needs_no_form_token(town: Township) -> None:
    strict = Program(program(town.clerk).token, Client(enforce_csrf_checks=True))
    problem(strict.send("/matters", {}), 422, "invalid")


@pytest.mark.req("A6")
def test_a_right_that_ends_has_ended_at_the_next_request(town: Township) -> None:
    asking, held = program(town.clerk), Appointment.objects.get(account=town.clerk.account)
    asking.read("/matters")
    Post.objects.filter(pk=town.clerk.post).update(roles=["administrator"])
    problem(asking.ask("/matters"), 403, "not_allowed")
    Post.objects.filter(pk=town.clerk.post).update(roles=["clerk"])
    asking.read("/matters")
    end_appointment(held, by=town.administrator, at=timezone.now())
    problem(asking.ask("/matters"), 401, "token_needed")


@pytest.mark.req("A6")
def test_the_tokens_of_a_closed_account_are_dead_and_stay_so(town: Township) -> None:
    asking, account = program(town.clerk), Account.objects.get(pk=town.clerk.account)
    account.active = False
    account.save()
    problem(asking.ask("/matters"), 401, "token_needed")
    account.active = True
    account.save()
    asking.read("/matters")
    close_account(account, at=timezone.now())
    Account.objects.update(active=True)
    answer = asking.ask("/matters")
    problem(answer, 401, "token_needed")
    assert answer["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_a_token_ends_on_its_day(town: Township) -> None:
    asking = program(town.clerk, days=2)
    with time_machine.travel(timezone.now() + timedelta(days=2, seconds=1), tick=False):
        problem(asking.ask("/matters"), 401, "token_needed")


@pytest.mark.req("INV-07")
def test_a_token_has_the_rights_of_its_post_and_not_of_its_holders_others(town: Township) -> None:
    """The holder sits at the desk and calls back; the token is the desk's."""
    matter, desk = town.answered(town.file()), Appointment.objects.get(account=town.clerk.account)
    calls = Post.objects.get(pk=town.caller.post)
    Appointment.objects.create(person=desk.person, post=calls, account=desk.account, since=desk.since)
    call = {"reached": "yes", "resolved": "yes", "satisfied": 5}
    problem(program(town.clerk).act(matter.number, "call_back", **call), 403, "not_allowed")
    calling = replace(town.clerk, posts=frozenset({calls.pk}))
    assert program(calling).act(matter.number, "call_back", **call).status_code == 200
    assert Event.objects.get(move="call_back").post_id == calls.pk


@pytest.mark.req("B7")
def test_wrong_tokens_slow_their_address_down(town: Township, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "WRONG_TOKENS", 2)
    wrong = Program(token_of(town.clerk).token[:-1] + "~")
    answers = [wrong.ask("/matters") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert int(problem(answers[2], 429, "too_many") and answers[2]["Retry-After"]) > 0
    assert program(town.clerk).ask("/matters").status_code == 200


def test_use_is_noted_once_a_minute(town: Township) -> None:
    asking = program(town.clerk)
    asking.read("/states")
    first = ApiToken.objects.get().used_at
    asking.read("/states")
    assert ApiToken.objects.get().used_at == first is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        asking.read("/states")
    assert ApiToken.objects.get().used_at > first


def test_whatever_goes_wrong_is_a_problem(town: Township) -> None:
    asking = program(town.clerk)
    allowed = asking.client.put(f"{ROOT}/matters", headers=asking.headers)
    assert (problem(allowed, 405, "method"), allowed["Allow"]) == (allowed.json(), "GET, POST")
    problem(asking.ask("/nothing/here"), 404, "not_found")
    problem(Client(headers={"host": "elsewhere.example"}).get(f"{ROOT}/matters"), 400, "unreadable")
    with patch.object(service, "operate", side_effect=RuntimeError("a secret of ours")):
        answer = asking.ask("/matters")
    said = problem(answer, 500, "fault")
    assert len(said["reference"]) == 8
    assert "secret" not in answer.content.decode()
    assert isinstance(answer, HttpResponse)
