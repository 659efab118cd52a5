"""Many of one mind: five speak for all, a sixth only cosigns (共同反映; RCP-04, 信访工作条例第二十条)."""

import pytest
from playwright.sync_api import expect

from lianxin.kernel.models.message import Message
from lianxin.matters.models import Matter
from tests.browser.casework import make, says
from tests.browser.pictures import Pictures
from tests.browser.resident import VILLAGE, Slip, follow, read_slip
from tests.browser.stage import Stage
from tests.browser.visitor import PHONE, Visitor

WORDS = "我们组三十几户吃水，井边的水管漏了半个月，一起来说一说。"
FIVE = ["赵安 19900007701", "钱平 19900007702", "孙和 19900007703", "李顺 19900007704", "周宁 19900007705"]
MANY = [f"吴{sign}" for sign in "甲乙丙丁戊己庚辛"]
OPTIONAL = "（可以不填）"


def take_down(clerk: Visitor) -> Slip:
    """They came to the counter; one of them is written down as who speaks."""
    page = clerk.go("/desk/").page
    page.get_by_role("link", name="登记一件").click()
    page.get_by_label("渠道").select_option(label="来访")
    page.get_by_label("群众原话").fill(WORDS)
    page.get_by_label("所属村").select_option(label=VILLAGE)
    page.get_by_label("姓名").fill("林小满")
    page.get_by_label("电话（可以不填）").fill("19900001111")
    clerk.press("登记")
    slip = read_slip(clerk)
    page.get_by_role("link", name="看这一件").click()
    return slip


def one_too_many(clerk: Visitor, pictures: Pictures) -> None:
    """With who spoke there would be six: refused with the number that fits, and all lines are still there."""
    page = clerk.page
    page.locator(".moves-list").get_by_role("link", name="登记代表和附议", exact=True).click()
    page.get_by_label(f"代表{OPTIONAL}").fill("\n".join(FIVE))
    page.get_by_label(f"附议的人{OPTIONAL}").fill("\n".join(MANY))
    clerk.press("登记代表和附议")
    expect(page.get_by_role("alert")).to_contain_text(
        "代表最多 5 人（信访工作条例第二十条，请核对原文），连反映人已有 1 人，这里还能写 4 人。其余的写在附议里。"
    )
    expect(page.get_by_label(f"代表{OPTIONAL}")).to_have_value("\n".join(FIVE))
    expect(page.get_by_label(f"附议的人{OPTIONAL}")).to_have_value("\n".join(MANY))
    pictures.take(page, "group-refused")


def five_and_the_rest(clerk: Visitor, pictures: Pictures) -> None:
    """The fifth of the list goes among those who cosign; a line that can't be read is named."""
    page = clerk.page
    page.get_by_label(f"代表{OPTIONAL}").fill("\n".join([*FIVE[:3], "19900007704"]))
    page.get_by_label(f"附议的人{OPTIONAL}").fill("\n".join([FIVE[4], *MANY]))
    clerk.press("登记代表和附议")
    expect(page.locator("main")).to_contain_text("第 4 行“19900007704”看不懂")
    page.get_by_label(f"代表{OPTIONAL}").fill("\n".join(FIVE[:4]))
    clerk.press("登记代表和附议")
    says(clerk, "已登记代表和附议。")
    assert [line.split(" · ")[1] for line in speakers(clerk)] == ["代表"] * 5
    assert page.locator("details summary").filter(has_text="附议 9 人").count() == 1
    assert not page.get_by_text("附议 · 吴＊").first.is_visible()
    pictures.take(page, "group-named")
    page.get_by_text("附议 9 人").click()
    expect(page.get_by_text("附议 · 吴＊").first).to_be_visible()


def speakers(staff: Visitor) -> list[str]:
    """Who speaks, as staff read it without opening anything."""
    rows = staff.page.locator(".answers-row").filter(has_text="反映人")
    return [row.locator("dd").first.inner_text() for row in rows.all() if row.is_visible()]


def told(slip: Slip) -> list[str]:
    """The telephones messages about it went to."""
    found = Message.objects.filter(row_id=Matter.objects.get(number=slip.number).pk).order_by("pk")
    return [one.to for one in found]


@pytest.mark.req("RCP-04")
def test_five_are_told_of_everything_the_others_are_on_record(stage: Stage, pictures: Pictures) -> None:
    town = stage.town
    stage.at("2026-11-02 09:00")
    clerk, desk = stage.desk(town.clerk), stage.desk(town.triage)
    slip = take_down(clerk)
    one_too_many(clerk, pictures)
    five_and_the_rest(clerk, pictures)
    before = len(told(slip))
    desk.go(f"/matters/{slip.number}/")
    make(desk, "要求补充", {"还缺什么": "漏在哪一段"})
    assert told(slip)[before:] == ["19900001111", *(one.split()[1] for one in FIVE[:4])]

    unit = stage.desk(town.water_handler, PHONE)
    one = stage.phone()
    page = follow(one, slip)
    page.get_by_label("补充的情况").fill("水塔到井边那一段。")
    one.press("交上去")
    for name in ("赵安", "钱平", "吴甲"):
        assert name not in page.content()
    desk.go(f"/matters/{slip.number}/")
    make(desk, "受理", chosen={"事项分类": "供水"})
    make(desk, "派单", {"派单依据": "职责清单第 3 条"}, chosen={"承办单位": "供水站"})
    unit.go(f"/matters/{slip.number}/")
    assert len(speakers(unit)) == 5
    assert Matter.objects.count() == 1
    for line in (*FIVE, *MANY):
        for word in line.split():
            assert word not in unit.page.content()
