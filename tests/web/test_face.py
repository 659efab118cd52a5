"""Each component, drawn: the words, the links, and that no meaning hangs on a colour."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from lianxin.web.parts import Answer, Pager, Paper, Step, Tab, Tone
from lianxin.web.templatetags import face
from tests.web.rendering import render, tags, words

MORNING = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)  # 09:30 in the office


def shape(tone: str) -> str | None:
    """The drawing inside the badge of a tone."""
    return tags(render("{% badge '办理中' tone %}", tone=tone), "path")[0]["d"]


def test_a_badge_has_a_word_a_colour_and_a_shape_of_its_own() -> None:
    html = render("{% badge '待签收' 'wait' %}")
    assert words(html) == ["待签收"]
    assert tags(html, "span")[0]["class"] == "badge tone-wait"
    assert len({shape(tone) for tone in Tone}) == len(Tone)


def test_an_unknown_tone_is_still_drawn() -> None:
    assert tags(render("{% badge '归档' 'strange' %}"), "path")[0]["d"]


@pytest.mark.parametrize(
    ("due", "light", "said"),
    [
        (datetime(2026, 11, 4, 9, 30, tzinfo=UTC), "green", "剩 2 个工作日"),
        (datetime(2026, 11, 2, 9, 30, tzinfo=UTC), "yellow", "今天到期，剩 8 小时"),
        (datetime(2026, 10, 30, 9, 30, tzinfo=UTC), "red", "已超 1 个工作日"),
    ],
)
def test_a_clock_says_in_words_what_its_colour_says(due: datetime, light: str, said: str) -> None:
    html = render("{% clock due now %}", due=due, now=MORNING)
    assert tags(html, "span")[0]["class"] == f"clock clock-{light}"
    assert words(html)[0] == said
    assert datetime.fromisoformat(str(tags(html, "time")[0]["datetime"])) == due


def test_three_lights_have_three_drawings() -> None:
    drawn = {
        render("{% clock due now light %}", due=MORNING, now=MORNING, light=light)
        .split("viewBox")[1]
        .split("<b>")[0]
        for light in ("green", "yellow", "red")
    }
    assert len(drawn) == 3


def test_without_a_due_time_there_is_no_clock() -> None:
    assert words(render("{% clock due now %}", due=None, now=MORNING)) == []


def test_answers_keep_their_lines_and_say_where_nothing_was_given() -> None:
    rows = [Answer("什么事", "水管漏了\n三天了", "/file/?at=what"), Answer("地点", "")]
    html = render("{% answers rows %}", rows=rows)
    assert '<span class="typed">水管漏了\n三天了</span>' in html
    assert words(html) == ["什么事", "水管漏了\n三天了", "修改", "什么事", "地点", "没有填"]
    assert tags(html, "a") == [{"href": "/file/?at=what"}]


def test_what_people_typed_is_never_taken_for_markup() -> None:
    html = render("{% answers rows %}", rows=[Answer("什么事", "<script>alert(1)</script>")])
    assert tags(html, "script") == []


def test_a_timeline_shows_who_when_what_and_that_it_was_written_down_late() -> None:
    steps = [
        Step("登记", MORNING, who="便民服务中心 登记岗"),
        Step(
            "办理记录",
            MORNING,
            words="已打电话",
            recorded_at=datetime(2026, 11, 3, 1, 0, tzinfo=UTC),
            now=True,
        ),
    ]
    html = render("{% timeline steps %}", steps=steps)
    assert words(html) == [
        *("登记", "11月2日 09:30", "便民服务中心 登记岗"),
        *("办理记录", "11月2日 09:30", "补录于 11月3日 09:00", "已打电话"),
    ]
    assert [one["class"] for one in tags(html, "li")] == ["timeline-step ", "timeline-step timeline-now"]


def test_papers_can_be_opened_and_show_their_size() -> None:
    html = render("{% papers files %}", files=[Paper("现场.jpg", "/files/1", 2048, image=True)])
    assert tags(html, "a")[0]["href"] == "/files/1"
    assert words(html) == ["现场.jpg", "2.0\xa0KB"]


def test_a_pager_leads_only_where_there_is_something() -> None:
    assert [
        one["rel"] for one in tags(render("{% pager page %}", page=Pager(older="?after=1", shown=25)), "a")
    ] == ["next"]
    assert words(render("{% pager page %}", page=Pager(shown=3))) == []


def test_tabs_are_links_with_the_open_one_marked() -> None:
    items = [Tab("待签收", "?state=to_sign", current=True, count=3), Tab("办理中", "?state=working")]
    html = render("{% tabs items '按状态' %}", items=items)
    assert [one.get("aria-current") for one in tags(html, "a")] == ["page", None]
    assert words(html) == ["待签收", "3", "办理中"]


@dataclass(frozen=True)
class Counted:
    """A figure as insight makes them."""

    label: str = "超期"
    count: int = 6
    formula: str = "在办而已过时限的件数"
    address: str = "/matters/?overdue=1"


def test_a_figure_shows_its_unit_its_list_and_its_formula() -> None:
    html = render("{% figure tile '件' '上周 4 件' %}", tile=Counted())
    assert words(html) == [
        "超期",
        "6",
        "件",
        "上周 4 件",
        "看名单",
        "超期",
        "怎么算的",
        "在办而已过时限的件数",
    ]
    assert tags(html, "a")[0]["href"] == "/matters/?overdue=1"


@pytest.mark.parametrize(("value", "most", "width"), [(3, 12, "25.0%"), (0, 12, "0.0%"), (0, 0, "0%")])
def test_a_bar_is_drawn_without_a_style_of_its_own(value: int, most: int, width: str) -> None:
    html = render("{% bar value most %}", value=value, most=most)
    assert [one["width"] for one in tags(html, "rect")] == ["100%", width]
    assert "style" not in html


def test_an_empty_list_names_the_next_step() -> None:
    html = render("{% empty '没有待办' '有事会出现在这里。' '/matters/' '看全部事项' %}")
    assert words(html) == ["没有待办", "有事会出现在这里。", "看全部事项"]


def test_the_steps_of_a_form_are_counted_in_words() -> None:
    html = render("{% steps 2 3 %}")
    assert words(html) == ["第 2 步，共 3 步"]
    assert [one.get("class") for one in tags(html, "i")] == ["steps-done", "steps-done", None]


def test_an_icon_is_hidden_from_those_who_listen() -> None:
    assert tags(render("{% icon 'telephone' %}"), "svg")[0]["aria-hidden"] == "true"
    assert tags(render("{% icon 'telephone' %}"), "path")


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", ("2026年11月2日 09:30", "2026年11月2日")), ("en", ("2 Nov 2026, 09:30", "2 Nov 2026"))],
)
def test_dates_are_written_as_the_reader_writes_them(language: str, said: tuple[str, str]) -> None:
    with translation.override(language):
        assert (face.when(MORNING), face.day(MORNING)) == said
        assert face.day(date(2026, 11, 2)) == said[1]


def test_no_date_is_no_words() -> None:
    assert (face.when(None), face.shortly(None), face.day(None)) == ("", "", "")


def test_lists_leave_out_this_year_and_only_this() -> None:
    assert face.shortly(datetime(2024, 2, 7, 8, 5, tzinfo=UTC)) == "2024年2月7日 16:05"


def test_a_code_is_grouped_to_be_read_out() -> None:
    assert face.grouped("1234567890123456") == "1234 5678 9012 3456"
