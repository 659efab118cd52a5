"""One appeal from a grandmother's telephone to closed, each part played in a browser of its own, on the demo.

Each step returns what the next person was handed over outside the site: a number on a slip, a word on the telephone.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from lianxin.kernel.actor import Role
from lianxin.site.demo.content import content
from tests.browser.casework import answers, make
from tests.browser.looking import Look
from tests.browser.pictures import Pictures
from tests.browser.visitor import DESK, PHONE, Door, Visitor

TITLE = "老井边的自来水管漏了三天，路上全是水"
WORDS = f"{TITLE}。早上结了冰，老人走路怕滑倒，请派人来看看。"
PLACE = "村口老井往里第二家"
NAME, PHONE_NUMBER = "桂香莲", "15400009876"
MASKED = "桂＊ · 154****9876"
DONE = "王师傅换了井边的接头，试水两次都不漏，路面的冰也铲了。"
REPLY = "供水班 11 月 20 日下午换了井边的接头，已不漏水，路面的冰也铲了。还有问题请打公用事业服务站电话。"


@dataclass(frozen=True)
class Slip:
    """What the grandmother has written down."""

    number: str
    code: str


def file(resident: Visitor, pictures: Pictures) -> Slip:
    """Three pages in the elders' edition, without a script; then number and query code."""
    page = resident.go("/").page
    resident.press("长辈版")
    expect(page.get_by_role("heading", level=1)).to_have_text("您有什么事")
    assert page.locator(".big-act").count() <= 6
    expect(page.get_by_role("link", name="打电话")).to_have_attribute("href", "tel:15400000002")
    pictures.take(page, "elder-phone")
    page.get_by_role("link", name="反映一件事").click()
    expect(page.locator("main")).to_contain_text("第 1 步，共 3 步")
    page.get_by_label("发生了什么事").fill(WORDS)
    resident.press("下一步")
    expect(page.locator("main")).to_contain_text("第 2 步，共 3 步")
    page.get_by_label("在哪个村（社区）").select_option(label="楮溪村")
    page.get_by_label("具体位置").fill(PLACE)
    page.get_by_label("实名：受理人员和办事单位都看得到姓名电话").check()
    page.get_by_label("怎么称呼您").fill(NAME)
    page.get_by_role("textbox", name="电话").fill("154 0000 9876")
    resident.press("下一步")
    expect(page.locator("main")).to_contain_text("第 3 步，共 3 步")
    assert answers(page)["电话"] == PHONE_NUMBER
    resident.press("送出")
    return read_slip(resident, pictures)


def read_slip(resident: Visitor, pictures: Pictures) -> Slip:
    """The receipt: what stands on it, and nothing of who works here."""
    page = resident.page
    expect(page.get_by_role("heading", level=1)).to_have_text("已经收到您反映的事")
    slip = Slip(page.locator("#number").inner_text(), page.locator("#code").inner_text())
    assert len(slip.code.replace(" ", "")) == 16
    assert answers(page)["反映的事"] == TITLE
    assert answers(page)["接下来"].endswith("前，有人打电话联系您。")
    pictures.take(page, "receipt")
    return slip


def follow(resident: Visitor, slip: Slip) -> Page:
    """Look it up with number and query code, as they were written down."""
    page = resident.go("/follow/").page
    page.get_by_label("编号").fill(slip.number)
    page.get_by_label("查询码").fill(slip.code)
    resident.press("查询")
    assert resident.address == f"/follow/{slip.number}/"
    return page


def triage(desk: Visitor, slip: Slip, pictures: Pictures) -> None:
    """受理， 派单: the queue worked by the keyboard alone; nothing here ever touches a mouse."""
    page = desk.go("/desk/triage/").page
    find_in_queue(page, TITLE)
    expect(page.locator("#current .number")).to_have_text(slip.number)
    assert MASKED.replace(" · ", " ") in page.locator("#current").inner_text()
    assert PHONE_NUMBER not in page.content()
    page.keyboard.press("e")
    expect(page.get_by_label("诉求类型")).to_be_focused()
    page.keyboard.press("Tab")
    choose(page, "供水")
    page.evaluate("() => scrollTo(0, 0)")
    pictures.take(page, "triage")
    submit(page, "受理")
    expect(page.get_by_role("status")).to_contain_text("已受理。")
    find_in_queue(page, TITLE)
    expect(page.locator("#decide")).to_have_text("派单")
    page.keyboard.press("e")
    choose(page, "公用事业服务站")
    page.keyboard.press("Tab")
    page.keyboard.type("镇级职责清单第 12 条：农村供水管护")
    submit(page, "派单")
    expect(page.get_by_role("status")).to_contain_text("已派单。")
    assert TITLE not in page.locator("[data-queue]").inner_text()


def find_in_queue(page: Page, title: str) -> None:
    """Walk down the queue with j to this matter and open it with Enter."""
    page.keyboard.press("Escape")
    for _ in range(page.locator("[data-queue] a").count()):
        if title in focused(page):
            break
        page.keyboard.press("j")
    assert title in focused(page)
    page.keyboard.press("Enter")
    expect(page.locator("#current h2.matter-title")).to_have_text(title)


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate("() => document.activeElement.innerText || ''"))


def choose(page: Page, label: str) -> None:
    """Arrow down in the select that has the focus until it says this."""
    chosen = "() => document.activeElement.selectedOptions[0].label"
    for _ in range(60):
        if page.evaluate(chosen) == label:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(label)


def submit(page: Page, label: str) -> None:
    """Out of the box, to the button, press it."""
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    assert focused(page).startswith(label)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def handle(unit: Visitor, slip: Slip) -> None:
    """签收， 查看电话， 办理记录， 申请办结: closing without a talk is refused, the telephone is shown for a reason."""
    page = unit.go("/desk/").page
    page.get_by_role("link", name=f"签收 {slip.number}").click()
    assert MASKED in unit.text()
    assert PHONE_NUMBER not in page.content()
    unit.press("签收")
    expect(page.get_by_role("status")).to_contain_text("已签收。")
    make(unit, "申请办结", {"给诉求人的答复": REPLY}, chosen={"办理结果": "已解决"})
    expect(page.get_by_role("alert")).to_contain_text("还没有联系过诉求人。")
    expect(page.get_by_label("给诉求人的答复")).to_have_value(REPLY)
    look_up(unit, slip, "电话核实漏水的位置")
    make(
        unit,
        "办理记录",
        {"办理情况": "已打电话，约好下午两点到老井边。"},
        chosen={"办理方式": "联系诉求人"},
    )
    unit.go(f"/matters/{slip.number}/do/record/")
    page.get_by_label("办理方式").select_option(label="现场处置")
    page.get_by_label("办理情况").fill(DONE)
    unit.press("办理记录")
    make(unit, "申请办结", {"给诉求人的答复": REPLY}, chosen={"办理结果": "已解决"})
    expect(page.get_by_role("status")).to_contain_text("已申请办结。")
    assert_nothing_to_do(page)


def look_up(staff: Visitor, slip: Slip, reason: str) -> None:
    """查看联系方式: a reason first; then the telephone in clear, for a minute."""
    page = staff.go(f"/matters/{slip.number}/").page
    page.get_by_role("link", name="查看 联系方式").click()
    staff.press("查看")
    assert page.title().startswith("错误：")
    assert PHONE_NUMBER not in page.content()
    page.get_by_label("查看理由").fill(reason)
    staff.press("查看")
    assert answers(page) == {"电话": PHONE_NUMBER}
    page.get_by_role("link", name="返回这件事").click()
    assert PHONE_NUMBER not in page.content()


def assert_nothing_to_do(page: Page) -> None:
    """Nothing that leads on is offered to whoever looks at this matter, only what is always open to them."""
    assert page.locator(".moves-list a").all_inner_texts() == ["更正", "申请上级协调"]


def review(reviewer: Visitor, slip: Slip) -> None:
    """同意办结, by somebody else."""
    page = reviewer.go(f"/matters/{slip.number}/").page
    expect(page.get_by_role("heading", name="拟答复，还没有发出")).to_be_visible()
    assert REPLY in reviewer.text()
    assert page.get_by_role("link", name="查看 联系方式").count() == 0
    make(reviewer, "同意办结", {})
    expect(page.get_by_role("status")).to_contain_text("已同意办结。")
    expect(page.get_by_role("heading", name="已答复")).to_be_visible()


def call_back(caller: Visitor, slip: Slip, pictures: Pictures) -> None:
    """回访: reached and solved closes it; reached and nothing said is refused."""
    page = caller.go("/desk/tell/").page
    told = page.get_by_role("row").filter(has_text=slip.number)
    while not told.count():  # the latest stand last
        with page.expect_navigation():
            page.locator("a[rel=next]").click()
    expect(told.last).to_contain_text("154****9876")
    assert [word for word in (PHONE_NUMBER, NAME, REPLY) if word in page.content()] == []
    look_up(caller, slip, "电话回访")
    pictures.take(page, "matter")
    page.locator(".moves-list").get_by_role("link", name="回访").click()
    page.get_by_label("打通了，本人接听").check()
    caller.press("回访")
    assert page.title().startswith("错误：")
    expect(page.get_by_role("alert")).to_contain_text("电话打通了，请选问题是否解决。")
    expect(page.get_by_label("打通了，本人接听")).to_be_checked()
    page.get_by_label("已解决", exact=True).check()
    page.get_by_label("非常满意").check()
    page.get_by_label("诉求人原话").fill("当天就修好了，谢谢。")
    caller.press("回访")
    expect(page.locator(".matter-head")).to_contain_text("已办结")


def figures(leader: Visitor) -> dict[str, int]:
    """The numbers of the leader's page, by their words."""
    page = leader.go("/leader/").page
    return {
        tile.locator("h2").inner_text(): int(
            tile.locator(".figure-number").inner_text().split()[0].rstrip("件")
        )
        for tile in page.locator(".figure").all()
    }


def assert_names_nobody(resident: Visitor) -> None:
    """What residents read names the office, never a member of its staff."""
    names = {
        name for posts in content().town["staff"].values() for people in posts.values() for name in people
    }
    names |= {village["clerk"] for village in content().town["village"]}
    assert len(names) == 63
    assert [name for name in names if name in resident.page.content()] == []


def assert_says_nothing_aside(resident: Visitor, slip: Slip) -> None:
    """Telephone and query code are in no address (C14)."""
    told = " ".join(resident.watch.addresses)
    assert [word for word in (PHONE_NUMBER, slip.code.replace(" ", ""), NAME) if word in told] == []


@pytest.mark.req("D3", "C14", "INV-07")
def test_one_appeal_from_a_telephone_to_closed(door: Door, pictures: Pictures) -> None:
    leader = door(DESK).become(Role.LEADER)
    before = figures(leader)

    grandmother = door(PHONE, scripts=False, sharp=2)
    slip = file(grandmother, pictures)
    assert_names_nobody(grandmother)
    assert figures(leader) == {**before, "本周新收": before["本周新收"] + 1, "在办": before["在办"] + 1}

    desk = door(DESK, sharp=1.25).become(Role.TRIAGE)
    triage(desk, slip, pictures)
    unit = door(DESK).become(Role.HANDLER)
    handle(unit, slip)
    reviewer = door(DESK).become(Role.REVIEWER)
    review(reviewer, slip)
    assert REPLY in follow(grandmother, slip).locator(".reply").inner_text()
    caller = door(DESK, sharp=1.25).become(Role.CALLBACK)
    call_back(caller, slip, pictures)
    assert figures(leader) == {**before, "本周新收": before["本周新收"] + 1}

    grandson = door(PHONE, scripts=False, elder=True)
    page = follow(grandson, slip)
    expect(page.locator(".standing-now")).to_have_text("已办结")
    page.get_by_label("非常满意").check()
    grandson.press("送出评价")
    expect(page.locator("main")).to_contain_text("谢谢您的评价，已经记下。")
    expect(page.locator("main")).to_contain_text("您的评价：非常满意")
    assert page.get_by_role("button", name="送出评价").count() == 0
    for resident in (grandmother, grandson):
        assert_names_nobody(resident)
        assert_says_nothing_aside(resident, slip)
    assert PHONE_NUMBER not in page.content()

    look, measured = Look(elder=True), door(PHONE, elder=True)  # measuring takes a browser with scripts
    follow(measured, slip)
    look.at(measured, "answered and rated")
    assert look.faults == []


def test_the_pictures_of_the_documents(door: Door, pictures: Pictures) -> None:
    pictures.take(door(PHONE, sharp=2).go("/").page, "resident-phone")
    pictures.take(door(DESK, sharp=1.25).become(Role.LEADER).go("/leader/").page, "leader")
    pictures.take(door(PHONE, sharp=2).become(Role.LEADER).go("/leader/").page, "leader-phone")
    pictures.take(door(DESK, sharp=1.25).become(Role.TRIAGE).go("/desk/").page, "today")
    pictures.compose(door.chromium, "overview", "today", "leader", "resident-phone")
