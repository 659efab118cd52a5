"""意见箱反馈: by number for everybody, in words for who holds the stub; nothing of what was written (BOX-03)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.boxes.actions.stubs import ON_A_SHEET, Torn, new_stubs
from lianxin.boxes.models import Slip, Stub
from lianxin.boxes.queries.slips import code_of, stub_of
from lianxin.kernel import numbering
from tests.boxes.opened import AtTheBox

ASK = "/box/"


@pytest.fixture
def torn(at_box: AtTheBox) -> Torn:
    """A stub that somebody tore off."""
    return new_stubs(1, by=at_box.town.clerk)[0]


def words(client: Client) -> str:
    """The public page."""
    return client.get(ASK).content.decode()


@pytest.mark.req("BOX-03", "XC-13")
def test_what_is_posted_is_number_kind_and_result(at_box: AtTheBox, torn: Torn, client: Client) -> None:
    opening = at_box.counted(2)
    first = at_box.slip(opening, "林小满家门口的路灯坏了。", stub=stub_of(torn.number), name="林小满")
    second = at_box.slip(opening, "修条路。", "suggestion")
    at_box.go(opening, "finish")
    at_box.go(first, "answer", outcome="rectified", answer="灯已换好，谢谢提醒。")
    at_box.go(second, "answer", outcome="explained", answer="列入明年计划。", answer_public=True)
    at_box.go(opening, "sort")
    assert torn.number not in words(client)  # not posted yet
    at_box.go(opening, "publish")
    page = words(client)
    assert [
        one for one in (torn.number, "第 2 张", "整改", "解释", "列入明年计划。") if one not in page
    ] == []
    assert [one for one in ("林小满", "路灯", "灯已换好", "修条路", torn.code) if one in page] == []
    assert re.search(r"意见条 2 条：\s*整改 1　解释 1", page)


@pytest.mark.req("BOX-03")
def test_who_holds_the_stub_reads_the_answer(at_box: AtTheBox, torn: Torn, client: Client) -> None:
    typed = {"number": torn.number.replace("-", " "), "code": f" {torn.code[:4]} {torn.code[4:]}"}
    assert "还没有登记" in client.post(ASK, typed).content.decode()
    slip = at_box.slip(at_box.counted(1), stub=stub_of(torn.number))
    assert "已收到" in client.post(ASK, typed).content.decode()
    at_box.go(slip, "answer", outcome="rectified", answer="灯已换好，谢谢提醒。")
    answer = client.post(ASK, typed)
    assert "灯已换好，谢谢提醒。" in answer.content.decode()
    assert "路灯坏了半个月" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.req("BOX-03")
def test_a_number_alone_opens_nothing_and_guessing_is_slowed_down(
    at_box: AtTheBox, torn: Torn, client: Client
) -> None:
    other = new_stubs(1, by=at_box.town.clerk)[0]
    for code in (other.code, "0" * 16, ""):
        page = client.post(ASK, {"number": torn.number, "code": code})
        assert page.status_code == 422
    for _ in range(10):
        last = client.post(ASK, {"number": torn.number, "code": "1" * 16})
    assert (last.status_code, "Retry-After" in last.headers) == (429, True)
    assert client.post(ASK, {"number": torn.number, "code": torn.code}).status_code == 200


@pytest.mark.req("BOX-02", "BOX-03")
def test_the_stub_of_an_accusation_says_no_more_than_that_it_was_passed_on(
    at_box: AtTheBox, torn: Torn, client: Client
) -> None:
    slip = at_box.slip(at_box.counted(1), "站长收了好处。", "accusation", stub=stub_of(torn.number))
    typed = {"number": torn.number, "code": torn.code}
    page = client.post(ASK, typed).content.decode()
    assert "已收到" in page
    assert [
        one for one in ("举报", "密封", "纪检") if one in re.sub(r"<footer.*", "", page, flags=re.DOTALL)
    ] == []
    at_box.go(slip, "deliver", body="县纪委监委", delivered_on=slip.registered_at.date())
    page = client.post(ASK, typed).content.decode()
    assert "转办" in page
    assert "纪检" not in re.sub(r"<footer.*", "", page, flags=re.DOTALL)


@pytest.mark.req("F-54", "INV-13")
def test_every_stub_has_a_number_and_a_code_of_its_own(at_box: AtTheBox) -> None:
    torn = [one for _ in range(3) for one in new_stubs(ON_A_SHEET, by=at_box.town.clerk)]
    assert len({one.number for one in torn}) == len({one.code for one in torn}) == 9
    rows = list(Stub.objects.order_by("number"))
    assert [code_of(row) for row in rows] == [one.code for one in torn]
    assert [one.code for one in torn if any(one.code in str(vars(row)) for row in rows)] == []
    year = rows[0].printed_at.year
    assert numbering.gaps("800", year) == []


def test_no_slip_is_posted_by_what_it_says_of_itself(at_box: AtTheBox) -> None:
    assert {field.name for field in Slip._meta.concrete_fields}.isdisjoint({"text", "name", "phone"})


def test_the_page_is_linked_from_the_foot(client: Client, at_box: AtTheBox) -> None:
    assert reverse("box_answers") in client.get("/").content.decode()
