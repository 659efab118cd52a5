"""诉求受理回执 (F-93): number, query code, what happens next and by when; for its holder alone."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from lianxin.doors.pages.receipt import square
from lianxin.doors.queries import contact_by, receipt_of
from lianxin.kernel import editions
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.numbering import check, read_query_code
from lianxin.kernel.timetables import YEARS
from lianxin.matters.models import Matter
from tests.doors.conftest import Phone, bare, code_on, text_of
from tests.township import Township, at


@pytest.mark.req("F-93")
def test_the_receipt_says_number_code_matter_and_by_when_somebody_calls(
    town: Township, phone: Phone, settings: Settings
) -> None:
    settings.OFFICE = {"name": "青禾镇诉求受理中心", "phone": "0599-5550110"}
    with time_machine.travel(at("2026-11-20 16:00"), tick=False):  # a Friday
        page = phone.file(town)
    matter = Matter.objects.get()
    shown = text_of(page)
    assert check(matter.number, town.county)
    assert matter.number in shown
    assert len(read_query_code(code_on(page))) == 16
    assert "樟荫村水井边的水管漏了三天" in shown
    assert "2026年11月23日 17:30 前，有人打电话联系您。" in shown
    assert "0599-5550110" in shown
    assert "F-93" in shown


@pytest.mark.parametrize(
    ("filed", "urgency", "by_when"),
    [
        ("2026-02-13 10:00", "ordinary", "2026-02-14 17:30"),  # a make-up Saturday is a working day
        ("2026-02-14 10:00", "urgent", "2026-02-24 17:30"),  # the Spring Festival lies between
        ("2026-02-14 22:00", "emergency", "2026-02-15 00:00"),
    ],
)
def test_the_promise_is_made_by_the_calendar(town: Township, filed: str, urgency: str, by_when: str) -> None:
    matter = town.file(when=at(filed), urgency=urgency)
    assert contact_by(matter) == at(by_when)


@pytest.mark.req("XC-08")
def test_a_promise_into_a_year_without_an_arrangement_is_marked_on_the_receipt_and_on_the_progress(
    town: Township, phone: Phone
) -> None:
    with time_machine.travel(at("2026-12-31 16:00"), tick=False):
        page = phone.file(town)
        assert "2027年1月4日 17:30 前，有人打电话联系您。（暂定：那一年的放假安排公布后可能有变）" in text_of(
            page
        )
        shown = receipt_of(Matter.objects.get().number, held=[Matter.objects.get().pk])
        assert shown is not None
        assert shown.unsure
        editions.change(
            YEARS[2027],
            Change({"days": [["2027-01-01", "off", ""], ["2027-01-04", "off", ""]]}),
            by=town.system,
            client_id=uuid7(),
        )
        again = text_of(phone.open(f"/receipt/{Matter.objects.get().number}/"))
    assert "2027年1月5日 17:30 前，有人打电话联系您。" in again
    assert "暂定" not in again


def test_a_reload_shows_the_receipt_again_and_files_nothing(town: Township, phone: Phone) -> None:
    page = phone.file(town)
    address = f"/receipt/{Matter.objects.get().number}/"
    assert code_on(phone.open(address)) == code_on(page)
    assert Matter.objects.count() == 1


def test_the_receipt_is_kept_by_no_cache(town: Township, phone: Phone) -> None:
    assert phone.file(town)["Cache-Control"] == "no-store, private"


def test_nobody_else_is_shown_the_receipt(town: Township, phone: Phone, counter: Client) -> None:
    phone.file(town)
    number = Matter.objects.get().number
    strangers = [Client().get(f"/receipt/{number}/"), counter.get(f"/receipt/{number}/")]
    assert [answer.status_code for answer in strangers] == [404, 404]
    unknown = Client().get("/receipt/101-2026-999999-9/")
    assert bare(unknown, "101-2026-999999-9") == bare(strangers[0], number)


def test_the_square_holds_the_number_and_nothing_else(town: Township, phone: Phone) -> None:
    page = phone.file(town).content.decode()
    number = Matter.objects.get().number
    assert page.count("<svg") > 0
    assert square(number) in page


def test_an_accusation_is_not_spelled_out_on_paper(town: Township) -> None:
    matter = town.file(type="report", text="村干部收了施工队的钱")
    receipt = receipt_of(matter.number, held=[matter.pk])
    assert receipt is not None
    assert receipt.title == "举报事项"


def test_two_matters_have_two_codes(town: Township) -> None:
    matters = [town.file(), town.file()]
    codes = {receipt_of(one.number, held=[one.pk]).code for one in matters}
    assert len(codes) == 2


def test_a_receipt_of_the_desk_may_be_printed_for_half_an_hour_only(town: Township, counter: Client) -> None:
    sent = counter.post("/desk/new/", desk_form(counter))
    assert code_on(counter.get(sent["Location"]))
    with time_machine.travel(timezone.now() + timedelta(minutes=29), tick=False):
        assert counter.get(sent["Location"]).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert counter.get(sent["Location"]).status_code == 404


def desk_form(counter: Client) -> dict[str, str]:
    """The desk's page filled in with the least."""
    page = counter.get("/desk/new/")
    said = {"channel": "phone", "text": "桥栏杆断了", "type": "help", "identity": "anonymous"}
    return {"client_id": page.context["form"]["client_id"].value(), "urgency": "ordinary", **said}
