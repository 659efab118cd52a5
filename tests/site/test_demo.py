"""The demo as loaded: the same township, numbers, states and figures every time, on every engine."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import models, transaction
from pytest_django import DjangoDbBlocker

from lianxin.appeals.models import Appeal, Appellant, Callback, Handling, Order, Reply
from lianxin.insight.figures import Front, front
from lianxin.kernel import outbox
from lianxin.kernel.audit import verify
from lianxin.kernel.context import in_county
from lianxin.kernel.masking import mask_phone
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.matters.models import Clock, Contact, Matter
from lianxin.matters.rebuild import check
from lianxin.people.models import Account, Appointment, Person, Post
from lianxin.people.queries import actor_of
from lianxin.site import cli
from lianxin.site.demo import load_demo, load_if_empty
from lianxin.site.demo.content import content
from lianxin.site.demo.load import STILL_TO_CALL

pytestmark = pytest.mark.django_db
COUNTY = 990101
LAST = content().last
FINGERPRINT = "2d83b53556a53cac980ed278951110a690b2fc44e14eab0fe43b3f43c0847756"
"""Of all numbers, states, times and words. It changes with the content and the workflow, never by itself."""

TOLD = {
    Matter: "number title urgency state version filed_at recorded_at due_at closed_at area__code holder__name",
    Appeal: "matter__number type category__name text address outcome finished_at rating",
    Contact: "matter__number channel at words",
    Appellant: "matter__number identity phone_index",
    Order: "matter__number unit__name basis dispatched_at signed_at",
    Handling: "matter__number kind at text",
    Reply: "matter__number text sent_at",
    Callback: "matter__number attempt at reached resolved satisfied words",
    Clock: "limit started due original_due stopped",
    Event: "move source target at",
    Message: "letter status at",
    Appointment: "person__name post__name post__unit__name since",
}
KEYED = {"phone_index"}  # hashes differ from installation to installation


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def seconds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[float]:
    """The demo, loaded once for these tests; gives the processor time it took."""
    with django_db_blocker.unblock(), undone():
        begun = time.process_time()
        load_demo(lambda words: None)
        took = time.process_time() - begun
        with in_county(COUNTY):
            yield took


def fingerprint() -> str:
    """One line for everything the demo tells, without keys that only count rows."""
    told: dict[str, Any] = {model.__name__: rows(model, fields.split()) for model, fields in TOLD.items()}
    told["Front"] = figures(figures_of_the_mayor())
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, default=spelled).encode()).hexdigest()


def rows(model: type[models.Model], fields: list[str]) -> list[list[Any]]:
    """The rows of a table in an order of their own."""
    found = model._default_manager.values_list(*fields)
    spelt = [
        [bool(value) if name in KEYED else value for name, value in zip(fields, row, strict=True)]
        for row in found
    ]
    return sorted(spelt, key=lambda row: json.dumps(row, default=spelled))


def spelled(value: object) -> str:
    """A time, the same on both engines."""
    assert isinstance(value, datetime)
    return str(value.timestamp())


def figures_of_the_mayor() -> Front:
    """The leader's first page at the end of the last day."""
    post = Post.objects.get(name="镇长岗")
    account = Appointment.objects.get(post=post).account
    by = actor_of(account, at=LAST, demo=True)
    assert by is not None
    return front(by=by, now=LAST)


def figures(page: Front) -> dict[str, Any]:
    """Only the counts."""
    return {
        "new": page.new.count,
        "before": page.new_before.count,
        "open": page.open.count,
        "overdue": page.overdue.count,
        "ages": [age.count for age in page.ages],
    }


def test_the_demo_is_the_same_every_time(seconds: float) -> None:
    assert fingerprint() == FINGERPRINT


def test_loading_takes_less_than_twenty_seconds(seconds: float) -> None:
    assert seconds < 20


def test_every_appeal_stands_where_its_story_stops(seconds: float) -> None:
    stops = {story.title: story.stop for story in content().stories}
    assert dict(Matter.objects.values_list("title", "state")) == stops
    assert Counter(stops.values()) == {
        "closed": 188,
        "working": 26,
        "to_sign": 8,
        "callback": 7,
        "closing": 6,
        "to_dispatch": 6,
        "registered": 5,
        "rework": 2,
    }


def test_the_mayor_sees_these_figures(seconds: float) -> None:
    assert figures(figures_of_the_mayor()) == {
        "new": 28,
        "before": 15,
        "open": 58,
        "overdue": 21,
        "ages": [36, 7, 2, 12, 1],
    }


def test_numbers_run_without_a_gap(seconds: float) -> None:
    numbers = Matter.objects.order_by("recorded_at", "number").values_list("number", flat=True)
    serials = [tuple(map(int, number.split("-")[1:3])) for number in numbers]
    years = Counter(year for year, _ in serials)
    assert serials == [(year, n) for year in (2025, 2026) for n in range(1, years[year] + 1)]


def test_the_log_of_the_demo_is_whole_and_gives_the_same_back(seconds: float) -> None:
    assert verify("events").ok
    assert list(check()) == []


def test_nobody_reviews_or_calls_back_what_they_did_themselves(seconds: float) -> None:
    made: dict[tuple[int, str], set[int | None]] = {}
    for row, move, who in Event.objects.values_list("row_id", "move", "actor_id"):
        made.setdefault((row, move), set()).add(who)
    for row, move in list(made):
        if move == "finish":
            others = made.get((row, "approve"), set()) | made.get((row, "call_back"), set())
            assert not made[row, "finish"] & others


def test_sixty_people_hold_a_post_and_nobody_a_password(seconds: float) -> None:
    accounts = Account.objects.filter(county_id=COUNTY)
    assert accounts.count() == 60
    assert not any(account.has_usable_password() for account in accounts)
    roles = {role for roles in Appointment.objects.values_list("post__roles", flat=True) for role in roles}
    assert roles == {"clerk", "triage", "handler", "reviewer", "callback", "leader", "administrator"}


def test_telephones_are_of_a_range_nobody_was_given(seconds: float) -> None:
    phones = {person.phone for person in Person.objects.all()} | {
        appellant.phone for appellant in Appellant.objects.all() if appellant.phone
    }
    assert {mask_phone(phone)[:3] for phone in phones} == {"154"}
    assert all(phone.startswith("1540000") and len(phone) == 11 for phone in phones)


def test_only_the_last_days_are_left_to_telephone(seconds: float) -> None:
    waiting = list(outbox.calls().values_list("at", flat=True))
    assert waiting
    assert min(waiting) >= LAST - STILL_TO_CALL


def test_a_folder_with_data_is_left_alone(seconds: float) -> None:
    before = Event.objects.count()
    load_if_empty(pytest.fail)
    assert Event.objects.count() == before


def test_the_command_refuses_a_folder_with_data(seconds: float, capsys: pytest.CaptureFixture[str]) -> None:
    assert settings.HOME.demo
    assert cli.main(["demo"]) == 1
    assert "已经有数据" in capsys.readouterr().err
    assert County.objects.count() == 1


@pytest.mark.deep
def test_two_loads_into_two_empty_databases_are_alike() -> None:
    prints = set()
    for _ in range(2):
        with undone():
            load_demo(lambda words: None)
            with in_county(COUNTY):
                prints.add(fingerprint())
    assert len(prints) == 1
