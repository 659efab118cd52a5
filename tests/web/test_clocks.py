"""Time left and time lost, counted in the days of the office."""

from datetime import datetime

import pytest

from lianxin.web.clocks import clock_face
from tests.township import at

FRIDAY = at("2026-10-30 16:00")


@pytest.mark.parametrize(
    ("due", "light", "said"),
    [
        (at("2026-11-06 17:30"), "green", "剩 5 个工作日"),
        (at("2026-11-02 17:30"), "yellow", "剩 1 个工作日"),
        (at("2026-10-31 10:00"), "yellow", "剩 18 小时"),
        (at("2026-10-30 17:30"), "yellow", "今天到期，剩 1 小时 30 分钟"),
        (at("2026-10-30 16:20"), "yellow", "今天到期，剩 20 分钟"),
        (at("2026-10-30 15:30"), "red", "已超 30 分钟"),
        (at("2026-10-30 12:00"), "red", "已超 4 小时"),
        (at("2026-10-29 17:30"), "red", "已超 1 个工作日"),
        (at("2026-10-23 17:30"), "red", "已超 5 个工作日"),
    ],
)
def test_a_friday_afternoon_looks_at_its_limits(due: datetime, light: str, said: str) -> None:
    face = clock_face(due, now=FRIDAY)
    assert (face.light, face.words, face.due) == (light, said, due)


def test_the_light_of_the_limit_wins_over_the_usual_one() -> None:
    assert clock_face(at("2026-11-06 17:30"), now=FRIDAY, light="red").light == "red"


def test_a_paused_clock_shows_what_was_left_and_is_never_late() -> None:
    face = clock_face(at("2026-10-30 17:30"), now=at("2026-12-01 09:00"), paused=at("2026-10-28 10:00"))
    assert (face.light, face.words) == ("paused", "已暂停，剩 2 个工作日")


@pytest.mark.req("XC-08")
@pytest.mark.parametrize(
    ("since", "due", "unsure"),
    [
        ("2026-12-28 09:00", "2026-12-31 17:30", False),
        ("2026-12-28 09:00", "2027-01-05 17:30", True),
        ("2027-01-04 09:00", "2027-01-05 17:30", True),
    ],
)
def test_a_limit_into_a_year_without_an_arrangement_is_provisional(
    since: str, due: str, unsure: bool
) -> None:
    assert clock_face(at(due), now=at("2026-12-28 10:00"), since=at(since)).provisional is unsure
