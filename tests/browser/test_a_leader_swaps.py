"""排班， 公示， 换班: a rota is made, posted, and two leaders swap; whoever reads the plan sees what was changed."""

import pytest
from playwright.sync_api import expect

from lianxin.reception.models import Slot
from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.reception.rota_of import reception

FIRST, SECOND = "2026年11月18日", "2026年11月25日"


@pytest.mark.req("RCP-01", "RCP-02")
def test_a_rota_is_made_and_posted_and_two_leaders_swap(stage: Stage, pictures: Pictures) -> None:
    stage.at("2026-11-09 09:00")
    desk = reception(stage.town)
    triage, resident = stage.desk(stage.town.triage), stage.phone()

    # The draft is fair; it goes into the book as it stands, and is posted.
    page = triage.go(f"/reception/kinds/{desk.kind.pk}/rota/").page
    page.get_by_label("从哪天起").fill("2026-11-18")
    page.get_by_label("到哪天止").fill("2026-12-09")
    triage.press("出草表")
    expect(page.locator("main")).to_contain_text("最多和最少相差 0 场")
    pictures.take(page, "rota-draft")
    triage.press("排定")
    expect(page.get_by_role("status")).to_contain_text("已办 4 场")
    for box in page.locator('input[name="slots"]').all():
        box.check()
    triage.press("公示勾选的场次")
    expect(page.get_by_role("status")).to_contain_text("已办 4 场")
    pictures.take(page, "rota-posted")

    # A resident reads who receives them, on a telephone.
    plan = resident.go("/reception/").page
    expect(plan.locator(".plan-day").nth(0)).to_contain_text(FIRST)
    expect(plan.locator(".plan-day").nth(0)).to_contain_text("书记员")
    assert plan.get_by_text("有变更").count() == 0

    # The leader of the first asks the leader of the second, who agrees.
    asking = stage.desk(desk.leaders[0])
    page = asking.go("/reception/swaps/new/").page
    page.get_by_label("我的哪一场").select_option(label=f"赶集日群众接待 {FIRST}")
    page.get_by_label("换谁的哪一场").select_option(label=f"{SECOND} 乡长员（便民服务中心 乡长）")
    asking.press("请求调换")
    expect(page.locator("main")).to_contain_text("还没有答复")
    agreeing = stage.desk(desk.leaders[1])
    page = agreeing.go("/reception/swaps/").page
    pictures.take(page, "swap-asked")
    page.get_by_role("link", name="同意调换", exact=True).click()
    agreeing.press("同意调换")
    expect(page.get_by_role("status")).to_contain_text("已同意调换")

    # The plan everybody reads has it at once, and says that it is a change.
    plan = resident.go("/reception/").page
    first = plan.locator(".plan-day").nth(0)
    expect(first).to_contain_text("有变更")
    expect(first).to_contain_text("换接待领导：书记员（便民服务中心 书记） → 乡长员（便民服务中心 乡长）")
    pictures.take(plan, "plan-changed")
    assert Slot.objects.filter(state="published").count() == 4
