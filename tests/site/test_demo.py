"""The demo as loaded: the same township, numbers, states and figures every time, on every engine."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from lianxin.appeals.models import Appellant
from lianxin.insight.models import Story
from lianxin.kernel import clock, outbox
from lianxin.kernel.audit import verify
from lianxin.kernel.context import in_county
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.county import County
from lianxin.kernel.models.erasure import ErasureBatch
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.export import Export
from lianxin.kernel.models.figure import ClaimedFigure
from lianxin.kernel.models.imports import ImportRun
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.people.models import Account, Appointment, Person
from lianxin.site import cli
from lianxin.site.demo import load_demo, load_if_empty
from lianxin.site.demo.content import content
from lianxin.site.demo.load import STILL_TO_CALL, set_clock
from lianxin.site.reference.access import SHOWN
from tests.appeals.hands import papers_are_in_the_log
from tests.site.demo_told import LAST, figures, figures_of_the_mayor, fingerprint, undone

pytestmark = pytest.mark.django_db
COUNTY = 990101
LEFT_AT = {
    "人行道被电动车占满": "joint",
    "邻居建房挖了我家墙根": "suspended",
    "废电杆倒在田里没人收": "return_asked",
    "发补贴的名册上有自家亲戚": "inquiring",
}
"""Where content/law.toml takes a matter on the last day."""
FINGERPRINT = "ab9d89a81aa56a9573603686e03fb912e02ea99dcec72c35679c79946633c03f"
"""Of all numbers, states, times and words. It changes with the content and the workflow, never by itself."""


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, loaded once for these tests."""
    with django_db_blocker.unblock(), undone():
        load_demo(lambda words: None)
        with in_county(COUNTY):
            yield


def test_the_demo_is_the_same_every_time(played: None) -> None:
    assert fingerprint() == FINGERPRINT
    papers_are_in_the_log()


def test_every_appeal_stands_where_its_story_stops(played: None) -> None:
    stops = {story.title: story.stop for story in content().stories} | LEFT_AT
    assert dict(Matter.objects.values_list("title", "state")) == stops
    assert Counter(stops.values()) == {
        "closed": 188,
        "working": 24,
        "to_sign": 7,
        "callback": 7,
        "closing": 6,
        "to_dispatch": 6,
        "registered": 5,
        "rework": 2,
        "suspended": 1,
        "joint": 1,
        "return_asked": 1,
        "inquiring": 1,
    }


def test_the_mayor_sees_these_figures(played: None) -> None:
    assert figures(figures_of_the_mayor()) == {
        "new": 28,
        "before": 15,
        "open": 58,
        "overdue": 22,
        "ages": [36, 7, 2, 12, 1],
    }


def test_numbers_run_without_a_gap(played: None) -> None:
    series = Matter.objects.exclude(state="inquiring")  # accusations have a series of their own
    numbers = series.order_by("recorded_at", "number").values_list("number", flat=True)
    serials = [tuple(map(int, number.split("-")[1:3])) for number in numbers]
    years = Counter(year for year, _ in serials)
    assert serials == [(year, n) for year in (2025, 2026) for n in range(1, years[year] + 1)]


def test_the_log_of_the_demo_is_whole_and_gives_the_same_back(played: None) -> None:
    assert verify("events").ok
    assert list(check()) == []


def test_nobody_reviews_or_calls_back_what_they_did_themselves(played: None) -> None:
    made: dict[tuple[int, str], set[int | None]] = {}
    for row, move, who in Event.objects.values_list("row_id", "move", "actor_id"):
        made.setdefault((row, move), set()).add(who)
    for row, move in list(made):
        if move == "finish":
            others = made.get((row, "approve"), set()) | made.get((row, "call_back"), set())
            assert not made[row, "finish"] & others


def test_sixty_three_people_hold_a_post_and_nobody_a_password(played: None) -> None:
    accounts = Account.objects.filter(county_id=COUNTY)
    assert accounts.count() == 63
    assert not any(account.has_usable_password() for account in accounts)
    roles = {role for roles in Appointment.objects.values_list("post__roles", flat=True) for role in roles}
    assert roles == {role for role in SHOWN if role != "resident"}


def test_telephones_are_of_a_range_nobody_was_given(played: None) -> None:
    phones = {person.phone for person in Person.objects.all()} | {
        appellant.phone for appellant in Appellant.objects.all() if appellant.phone
    }
    assert all(phone.startswith("1540000") and len(phone) == 11 for phone in phones)


def test_one_of_each_lies_on_the_desks(played: None) -> None:
    assert sorted(ImportRun.objects.values_list("kind", "status")) == [
        ("appeals", "previewed"),
        ("areas", "done"),
        ("areas", "previewed"),
        ("residents", "done"),
    ]
    assert Counter(Export.objects.values_list("sheet", "status")) == {
        ("matters", "ready"): 2,
        ("residents", "asked"): 1,
    }
    lists = sorted(ErasureBatch.objects.values_list("cause", "status"))
    assert lists == [("monthly", "proposed"), ("request", "proposed")]
    assert [claim.percent for claim in ClaimedFigure.objects.all()] == [780]
    assert Counter(row.published_at is not None for row in Story.objects.all()) == {True: 1, False: 1}
    scans = Attachment.objects.filter(origin="scan")
    assert sorted(scans.values_list("row_kind", flat=True)) == ["matter", "tray", "tray"]


def test_only_the_last_days_are_left_to_telephone(played: None) -> None:
    waiting = list(outbox.calls().values_list("at", flat=True))
    assert waiting
    assert min(waiting) >= LAST - STILL_TO_CALL


@pytest.fixture
def own_clock() -> Iterator[None]:
    """The process lives in real time again afterwards."""
    yield
    clock.shift(timedelta())


def test_the_clock_goes_on_from_the_evening_the_year_ends(played: None, own_clock: None) -> None:
    set_clock(content().town)
    assert timedelta() <= clock.now() - LAST < timedelta(minutes=10)


def test_a_folder_with_data_is_left_alone(played: None, own_clock: None) -> None:
    before = Event.objects.count()
    load_if_empty(pytest.fail)
    assert Event.objects.count() == before


def test_the_command_refuses_a_folder_with_data(played: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert settings.HOME.demo
    assert cli.main(["demo"]) == 1
    assert "已经有数据" in capsys.readouterr().err
    assert County.objects.count() == 1
