"""Numbers on the telephone and the screen in the hall: no account, no names, addresses that nobody guesses."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from lianxin.doors.forms.claims import new_claim
from lianxin.reception.intake import numbers
from lianxin.reception.models import Slot, Visit
from lianxin.reception.queries.addresses import NUMBER, number_address, screen_address, signed
from tests.reception.day import a_slot, come, go, heard
from tests.township import Township

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("morning")]


def text_of(answer: HttpResponse) -> str:
    """A page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def draw(slot: Slot, **said: object) -> HttpResponse:
    """A number asked for on the telephone."""
    sent = {"persons": 1, "phone": "19900001111", "client_id": new_claim(), **said}
    answer: HttpResponse = Client().post(f"/reception/numbers/{slot.pk}/", sent)
    return answer


@pytest.mark.req("RCP-08")
def test_a_number_is_taken_on_the_telephone_and_followed(town: Township) -> None:
    slot = a_slot(town)
    come(town, slot)
    assert "赶集日接待" in text_of(Client().get("/reception/numbers/"))
    answer = draw(slot, name="林小满")
    visit = Visit.objects.get(number=2)
    assert answer.headers["Location"] == f"/reception/number/{number_address(visit)}/"
    page = text_of(Client().get(answer.headers["Location"]))
    assert "2 号" in page
    assert "前面还有 1 批" in page
    assert "小满" not in page
    assert (visit.taken, visit.phone) == ("phone", "19900001111")
    go(visit, "call", by=town.clerk, window=2)
    page = text_of(Client().get(answer.headers["Location"]))
    assert "叫到您了 · 2 号窗口" in page


def test_one_telephone_waits_with_one_number(town: Township) -> None:
    slot = a_slot(town)
    draw(slot)
    answer = draw(slot)
    assert answer.status_code == 422
    assert "这个电话已经取了 1 号" in text_of(answer)
    assert Visit.objects.count() == 1


def test_the_same_form_twice_takes_one_number(town: Township) -> None:
    slot, claim = a_slot(town), new_claim()
    first, again = draw(slot, client_id=claim), draw(slot, client_id=claim)
    assert first.headers["Location"] == again.headers["Location"]
    assert Visit.objects.count() == 1


def test_a_telephone_that_takes_too_many_waits(town: Township) -> None:
    slot = a_slot(town)
    for _one in range(numbers.DRAWN_BY_PHONE):
        draw(slot)
        go(Visit.objects.latest("pk"), "leave", by=town.clerk)
    answer = draw(slot)
    assert answer.status_code == 429
    assert "取号太频繁了" in text_of(answer)
    assert int(answer.headers["Retry-After"]) > 0
    assert Visit.objects.count() == numbers.DRAWN_BY_PHONE


def test_an_address_that_takes_too_many_waits(town: Township, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "DRAWN_AN_HOUR", 2)
    slot = a_slot(town)
    answers = [draw(slot, phone=f"1990000{one:04d}").status_code for one in range(3)]
    assert answers == [302, 302, 429]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"phone": ""}, "请填手机号"),
        ({"phone": "12"}, "电话号码不对"),
        ({"persons": 0}, "人数至少是 1"),
        ({"persons": ""}, "请填来了几人"),
        ({"needs": "gold"}, "没有这一项"),
    ],
)
def test_bad_input_is_named_and_kept(town: Township, said: dict[str, object], sentence: str) -> None:
    answer = draw(a_slot(town), name="林小满", **said)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'value="林小满"' in answer.content.decode()
    assert Visit.objects.count() == 0


def test_only_what_gives_numbers_today_is_offered(town: Township) -> None:
    slot = a_slot(town)
    Slot.objects.filter(pk=slot.pk).update(day="2026-01-07")
    assert "今天没有可以取号的接待" in text_of(Client().get("/reception/numbers/"))
    assert draw(slot).status_code == 404
    assert Client().get(f"/reception/numbers/{slot.pk}/").status_code == 404


@pytest.mark.req("RCP-08", "RCP-09")
def test_the_screen_shows_numbers_and_surnames_and_nothing_else(town: Township) -> None:
    slot = a_slot(town)
    first = heard(town, come(town, slot, name="欧阳小满", phone="19900001111"))
    second = go(come(town, slot, name="林小满", private=True), "call", by=town.clerk, window=2)
    third = come(town, slot, name="周小满")
    address = f"/reception/screen/{screen_address(slot)}/"
    answer = Client().get(address)
    page = text_of(answer)
    assert "1 号窗口 1 欧阳" in page
    assert "2 号窗口 2" in page
    assert f"接下来：{third.number}" in page
    assert [word for word in ("小满", "林", "周", "19900001111") if word in page] == []
    assert "no-store" in answer.headers["Cache-Control"]
    assert 'data-every="10"' in answer.content.decode()
    assert (first.number, second.number) == (1, 2)


def test_addresses_are_signed_and_hold_for_the_day(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot)
    screen, number = screen_address(slot), number_address(visit)
    for wrong in (screen[:-1] + "x", slot.client_id.hex, signed(slot.client_id, NUMBER), number, "x"):
        assert Client().get(f"/reception/screen/{wrong}/").status_code == 404
    for wrong in (screen, number[:-2], visit.client_id.hex):
        assert Client().get(f"/reception/number/{wrong}/").status_code == 404
    Slot.objects.filter(pk=slot.pk).update(day="2026-01-07")
    assert Client().get(f"/reception/screen/{screen}/").status_code == 404
    assert Client().get(f"/reception/number/{number}/").status_code == 404
