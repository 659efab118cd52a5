"""消息 at the bell: how many, which, where each leads, and how one wants to be told."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel import clock, notices
from lianxin.kernel.models.notice import Notice, NoticeWish
from tests.township import Township, enter

OFFICE = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2026, 11, 23, 19, 0, tzinfo=OFFICE)  # a Monday
AT_WORK = datetime(2026, 11, 24, 9, 0, tzinfo=OFFICE)


def count_on(body: str) -> str:
    """What the bell says."""
    bell = body.split('href="/notices/"')[1].split("</a>", maxsplit=1)[0]
    return bell.split('class="count">')[1].split("<")[0] if "count" in bell else ""


def test_the_bell_counts_on_every_page_and_leads_to_the_matter_once_read(town: Township) -> None:
    matter = town.dispatched(town.file())
    browser = enter(Client(), town.water_handler)
    assert [count_on(browser.get(page).content.decode()) for page in ("/desk/", "/me/")] == ["1", "1"]
    body = browser.get("/notices/").content.decode()
    assert f"有一件派给本单位的诉求 {matter.number}，请签收。" in body
    answer = browser.post(f"/notices/{Notice.objects.get().pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/matters/{matter.number}/")
    assert count_on(browser.get("/desk/").content.decode()) == ""


def test_who_looks_at_the_matter_has_read_what_was_said_of_it(town: Township) -> None:
    first, second = town.dispatched(town.file()), town.dispatched(town.file())
    browser = enter(Client(), town.water_handler)
    browser.get(f"/matters/{first.number}/")
    lines = {line.words: line.read for line in browser.get("/notices/").context["lines"]}
    assert [read for words, read in lines.items() if first.number in words] == [True]
    assert [read for words, read in lines.items() if second.number in words] == [False]
    assert notices.bell(town.water_handler) == 1


def test_more_than_ninety_nine_are_too_many_to_count(town: Township) -> None:
    post = next(iter(town.water_handler.posts))
    notices.put([notices.Told("staff.to_sign", {"number": n}, posts=[post]) for n in range(120)])
    assert count_on(enter(Client(), town.water_handler).get("/desk/").content.decode()) == "99+"


def test_pages_follow_each_other_and_all_is_read_at_once(town: Township) -> None:
    post = next(iter(town.water_handler.posts))
    notices.put([notices.Told("staff.to_sign", {"number": n}, posts=[post]) for n in range(40)])
    browser = enter(Client(), town.water_handler)
    first = browser.get("/notices/")
    second = browser.get(f"/notices/{first.context['page'].older}")
    shown = [line.key for page in (first, second) for line in page.context["lines"]]
    assert (len(shown), len(set(shown)), second.context["page"].older) == (40, 40, "")
    assert browser.post("/notices/read/").status_code == 302
    assert notices.bell(town.water_handler) == 0


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_asks_as_often_however_many_there_are(
    town: Township, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(count):
        town.dispatched(town.file())
    browser = enter(Client(), town.water_handler)
    browser.get("/notices/")
    with django_assert_num_queries(10):
        assert len(browser.get("/notices/").context["lines"]) == count


def test_nobody_opens_the_notice_of_another_post(town: Township) -> None:
    town.dispatched(town.file())
    browser = enter(Client(), town.roads_handler)
    assert browser.post(f"/notices/{Notice.objects.get().pk}/").status_code == 404
    assert "没有消息" in browser.get("/notices/").content.decode()


def test_what_one_wants_once_a_day_rings_no_bell_but_stands_in_the_list(town: Township) -> None:
    town.dispatched(town.file())
    browser = enter(Client(), town.water_handler)
    assert browser.post("/notices/wishes/", {"daily": ["work"]}).status_code == 302
    assert notices.bell(town.water_handler) == 0
    assert "请签收" in browser.get("/notices/").content.decode()
    assert (
        'value="work" class="form-check-input" id="id_daily_0" checked'
        in browser.get("/notices/wishes/").content.decode()
    )
    browser.post("/notices/wishes/", {"text": "on"})
    assert notices.bell(town.water_handler) == 1
    assert [row.wish for row in NoticeWish.objects.all()] == ["text"]


def test_in_the_evening_who_asked_for_it_sees_no_count(town: Township) -> None:
    with clock.standing_at(AT_WORK.replace(day=23)):
        town.dispatched(town.file())
    notices.wish(town.water_handler.account or 0, ["quiet"])
    for moment, count in ((EVENING, 0), (AT_WORK.replace(hour=13), 0), (AT_WORK, 1)):
        with clock.standing_at(moment):
            assert notices.bell(town.water_handler) == count


def test_a_wish_nobody_has_is_refused_and_keeps_the_others(town: Township) -> None:
    browser = enter(Client(), town.water_handler)
    notices.wish(town.water_handler.account or 0, ["time"])
    assert browser.post("/notices/wishes/", {"daily": ["digest"]}).status_code == 422
    assert notices.wishes_of(town.water_handler.account or 0) == {"time"}
