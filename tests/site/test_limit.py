"""`./run limit`: one limit, many lines, what is wrong with a line, and how long a thousand take."""

import argparse
import io
import sys
from typing import Any

import pytest

from lianxin.kernel import editions
from lianxin.kernel.actor import system
from lianxin.kernel.editions import Change, Json, Setting
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.kernel.timetables import HOURS, YEARS
from lianxin.site.cli import main
from lianxin.site.commands import limit

pytestmark = pytest.mark.django_db
Told = tuple[int, str, str]

VECTORS = """
2022-01-28 1 W 2022-01-29
2022-01-28 5 W 2022-02-09
2022-01-30 5 W 2022-02-11
2021-09-24 5 W 2021-09-30
2025-01-24 5 W 2025-02-07
2025-09-26 5 W 2025-10-10
2025-09-30 5 W 2025-10-14
2026-02-13 5 W 2026-02-27
2026-02-13 7 W 2026-03-02
2022-01-28 15 N 2022-02-14
2022-01-28 30 N 2022-02-28
2021-09-24 30 N 2021-10-25
2025-09-30 60 N 2025-12-01
2025-09-26 15 N 2025-10-11
2022-02-07T16:00 4 WH 2022-02-08T11:00
2022-02-03T10:00 24 H 2022-02-04T10:00
2022-02-05 1 W 2022-02-07
"""


def ask(capsys: pytest.CaptureFixture[str], **given: Any) -> Told:
    options = {
        "start": None,
        "amount": None,
        "clock": None,
        "batch": None,
        "county": None,
        "area": "",
        **given,
    }
    code = limit.run(argparse.Namespace(**options))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def batch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def run(text: str) -> Told:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return ask(capsys, batch="-")

    return run


@pytest.mark.req("XC-08", "INV-10")
def test_one_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limit", "--from", "2022-01-28", "--amount", "5", "--clock", "W"]) == 0
    assert capsys.readouterr().out == "2022-02-09\n"


@pytest.mark.req("XC-08", "INV-10")
def test_the_vectors_of_the_model_as_a_batch(batch) -> None:
    rows = [line.split() for line in VECTORS.strip().splitlines()]
    code, out, err = batch("".join(f"{start} {amount} {kind}\n" for start, amount, kind, _ in rows))
    assert (code, err) == (0, "")
    assert out.split() == [right for *_, right in rows]


def test_bad_lines_name_themselves_and_the_remedy_and_the_others_are_printed(batch) -> None:
    code, out, err = batch(
        "2022-01-28 5 W\n28.1. 5 W\n\n2022-01-28 fünf W\n2022-01-28 5 D\n2022-01-28 5\n2022-01-28 1.5 W\n"
        "2022-01-28 -1 N\n9999-12-31 9 W\n2022-02-03 10:00 24 h\n"
    )
    assert (code, out) == (1, "2022-02-09\n2022-02-04T10:00\n")
    assert err.splitlines() == [
        "✗ 第 2 行：“28.1.”不是日期。请写成 2022-01-28 或 2022-01-28T16:00。",
        "✗ 第 4 行：数量“fünf”不是数。请写 5 这样的数。",
        "✗ 第 5 行：种类“D”不认识。请写 W(工作日)、N(自然日)、WH(工作小时)或 H(小时)。",
        "✗ 第 6 行：有 2 栏，要三栏。每行写“开始 数量 种类”，例如 2022-01-28 5 W。",
        "✗ 第 7 行：按天算要写整天数(半个工作日写 0.5)，现在是 1.5。请改成整数，或用 WH。",
        "✗ 第 8 行：数量要在 0 到 10000 之间，现在是 -1。请核对。",
        "✗ 第 9 行：到期日超出了公元 9999 年。请核对日期和数量。",
    ]


def test_what_rests_on_an_unpublished_year_is_said_to_be_provisional(batch) -> None:
    code, out, err = batch("2026-12-30 5 W\n2022-01-28 5 W\n2100-12-31T10:00 5 H\n")
    assert (code, out.splitlines()[0]) == (0, "2027-01-07")
    assert err == (
        "△ 有 1 行是暂定的（第 1 行起），因为期间有的年份还没有公布放假安排。公布后请升级软件，"
        "或在“设置”的“工作日历”里录入，再算一次。\n"
    )


@pytest.mark.req("XC-08")
def test_an_office_is_answered_by_its_own_calendar_and_its_areas_hours(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"start": "2026-12-31", "amount": "1", "clock": "W"}
    assert ask(capsys, **asked)[:2] == (0, "2027-01-04\n")
    put(YEARS[2027], {"days": [["2027-01-01", "off", ""], ["2027-01-04", "off", ""]]})
    put(HOURS, {"spans": "08:00-11:00"}, scope="990901101")
    assert ask(capsys, **asked) == (0, "2027-01-05\n", "")
    hours = {"start": "2026-12-31T08:30", "amount": "3", "clock": "WH"}
    assert ask(capsys, **hours, area="990901101201")[:2] == (0, "2027-01-05T08:30\n")
    assert ask(capsys, **hours)[:2] == (0, "2026-12-31T11:30\n")
    County.objects.create(code=county.code + 1, name="邻县")
    assert ask(capsys, **asked)[:2] == (0, "2027-01-04\n")
    assert ask(capsys, **asked, county=county.code)[:2] == (0, "2027-01-05\n")


def put(setting: Setting[Any], value: Json, **more: Any) -> None:
    """A change by the operator."""
    editions.change(setting, Change(value, **more), by=system(990901), client_id=uuid7())


def test_too_few_options_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "✗ 请写 --from、--amount 和 --clock 三项，或用 --batch 一次算许多行。\n"
    assert ask(capsys, start="2022-01-28") == (2, "", sentence)


@pytest.mark.req("XC-08")
def test_a_thousand_lines_are_answered_in_their_order(batch) -> None:
    asked = [(1 + n % 28, n % 90, ("W", "N", "WH", "H")[n % 4]) for n in range(1000)]
    code, out, err = batch("".join(f"2022-01-{day:02} {amount} {kind}\n" for day, amount, kind in asked))
    assert (code, err) == (0, "")
    alone = [batch(f"2022-01-{day:02} {amount} {kind}\n")[1] for day, amount, kind in asked[:40]]
    assert out.splitlines(keepends=True)[:40] == alone
    assert len(out.splitlines()) == 1000
