"""Sending at the same moment, and guessing without end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from lianxin.doors import actions
from lianxin.doors.actions import AlreadySent, file_appeal, open_with_code
from lianxin.doors.rules import WEB
from lianxin.kernel.context import in_county
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Contact, Matter
from lianxin.people.rules import TooMany
from tests.doors.conftest import nothing_written, photo
from tests.township import Township

Given = TypeVar("Given")


def at_once(times: int, county: int, act: Callable[[], Given]) -> list[Given]:
    """What several threads get that do the same at the same moment, each on a connection of its own."""

    def one(_: int) -> Given:
        try:
            with in_county(county):
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))


@pytest.mark.req("INV-12")
@pytest.mark.skipif(not settings.DATABASE_URL, reason="an in-memory SQLite has one connection")
@pytest.mark.django_db(transaction=True)
def test_the_same_page_sent_by_eight_at_the_same_moment_is_one_appeal(town: Township) -> None:
    claim = uuid7()

    def send() -> str:
        matter = file_appeal(town.words(), [], by=town.resident, client_id=claim, origin=WEB)
        return matter.number

    assert len(set(at_once(8, town.county, send))) == 1
    assert Matter.objects.count() == Contact.objects.count() == 1
    assert Event.objects.filter(move="register").count() == 1


def test_what_triage_set_right_does_not_make_a_late_resend_another_matter(town: Township) -> None:
    claim = uuid7()
    said = town.words(type="enquiry", area=None)
    matter = file_appeal(said, [], by=town.resident, client_id=claim, origin=WEB)
    town.accepted(matter)
    again = file_appeal(said, [], by=town.resident, client_id=claim, origin=WEB)
    assert again.pk == matter.pk
    with pytest.raises(AlreadySent):
        file_appeal(town.words(text="别的事"), [], by=town.resident, client_id=claim, origin=WEB)
    assert Contact.objects.count() == 1


def test_a_photo_that_cannot_be_kept_takes_the_appeal_back(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(actions, "attach", full)
    with pytest.raises(OperationalError):
        file_appeal(town.words(), [photo()], by=town.resident, client_id=uuid7(), origin=WEB)
    assert nothing_written()


@pytest.mark.deep
@pytest.mark.req("B5")
def test_ten_thousand_guesses_from_fifty_addresses_open_nothing(town: Township) -> None:
    matter = town.file()
    opened, waited = 0, 0
    for guess in range(10_000):
        try:
            found = open_with_code(matter.number, f"{guess:016d}", address=f"10.7.0.{guess % 50}")
            opened += found is not None
        except TooMany:
            waited += 1
    assert opened == 0
    assert waited >= 9_900
