"""The words of a form are the office's own: seen before they hold, and only with variables the form has."""

import re

import pytest
from django.test import Client

from lianxin.kernel import editions
from lianxin.kernel.paper import shelf
from lianxin.kernel.paper.wording import edition_of_form, fault_of, names_of, setting_of, text_of
from tests.township import Township, enter

PAGE = "/settings/paper.f-93/"
OWN = "{编号}收好了。\n办公电话：{办公电话}"


@pytest.fixture
def keeper(town: Township) -> Client:
    """The administrator at a browser."""
    return enter(Client(), town.administrator)


@pytest.mark.req("FRM-09")
def test_wording_is_seen_filled_in_then_it_holds_with_an_edition_and_can_be_taken_back(
    keeper: Client,
) -> None:
    form = shelf.form_named("F-93")
    shown = keeper.get(PAGE).content.decode()
    assert "请把编号和查询码收好" in shown
    assert "{编号}、{查询码}" in shown
    seen = keeper.post(PAGE, {"follow": OWN}).content.decode()
    assert "103-2026-000042-7收好了。" in seen
    assert text_of(form, "follow").startswith("请把编号")
    assert keeper.post(PAGE, {"follow": OWN, "step": "confirm"}).status_code == 302
    editions.forget()
    assert text_of(form, "follow") == "{number}收好了。\n办公电话：{phone}"
    assert edition_of_form(form) == "2026-12 #1"
    undo = keeper.get(f"{PAGE}1/undo/").content.decode()
    sent = re.search(r'name="client_id" value="([^"]+)"', undo)
    assert sent is not None
    keeper.post(f"{PAGE}1/undo/", {"step": "confirm", "client_id": sent[1]})
    editions.forget()
    assert text_of(form, "follow").startswith("请把编号")


@pytest.mark.req("FRM-09")
@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("{姓名}您好", "这张表里没有 {姓名}。可以用的：{编号}、{查询码}、{反映的事}"),
        ("{number} 号", "这张表里没有 {number}。可以用的：{编号}"),
        ("{编号", "花括号要成对"),
        ("水" * 2001, "2000"),
    ],
)
def test_an_unknown_variable_is_not_saved_the_sentence_says_which_there_are_and_the_text_stays(
    keeper: Client, typed: str, fault: str
) -> None:
    answer = keeper.post(PAGE, {"follow": typed, "step": "confirm"})
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert typed in answer.content.decode()
    assert edition_of_form(shelf.form_named("F-93")) == "2026-12"


def test_the_setting_itself_refuses_what_no_page_sent() -> None:
    with pytest.raises(ValueError, match="这张表里没有"):
        setting_of(shelf.form_named("F-93")).read({"follow": "{姓名}"})


@pytest.mark.once
def test_every_wording_we_ship_can_be_filled_in_and_every_variable_has_its_own_words() -> None:
    for form in shelf.forms():
        assert [fault_of(form, piece.text) for piece in form.wordings] == [""] * len(form.wordings)
        assert len(names_of(form)) == len(form.variables), form.code
