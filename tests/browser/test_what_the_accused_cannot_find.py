"""举报: an accusation goes to the discipline desk alone; its target tries ten ways and finds nothing (INV-08, J13)."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from lianxin.kernel.actor import Role
from lianxin.kernel.numbering import parse
from lianxin.people.models import Unit
from tests.browser.casework import answers, make, notices, says
from tests.browser.pictures import Pictures
from tests.browser.resident import VILLAGE, Slip, again, follow, read_slip, standing
from tests.browser.stage import Stage
from tests.browser.visitor import Visitor
from tests.township import actor

WORDS = "供水站站长收了施工队的好处，井边的管子换了次等的。"
NAME, PHONE = "林小满", "19900001111"
NOTE = "找三个人谈了话，调了采购的单据。"
REPLY = "反映的情况已经查实，按规定作了处理，管子由施工队重换。还有疑问请打纪检监察办电话。"
NEVER = "900-2026-999999-9"
FAULT = re.compile(r"编号 \w{8} · 代码 404")  # each fault has a number of its own


def accuse(resident: Visitor, photo: Path, pictures: Pictures) -> Slip:
    """In confidence, with a photo; whose people it is about is asked for at once, so that they never see it."""
    page = resident.go("/file/").page
    page.get_by_label("发生了什么事").fill(WORDS)
    page.get_by_label("举报：干部违纪违法").check()
    resident.press("下一步")
    expect(page.locator("main")).to_contain_text("选了的单位和它的上下级从一开始就查不到这件事。")
    page.get_by_label("举报的是哪个单位的人").select_option(label="供水站")
    page.get_by_label("在哪个村（社区）").select_option(label=VILLAGE)
    page.get_by_label("保密：只有纪检监察的人看得到姓名电话").check()
    page.get_by_label("怎么称呼您").fill(NAME)
    page.get_by_role("textbox", name="电话").fill(PHONE)
    page.get_by_label("举报的是哪个单位的人").scroll_into_view_if_needed()
    pictures.take(page, "accuse-where")
    resident.press("下一步")
    page.set_input_files("input[type=file]", str(photo))
    resident.press("送出")
    slip = read_slip(resident)
    assert slip.number.startswith("900-")
    assert answers(page)["反映的事"] == "举报事项"
    assert [word for word in (WORDS[:8], NAME, PHONE) if word in page.content()] == []
    return slip


def inquire(desk: Visitor, slip: Slip, pictures: Pictures) -> str:
    """The discipline desk was told, takes it up, inquires; gives the address of the photo."""
    assert len(notices(desk)) == 1
    page = desk.go("/desk/").page
    expect(page.locator("main")).to_contain_text(slip.number)
    desk.go(f"/matters/{slip.number}/")
    expect(page.locator(".quote")).to_have_text(WORDS)
    photo = page.locator(".papers a").first.get_attribute("href") or ""
    make(desk, "纪检受理")
    make(desk, "核查记录", {"办理情况": NOTE}, chosen={"办理方式": "其他"})
    pictures.take(page, "accuse-desk")
    return photo


def nothing(page: Page, slip: Slip) -> bool:
    """Whether no word of it stands on the page: not the number, not what was said, not who said it."""
    said = page.locator("main").inner_text() + page.title()
    return not [word for word in (slip.number, WORDS[:8], NAME, NOTE) if word in said]


def search(target: Visitor, box: str, words: str) -> Page:
    """Type something into the list of all matters, whatever their state."""
    page = target.go("/matters/").page
    field = page.get_by_role("search").get_by_label(box, exact=True)
    field.fill(words)
    with page.expect_navigation():
        field.press("Enter")
    expect(page.locator("main")).to_contain_text("没有")
    assert page.locator(".rows tbody tr").count() == 0
    return page


def as_if_it_never_was(target: Visitor, address: str, slip: Slip) -> None:
    """The same answer, to the letter, as for a number nobody was ever given."""
    asked = FAULT.sub("", target.go(address).text())
    assert asked == FAULT.sub("", target.go(address.replace(slip.number, NEVER)).text())
    assert "没有这件事，或者不归您看" in asked


def seven_ways_of_his_own(target: Visitor, slip: Slip, photo: str, pictures: Pictures) -> None:
    """His desk, the list by words, number and name, the address, the button, the file."""
    assert nothing(target.go("/desk/").page, slip)
    search(target, "编号或内容", "好处")
    pictures.take(target.page, "accuse-target")
    search(target, "编号或内容", slip.number)
    search(target, "反映人姓名或号码", NAME)
    as_if_it_never_was(target, f"/matters/{slip.number}/", slip)
    as_if_it_never_was(target, f"/matters/{slip.number}/do/record/", slip)
    target.go(photo)
    assert target.page.locator("img").count() == 1  # the mark of the office
    assert "找不到" in target.page.title() or "没有" in target.text()


def three_ways_of_the_office(target: Visitor, slip: Slip) -> None:
    """What he is told; every entry of his menu; every figure of the leader's page, and the lists behind them."""
    assert notices(target) == []
    target.go("/desk/")
    menu = [str(link.get_attribute("href")) for link in target.page.locator(".rail a").all()]
    assert {"/leader/", "/matters/", "/desk/returns/", "/papers/"} <= set(menu)
    for address in menu:
        assert nothing(target.go(address).page, slip), address
    target.go("/leader/")
    figures = target.page.locator(".figure-number").all_inner_texts()
    assert {figure.split()[0].rstrip("件") for figure in figures} == {"0"}


def answered(resident: Visitor, desk: Visitor, slip: Slip) -> None:
    """She follows it with number and code, and reads the answer; never who inquired or what was found out how."""
    page = desk.go(f"/matters/{slip.number}/").page
    page.locator(".moves-list").get_by_role("link", name="核查办结", exact=True).click()
    page.get_by_label("核查结果").select_option(label="已解决")
    page.get_by_label("给举报人的答复").fill(REPLY)
    desk.press("核查办结")
    says(desk, "已核查办结。")
    page = again(resident, slip)
    assert standing(resident).startswith("已办结")
    expect(page.locator(".reply").first).to_contain_text(REPLY)
    assert [word for word in (NOTE, "纪检员") if word in page.content()] == []


@pytest.mark.req("INV-08", "J13")
def test_an_accusation_is_found_by_the_discipline_desk_and_by_its_target_in_none_of_ten_ways(
    stage: Stage, pictures: Pictures, tmp_path: Path
) -> None:
    town = stage.town
    stage.at("2026-11-02 09:00")
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    discipline = actor(office, "纪检", Role.DISCIPLINE)
    chief = actor(town.water, "站长", Role.HANDLER, Role.REVIEWER, Role.LEADER)
    photo = tmp_path / "单据.png"
    Image.effect_noise((40, 40), 80).save(photo)
    resident, desk = stage.phone(), stage.desk(discipline)
    slip = accuse(resident, photo, pictures)
    file = inquire(desk, slip, pictures)
    target = stage.desk(chief)
    seven_ways_of_his_own(target, slip, file, pictures)
    three_ways_of_the_office(target, slip)
    for other in (town.clerk, town.triage, town.auditor):
        as_if_it_never_was(stage.desk(other), f"/matters/{slip.number}/", slip)
    numbers = [parse(town.file().number) for _ in range(2)]
    assert [one.serial for one in numbers if one] == [1, 2]  # no gap tells of it
    follow(resident, slip)
    answered(resident, desk, slip)
    assert nothing(target.go("/matters/?state=closed").page, slip)
