"""What impatient hands do to a form over a real line: five clicks, Back and resubmit, two people on one page."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import httpx
import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from lianxin.appeals.models import Appellant
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.matters.models import Contact, Matter
from tests.faults.at_once import at_once
from tests.faults.browser import Browser, form_on
from tests.township import Township, enter

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "樟荫村水井边的水管漏了三天，路上全是水。"


Opens = Callable[..., Browser]


@pytest.fixture
def browser(live_server: LiveServer) -> Iterator[Opens]:
    """A browser, signed in as somebody."""
    opened: list[Browser] = []

    def sit_down(by: Actor | None = None) -> Browser:
        session = enter(Client(), by).cookies["sessionid"].value if by else ""
        opened.append(Browser(live_server.url, "127.0.0.1", Random(1), session))
        return opened[-1]

    yield sit_down
    for one in opened:
        one.line.close()


def click(where: Browser, path: str, form: dict[str, Any], times: int, county: int) -> list[httpx.Response]:
    """The same button so many times at the same moment: what each request was answered."""
    cookies, headers = dict(where.line.cookies), {"Referer": where.base + path}

    def press() -> httpx.Response:
        return httpx.post(
            where.base + path, data=form, cookies=cookies, headers=headers, timeout=60, trust_env=False
        )

    answers: list[httpx.Response] = at_once(county, [press] * times)
    return answers


def filled(where: Browser, town: Township, **other: str) -> dict[str, str]:
    """The resident's three pages, filled in: the last one, ready to be sent."""
    said = {"area": str(town.village.pk), "address": "水井边第二家", "identity": "named"}
    form = {**form_on(where.get("/file/")), "text": WORDS, "type": "help"}
    form = form_on(where.post("/file/", {**form, "go": "where"}))
    who = {**said, "name": "林小满", "phone": "19900001111", **other}
    return {**form_on(where.post("/file/", {**form, **who, "go": "check"})), "go": "send"}


def filed() -> tuple[int, ...]:
    """How many matters, contacts, speakers, messages and events there are."""
    return tuple(table.objects.count() for table in (Matter, Contact, Appellant, Message, Event))


@pytest.mark.req("F4", "INV-12")
def test_five_clicks_on_send_are_one_appeal_and_five_times_the_same_receipt(
    town: Township, browser: Opens
) -> None:
    where = browser()
    answers = click(where, "/file/", filled(where, town), 5, town.county)
    number = Matter.objects.get().number
    assert [(one.status_code, one.headers["location"]) for one in answers] == [
        (302, f"/receipt/{number}/")
    ] * 5
    assert filed() == (1, 1, 1, 1, 1)
    for one in answers:
        receipt = httpx.get(f"{where.base}/receipt/{number}/", cookies=one.cookies, trust_env=False)
        assert (receipt.status_code, number in receipt.text) == (200, True)


@pytest.mark.req("F4", "INV-12")
def test_back_and_send_again_shows_the_same_receipt(town: Township, browser: Opens) -> None:
    where = browser()
    form = filled(where, town)
    first = where.post("/file/", form)
    where.get(first.headers["location"])
    again = where.post("/file/", form)
    assert (again.status_code, again.headers["location"]) == (302, first.headers["location"])
    assert filed() == (1, 1, 1, 1, 1)


@pytest.mark.req("F2", "F4")
def test_back_change_and_send_says_what_was_sent_already_and_keeps_the_new_words(
    town: Township, browser: Opens
) -> None:
    where = browser()
    form = filled(where, town)
    number = where.post("/file/", form).headers["location"].split("/")[2]
    page = where.post("/file/", {**form, "text": "路灯也坏了。"})
    assert (page.status_code, f"刚才已经送出过一次，编号 {number}" in page.text) == (200, True)
    assert filed() == (1, 1, 1, 1, 1)
    assert Contact.objects.get().words == WORDS
    other = where.post("/file/", {**form_on(page), "go": "send"})
    assert (other.status_code, other.headers["location"] != f"/receipt/{number}/") == (302, True)
    assert sorted(Contact.objects.values_list("words", flat=True)) == sorted([WORDS, "路灯也坏了。"])


@pytest.mark.req("F4", "INV-12")
def test_five_clicks_at_the_counter_are_one_registration(town: Township, browser: Opens) -> None:
    where = browser(town.clerk)
    form = {
        **form_on(where.get("/desk/new/")),
        "channel": "phone",
        "text": WORDS,
        "type": "help",
        "identity": "anonymous",
        "urgency": "ordinary",
    }
    answers = click(where, "/desk/new/", form, 5, town.county)
    number = Matter.objects.get().number
    assert [(one.status_code, one.headers.get("location")) for one in answers] == [
        (302, f"/receipt/{number}/")
    ] * 5
    assert filed() == (1, 1, 1, 0, 1)


@pytest.mark.req("F4")
def test_five_clicks_on_a_move_are_one_event_and_five_times_done(town: Township, browser: Opens) -> None:
    matter = town.dispatched(town.file())
    where, path = browser(town.water_handler), f"/matters/{matter.number}/do/sign/"
    answers = click(where, path, form_on(where.get(path)), 5, town.county)
    assert [(one.status_code, one.headers.get("location")) for one in answers] == [
        (302, f"/matters/{matter.number}/")
    ] * 5
    assert Event.objects.filter(move="sign").count() == 1


@pytest.mark.req("F5")
def test_of_two_on_one_page_the_second_hears_who_was_first_and_keeps_what_was_typed(
    town: Township, browser: Opens
) -> None:
    matter = town.accepted(town.file())
    path = f"/matters/{matter.number}/do/dispatch/"
    first, second = browser(town.triage), browser(town.triage)
    pages = [form_on(one.get(path)) for one in (first, second)]
    sent = {"unit": str(town.water.pk), "basis": "职责清单第 3 条"}
    assert first.post(path, {**pages[0], **sent}).status_code == 302
    late = second.post(path, {**pages[1], **sent, "demand": "今天先到现场看一眼"})
    assert late.status_code == 409
    assert "便民服务中心 派单已于" in late.text
    assert "先做了「派单」" in late.text
    assert "今天先到现场看一眼" in late.text
    assert Event.objects.filter(move="dispatch").count() == 1
