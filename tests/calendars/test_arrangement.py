"""A year's arrangement, read from a notice, a table or JSON: the same days, and every bad line named."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, strategies as st

from lianxin.calendars.arrangement import (
    ArrangedDay,
    Arrangement,
    Unreadable,
    doubts,
    read_arrangement,
    spelled,
)
from lianxin.calendars.china import china

pytestmark = pytest.mark.req("XC-08")

NOTHING = "没有找到放假或上班的日子，例如“10月1日至8日放假，10月10日上班”。"
HALF = "days 里的这一项缺日期，或者 isOffDay 不是 true、false。"
NOTICES = {
    2026: """国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
    2023: """国务院办公厅关于2023年部分节假日安排的通知
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。""",
}


@pytest.mark.req("INV-10")
@pytest.mark.parametrize("year", NOTICES)
def test_the_notice_as_printed_gives_the_days_of_the_package(year: int) -> None:
    told = read_arrangement(NOTICES[year])
    mine, known = told.year_of(year, base=None, edition="1"), china().years[year]
    assert told.year == year
    assert mine.made_up == known.made_up
    assert {day for day in mine.off if day.weekday() < 5} == {day for day in known.off if day.weekday() < 5}
    assert doubts(told) == []


def test_a_notice_may_reach_into_the_year_before() -> None:
    told = read_arrangement(NOTICES[2023])
    assert (told.first, told.last) == (date(2022, 12, 31), date(2023, 12, 31))
    before = china().years[2022]
    both = told.year_of(2022, base=before, edition="1")
    assert both.off == before.off | {date(2022, 12, 31)}
    assert (both.made_up, both.source) == (before.made_up, before.source)


def test_a_short_sentence_a_table_and_json_say_the_same() -> None:
    days = (
        ArrangedDay(date(2027, 9, 20), off=False),
        *(ArrangedDay(date(2027, 10, day), off=True) for day in (1, 2, 3)),
    )
    table = "date,type\n2027-09-20,work\n2027/10/1,off\n2027-10-2\t休\n2027.10.03，放假"
    told = {"year": 2027, "days": [{"date": str(one.day), "isOffDay": one.off} for one in days]}
    sentence = "10月1日、2日、3日放假，9月20日上班"
    for text in (sentence, "10月1日至3日放假，9月20日上班", table, "\ufeff" + json.dumps(told)):
        assert read_arrangement(text, year=2027) == Arrangement(2027, days)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["什么也没有写。请贴上通知，或上传表格。"]),
        ("你好", ["看不出是哪一年，请写上年份，例如“2027年”。"]),
        ("2027年都上班吧", [NOTHING]),
        (
            "2027年1月1日放假，1月1日上班",
            ["第 1 行：2027-01-01 前面写了放假，这里又写上班，或者反过来。请只留一种。"],
        ),
        (
            "2027年2月30日放假",
            [
                "第 1 行：“2027年2月30日”不是一段日子，请核对。",
                NOTHING,
            ],
        ),
        (
            "2027-01-01,off\n2027-13-01,off\n\n2027-02-03,maybe",
            [
                "第 2 行：“2027-13-01”不是日期，请写成 2027-01-01 这样。",
                "第 4 行：第二栏写 off(放假)或 work(上班)，现在是“maybe”。",
            ],
        ),
        ("2027-01-01,off\n2029-01-01,off", ["2029-01-01 不在 2027 年，请核对。"]),
        ("2077-01-01,off", ["只能录 2004 到 2060 年，现在是 2077 年。"]),
        ("{", ["第 1 行：这里不是完整的 JSON，请重新下载文件。"]),
        ('{"year": 2027}', ["JSON 里没有 days 这一项，请用 holiday-cn 的格式。"]),
        (
            '{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": true}, {"date": "x"}, 3]}',
            [
                f"第 2 行：{HALF}",
                f"第 3 行：{HALF}",
            ],
        ),
    ],
)
def test_every_bad_line_is_named(text: str, said: list[str]) -> None:
    with pytest.raises(Unreadable) as found:
        read_arrangement(text)
    assert sorted(map(str, found.value.faults)) == sorted(said)


def test_a_file_for_another_year_is_refused() -> None:
    with pytest.raises(Unreadable, match="文件写的是 2026 年，这里要录的是 2027 年"):
        read_arrangement('{"year": 2026, "days": []}', year=2027)


def test_what_is_unlike_other_years_is_doubted_in_sentences() -> None:
    told = read_arrangement("2027-01-01,off\n2027-01-06,work")
    assert doubts(told) == [
        "法定节日 2月5日、2月8日、6月9日、9月15日、10月1日 没有放假。",
        "清明节（4月4日至6日之间）没有放假。",
        "2027-01-06 本来就是工作日，却写了上班。",
        "一共放假 1 天，往年是二十几到三十几天。",
    ]


@given(
    st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.booleans(), min_size=1, max_size=60)
)
def test_what_is_spelled_is_read_again(kinds: dict[date, bool]) -> None:
    days = tuple(ArrangedDay(day, off=kinds[day], name="某节" if kinds[day] else "") for day in sorted(kinds))
    assert read_arrangement(spelled(days)).days == days


WRITTEN = st.text(alphabet='年月日至、放假上班。12036-,/{}:"\n\ufeff', max_size=40)


@given(WRITTEN)
def test_no_text_brings_the_reader_down(text: str) -> None:
    with suppress(Unreadable):
        assert read_arrangement(text, year=2027).year == 2027
