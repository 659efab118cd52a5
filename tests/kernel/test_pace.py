"""Waiting between attempts and keeping quiet at night, whatever the moment."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from lianxin.kernel.pace import Pace, pace

OFFICE = ZoneInfo("Asia/Shanghai")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
TERMS = Pace()
EVES = {date(2026, 2, 16), date(2027, 2, 5), date(2028, 1, 25), date(2029, 2, 12), date(2030, 2, 2)}


@pytest.mark.req("INV-22", "XC-11")
@given(MOMENTS)
def test_a_message_is_never_audible_at_night_or_on_new_years_eve(moment: datetime) -> None:
    local = TERMS.audible(moment).astimezone(OFFICE)
    assert time(8) <= local.time() < time(20)
    assert local.date() not in EVES


@pytest.mark.req("INV-22")
@given(MOMENTS)
def test_waiting_for_the_morning_is_never_longer_than_needed(moment: datetime) -> None:
    later = TERMS.audible(moment)
    local = moment.astimezone(OFFICE)
    if later == moment:
        return
    assert later > moment
    assert later.astimezone(OFFICE).time() == time(8)
    eve = local.date() in EVES or (local + timedelta(days=1)).date() in EVES
    assert later - moment <= timedelta(hours=36 if eve else 12)


@pytest.mark.req("INV-22")
@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-22 07:59:59", "2026-11-22 08:00"),
        ("2026-11-22 08:00:00", "2026-11-22 08:00"),
        ("2026-11-22 19:59:59", "2026-11-22 19:59:59"),
        ("2026-11-22 20:00:00", "2026-11-23 08:00"),
        ("2026-11-22 00:00:00", "2026-11-22 08:00"),
        ("2026-12-31 23:00:00", "2027-01-01 08:00"),
        ("2027-02-04 21:00:00", "2027-02-06 08:00"),
        ("2027-02-05 12:00:00", "2027-02-06 08:00"),
    ],
)
def test_the_edges_of_the_night(at: str, until: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=OFFICE)
    assert TERMS.audible(moment.astimezone(UTC)) == datetime.fromisoformat(until).replace(tzinfo=OFFICE)


@given(st.integers(1, 60), st.text(max_size=8))
def test_a_wait_grows_is_capped_and_spread(attempt: int, salt: str) -> None:
    plain = timedelta(seconds=min(15 * 3 ** (attempt - 1), 6 * 3600))
    assert plain * 0.8 <= TERMS.wait(attempt, salt=salt) <= plain * 1.2


def test_jobs_that_failed_together_come_back_apart() -> None:
    waits = {TERMS.wait(3, salt=str(number)) for number in range(1000)}
    assert len(waits) > 990
    assert max(waits) - min(waits) > timedelta(seconds=40)


def test_an_installation_changes_the_terms_in_its_settings(settings: object) -> None:
    settings.PACE = {"edition": "2027-01", "attempts": 3}  # type: ignore[attr-defined]  # pytest-django's
    assert (pace().edition, pace().attempts, pace().lease) == ("2027-01", 3, TERMS.lease)
