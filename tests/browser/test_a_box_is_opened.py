"""意见箱开箱: twelve slips, two of them accusations; clerk and accused look for them afterwards and find nothing."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from lianxin.boxes.actions.stubs import Torn, new_stubs
from lianxin.boxes.models import Box, Opening, Slip
from lianxin.kernel.actor import Role
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from tests.browser.casework import says
from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.browser.visitor import Visitor
from tests.township import actor, at

ACCUSED = ("供水站站长收了施工队的好处。", "供水站的人拿水管回家用。")
SLIPS = (
    ("村口的路灯坏了半个月。", "诉求"),
    ("希望修一条到果园的路。", "建议"),
    (ACCUSED[0], "举报（检举控告某个干部）"),
    ("低保停了三个月，问了没人答。", "诉求"),
    ("谢谢帮忙抢收稻谷。", "感谢"),
    ("退耕还林的钱还发不发？", "诉求"),
    ("", "空白"),
    (ACCUSED[1], "举报（检举控告某个干部）"),
    ("球场的灯关得太晚。", "投诉"),
    ("村医室缺降压药。", "诉求"),
    ("", "无法辨认"),
    ("水井边的垃圾没人清。", "投诉"),
)


def hang(clerk: Visitor, pictures: Pictures) -> None:
    """设箱: two keys with two bodies, a day a week."""
    page = clerk.go("/boxes/").page
    page.get_by_role("link", name="设一个意见箱").click()
    for label, words in (
        ("箱号", "03"),
        ("具体位置", "村委会门口左边"),
        ("第一把钥匙谁拿", "窗口员"),
        ("另一把钥匙谁拿", "周大有"),
        ("另一把在哪个单位", "村监委会"),
        ("固定开箱的日子", "每月5日"),
        ("哪天挂的", "2026-11-01"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("挂在哪个村（社区）").select_option(label="樟荫村")
    for label in ("归哪个单位管", "他的单位"):
        page.get_by_label(label, exact=True).select_option(label="便民服务中心")
    clerk.press("设箱")
    expect(page.locator("main")).to_contain_text("至少每 7 天要开一次")
    page.get_by_label("固定开箱的日子", exact=True).fill("每周三")
    clerk.press("设箱")
    says(clerk, "已设箱。")
    pictures.take(page, "box-new")


def open_and_count(clerk: Visitor) -> None:
    """现在开箱、清点: a second opener of the same unit is refused, and what was typed stays."""
    page = clerk.page
    page.get_by_role("link", name="现在开箱").click()
    page.get_by_label("另一位开箱人", exact=True).fill("审核员")
    page.get_by_text("村（居）民代表", exact=True).click()
    page.get_by_label("开箱前封条号", exact=True).fill("A0116")
    clerk.press("现在开箱")
    expect(page.locator("main")).to_contain_text("也在便民服务中心任职")
    page.get_by_label("另一位开箱人", exact=True).fill("周大有")
    clerk.press("现在开箱")
    page.get_by_role("link", name="清点").click()
    page.get_by_label("意见条张数", exact=True).fill("12")
    page.get_by_label("新封条号", exact=True).fill("A0117")
    page.get_by_text("两位开箱人都点过", exact=False).click()
    clerk.press("清点")
    says(clerk, "已清点。")


def type_all(clerk: Visitor, torn: Torn, photo: Path, pictures: Pictures) -> None:
    """登记意见条: slip after slip, the photo beside the box."""
    page = clerk.page
    page.get_by_role("link", name="登记意见条").click()
    for place, (words, kind) in enumerate(SLIPS, start=1):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"第 {place} 张，共 12 张")
        page.get_by_label("条上写了什么").fill(words)
        page.get_by_label(kind, exact=True).check()
        if place == 1:
            page.get_by_label("条号").fill(torn.number)
        if words in ACCUSED:
            page.set_input_files("input[type=file]", str(photo))
            page.locator("[data-picture] img").wait_for()
            page.get_by_label("举报的是哪个单位的人").select_option(label="供水站")
        if place == 3:
            pictures.take(page, "box-typing")
        clerk.press("登记")
        if words in ACCUSED:
            says(clerk, f"第 {place} 张已转纪检岗")
            assert words not in page.content()


def choose(clerk: Visitor, move: str) -> None:
    """Open the form of a move from the page of its row."""
    clerk.page.locator(".buttons").get_by_role("link", name=move, exact=True).click()


def dealt_with(clerk: Visitor, pictures: Pictures) -> None:
    """One becomes an appeal, the others get their answers; then everything is posted."""
    opening, page = Opening.objects.get(), clerk.page
    choose(clerk, "登记完毕")
    clerk.press("登记完毕")
    for slip in opening.slips.filter(state="registered").order_by("number"):
        clerk.go(f"/boxes/slips/{slip.pk}/")
        if slip.number == 1:
            pictures.take(page, "box-slip")
            choose(clerk, "转为诉求")
            clerk.press("转为诉求")
            continue
        nothing = slip.kind in ("blank", "illegible")
        choose(clerk, "不予受理" if nothing else "反馈")
        page.get_by_label("无法辨认" if nothing else "整改", exact=True).check()
        page.locator("[name=reason]" if nothing else "[name=answer]").fill("看过了，当天已经处理。")
        clerk.press("不予受理" if nothing else "反馈")
    clerk.go(f"/boxes/openings/{opening.pk}/")
    for move in ("分办完毕", "反馈公示"):
        choose(clerk, move)
        clerk.press(move)
    pictures.take(page, "box-opening")


def nothing_found(one: Visitor, address: str) -> None:
    """No word of the accusations, no number of theirs, not even their kind."""
    text = one.go(address).page.locator("main").inner_text()
    assert [word for word in (*ACCUSED, "900-", "举报") if word in text] == [], address


@pytest.mark.req("BOX-01", "BOX-02", "BOX-03", "BOX-05", "INV-08")
def test_a_box_is_opened_and_nobody_finds_the_accusations_again(
    stage: Stage, pictures: Pictures, tmp_path: Path
) -> None:
    town = stage.town
    stage.at("2026-11-04 09:30")
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    discipline = actor(office, "纪检", Role.DISCIPLINE)
    chief = actor(town.water, "站长", Role.CLERK, Role.TRIAGE, Role.LEADER)
    torn = new_stubs(1, by=town.clerk)[0]
    photo = tmp_path / "纸条.png"
    Image.effect_noise((200, 120), 80).save(photo)
    clerk = stage.desk(town.clerk)
    hang(clerk, pictures)
    open_and_count(clerk)
    type_all(clerk, torn, photo, pictures)
    dealt_with(clerk, pictures)
    opening, box = Opening.objects.get(), Box.objects.get()
    sealed = list(Slip.objects.filter(kind="accusation").order_by("number"))
    assert [one.number for one in sealed] == [3, 8]
    numbers = list(Matter.objects.filter(state="sealed").values_list("number", flat=True))
    assert len(numbers) == 2
    week = "figure=box_slips&since=2026-11-02&until=2026-11-08"
    for one in (clerk, stage.desk(chief)):
        for address in ("/desk/", "/boxes/", f"/boxes/{box.pk}/", f"/boxes/openings/{opening.pk}/"):
            nothing_found(one, address)
        nothing_found(one, f"/boxes/slips/?{week}")
        nothing_found(one, "/matters/?words=好处")
        for slip in sealed:
            assert "没有这张意见条，或者不归您看" in one.go(f"/boxes/slips/{slip.pk}/").text()
        for number in numbers:
            assert "没有这件事，或者不归您看" in one.go(f"/matters/{number}/").text()
    pictures.take(stage.desk(chief).go(f"/boxes/openings/{opening.pk}/").page, "box-accused")
    for number, words in zip(numbers, ACCUSED, strict=True):
        expect(stage.desk(discipline).go(f"/matters/{number}/").page.locator(".quote")).to_have_text(words)
    writer = stage.phone()
    nothing_found(writer, "/box/")
    expect(writer.page.locator(".box-board")).to_contain_text("整改 7")
    pictures.take(writer.page, "box-posted")
    writer.page.get_by_text("留着撕条的，查给您的答复").click()
    writer.page.get_by_label("条号", exact=True).fill(torn.number)
    writer.page.get_by_label("查询码", exact=True).fill(torn.code)
    writer.press("查询")
    expect(writer.page.locator("main")).to_contain_text("正在办理")
    assert opening.opened_at is not None
    assert opening.opened_at >= at("2026-11-04 09:30")
