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
        (at("2026-10-30 17:30"), "yellow", "今天到期，剩 1 小时"),
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
