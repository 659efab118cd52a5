"""What the scripts add: no second sending, no lost draft, small photos, a queue without a mouse."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from tests.browser.conftest import Visit
from tests.browser.visitor import DESK
from tests.township import Township

WORDS = "樟荫村水井边的水管漏了三天，路上全是水。"

CHOSEN = """async () => {
  const file = document.querySelector("input[type=file]").files[0];
  return Array.from(new Uint8Array(await file.arrayBuffer()));
}"""


def typed(page: Page) -> None:
    """The three pages of a filing, up to the last button."""
    page.fill("textarea[name=text]", WORDS)
    page.get_by_role("button", name="下一步").click()
    page.check("input[name=identity][value=anonymous]")
    page.get_by_role("button", name="下一步").click()


@pytest.mark.req("F4")
def test_a_button_pressed_five_times_sends_once(visit: Visit, town: Township) -> None:
    page = visit.open("/file/")
    typed(page)
    expect(page.locator("button[value=send]")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate(
        "() => { const b = document.querySelector('button[value=send]'); for (let i = 0; i < 5; i++) b.click() }"
    )
    page.wait_for_url("**/receipt/**")
    assert len(sent) == 1
    assert Matter.objects.count() == 1


@pytest.mark.req("quality-45")
def test_a_draft_survives_a_reload_and_is_forgotten_when_it_was_sent(visit: Visit, town: Township) -> None:
    page = visit.open("/file/")
    page.fill("textarea[name=text]", WORDS)
    page.reload()
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    typed(page)
    page.get_by_role("button", name="送出").click()
    page.wait_for_url("**/receipt/**")
    assert page.evaluate("() => Object.keys(sessionStorage).length + Object.keys(localStorage).length") == 0


def test_a_long_text_is_counted_while_it_is_written(visit: Visit, town: Township) -> None:
    page = visit.open("/file/")
    page.fill("textarea[name=text]", "漏水𠮷")
    expect(page.locator("[data-count-of]")).to_have_text("最多 5000 字 · 3 / 5000")


def test_a_large_photo_is_made_smaller_before_it_travels(
    visit: Visit, town: Township, tmp_path: Path
) -> None:
    noise = Image.effect_noise((3000, 2000), 80).convert("RGB")
    large = tmp_path / "井.jpg"
    noise.save(large, quality=95)
    page = visit.open("/file/")
    typed(page)
    page.set_input_files("input[type=file]", str(large))
    expect(page.locator("[data-photos-list] li")).to_contain_text("井.jpg")
    small = bytes(page.evaluate(CHOSEN))
    assert large.stat().st_size > 2_000_000
    assert len(small) < large.stat().st_size / 2
    assert max(Image.open(io.BytesIO(small)).size) == 1600


@pytest.fixture
def three(town: Township) -> list[Matter]:
    """Three matters that wait for triage, the first to be due on top."""
    for word in ("一", "二", "三"):
        town.file(text=f"第{word}件：{WORDS}")
    return list(Matter.objects.order_by("due_at", "pk"))


def at_triage(visit: Visit, by: Actor) -> Page:
    """The queue on the screen of a desk."""
    return visit.open("/desk/triage/", by=by, size=DESK)


def test_the_queue_is_worked_by_the_keyboard_alone(visit: Visit, town: Township, three: list[Matter]) -> None:
    page = at_triage(visit, town.triage)
    expect(page.locator("#current .number")).to_have_text(three[0].number)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#current .number")).to_have_text(three[1].number)
    page.keyboard.press("e")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    three[1].refresh_from_db()
    assert three[1].state == "to_dispatch"
    assert page.url.endswith("/desk/triage/")


def test_the_one_that_lies_open_keeps_what_was_typed(
    visit: Visit, town: Township, three: list[Matter]
) -> None:
    page = at_triage(visit, town.triage)
    page.select_option("select[name=category]", index=1)
    chosen = page.locator("select[name=category]").input_value()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-queue] a").first.click()
    page.wait_for_timeout(300)
    assert not [url for url in asked if "/desk/triage/" in url]
    expect(page.locator("select[name=category]")).to_have_value(chosen)


def test_letters_typed_into_a_box_are_only_letters(visit: Visit, town: Township, three: list[Matter]) -> None:
    town.accepted(three[0])
    page = at_triage(visit, town.triage)
    page.goto(f"{page.url}?number={three[0].number}")
    page.fill("textarea[name=demand]", "")
    page.locator("textarea[name=demand]").type("jkso")
    expect(page.locator("textarea[name=demand]")).to_have_value("jkso")
    expect(page.locator("textarea[name=demand]")).to_be_focused()


def test_a_half_filled_decision_is_not_lost_without_asking(
    visit: Visit, town: Township, three: list[Matter]
) -> None:
    page = at_triage(visit, town.triage)
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.select_option("select[name=category]", index=1)
    page.locator("[data-queue] a").nth(1).click()
    page.wait_for_timeout(300)
    assert asked == ["这一件还没有提交，换到另一件吗？填的内容不会保存。"]
    expect(page.locator("#current .number")).to_have_text(three[0].number)


def test_a_session_that_ended_leads_to_the_page_to_sign_in(
    visit: Visit, town: Township, three: list[Matter]
) -> None:
    page = at_triage(visit, town.triage)
    page.context.clear_cookies()
    page.locator("[data-queue] a").nth(1).click()
    page.wait_for_url(re.compile("/(sign-in|who)/"))


def test_the_queue_works_without_a_script_too(visit: Visit, town: Township, three: list[Matter]) -> None:
    page = visit.open("/desk/triage/", by=town.triage, size=DESK, scripts=False)
    page.locator("[data-queue] a").nth(2).click()
    expect(page.locator("#current .number")).to_have_text(three[2].number)


def test_on_a_telephone_the_menu_opens_where_one_is(visit: Visit, town: Township) -> None:
    page = visit.open("/settings/", by=town.administrator)
    here = page.locator(".rail a[aria-current]")
    expect(here).to_be_in_viewport(ratio=1)
    assert page.locator(".rail").evaluate("strip => strip.scrollLeft > 0")
