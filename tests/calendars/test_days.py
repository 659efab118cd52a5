"""Rules in words: markets, days of the moon, local holidays, the school year."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, strategies as st
from lunar_python import Solar

from lianxin.calendars.calendar import Calendar
from lianxin.calendars.china import china
from lianxin.calendars.days import read_days
from lianxin.calendars.hours import DEFAULT_HOURS, OfficeHours, read_hours
from lianxin.calendars.limits import add_working_days, due, working_time_between
from lianxin.calendars.local import Part, left_of, read_local
from lianxin.calendars.lunar import BRANCHES, branch, eve_of_new_year, lunar, solar
from lianxin.calendars.markets import read_markets
from lianxin.calendars.school import read_school
from tests.township import at

pytestmark = pytest.mark.req("XC-08")

SUNDAY = date(2026, 11, 29)  # 农历十月廿一, 丁未日


def coming(words: str, most: int = 3) -> list[str]:
    """The next days a rule means, month and day."""
    found = read_days(words).upcoming(SUNDAY)
    return [f"{day:%m-%d}" for day, _ in zip(found, range(most), strict=False)]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2026-12-24", ["12-24"]),
        ("2026年12月30日至2027年1月1日", ["12-30", "12-31", "01-01"]),
        ("2026-12-30至31日", ["12-30", "12-31"]),
        ("每年12月1日", ["12-01", "12-01", "12-01"]),
        ("每周三、六", ["12-02", "12-05", "12-09"]),
        ("逢周日", ["11-29", "12-06", "12-13"]),
        ("星期天", ["11-29", "12-06", "12-13"]),
        ("每5天，从2026-11-20起", ["11-30", "12-05", "12-10"]),
        ("每五天，从2026年12月3日开始", ["12-03", "12-08", "12-13"]),
        ("每月5日、15日", ["12-05", "12-15", "01-05"]),
        ("公历逢5、0", ["11-30", "12-05", "12-10"]),
        ("农历初二、十六", ["12-10", "12-24", "01-09"]),
        ("初二、初五、廿二", ["11-30", "12-10", "12-13"]),
        ("农历逢三、六、九", ["12-01", "12-04", "12-07"]),
        ("逢三六九", ["12-01", "12-04", "12-07"]),
        ("农历逢十", ["12-08", "12-18", "12-28"]),
        ("农历三月三", ["04-09", "03-28"]),
        ("农历十一月初一", ["12-09", "11-28", "12-16"]),
        ("农历正月十五", ["02-20", "02-09"]),
        ("逢辰、戌日", ["12-02", "12-08", "12-14"]),
        ("逢龙日、狗日", ["12-02", "12-08", "12-14"]),
    ],
)
def test_a_rule_means_these_days(words: str, days: list[str]) -> None:
    assert coming(words) == days


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("逢场天", "看不懂“逢场天”"),
        ("", "看不懂“”"),
        ("每5天，从12月1日起", "少了年份"),
        ("每0天，从2026-12-01起", "每几天要从 1 天起"),
        ("2027-02-30", "没有 2027-02-30 这一天"),
        ("2027-05-03至2027-05-01", "末日在首日前面"),
        ("每月32日", "一个月没有的日子"),
        ("农历初二、四十", "看不懂"),
        ("农历三月四十", "请写初一到三十"),
    ],
)
def test_what_is_no_rule_says_how_to_write_one(words: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_days(words)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_moon_and_branches_are_those_of_the_package(day: date) -> None:
    judge = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    mine = lunar(day)
    assert (mine.year, mine.month, mine.leap, mine.day) == (
        judge.getYear(),
        abs(judge.getMonth()),
        judge.getMonth() < 0,
        judge.getDay(),
    )
    assert BRANCHES[branch(day)] == judge.getDayZhi()
    if not mine.leap:
        assert solar(mine.year, mine.month, mine.day) == day


def test_the_eve_of_the_new_year_is_the_29th_or_30th_of_the_twelfth_month() -> None:
    eves = [eve_of_new_year(year) for year in (2025, 2026, 2027)]
    assert eves == [date(2025, 1, 28), date(2026, 2, 16), date(2027, 2, 5)]
    assert solar(2025, 12, 30) is None  # the twelfth month of that year has 29 days
    assert lunar(date(2025, 7, 25)).leap  # 闰六月初一


def test_markets_are_held_on_their_days_at_their_places() -> None:
    markets = read_markets("# 场期\n农历逢三、六、九 | 街上\n\n逢辰日 | 老场坝\n每周日")
    assert [one.place for one in markets.on(date(2026, 12, 1))] == ["街上"]
    assert [one.place for one in markets.on(date(2026, 12, 8))] == ["老场坝"]
    assert [f"{day:%m-%d}" for day in markets.upcoming(SUNDAY, 4)] == ["11-29", "12-01", "12-04", "12-06"]
    assert read_markets("").upcoming(SUNDAY) == []
    with pytest.raises(ValueError, match="第 2 行：看不懂"):
        read_markets("每周日\n随便哪天")
    with pytest.raises(ValueError, match="第 1 行要写成"):
        read_markets("每周日 | 街上 | 多了一栏")


def test_local_days_take_the_whole_day_or_half_of_it() -> None:
    local = read_local(
        "农历三月初三 | 全天 | 三月三\n2027-03-08 | 下午 | 妇女节\n每周三 | 上午 | 赶集\n2027-04-10 | 上班"
    )
    calendar = Calendar(years=china().years, local=local)
    assert not calendar.working(date(2027, 4, 9))
    assert calendar.working(date(2027, 4, 10))  # a Saturday made up for
    assert calendar.closing(date(2027, 3, 8)) == at("2027-03-08 12:00")
    assert calendar.spans(date(2027, 3, 10)) == [(at("2027-03-10 14:00"), at("2027-03-10 17:30"))]
    assert due("W", 1, at("2027-03-05 09:00"), calendar) == at("2027-03-08 12:00")
    assert due("W", 1, at("2027-04-08 09:00"), calendar) == at("2027-04-10 17:30")
    assert due("WH", 4, at("2027-03-08 11:00"), calendar) == at("2027-03-09 11:30")
    with pytest.raises(ValueError, match="第 2 行要写成"):
        read_local("每周三 | 下午 | 赶集\n每周三 | 半天")


def test_half_of_a_day_is_cut_at_noon_whatever_the_hours() -> None:
    through = ((time(9), time(16)),)
    assert left_of(through, Part.MORNING) == ((time(12), time(16)),)
    assert left_of(through, Part.AFTERNOON) == ((time(9), time(12)),)
    assert left_of(through, Part.ALL) == ()
    mornings = OfficeHours(spans=((time(8), time(12)),), edition="1")
    calendar = Calendar(hours=mornings, local=read_local("每周三 | 上午 | 赶集"))
    assert not calendar.working(date(2026, 12, 2))  # nothing is left of it


def test_hours_change_on_their_day() -> None:
    summer = OfficeHours(spans=((time(8), time(12)), (time(15), time(18))), edition="夏")
    calendar = Calendar(years=china().years, later=((date(2026, 6, 1), summer),))
    assert due("W", 1, at("2026-05-28 09:00"), calendar) == at("2026-05-29 17:30")
    assert due("W", 2, at("2026-05-28 09:00"), calendar) == at("2026-06-01 18:00")
    assert due("WH", 2, at("2026-05-29 16:30"), calendar) == at("2026-06-01 09:00")
    assert due("W", 0.5, at("2026-06-01 08:00"), calendar) == at("2026-06-01 11:30")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "至少写一段"),
        ("8点到12点", "不是一段时间"),
        ("25:00-26:00", "不是一段时间"),
        ("12:00-08:30", "下班时间要晚于上班时间"),
        ("08:30-12:00, 11:00-17:00", "不能重叠"),
    ],
)
def test_hours_that_can_not_be_are_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_hours(text, edition="1")


def test_hours_are_read_as_they_are_written() -> None:
    assert read_hours("8：30至12:00，14:00~17:30", edition=DEFAULT_HOURS.edition) == DEFAULT_HOURS
    assert read_hours(DEFAULT_HOURS.words, edition=DEFAULT_HOURS.edition) == DEFAULT_HOURS


SCHOOL = """学期 | 2026-09-01至2027-01-22 | 秋季学期
放假 | 2026-10-01至2026-10-08 | 国庆
上课 | 2026-10-10
学期 | 2027-03-01至2027-07-09"""


def test_terms_holidays_and_the_way_home() -> None:
    school = read_school(SCHOOL)
    days = ["2026-08-31", "2026-09-01", "2026-09-05", "2026-10-03", "2026-10-10", "2027-02-08"]
    assert [school.in_term(date.fromisoformat(day)) for day in days] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]
    assert [school.taught(date.fromisoformat(day)) for day in days] == [
        False,
        True,
        False,
        False,
        True,
        False,
    ]
    assert school.next_home(date(2026, 9, 28)) == date(2026, 9, 30)  # a Wednesday: the holiday begins
    assert school.next_home(date(2026, 10, 9)) == date(2026, 10, 9)
    assert school.next_home(date(2027, 1, 23)) == date(2027, 3, 5)  # the first Friday of the new term
    assert read_school("").next_home(date(2026, 9, 1)) is None
    every_second = read_school(SCHOOL + "\n回家 | 每14天，从2026-09-11起")
    assert every_second.next_home(date(2026, 9, 12)) == date(2026, 9, 25)
    with pytest.raises(ValueError, match="第 1 行要写成"):
        read_school("暑假 | 2026-07-10至2026-08-31")


RULES = st.sampled_from(
    ["每周三 | 下午", "农历三月初三 | 全天", "逢辰日 | 上午", "公历逢5 | 全天", "每周六 | 上班"]
)


@pytest.mark.req("INV-10")
@given(
    day=st.dates(date(2010, 1, 1), date(2026, 6, 30)),
    amount=st.integers(1, 30),
    rules=st.lists(RULES, max_size=3, unique=True),
    later=st.integers(0, 10),
)
def test_local_days_keep_limits_monotone_and_off_days_of_rest(
    day: date, amount: int, rules: list[str], later: int
) -> None:
    calendar = Calendar(years=china().years, local=read_local("\n".join(rules)))
    start = at(f"{day} 09:00")
    end = add_working_days(start, amount, calendar)
    assert calendar.working(end.date())
    assert (
        sum(calendar.working(day + timedelta(days=n)) for n in range(1, (end.date() - day).days + 1))
        == amount
    )
    assert end <= add_working_days(start + timedelta(days=later), amount, calendar)
    hours = due("WH", amount, start, calendar)
    assert working_time_between(start, hours, calendar) == timedelta(hours=amount)
