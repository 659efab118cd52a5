"""The switches of the face: plain forms that work without a script and lead back to where one was."""

import pytest
from django.test import Client, override_settings

from lianxin.kernel.models.county import County

OFFICE = {
    "name": "青禾镇连心桥",
    "phone": "0000-6668899",
    "organiser": "青禾镇人民政府",
    "icp": "示例 ICP 备 0 号",
    "police": "示例公网安备 0 号",
    "site_code": "6590010000",
}


@pytest.mark.req("quality-4")
def test_the_elders_edition_is_switched_on_by_a_plain_form_and_stays(county: County, client: Client) -> None:
    answer = client.post("/elder/", {"on": "1", "next": "/privacy/"})
    assert (answer.status_code, answer["Location"]) == (302, "/privacy/")
    cookie = answer.cookies["elder"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (
        "1",
        31536000,
        "Lax",
        True,
    )
    assert '<html lang="zh-hans" class="elder">' in client.get("/").content.decode()


def test_and_off_again(county: County, client: Client) -> None:
    client.post("/elder/", {"on": "1"})
    client.post("/elder/", {"on": "0"})
    assert 'class="elder"' not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_a_switch_leads_to_no_other_site(county: County, client: Client, wanted: str) -> None:
    assert client.post("/elder/", {"on": "1", "next": wanted})["Location"] == "/"


def test_the_language_is_switched_by_a_plain_form(county: County, client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/privacy/"})
    assert (answer.status_code, answer["Location"]) == (302, "/privacy/")
    assert client.get("/privacy/")["Content-Language"] == "en"


@override_settings(OFFICE=OFFICE)
def test_every_page_of_residents_offers_both_switches_and_says_whose_it_is(
    county: County, client: Client
) -> None:
    words = client.get("/privacy/").content.decode()
    assert 'action="/elder/"' in words
    assert 'action="/language/"' in words
    for said in (
        "主办单位：青禾镇人民政府",
        "示例 ICP 备 0 号",
        "示例公网安备 0 号",
        "网站标识码：6590010000",
    ):
        assert said in words
    for link in ('href="/accessibility/"', 'href="/privacy/"', 'href="tel:00006668899"'):
        assert link in words


@override_settings(OFFICE={"name": "", "fax": "1234"})
def test_what_the_office_has_not_said_is_left_out(county: County, client: Client) -> None:
    words = client.get("/privacy/").content.decode()
    assert "主办单位" not in words
    assert "tel:" not in words
    assert "<title>隐私说明 · 连心桥</title>" in words
