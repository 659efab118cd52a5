"""Which line of the catalogue fits, what it says of itself, and what is wrong with a catalogue."""

import pytest
from hypothesis import given, strategies as st

from lianxin.appeals.rules.duty import Asked, Line, Misfit, decide, gaps, shadows

VILLAGE = "990901101201"
PATHS = {"02": ("02",), "0201": ("02", "0201"), "0203": ("02", "0203")}


def line(number: int, code: str = "", area: str = "", words: str = "", **more: object) -> Line:
    """A line to a unit of its own."""
    said = {"unit": number, "unit_name": f"单位{number}", "basis": f"清单第 {number} 条", **more}
    return Line(number=number, key=number, code=code, area=area, words=tuple(words.split()), **said)  # type: ignore[arg-type]


ASKED = Asked(codes=("02", "0201"), area=VILLAGE, text="樟荫村停水三天")


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (line(1), None),
        (line(1, "02"), None),
        (line(1, "0201", VILLAGE[:9], "漏水 停水"), None),
        (line(1, "0203"), Misfit.CLASS),
        (line(1, "0201", VILLAGE[:-1] + "9"), Misfit.AREA),
        (line(1, "", "", "漏水"), Misfit.WORDS),
        (line(1, active=False), Misfit.CLOSED),
        (line(1, departments=True, village=True), Misfit.VILLAGE),
    ],
)
def test_a_line_fits_or_says_why_not(wanted: Line, why: Misfit | None) -> None:
    found = decide([wanted], ASKED)
    assert (found.line is None) == (why is not None)
    assert found.passed == (((wanted, why),) if why else ())


def test_the_first_line_that_fits_wins_and_explains_itself() -> None:
    lines = [
        line(1, "0203"),
        line(2, "0201", VILLAGE[:-1] + "9"),
        line(3, "0201", words="漏水"),
        line(4, "0203", VILLAGE),
        line(5, "0201", VILLAGE, class_name="供水", area_name="樟荫村"),
        line(6, "02"),
        line(7, backstop=True),
    ]
    found = decide(lines, ASKED)
    assert found.sentence == "第 5 行：类别 供水 × 区域 樟荫村 → 单位5，依据：清单第 5 条"
    assert found.why_not == "前面 4 行不合：类别不同 2 行，区域不同 1 行，没有提到要求的字词 1 行。"
    assert [one.number for one in found.others] == [6, 7]


def test_a_backstop_is_asked_last_wherever_it_stands_and_nothing_is_said_plainly() -> None:
    backstop = line(1, backstop=True)
    assert decide([backstop, line(2, "02")], ASKED).line == line(2, "02")
    found = decide([backstop, line(2, "01")], ASKED)
    assert found.line == backstop
    assert found.sentence.startswith("没有一行合适，由兜底单位接：第 1 行：")
    assert found.why_not == "前面 1 行不合：类别不同 1 行。"
    assert decide([line(1, "01")], ASKED).sentence.startswith("目录里没有合适的一行，也没有兜底的单位。")


@pytest.mark.req("J9")
def test_a_village_is_passed_over_for_what_is_on_the_departments_list() -> None:
    asked = Asked(codes=("02", "0201"), area=VILLAGE, departments=True)
    found = decide([line(1, "02", VILLAGE, village=True), line(2, "02")], asked)
    assert found.line is not None
    assert found.line.number == 2
    assert found.passed[0][1] is Misfit.VILLAGE


def test_a_line_that_an_earlier_one_covers_is_found_with_the_one_that_covers_it() -> None:
    lines = [
        line(1, "0203", words="电"),
        line(2, "02", VILLAGE[:9]),
        line(3, "0201", VILLAGE),
        line(4, "0203", VILLAGE, "路灯 电线"),
        line(5, "0201"),
        line(6, "", backstop=True),
        line(7, "01"),
        line(8, "", words="停水", backstop=True),
    ]
    found = [(shadow.line.number, shadow.by.number) for shadow in shadows(lines, PATHS)]
    assert found == [(3, 2), (4, 2), (8, 6)]
    closed = [line(1, active=False), line(2, "02")]
    assert shadows(closed, PATHS) == []


def test_classes_without_a_unit_are_named_partly_when_only_some_places_have_one() -> None:
    leaves = [(("02", "0201"), "供水"), (("02", "0203"), "路灯"), (("05", "0501"), "低保")]
    lines = [line(1, "0201"), line(2, "0203", VILLAGE), line(3, "0203", words="灯"), line(4, backstop=True)]
    found = [(gap.name, gap.partly) for gap in gaps(lines, leaves, VILLAGE[:9])]
    assert found == [("路灯", True), ("低保", False)]


CODES = st.sampled_from(["", "02", "0201", "0203", "05"])
AREAS = st.sampled_from(["", VILLAGE[:9], VILLAGE, VILLAGE[:-1] + "2"])
WORDS = st.sampled_from(["", "水", "停水", "灯", "停水 灯"])
LINES = st.lists(st.tuples(CODES, AREAS, WORDS, st.booleans(), st.booleans()), min_size=1, max_size=8).map(
    lambda rows: [
        line(number, code, area, words, backstop=backstop, active=active)
        for number, (code, area, words, backstop, active) in enumerate(rows, start=1)
    ]
)


@given(LINES)
def test_a_covered_line_is_never_chosen_and_what_is_chosen_fits_before_all_others(lines: list[Line]) -> None:
    covered = {shadow.line.number for shadow in shadows(lines, PATHS)}
    for codes in (("02", "0201"), ("02", "0203"), ("05",), ()):
        for area in (VILLAGE, VILLAGE[:-1] + "2", ""):
            for text in ("停水了", "灯不亮", "别的"):
                found = decide(lines, Asked(codes, area, text))
                reached = {one.number for one in found.others} | {one.number for one, _why in found.passed}
                if found.line is None:
                    assert len(reached) == len(lines)
                    continue
                assert found.line.number not in covered
                assert all(
                    (one.backstop, one.number) > (found.line.backstop, found.line.number)
                    for one in found.others
                )
