"""A son files for his father, who agrees by telephone, and by telephone takes it back (代为反映、撤回委托).

From then on the son sees nothing more, not even in the browser he left open; the father is told, the son is not.
"""

import pytest
from playwright.sync_api import expect

from lianxin.kernel.models.message import Message
from lianxin.matters.models import Matter
from tests.browser.casework import make, says
from tests.browser.pictures import Pictures
from tests.browser.resident import Slip, again, follow, say, try_code
from tests.browser.stage import Stage
from tests.browser.visitor import Visitor

WORDS = "我父亲家的水管漏了三天。他不会上网，我替他说。"
SON, FATHER = "19900001111", "19900005555"


def consent(clerk: Visitor, slip: Slip, pictures: Pictures) -> None:
    """The clerk rings the father up; without saying how he agreed it is not written down."""
    page = clerk.go(f"/matters/{slip.number}/").page
    assert page.get_by_role("link", name="登记撤回委托").count() == 0
    page.locator(".moves-list").get_by_role("link", name="登记代为反映", exact=True).click()
    page.get_by_label("替谁反映（本人姓名）").fill("林老根")
    page.get_by_label("本人电话").fill("199 0000 5555")
    page.get_by_label("反映人是本人的").select_option(label="子女")
    clerk.press("登记代为反映")
    assert page.title().startswith("错误：")
    expect(page.get_by_label("替谁反映（本人姓名）")).to_have_value("林老根")
    page.get_by_label("打电话说的").check()
    clerk.press("登记代为反映")
    says(clerk, "已登记代为反映。")
    assert speakers(clerk) == [
        "实名 · 代为反映（子女；本人同意：打电话说的） · 林＊ · 199****1111",
        "实名 · 本人 · 林＊ · 199****5555",
    ]
    pictures.take(page, "proxy-consent")


def speakers(staff: Visitor) -> list[str]:
    """Who speaks, as staff read it."""
    rows = staff.page.locator(".answers-row").filter(has_text="反映人")
    return [row.locator("dd").first.inner_text() for row in rows.all()]


def take_back(caller: Visitor, slip: Slip) -> None:
    """本人打电话来: one link beside who speaks for him; it is offered no more once it is done."""
    page = caller.go(f"/matters/{slip.number}/").page
    page.get_by_role("link", name="登记撤回委托").click()
    page.get_by_label("打电话说的").check()
    caller.press("登记撤回委托")
    says(caller, "已登记撤回委托。")
    assert speakers(caller)[0] == "实名 · 代为反映（本人已撤回委托） · 林＊ · 199****1111"
    assert page.get_by_role("link", name="登记撤回委托").count() == 0


def shut_out(son: Visitor, slip: Slip, pictures: Pictures) -> None:
    """What was open before opens nothing: the page, the receipt, a button that still stood on it, the code."""
    page = again(son, slip)
    assert son.address == "/follow/"
    expect(page.locator("main")).to_contain_text(
        "本人已撤回委托，这张回执的查询码停用了。有疑问请打电话找我们。"
    )
    pictures.take(page, "proxy-closed")
    son.go(f"/receipt/{slip.number}/")
    assert WORDS[:8] not in son.text()
    son.go(f"/follow/{slip.number}/do/withdraw/")
    assert son.address == "/follow/"
    try_code(son, slip)
    expect(page.locator("main")).to_contain_text("编号或查询码不对。")


def told_to(slip: Slip) -> list[str]:
    """The telephones messages about it went to, in order."""
    found = Message.objects.filter(row_id=Matter.objects.get(number=slip.number).pk)
    return [one.to for one in found.order_by("pk")]


@pytest.mark.req("XC-02", "RCP-04")
def test_who_was_spoken_for_ends_it_with_one_call(stage: Stage, pictures: Pictures) -> None:
    town = stage.town
    stage.at("2026-11-02 09:00")
    son, at_home = stage.phone(), stage.phone(elder=True)
    slip = say(son, WORDS, place="水井边第二家", name="林小满", phone=SON)
    clerk, desk = stage.desk(town.clerk), stage.desk(town.triage)
    consent(clerk, slip, pictures)
    desk.go(f"/matters/{slip.number}/")
    make(desk, "要求补充", {"还缺什么": "水表号"})
    assert told_to(slip)[-2:] == [SON, FATHER]
    expect(follow(at_home, slip).locator(".standing")).to_contain_text("请补充材料")
    page = again(son, slip)
    page.get_by_label("补充的情况").fill("水表号 0042。")
    son.press("交上去")
    expect(page.get_by_role("status")).to_contain_text("补充的情况已经收到")

    stage.at("2026-11-03 09:00")
    before = len(told_to(slip))
    take_back(stage.desk(town.caller), slip)
    shut_out(son, slip, pictures)
    again(at_home, slip)
    assert at_home.address == "/follow/"
    desk.go(f"/matters/{slip.number}/")
    make(desk, "受理", chosen={"事项分类": "供水"})
    make(desk, "派单", {"派单依据": "职责清单第 3 条"}, chosen={"承办单位": "供水站"})
    assert set(told_to(slip)[before + 1 :]) <= {FATHER}
    unit = stage.desk(town.water_handler)
    assert unit.go(f"/matters/{slip.number}/").page.locator(".timeline-title").all_inner_texts() == [
        *("登记", "登记代为反映", "要求补充", "补充", "登记撤回委托", "受理", "派单")
    ]
