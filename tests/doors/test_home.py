"""The first page: a few big ways in, on a slow line and for old eyes; and the same questions on paper."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from lianxin.places.models import Area
from tests.doors.conftest import Phone, text_of
from tests.township import Township

MOST = 150 * 1024


def test_the_first_page_leads_to_filing_following_and_the_telephone(
    town: Township, settings: Settings
) -> None:
    settings.DEMO = False
    settings.OFFICE = {"phone": "0599-5550110", "hours": "工作日 8:30–12:00", "address": "中心街 8 号"}
    page = Client().get("/")
    body = page.content.decode()
    for address in ('href="/file/"', 'href="/follow/"', 'href="tel:05995550110"', 'href="/sign-in/"'):
        assert address in body
    shown = text_of(page)
    for words in ("反映一件事", "查办理进度", "0599-5550110", "工作日 8:30–12:00", "中心街 8 号"):
        assert words in shown


def test_the_elders_first_page_has_at_most_six_big_buttons(town: Township, settings: Settings) -> None:
    settings.OFFICE = {"phone": "0599-5550110"}
    client = Client()
    client.cookies["elder"] = "1"
    body = client.get("/").content.decode()
    assert 3 <= len(re.findall(r'class="big-act[ "]', body)) <= 6
    assert 'class="elder"' in body
    assert "工作日 8:30–12:00，14:00–17:30" in body


@pytest.mark.req("XC-03")
def test_the_questions_can_be_printed_and_answered_by_hand(town: Township) -> None:
    shown = text_of(Client().get("/paper/"))
    for words in ("群众诉求登记表", "发生了什么事", "实名", "保密", "匿名", "12388"):
        assert words in shown


@pytest.mark.parametrize("address", ["/", "/file/", "/follow/"])
@pytest.mark.parametrize("elder", ["", "1"])
def test_a_first_visit_weighs_at_most_150_kilobytes(town: Township, address: str, elder: str) -> None:
    client = Client()
    client.cookies["elder"] = elder
    body = client.get(address).content
    wanted = re.findall(r'(?:<link[^>]*href|<script[^>]*src|<img[^>]*src)="/static/([^"?]+)"', body.decode())
    assert len(wanted) >= 6
    weight = len(body)
    for name in wanted:
        found = finders.find(name)
        assert isinstance(found, str), name
        weight += len(open(found, "rb").read())  # noqa: PTH123, SIM115
    assert weight <= MOST


@pytest.mark.parametrize("address", ["/", "/file/", "/follow/", "/paper/"])
def test_a_page_works_without_script_and_asks_no_other_host(town: Township, address: str) -> None:
    body = Client().get(address).content.decode()
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", body) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", body) == []
    assert re.findall(r"\son\w+=|javascript:|\sstyle=", body) == []


def test_opening_the_pages_asks_the_database_for_county_and_settings_only(
    town: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("/", "/file/", "/follow/"):
        with django_assert_num_queries(2):
            Client().get(address)


@pytest.mark.parametrize("villages", [1, 3])
def test_the_second_page_asks_for_all_villages_at_once(
    town: Township, phone: Phone, villages: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for serial in range(villages):
        Area.objects.create(code=f"99090110130{serial}", name=f"第{serial}村", kind="village")
    phone.open("/file/")
    with django_assert_num_queries(3):
        phone.press("where", text="路灯不亮", type="help")


def test_villages_stand_under_their_township_where_there_are_several(town: Township, phone: Phone) -> None:
    other = Area.objects.create(code="990901102000", name="云岭镇", kind="town")
    Area.objects.create(code="990901102201", name="樟荫村", kind="village", parent=other)
    phone.open("/file/")
    body = phone.press("where", text="路灯不亮", type="help").content.decode()
    assert re.findall(r'<optgroup label="([^"]+)"', body) == ["青禾镇", "云岭镇"]
