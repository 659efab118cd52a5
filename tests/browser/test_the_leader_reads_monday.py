"""The leader reads Monday's page on a phone, on one sheet of paper, and on the wall while the network is cut."""

import io
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.browser.visitor import PHONE, Visitor
from tests.insight.busy import NEVER, busy_week
from tests.kernel.paper.reading import pages, squeezed
from tests.township import Township

WALL = (1920, 1080)
UP = '(part) => part.scrollIntoView({behavior: "instant"})'
FULLEST = {
    "trends": 12,
    "new": 8,
    "units": 6,
    "returned": 6,
    "pauses": 6,
    "topics": 5,
    "pressing": 6,
    "chosen": 5,
}
FILLED = """(most) => Object.entries(most).forEach(([id, most]) => {
    const sheet = document.getElementById(id);
    [...(sheet ? sheet.closest("section").querySelectorAll("tbody") : [])].forEach((body) => {
        while (body.rows.length < most) body.append(body.rows[0].cloneNode(true));
    });
})"""
TYPED = {
    "成因": "管网用了三十年，接头老化。",
    "措施": "年底前换完村里的主管和接头。",
    "目标": "每周新收降到 1 件以下。",
    "复查日期": "2027-01-15",
}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def on_the_phone(leader: Visitor, pictures: Pictures) -> None:
    """Nothing to push sideways; the lines are drawn; a number leads to its list."""
    page = leader.go("/leader/monday/").page
    expect(page.locator(".chart canvas")).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0
    assert [words for words in NEVER if words in leader.text()] == []
    page.get_by_role("heading", name="五周走势").evaluate(UP)
    pictures.take(page, "monday-phone")
    page.get_by_role("heading", name="热点", exact=True).evaluate(UP)
    pictures.take(page, "monday-phone-topics")
    page.get_by_role("row").filter(has_text="供水 · 樟荫村").get_by_role("link").first.click()
    expect(page.locator("main tbody tr").first).to_be_visible()


def on_paper(leader: Visitor, pictures: Pictures, folder: Path) -> None:
    """One sheet of A4, with every figure on it."""
    page = leader.go("/leader/monday/").page
    found = printed(page, folder / "monday.pdf")
    pictures.keep(drawn(folder / "monday.pdf"), "monday-paper")
    assert len(found) == 1
    for words in ("新收诉求", "期末在办", "解决率", "重复诉求率", "联办", "热点", "要领导过问的", "数据质量"):
        assert words in found[0], words
    assert [words for words in NEVER if words in found[0]] == []
    page.evaluate(FILLED, FULLEST)
    assert len(printed(page, folder / "full.pdf")) == 1  # however much there is of everything


def printed(page: Page, sheet: Path) -> list[str]:
    """The words of each sheet of paper."""
    page.emulate_media(media="print")
    page.pdf(path=sheet, prefer_css_page_size=True)
    page.emulate_media(media="screen")
    return [squeezed(text) for text in pages(sheet.read_bytes())]


def drawn(sheet: Path) -> bytes:
    """The first page of a PDF as a picture."""
    picture = io.BytesIO()
    with pypdfium2.PdfDocument(sheet) as document:
        document[0].render(scale=1.6).to_pil().save(picture, "PNG")
    return picture.getvalue()


def one_topic_a_month(leader: Visitor, pictures: Pictures) -> None:
    """每月一题: the place that was proposed is in the form already; a person types what is to be done."""
    page = leader.go("/leader/monday/").page
    page.get_by_role("row").filter(has_text="樟荫村水井路").get_by_role("link", name="提为每月一题").click()
    expect(page.get_by_label("哪一类事").locator("option:checked")).to_have_text("供水")
    expect(page.get_by_label("哪个村（社区）").locator("option:checked")).to_contain_text("樟荫村")
    page.get_by_label("责任单位").select_option(label="供水站")
    for label, words in TYPED.items():
        page.get_by_label(label).fill(words)
    leader.press("提为每月一题")
    for words in (*list(TYPED.values())[:3], "供水 · 樟荫村"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator(".chart canvas")).to_be_visible()
    pictures.take(page, "month-analysis")
    page.get_by_role("heading", name="每月一题", exact=True).evaluate(UP)
    pictures.take(page, "month-topic")


def on_the_wall(wall: Visitor, town: Township, pictures: Pictures) -> None:
    """The network is cut: the last numbers stay, with their time; it comes back, and they are new."""
    page = wall.go("/leader/wall/").page
    cut = page.get_by_text("网络断了")
    open_now = page.locator(".wall-counts > div").filter(has_text="在办").locator("dd")
    before, when = open_now.inner_text(), page.locator(".wall-when").inner_text()
    expect(cut).to_be_hidden()
    assert page.evaluate(SIDEWAYS) == 0
    pictures.take(page, "wall")
    page.context.set_offline(True)
    expect(cut).to_be_visible()
    assert (open_now.inner_text(), page.locator(".wall-when").inner_text()) == (before, when)
    pictures.take(page, "wall-cut")
    page.context.set_offline(False)
    expect(cut).to_be_hidden()
    assert [words for words in NEVER if words in wall.text()] == []


@pytest.mark.req("F-100", "F-101", "INV-02")
def test_the_leader_reads_monday_on_a_phone_on_paper_and_on_the_wall(
    stage: Stage, pictures: Pictures, tmp_path: Path
) -> None:
    stage.at("2026-11-08 20:00")
    town = busy_week(stage.town)
    stage.at("2026-11-09 08:30")
    on_the_phone(stage.desk(town.leader, PHONE), pictures)
    on_paper(stage.desk(town.leader), pictures, tmp_path)
    one_topic_a_month(stage.desk(town.leader), pictures)
    on_the_wall(stage.desk(town.leader, WALL), town, pictures)
    plain = stage.phone(scripts=False)
    assert plain.go("/leader/wall/").page.locator(".wall-counts").count() == 0  # nobody who isn't signed in
