"""What every response carries: headers, language, elder mode, and a page in place of a bare error."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from lianxin.kernel.models.county import County
from lianxin.web.errors import dress
from lianxin.web.middleware import UNMISTAKABLE, new_reference
from tests.township import Township, enter

POLICY = {
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.mark.req("E2")
@pytest.mark.parametrize(
    "address", ["/", "/privacy/", "/nowhere/", "/desk/", "/elder/", "/static/web/css/base.css"]
)
def test_every_response_carries_the_headers_errors_and_files_too(
    county: County, client: Client, address: str
) -> None:
    answer = client.get(address)
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Permissions-Policy"] == "camera=(), microphone=(), geolocation=(), payment=()"


def test_nothing_staff_see_is_kept_by_a_cache(town: Township, client: Client) -> None:
    matter = town.file()
    enter(client, town.triage)
    for address in ("/desk/", "/matters/", f"/matters/{matter.number}/", "/desk/triage/"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_files_that_are_the_same_for_all_may_be_kept(client: Client) -> None:
    answer = client.get("/static/web/css/base.css")
    assert answer["Cache-Control"] == "max-age=60, public"
    assert "Access-Control-Allow-Origin" not in answer


def test_the_office_speaks_its_own_language_whatever_the_browser_was_bought_with(
    county: County, client: Client
) -> None:
    answer = client.get("/privacy/", headers={"accept-language": "en-GB"})
    assert answer["Content-Language"] == "zh-hans"
    assert '<html lang="zh-hans"' in answer.content.decode()


@pytest.mark.parametrize(
    ("cookie", "spoken"), [("en", "en"), ("zh-hans", "zh-hans"), ("xx", "zh-hans"), ("", "zh-hans")]
)
def test_the_language_switched_to_is_spoken_and_a_strange_one_is_not(
    county: County, client: Client, cookie: str, spoken: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    assert client.get("/privacy/")["Content-Language"] == spoken


@pytest.mark.parametrize(("cookie", "shown"), [("1", True), ("0", False), ("yes", False)])
def test_the_elders_edition_stays_by_its_cookie(
    county: County, client: Client, cookie: str, shown: bool
) -> None:
    client.cookies["elder"] = cookie
    assert ('class="elder"' in client.get("/").content.decode()) is shown


def test_a_reference_is_easy_to_say_over_the_telephone() -> None:
    seen = {new_reference() for _ in range(50)}
    assert len(seen) == 50
    assert {len(one) for one in seen} == {8}
    assert set("".join(seen)) <= set(UNMISTAKABLE)
    assert not set("01OILU") & set(UNMISTAKABLE)


def test_a_bare_refusal_becomes_a_page_and_keeps_its_sentence_and_headers(
    county: County, client: Client
) -> None:
    answer = client.get("/elder/")
    words = answer.content.decode()
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "这个地址不能这样打开" in words
    assert "<html" in words


def test_pages_that_are_whole_already_are_left_alone(town: Township, client: Client) -> None:
    enter(client, town.triage)
    answer = client.post(f"/matters/{town.file().number}/do/accept/", {})
    assert answer.status_code == 422
    assert "请先改好这几处" in answer.content.decode()


def test_answers_that_are_no_pages_are_left_alone(rf: RequestFactory) -> None:
    plain = HttpResponse("no", status=404, content_type="text/plain")
    assert dress(rf.get("/"), plain) is plain
