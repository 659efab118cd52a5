"""Pages about faults: a way on, a telephone, a number to quote; never how the machine is built."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import get_resolver

from lianxin.kernel.models.county import County
from lianxin.web import errors

OFFICE = {"name": "青禾镇连心桥", "phone": "0000-6668899"}
TELLTALE = ("Traceback", "Exception", "sqlite", "site-packages", "/src/", "Django")


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    """A request as the middleware prepares it."""
    request = rf.get("/matters/")
    request.reference = "ABCD2345"
    return request


@override_settings(OFFICE=OFFICE)
@pytest.mark.req("E14")
@pytest.mark.parametrize("status", sorted(errors.FAULTS))
def test_each_fault_says_what_to_do_whom_to_call_and_its_number(request_: HttpRequest, status: int) -> None:
    words = errors.page(request_, status).content.decode()
    fault = errors.FAULTS[status]
    assert f"<h1>{fault.title}</h1>" in words
    assert str(fault.advice) in words
    assert 'href="tel:00006668899"' in words
    assert "ABCD2345" in words
    assert not [one for one in TELLTALE if one in words]


def raised(cause: Exception, request: HttpRequest) -> HttpResponse:
    """What is answered while this exception is being handled."""
    try:
        raise cause
    except type(cause):
        return errors.server_error(request)


def test_a_fault_of_ours_is_logged_under_its_number_and_not_shown(
    request_: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = raised(ValueError("secret inside"), request_)
    assert answer.status_code == 500
    assert "secret inside" not in answer.content.decode()
    assert [record.getMessage() for record in caplog.records] == ["ABCD2345 /matters/"]
    assert "secret inside" in caplog.text


@pytest.mark.req("G2", "G3")
def test_a_database_that_is_away_is_said_to_be_a_matter_of_minutes(request_: HttpRequest) -> None:
    answer = raised(OperationalError("connection refused"), request_)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "系统暂时用不了" in answer.content.decode()


def test_a_page_about_a_fault_that_fails_itself_still_answers(
    request_: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> HttpResponse:
        raise RuntimeError("no template either")

    monkeypatch.setattr(errors, "render", broken)
    answer = raised(ValueError("first"), request_)
    assert answer.status_code == 500
    assert answer.content.decode() == "系统出了点问题，请过一会儿再试，或直接打电话。"


def test_too_much_at_once_is_said_as_such(request_: HttpRequest) -> None:
    answer = errors.bad_request(request_, RequestDataTooBig("body exceeded"))
    assert answer.status_code == 413
    assert "提交的内容太大" in answer.content.decode()


def test_a_reason_given_in_words_is_shown(request_: HttpRequest) -> None:
    answer = errors.permission_denied(request_, PermissionDenied("回访由别的单位来做。"))
    assert (answer.status_code, "回访由别的单位来做。" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize(
    ("raised_with", "shown"),
    [
        ("没有这件事。请核对编号。", True),
        ("No Matter matches the given query.", False),
        ({"tried": []}, False),
    ],
)
def test_not_found_shows_only_what_was_written_for_people(
    request_: HttpRequest, raised_with: object, shown: bool
) -> None:
    words = errors.not_found(request_, Http404(raised_with)).content.decode()
    assert (str(raised_with) in words) is shown
    assert "没有找到这一页" in words


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_the_site_shows_these_pages_and_not_djangos(status: int) -> None:
    wired = {
        400: errors.bad_request,
        403: errors.permission_denied,
        404: errors.not_found,
        500: errors.server_error,
    }
    assert get_resolver().resolve_error_handler(status) is wired[status]


def test_a_form_that_lay_too_long_is_told_so(county: County) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/elder/", {"on": "1"})
    assert answer.status_code == 403
    assert "提交凭证过期了" in answer.content.decode()
    assert "elder" not in answer.cookies
