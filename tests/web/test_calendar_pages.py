"""工作日历: a year uploaded in three ways, looked at, confirmed and undone; hours, local days, markets, school."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.kernel import clock, editions
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.timetables import HOURS, markets_of, school_of
from lianxin.kernel.worktime import calendar_in_force
from tests.township import Township, at, enter

pytestmark = pytest.mark.req("XC-08")

QUERIES = 5  # session, sign-in, duties, settings, bell
PAGE, YEAR = "/settings/calendar/", "/settings/calendar.2027/"
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假。
六、中秋节：9月15日（周三）放假。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""
CSV = "日期,类型,名称\n2027-01-01,off,元旦\n2027-01-09,work,\n"
JSON = json.dumps(
    {
        "year": 2027,
        "papers": ["https://www.gov.cn/zhengce/content/invented.htm"],
        "days": [
            {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
            {"name": "元旦", "date": "2027-01-09", "isOffDay": False},
        ],
    }
)


@pytest.fixture
def keeper(town: Township, settings) -> Client:
    """The administrator at a browser."""
    settings.COUNTY = town.county
    return enter(Client(), town.administrator)


def hidden(body: str) -> dict[str, str]:
    """What a preview carries on to the confirmation."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', body))
    found.pop("csrfmiddlewaretoken", None)
    return found


def worked(text: str) -> bool:
    editions.forget()
    return calendar_in_force().working(at(f"{text} 09:00").date())


def test_a_pasted_notice_is_looked_at_first_and_confirmed_on_the_page_of_its_year(keeper: Client) -> None:
    body = keeper.post(PAGE, {"text": NOTICE, "source": "国办发明电〔2026〕无号"}).content.decode()
    assert "还没有改，请看过再确认" in body
    assert f'action="{YEAR}"' in body
    assert "<ins>放假 春节</ins>" in body
    assert "没有正在计时的时限会变。" in body
    assert "请核对" not in body
    assert not Edition.objects.exists()
    answer = keeper.post(YEAR, hidden(body) | {"step": "confirm"})
    assert answer.status_code == 302
    assert (worked("2027-01-31"), worked("2027-02-08"), worked("2027-02-12")) == (True, False, True)
    assert Edition.objects.get().value["source"] == "国办发明电〔2026〕无号"
    shown = keeper.get(PAGE).content.decode()
    assert "2027 年" in shown
    assert "平日放假 17 天，周末上班 5 天" in shown


@pytest.mark.parametrize(
    ("name", "text", "source"),
    [
        ("2027.csv", CSV.encode("gb18030"), ""),
        ("2027.json", JSON.encode(), "https://www.gov.cn/zhengce/content/invented.htm"),
    ],
)
def test_a_table_and_the_json_of_holiday_cn_are_read_the_same(
    keeper: Client, name: str, text: bytes, source: str
) -> None:
    body = keeper.post(PAGE, {"file": SimpleUploadedFile(name, text)}).content.decode()
    assert hidden(body)["days"] == "2027-01-01,off,元旦\n2027-01-09,work," + ("元旦" if source else "")
    assert hidden(body)["source"] == source
    assert "请核对：法定节日" in body
    keeper.post(YEAR, hidden(body) | {"step": "confirm"})
    assert (worked("2027-01-01"), worked("2027-01-09")) == (False, True)


def test_every_bad_line_is_named_and_what_was_pasted_stays(keeper: Client) -> None:
    text = "2027-01-01,off\n2027-13-01,off\n2027-02-03,maybe\n2031-01-01,off"
    answer = keeper.post(PAGE, {"text": text})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "第 2 行：“2027-13-01”不是日期" in body
    assert "第 3 行：第二栏写 off" in body
    assert "2031-01-01 不在 2027 年" in body
    assert "2027-02-03,maybe" in body
    assert "请选一个文件，或者贴上通知。" in keeper.post(PAGE, {}).content.decode()
    assert not Edition.objects.exists()


def test_two_years_are_undone_apart(keeper: Client) -> None:
    for page, text in ((YEAR, "2027-01-04,off"), ("/settings/calendar.2028/", "2028-01-03,off")):
        assert keeper.post(page, {"days": text, "step": "confirm"}).status_code == 302
    assert not worked("2027-01-04")
    keeper.post(f"{YEAR}1/undo/", {"step": "confirm"})
    assert worked("2027-01-04")
    assert not worked("2028-01-03")
    editions.forget()
    assert 2027 not in calendar_in_force().years


def test_a_year_that_came_with_the_software_can_be_corrected_and_shows_as_a_grid(keeper: Client) -> None:
    body = keeper.get("/settings/calendar.2026/").content.decode()
    assert "2026-02-14,work," in body
    assert body.count('<li class="day day-made">') == 6
    assert body.count('class="month"') == 12
    keeper.post("/settings/calendar.2026/", {"days": "2026-12-30,off,本地", "step": "confirm"})
    assert not worked("2026-12-30")
    assert "已录入" in keeper.get(PAGE).content.decode()


def test_a_missing_year_is_said_sixty_days_ahead_to_the_administrator_alone(town: Township, settings) -> None:
    settings.COUNTY = town.county
    sentence = "2027 年的放假安排还没有录入"
    keeper, triage = enter(Client(), town.administrator), enter(Client(), town.triage)
    with clock.standing_at(at("2026-11-01 09:00")):
        assert sentence not in keeper.get("/settings/").content.decode()
    with clock.standing_at(at("2026-11-02 09:00")):
        assert [sentence in keeper.get(page).content.decode() for page in ("/settings/", PAGE, "/desk/")] == [
            True
        ] * 3
        assert sentence not in triage.get("/desk/").content.decode()
        keeper.post(YEAR, {"days": NOTICE, "step": "confirm"})
        assert sentence not in keeper.get("/settings/").content.decode()


def test_hours_are_written_as_spans_for_an_area_or_for_all(keeper: Client, town: Township) -> None:
    page = "/settings/office.hours/"
    bad = keeper.post(page, {"spans": "8点到12点"})
    assert bad.status_code == 422
    assert "请写成 08:30-12:00 这样" in bad.content.decode()
    keeper.post(page, {"spans": "9:00-12:00，13:00-17:00", "step": "confirm"})
    editions.forget()
    assert editions.current_value(HOURS) == {"spans": "09:00-12:00, 13:00-17:00"}
    hours = calendar_in_force(town.village.code).hours_on(clock.now().date())
    assert (f"{hours.closing:%H:%M}", hours.edition) == ("17:00", "#1")


def test_market_days_show_their_next_ten_before_they_are_set(keeper: Client, town: Township) -> None:
    page, text = "/settings/calendar.markets/", "农历逢三、六、九 | 街上"
    with clock.standing_at(at("2026-11-29 09:00")):
        bad = keeper.post(page, {"text": f"{text}\n逢场天"})
        assert bad.status_code == 422
        assert "第 2 行：看不懂“逢场天”" in bad.content.decode()
        body = keeper.post(page, {"text": text}).content.decode()
        # 2026-11-29 is 十月廿一: 廿三 is 1 December.
        assert "接下来的十个赶场日：12月1日（星期二）、12月4日（星期五）、12月7日（星期一）、12月11日" in body
        keeper.post(page, {"text": text, "step": "confirm"})
        assert "接下来的十个赶场日：12月1日（星期二）" in keeper.get(page).content.decode()
        editions.forget()
        assert [
            market.place for market in markets_of(town.village.code).on(at("2026-12-01 09:00").date())
        ] == ["街上"]


def test_local_days_may_not_close_the_office_for_good(keeper: Client) -> None:
    page = "/settings/calendar.local/"
    answer = keeper.post(page, {"text": "每周一、二 | 全天 | 歇"})
    assert answer.status_code == 422
    assert "最多 60 天" in answer.content.decode()
    assert keeper.post(page, {"text": "每周三 | 下午 | 赶集", "step": "confirm"}).status_code == 302


def test_the_school_year_says_when_boarders_go_home_next(keeper: Client) -> None:
    text = "学期 | 2026-09-01至2027-01-22 | 秋季学期\n放假 | 2026-10-01至2026-10-08\n回家 | 每14天，从2026-09-11起"
    with clock.standing_at(at("2026-11-29 09:00")):
        body = keeper.post("/settings/calendar.school/", {"text": text}).content.decode()
        assert "今天在学期内。" in body
        assert "住校生下次回家：12月4日（星期五）。" in body
        keeper.post("/settings/calendar.school/", {"text": text, "step": "confirm"})
        editions.forget()
        assert school_of().next_home(at("2026-12-05 09:00").date()) == at("2026-12-18 09:00").date()


def test_the_page_of_years_asks_as_often_however_many_were_uploaded(keeper: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            keeper.get(PAGE)
        return len(queries)

    before = asked()
    for number in (2024, 2025, 2027, 2028):
        page = f"/settings/calendar.{number}/"
        keeper.post(page, {"days": f"{number}-01-01,off", "step": "confirm"})
    assert (asked(), before) == (QUERIES, QUERIES)
