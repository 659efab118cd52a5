"""Whoever tries too often waits; whoever shares their address, or their name, does not."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings, strategies as st
from hypothesis.extra.django import TestCase

from lianxin.kernel import throttle
from lianxin.kernel.models.throttle import Throttle

HOUR = throttle.HOUR
START = "2026-03-02T08:00:00+08:00"


def tries(count: int, *, key: str = "a", limit: int = 10) -> list[int | None]:
    """The answers to so many tries in a row."""
    return [throttle.spend("test", key, limit=limit, window=HOUR) for _time in range(count)]


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    """A clock that stands until it is shifted."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_ten_tries_pass_and_the_eleventh_waits_for_the_first_to_age(clock: time_machine.Traveller) -> None:
    assert tries(5) == [None] * 5
    clock.shift(timedelta(minutes=20))
    assert tries(6) == [None] * 5 + [40 * 60]
    clock.shift(timedelta(minutes=40))
    assert tries(6) == [None] * 5 + [20 * 60]


def test_a_refused_try_does_not_lengthen_the_wait(clock: time_machine.Traveller) -> None:
    tries(10)
    assert tries(50)[-1] == 60 * 60
    clock.shift(timedelta(seconds=3599.5))
    assert tries(1) == [1]
    clock.shift(timedelta(seconds=1))
    assert tries(1) == [None]


def test_keys_and_scopes_are_counted_apart(clock: time_machine.Traveller) -> None:
    assert tries(10, key="a") == tries(10, key="b") == [None] * 10
    assert throttle.spend("other", "a", limit=1, window=HOUR) is None
    assert tries(1, key="a") == [3600]


def test_the_right_answer_clears_its_owner(clock: time_machine.Traveller) -> None:
    tries(10)
    throttle.clear("test", "a")
    assert tries(11) == [None] * 10 + [3600]


@pytest.mark.req("B7")
def test_two_hundred_phones_behind_one_address_all_get_through(clock: time_machine.Traveller) -> None:
    for _phone in range(400):
        assert tries(1, key="address", limit=200) == [None]
        throttle.give_back("test", "address")
    assert tries(201, key="address", limit=200) == [None] * 200 + [3600]


def test_giving_back_what_was_never_spent_does_nothing(clock: time_machine.Traveller) -> None:
    throttle.give_back("test", "a")
    assert tries(11) == [None] * 10 + [3600]


def test_the_table_names_nobody(clock: time_machine.Traveller) -> None:
    tries(1, key="clerk 192.0.2.7")
    row = Throttle.objects.get()
    assert "192.0.2.7" not in f"{row.scope} {row.key} {row.tries}"


def test_what_no_longer_counts_is_swept(clock: time_machine.Traveller) -> None:
    tries(1, key="old")
    clock.shift(HOUR + timedelta(seconds=1))
    tries(1, key="young")
    assert throttle.sweep() == 1
    assert Throttle.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix:", "unix:"),
    ],
)
def test_a_household_is_one_address(address: str, key: str) -> None:
    assert throttle.address_key(address) == key


@pytest.mark.django_db(transaction=True)
def test_a_try_counts_although_the_request_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        tries(1)
    assert not Throttle.objects.exists()
    assert tries(1) == [None]
    assert Throttle.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_by_one() -> None:
    answers: list[int | None] = []

    def hammer() -> None:
        try:
            answers.extend(tries(5, limit=10))
        finally:
            connection.close()

    threads = [threading.Thread(target=hammer) for _time in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(None) == 10
    assert len(answers) == 30


class AnyStretch(TestCase):
    """However the tries are spread, no hour holds more than the limit, and a wait is never too short."""

    @given(st.lists(st.integers(0, 2400), max_size=40), st.integers(1, 6))
    @settings(max_examples=40)
    def test_no_stretch_of_the_window_holds_more_than_the_limit(self, pauses: list[int], limit: int) -> None:
        passed = []
        with time_machine.travel(START, tick=False) as traveller:
            for pause in pauses:
                traveller.shift(timedelta(seconds=pause))
                wait = throttle.spend("test", "a", limit=limit, window=HOUR)
                if wait is None:
                    passed.append(timezone.now())
                else:
                    assert timezone.now() + timedelta(seconds=wait) >= passed[-limit] + HOUR
        assert all(later - earlier >= HOUR for earlier, later in zip(passed, passed[limit:], strict=False))
