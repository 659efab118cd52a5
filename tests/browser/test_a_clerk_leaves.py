"""A clerk and a handler leave, and what they had in hand goes on: lists, signatures, desks (XC-06).

The clerk gives notice and hands over herself; the handler is gone from one click to the next, and the head of
his unit signs for him. The appeal that passed through both their hands is closed by who came after them.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lianxin.kernel.actor import Role
from tests.browser.casework import call_back, make, piles, rows, says, timeline
from tests.browser.pictures import Pictures
from tests.browser.visitor import DESK, Door, Visitor

CLERK, HER_HEIR = "茅小莉", "简爱华"
HANDLER, HIS_HEIR, HEAD = "巫小军", "晏青禾", "安国强"
DESK_POST, POLICE_POST = "便民服务中心 登记岗", "派出所 承办岗"
TITLE = "晒谷场的铁门夜里被人撬了"
PAPER = (900, 1200)
REPLY = "派出所已立案，锁和门栏当天装好，夜里加了一趟巡逻。还有问题请打派出所电话。"


@dataclass(frozen=True)
class Staff:
    """Everybody in the story, each at a browser of their own."""

    clerk: Visitor
    her_heir: Visitor
    handler: Visitor
    head: Visitor
    keeper: Visitor


def take_down(clerk: Visitor) -> str:
    """登记: what somebody said on the telephone; the number on the slip."""
    page = clerk.go("/desk/").page
    page.get_by_role("link", name="登记一件").click()
    page.get_by_label("群众原话").fill(f"{TITLE}。谷子没少，请来看看。")
    page.get_by_label("所属村").select_option(label="枫岭口村")
    page.get_by_label("姓名").fill("尤桂枝")
    page.get_by_label("电话（可以不填）").fill("15400009871")
    clerk.press("登记")
    return page.locator("#number").inner_text()


def send_out(desk: Visitor, number: str) -> None:
    """受理， 派单 to the police station."""
    desk.go(f"/matters/{number}/")
    make(desk, "受理", chosen={"事项分类": "治安防诈"})
    make(desk, "派单", {"派单依据": "协作清单第 3 条"}, chosen={"承办单位": "派出所"})
    says(desk, "已派单。")


def open_appointment(keeper: Visitor, name: str) -> Page:
    """人员和账号 → the person → 代班、离任."""
    page = keeper.go("/desk/").page
    page.get_by_role("link", name="人员和账号").click()
    page.get_by_label("姓名、拼音首字母或登录名").fill(name)
    keeper.press("查找")
    page.get_by_role("link", name=name, exact=True).click()
    with page.expect_navigation():
        page.get_by_role("link", name="代班、离任").click()
    return page


def in_hand(page: Page) -> dict[str, int]:
    """这个岗位现在手里的事, as the page of the appointment counts it."""
    lines = [line.split() for line in page.locator("aside li").all_inner_texts()]
    return {label: int(count) for label, count, _unit in lines}


def give_notice(keeper: Visitor, last: date) -> dict[str, int]:
    """The clerk's last day is written down: a list is made, and she goes on working until then."""
    page = open_appointment(keeper, CLERK)
    counted = in_hand(page)
    page.get_by_label("最后一天").fill(last.isoformat())
    keeper.press("结束任职")
    says(keeper, "任职已结束，权限到期收回。请接着办移交。")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{CLERK}的移交清单")
    return counted


def choose(keeper: Visitor, heir: str, watcher: str) -> None:
    """谁接，谁监交."""
    page = keeper.page
    choice = page.get_by_label("接收人").locator("option").filter(has_text=re.compile(f"^{heir}"))
    page.get_by_label("接收人").select_option(choice.get_attribute("value"))
    page.get_by_label("监交人").fill(watcher)
    keeper.press("定接收人")
    says(keeper, "已定接收人。")


def sign(signer: Visitor, leaver: str, times: int = 1) -> Page:
    """From 今天我要办的 to the list, and sign each column that is one's own."""
    page = signer.go("/desk/").page
    page.locator("main").get_by_role("link", name="份移交清单等您").click()
    page.locator("main").get_by_role("link", name=leaver, exact=True).click()
    expect(signer.button("核对无误，签字")).to_have_count(times)
    for _ in range(times):
        with page.expect_navigation():
            signer.button("核对无误，签字").first.click()
        says(signer, "已签字。")
    return page


def hand_over_the_counter(staff: Staff, number: str) -> None:
    """The clerk reads her list and signs, then who takes over, then who watches."""
    counted = give_notice(staff.keeper, timezone.localdate() + timedelta(days=7))
    assert number not in staff.keeper.page.content()
    expect(staff.keeper.page.locator("main")).to_contain_text(
        f"另有 {counted['本人登记、还没办结的']} 件不归您看，只计数。"
    )
    choose(staff.keeper, HER_HEIR, HEAD)
    page = sign(staff.clerk, CLERK)
    assert list(counted) == ["待电话告知的", "本人登记、还没办结的"]
    assert piles(page) == counted
    mine = {line[0]: line[1:3] for line in rows(page, "本人登记、还没办结的")}
    assert (len(mine), mine[number]) == (counted["本人登记、还没办结的"], [TITLE, "办理中"])
    sign(staff.her_heir, CLERK)
    page = sign(staff.head, CLERK)
    expect(page.locator("main")).to_contain_text("移交已办完，事情由接收人接着办。")
    assert signed(page) == {"移交人": CLERK, "接收人": HER_HEIR, "监交人": HEAD}


def signed(page: Page) -> dict[str, str]:
    """Who signed in which column."""
    lines = [
        (row.locator("dt").inner_text(), row.locator("dd").inner_text())
        for row in page.locator(".answers-row").all()
    ]
    assert [said for _side, said in lines if "已签" not in said] == []
    return {side: said.split(" · ")[0] for side, said in lines}


def leave_at_once(staff: Staff, name: str) -> dict[str, int]:
    """结束任职 without a day: the browser that is open somewhere is out at its next click."""
    counted = in_hand(open_appointment(staff.keeper, name))
    staff.keeper.press("结束任职")
    says(staff.keeper, "任职已结束，权限到期收回。请接着办移交。")
    return counted


def assert_out(leaver: Visitor) -> None:
    """The next click of an open browser leads to the door, and going back shows nothing any more."""
    leaver.page.locator(".rail, nav").get_by_role("link", name="全部事项").first.click()
    assert leaver.address == "/who/"
    leaver.go("/desk/")
    assert leaver.address == "/who/"


def take_on(keeper: Visitor, name: str, unit: str, post: str) -> None:
    """添加人员: somebody new on the post."""
    page = keeper.go("/people/").page
    page.get_by_role("link", name="添加人员").click()
    page.get_by_label("姓名").fill(name)
    page.get_by_label("登录名").fill("yanqinghe")
    page.get_by_label("岗位").select_option(value=option_in_group(page, unit, post))
    keeper.press("添加并生成链接")
    says(keeper, "已添加。等岗位生效（安全管理员确认、到了起始那天）后，再到这里发一次性链接。")


def confirm(security: Visitor, name: str, post: str) -> None:
    """待确认的授权: the second person's word, without which the post gives nothing yet."""
    page = security.go("/desk/").page
    page.get_by_role("link", name="待确认的授权").click()
    asked = page.locator("section.sheet").filter(has_text=f"{name} · {post}")
    with page.expect_navigation():
        asked.get_by_role("button", name="确认", exact=True).click()


def option_in_group(page: Page, unit: str, post: str) -> str:
    """The value of a post in the list of all units' posts."""
    group = page.get_by_label("岗位").locator(f"optgroup[label='{unit}']")
    value = group.locator("option").filter(has_text=post).get_attribute("value")
    assert value is not None
    return value


def fill_the_post(staff: Staff, counter: Visitor) -> None:
    """Nobody is left on it, and the head of the unit is told so; somebody new is taken on, by two hands."""
    expect(staff.keeper.page.locator("main")).to_contain_text("还没有人接这个岗位。")
    gap = staff.head.go("/desk/").page.locator("section").filter(has_text="本单位空着的岗位")
    expect(gap.get_by_role("link")).to_have_text([POLICE_POST])
    take_on(staff.keeper, HIS_HEIR, "派出所", "承办岗")
    confirm(counter.become(Role.SECURITY), HIS_HEIR, POLICE_POST)


def hand_over_the_beat(
    staff: Staff, heir: Visitor, number: str, counted: dict[str, int], pictures: Pictures
) -> None:
    """The head of the unit signs for who is gone; the list names what was counted, line by line."""
    staff.keeper.go("/handovers/").page.locator("main").get_by_role("link", name=HANDLER, exact=True).click()
    choose(staff.keeper, HIS_HEIR, HEAD)
    page = sign(staff.head, HANDLER, times=2)
    assert list(counted) == ["已签收、还没办结的", "请本单位协办、还没回复的", "答复写好还没发的"]
    assert piles(page) == counted
    his = {line[0]: line[1:3] for line in rows(page, "已签收、还没办结的")}
    assert (len(his), his[number]) == (counted["已签收、还没办结的"], [TITLE, "办理中"])
    expect(page.locator("dl")).to_contain_text(f"（{HEAD}代签）")
    pictures.take(page, "handover")
    heir.named(HIS_HEIR)
    page = sign(heir, HANDLER)
    expect(page.locator("main")).to_contain_text("移交已办完，事情由接收人接着办。")


def look_at_the_paper(reader: Visitor, number: str, counted: dict[str, int], pictures: Pictures) -> None:
    """打印移交清单: every line, room for keys and seals, and who has signed."""
    page = reader.page
    page.get_by_role("link", name="打印移交清单").click()
    page.wait_for_url("**/print/")
    paper = page.locator("main").inner_text()
    heads = [f"{label} {count} 件" for label, count in counted.items()]
    wanted = (number, TITLE, *heads, "纸质材料、印章、钥匙、设备（逐件写明）：")
    assert [word for word in wanted if word not in paper] == []
    signs = [line.split("\n") for line in page.locator(".paper-signs span").all_inner_texts()]
    assert [sign[0] for sign in signs] == [
        f"移交人：{HANDLER}（{HEAD}代签）",
        f"接收人：{HIS_HEIR}",
        f"监交人：{HEAD}",
    ]
    reader.resize(PAPER)
    pictures.take(page, "handover-paper")
    reader.resize(DESK)


def finish(heir: Visitor, counter: Visitor, number: str, pictures: Pictures) -> None:
    """The heir's next click shows the work; from there it goes the usual way to its end."""
    page = heir.go("/desk/").page
    expect(page.locator("#working")).to_contain_text(TITLE)
    pictures.take(page, "handover-desk")
    page.get_by_role("link", name=f"申请办结 {number}").click()
    make(
        heir,
        "办理记录",
        {"办理情况": "接手后打了电话，约好下午到晒谷场。"},
        chosen={"办理方式": "联系诉求人"},
    )
    make(heir, "申请办结", {"给诉求人的答复": REPLY}, chosen={"办理结果": "已解决"})
    says(heir, "已申请办结。")
    reviewer = counter.named("储国栋").go(f"/matters/{number}/")
    make(reviewer, "同意办结")
    call_back(counter.become(Role.CALLBACK), number)


@pytest.mark.req("XC-06")
def test_a_clerk_and_a_handler_leave_and_their_work_is_closed_by_others(
    office: Door, pictures: Pictures
) -> None:
    staff = Staff(*(office(DESK).named(name) for name in (CLERK, HER_HEIR, HANDLER, HEAD, "危子航")))
    number = take_down(staff.clerk)
    counter = office(DESK)
    send_out(counter.become(Role.TRIAGE), number)
    staff.handler.go(f"/matters/{number}/")
    make(staff.handler, "签收")
    hand_over_the_counter(staff, number)
    leave_at_once(staff, CLERK)
    assert_out(staff.clerk)

    counted = leave_at_once(staff, HANDLER)
    assert_out(staff.handler)
    fill_the_post(staff, counter)
    heir = office(DESK)
    hand_over_the_beat(staff, heir, number, counted, pictures)
    look_at_the_paper(heir, number, counted, pictures)
    finish(heir, counter, number, pictures)

    page = staff.her_heir.go(f"/matters/{number}/").page
    assert timeline(page) == [
        ("登记", f"{DESK_POST}（{CLERK}）"),
        ("受理", "便民服务中心 派单岗（裘永和）"),
        ("派单", "便民服务中心 派单岗（裘永和）"),
        ("签收", f"{POLICE_POST}（{HANDLER}）"),
        ("办理记录", f"{POLICE_POST}（{HIS_HEIR}）"),
        ("申请办结", f"{POLICE_POST}（{HIS_HEIR}）"),
        ("同意办结", "党政综合办公室 分管政法岗（储国栋）"),
        ("回访", "便民服务中心 回访岗（桂兰芝）"),
    ]
