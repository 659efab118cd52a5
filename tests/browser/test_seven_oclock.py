"""今晨七点: requisition money, brought at seven, both sides at one table, told by three, each asked alone (SEV-03)."""

import pytest
from playwright.sync_api import expect

from tests.browser.casework import rows, says
from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.browser.visitor import PHONE, Visitor

TOLD = "按小组会议的决定，一家一半，本月底前由村会计付清。"


def step(clerk: Visitor, move: str, at: str, words: dict[str, str], ticks: tuple[str, ...] = ()) -> None:
    """One move from the page of the dispute."""
    page = clerk.page
    page.locator(".moves-list").get_by_role("link", name=move, exact=True).click()
    page.get_by_label("什么时候").fill(at)
    for label, said in words.items():
        page.get_by_label(label).fill(said)
    for tick in ticks:
        page.get_by_label(tick, exact=True).check()
    clerk.press(move)
    says(clerk, f"已{move}。")


def screen(clerk: Visitor) -> None:
    """The law is asked first; one answer isn't known yet."""
    page = clerk.page
    page.locator(".moves-list").get_by_role("link", name="法律核对", exact=True).click()
    for question in page.locator("fieldset").all():
        question.get_by_role("radio").first.check()
    page.locator("fieldset").nth(1).get_by_role("radio").last.check()
    clerk.press("法律核对")
    says(clerk, "已法律核对。")


def ask(clerk: Visitor, side: str, answer: str, words: str) -> None:
    """One side, alone."""
    page = clerk.page
    page.locator(".moves-list").get_by_role("link", name="问满意", exact=True).click()
    page.get_by_label("问的是哪一方").select_option(label=side)
    page.get_by_label(answer, exact=True).check()
    page.get_by_label("原话").fill(words)
    page.get_by_label("单独问的，另一方不在跟前").check()
    clerk.press("问满意")


@pytest.mark.req("SEV-03", "SEV-04")
def test_who_came_at_seven_has_a_result_by_three(stage: Stage, pictures: Pictures) -> None:
    town = stage.town
    seven = stage.at("2026-11-02 07:05")
    matter = town.accepted(
        town.file(when=seven, text="同组两家为征地补偿款怎么分争了起来，早上七点来反映。"), when=seven
    )
    clerk = stage.desk(town.clerk)
    page = clerk.go(f"/matters/{matter.number}/").page
    page.get_by_role("link", name="今天给结果").click()
    page.get_by_label("来反映的一方怎么称呼").fill("林小满")
    page.get_by_label("另一方怎么称呼").fill("赵安")
    page.get_by_label("是征地补偿款的纠纷").check()
    clerk.press("今天给结果")

    stage.at("2026-11-02 09:30")
    screen(clerk)
    expect(page.locator("main")).to_contain_text("还没有查清：补偿款怎么分")
    came = ("村委会的人到了", "双方都到了，都愿意谈")
    step(clerk, "记到场", "2026-11-02T09:30", {"在哪里": "村委会", "谁在场": "村委会主任\n双方"}, came)
    stage.at("2026-11-02 15:20")
    step(clerk, "记告知", "2026-11-02T15:20", {"怎么告知的": TOLD}, ("谈成了，双方认可",))
    ask(clerk, "来反映的一方", "非常满意", "当天就有结果，好。")
    ask(clerk, "另一方", "不满意", "少了。")
    assert rows(page, "每一步的时间") == [
        ["来反映", "2026年11月2日 07:05", "—"],
        ["村委会和双方到场", "2026年11月2日 09:30", "2 小时 25 分"],
        ["结果告知双方", "2026年11月2日 15:20", "8 小时 15 分"],
    ]
    said = [line[1] for line in rows(page, "双方各自怎么说")]
    assert said == ["非常满意：“当天就有结果，好。”", "不满意：“少了。”"]
    expect(page.locator(".moves-list")).to_have_count(0)
    pictures.take(page, "same-day")
    clerk.resize(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
