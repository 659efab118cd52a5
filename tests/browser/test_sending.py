"""However often it is sent, it is one appeal; and whoever leaves something out is led to it (F4, GOV.UK)."""

import re
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import expect

from lianxin.kernel.actor import Role
from tests.browser.visitor import DESK, Door, Visitor

SIGNS = count(1)


def fill_in(resident: Visitor, words: str) -> None:
    """The first two pages, up to the button that sends."""
    page = resident.go("/file/").page
    page.get_by_label("发生了什么事").fill(words)
    resident.press("下一步")
    page.get_by_label("匿名").check()
    resident.press("下一步")


def double_click(resident: Visitor) -> None:
    """An impatient thumb."""
    resident.button("送出").dblclick()
    resident.page.wait_for_url("**/receipt/**")


def back_and_again(resident: Visitor) -> None:
    """Sent, gone back, sent once more."""
    resident.press("送出")
    resident.page.go_back()
    expect(resident.button("送出")).to_be_enabled()
    resident.press("送出")


def reload_the_receipt(resident: Visitor) -> None:
    """The receipt looked at three times."""
    resident.press("送出")
    for _ in range(2):
        resident.page.reload()


@pytest.mark.req("F4")
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("send", [double_click, back_and_again, reload_the_receipt])
def test_it_stays_one_appeal(door: Door, send: Callable[[Visitor], None], scripts: bool) -> None:
    resident = door(scripts=scripts)
    words = f"第{next(SIGNS)}盏路灯{send.__name__}{scripts}不亮。"
    fill_in(resident, words)
    send(resident)
    expect(resident.page.get_by_role("heading", level=1)).to_have_text("已经收到您反映的事")
    desk = door(DESK).become(Role.TRIAGE).go("/matters/")
    rows = [row for row in desk.page.locator(".table-title").all_inner_texts() if words[:-1] in row]
    assert len(rows) == 1
    assert resident.page.locator("#number").inner_text() in rows[0]


@pytest.mark.req("quality-29")
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_fault_has_the_focus_and_leads_to_its_box(door: Door, scripts: bool) -> None:
    resident = door(scripts=scripts)
    page = resident.go("/file/").page
    resident.press("下一步")
    expect(page).to_have_title(re.compile("^错误：反映一件事"))
    expect(page.locator(".faults")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("发生了什么事")).to_be_focused()
    page.keyboard.type("村口的路灯不亮。")
    resident.press("下一步")
    expect(page.locator("main")).to_contain_text("第 2 步，共 3 步")
