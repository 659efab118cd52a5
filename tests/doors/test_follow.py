"""查办理进度: number and query code open one's own matter; guessing opens nothing and tells nothing."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from lianxin.doors import actions
from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import Event
from lianxin.kernel.numbering import show_query_code
from lianxin.matters.models import Matter
from lianxin.matters.receipts import receipt_code
from tests.doors.conftest import Phone, bare, faults_of, fields_of, signed_in, text_of
from tests.township import Township, at

WRONG = "编号或查询码不对。请对照回执一位一位核对；回执丢了，请打电话找我们。"
OTHER_CODE = "0000 0000 0000 0000"


def test_number_and_code_open_ones_own_matter_however_they_are_typed(town: Township, phone: Phone) -> None:
    matter = town.file()
    code = receipt_code(matter)
    for number, typed in (
        (matter.number, show_query_code(code)),
        (matter.number.replace("-", ""), code),
        (f"编号 {matter.number}", "-".join(code)),
    ):
        answer = Phone().follow(number, typed)
        assert (answer.status_code, answer["Location"]) == (302, f"/follow/{matter.number}/")


@pytest.mark.req("B5")
def test_wrong_code_wrong_number_and_another_county_look_alike(
    town: Township, phone: Phone, settings: Settings
) -> None:
    settings.COUNTY = town.county
    matter = town.file()
    with in_county(County.objects.create(code=990902, name="云汀县").code):
        other = Matter.objects.create(
            kind="appeal",
            number="101-2026-000077-5",
            title="别县的事",
            state="registered",
            edition="2026-11",
            filed_at=at("2026-11-02 09:00"),
            recorded_at=at("2026-11-02 09:00"),
            query_hash="0" * 64,
        )
    tries = [
        (matter.number, OTHER_CODE),
        (matter.number, "123"),
        ("101-2026-000999-1", OTHER_CODE),
        ("不是编号", OTHER_CODE),
        (other.number, OTHER_CODE),
    ]
    answers = [bare(phone.follow(number, code), number) for number, code in tries]
    assert faults_of(phone.page) == [WRONG]
    assert answers == [answers[0]] * len(tries)
    assert not Session.objects.exists()
    with in_county(town.county):
        assert phone.open(f"/follow/{matter.number}/").status_code == 302


def test_the_code_of_another_county_does_not_open_here(
    town: Township, phone: Phone, settings: Settings
) -> None:
    settings.COUNTY = town.county
    with in_county(County.objects.create(code=990902, name="云汀县").code):
        there = Matter(kind="appeal", number="101-2026-000077-5", county_id=990902)
        code = receipt_code(there)
    assert faults_of(phone.follow(there.number, code)) == [WRONG]


@pytest.mark.req("B5", "B7")
def test_ten_wrong_tries_of_a_number_make_the_next_wait_but_never_its_owner(
    town: Township, phone: Phone
) -> None:
    matter = town.file()
    for place in range(10):
        page = phone.follow(matter.number, OTHER_CODE, address=f"10.0.{place}.1")
        assert page.status_code == 422
    page = phone.follow(matter.number, OTHER_CODE, address="10.0.99.1")
    assert page.status_code == 429
    assert 3000 < int(page["Retry-After"]) <= 3600
    assert "请过 60 分钟再试。" in text_of(page)
    unknown = "101-2026-000999-1"
    for place in range(10):
        phone.follow(unknown, OTHER_CODE, address=f"10.1.{place}.1")
    same = phone.follow(unknown, OTHER_CODE, address="10.1.99.1")
    assert bare(same, unknown) == bare(page, matter.number)
    owner = Phone().follow(matter.number, receipt_code(matter), address="10.2.0.1")
    assert owner.status_code == 302


@pytest.mark.req("B5", "B7")
def test_two_hundred_wrong_tries_of_an_address_make_it_wait(town: Township, phone: Phone) -> None:
    matter = town.file()
    for number in range(200):
        actions.open_with_code(f"101-2026-{number:06d}-0", OTHER_CODE, address="10.8.0.1")
    page = phone.follow(matter.number, receipt_code(matter), address="10.8.0.1")
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 3000
    assert phone.follow(matter.number, receipt_code(matter), address="10.8.0.2").status_code == 302


@pytest.mark.req("B7")
def test_a_village_hall_where_everybody_types_the_right_code_never_waits(town: Township) -> None:
    matter = town.file()
    for _ in range(201):
        opened = actions.open_with_code(matter.number, receipt_code(matter), address="10.8.0.1")
        assert opened is not None


def test_what_was_typed_stands_in_no_address(town: Township, phone: Phone) -> None:
    matter = town.file()
    answer = phone.follow(matter.number, receipt_code(matter))
    assert receipt_code(matter)[:4] not in answer["Location"]
    assert phone.open(f"/follow/?number={matter.number}&code={receipt_code(matter)}").status_code == 200
    assert fields_of(phone.page) == {"number": "", "code": ""}


def opened(town: Township, matter: Matter) -> Phone:
    """A telephone on which this matter was opened, on its page."""
    phone = Phone()
    phone.open(phone.follow(matter.number, receipt_code(matter))["Location"])
    return phone


def test_the_page_shows_state_promise_and_what_happened_without_staff(town: Township) -> None:
    matter = town.file(when=at("2026-11-02 09:30"))
    shown = text_of(opened(town, matter).page)
    assert "已收到，正在受理" in shown
    assert "2026年11月3日 17:30 前打电话联系您" in shown
    matter = town.closing(matter, when=at("2026-11-02 10:00"))
    page = opened(town, matter).page
    shown = text_of(page)
    assert "办理完毕，正在审核答复" in shown
    assert "联系诉求人" in shown
    for hidden in ("维修", "派单岗", "供水站 维修", "约好下午上门", "供水站王师傅"):
        assert hidden not in shown
    assert page["Cache-Control"] == "no-store, private"


def test_the_answer_date_is_promised_while_it_is_worked_on(town: Township) -> None:
    matter = town.working(town.file(when=at("2026-11-02 09:30")), when=at("2026-11-02 10:00"))
    assert "2026年11月9日 17:30 前答复您" in text_of(opened(town, matter).page)


def test_the_reply_is_shown_once_it_is_sent(town: Township) -> None:
    matter = town.answered(town.file())
    shown = text_of(opened(town, matter).page)
    assert "供水站王师傅当天换了接头" in shown
    assert "前打电话问您办得怎么样" in shown


def test_the_residents_own_words_and_what_they_were_answered_are_there_in_clear(town: Township) -> None:
    matter = town.working(town.file(text="水管漏了，打我19900005555。"))
    said = {"outcome": "resolved", "reply": "王师傅19900006666已上门换好接头。还有问题请找他。"}
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话，约好下午上门。")
    town.go(matter, "finish", by=town.water_handler, **said)
    town.go(matter, "approve", by=town.reviewer)
    shown = text_of(opened(town, matter).page)
    assert "水管漏了，打我19900005555。" in shown
    assert "王师傅19900006666已上门" in shown


def rate(phone: Phone, rating: str) -> HttpResponse:
    """Send the rating that stands on the page."""
    page = phone.page
    number = page.context["progress"].number
    return phone.client.post(f"/follow/{number}/", {**fields_of(page), "rating": rating})


def test_the_resident_rates_once(town: Township) -> None:
    matter = town.answered(town.file())
    phone = opened(town, matter)
    last_page = fields_of(phone.page)
    assert rate(phone, "2").status_code == 302
    again = phone.client.post(f"/follow/{matter.number}/", {**last_page, "rating": "5"})
    assert again.status_code == 302
    matter.appeal.refresh_from_db()
    assert matter.appeal.rating == 2
    page = phone.open(f"/follow/{matter.number}/")
    assert "您的评价：不满意" in text_of(page)
    assert "rating" not in page.content.decode().split("<form")[1]
    other = phone.client.post(f"/follow/{matter.number}/", {"rating": "5"})
    assert other.status_code == 422
    matter.appeal.refresh_from_db()
    assert matter.appeal.rating == 2
    assert Event.objects.filter(move="rate").count() == 1


def test_a_rating_nobody_chose_is_asked_for(town: Township) -> None:
    phone = opened(town, town.answered(town.file()))
    page = rate(phone, "")
    assert page.status_code == 422
    assert not Event.objects.filter(move="rate").exists()


def test_before_it_is_answered_there_is_nothing_to_rate(town: Township) -> None:
    matter = town.working(town.file())
    phone = opened(town, matter)
    assert "rate" not in phone.page.context["progress"].moves
    phone.client.post(f"/follow/{matter.number}/", {"rating": "5"})
    assert not Event.objects.filter(move="rate").exists()


def test_a_session_key_planted_before_opens_nothing_afterwards(town: Township, phone: Phone) -> None:
    matter = town.file()
    session = phone.client.session
    session["planted"] = True
    session.save()
    phone.client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    phone.follow(matter.number, receipt_code(matter))
    planter = Phone()
    planter.client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    assert planter.open(f"/follow/{matter.number}/")["Location"] == "/follow/"
    assert phone.open(f"/follow/{matter.number}/").status_code == 200


def test_closing_makes_this_browser_forget(town: Township) -> None:
    matter = town.file()
    phone = opened(town, matter)
    closed = phone.client.post("/follow/close/")
    assert (closed.status_code, closed["Location"]) == (302, "/")
    assert closed["Clear-Site-Data"] == '"cache", "storage"'
    assert phone.open(f"/follow/{matter.number}/")["Location"] == "/follow/"
    assert phone.open(f"/receipt/{matter.number}/").status_code == 404


def test_closing_by_a_link_is_not_possible(town: Township) -> None:
    assert opened(town, town.file()).client.get("/follow/close/").status_code == 405


def test_without_number_and_code_the_page_asks_for_them(town: Township) -> None:
    matter = town.file()
    answers = [Client().get(f"/follow/{number}/") for number in (matter.number, "101-2026-000999-1")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/follow/")] * 2


def test_one_receipt_opens_no_other_matter(town: Township) -> None:
    mine, other = town.file(), town.file()
    phone = opened(town, mine)
    assert phone.open(f"/follow/{other.number}/").status_code == 302
    assert phone.open(f"/receipt/{other.number}/").status_code == 404


def test_staff_are_told_to_sign_out_first(town: Township) -> None:
    matter = town.file()
    phone = Phone(signed_in(town, "chuangkou", "clerk"))
    answer = phone.follow(matter.number, receipt_code(matter))
    assert answer.status_code == 200
    assert "您现在用工作账号登录着。" in text_of(answer)


@pytest.mark.parametrize("records", [1, 3])
def test_the_page_asks_the_database_as_often_however_much_happened(
    town: Township, records: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    matter = town.working(town.file())
    for _ in range(records):
        town.go(matter, "record", by=town.water_handler, kind="site", text="看过现场。")
    phone = opened(town, matter)
    with django_assert_num_queries(17):
        phone.open(f"/follow/{matter.number}/")
