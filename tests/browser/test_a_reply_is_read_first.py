"""A reply that promises nothing is read back to its writer while it is written, and sent all the same."""

from playwright.sync_api import expect

from lianxin.kernel.models.event import Event
from tests.browser.casework import says
from tests.browser.pictures import Pictures
from tests.browser.stage import Stage

EMPTY = "您反映的事有关部门已列入计划，会尽快解决，请您耐心等待，感谢理解。"
BETTER = "供水站王师傅 11 月 3 日换了接头，已不漏水。还有问题请打供水站电话。"
FIRE = "后山柴房着火了，请问找谁？"


def test_the_unit_reads_it_while_writing_the_reviewer_beside_the_draft(
    stage: Stage, pictures: Pictures
) -> None:
    town = stage.town
    matter = town.working(town.file())
    town.go(matter, "record", by=town.water_handler, kind="contact", text="已打电话。")
    unit = stage.desk(town.water_handler)
    page = unit.go(f"/matters/{matter.number}/do/finish/").page
    page.get_by_label("办理结果").select_option(label="已解决")
    box, place = page.get_by_label("给诉求人的答复"), page.locator("#reply-check")
    box.press_sequentially(EMPTY)
    expect(place).to_contain_text("没有日期的承诺")
    pictures.take(page, "reply-remarks")
    unit.press("申请办结")
    expect(place).to_contain_text("还没有提交")
    expect(box).to_have_value(EMPTY)
    box.fill(BETTER)
    expect(place).not_to_contain_text("没有日期")
    box.fill(EMPTY)
    unit.press("仍要申请办结")
    says(unit, "已申请办结。")
    assert "vague" in Event.objects.get(row_id=matter.pk, move="finish").facts["warnings"]
    reviewer = stage.desk(town.reviewer)
    page = reviewer.go(f"/matters/{matter.number}/do/approve/").page
    expect(page.locator(".sheet-warn .notice-warning")).to_contain_text("已列入计划")


def test_the_clerk_reads_the_words_that_can_not_wait(stage: Stage, pictures: Pictures) -> None:
    clerk = stage.desk(stage.town.clerk)
    page = clerk.go("/desk/new/").page
    page.get_by_label("群众原话").press_sequentially(FIRE)
    expect(page.locator("#hints")).to_contain_text("火情")
    expect(page.locator("#hints")).to_contain_text("看字面像“咨询”")
    pictures.take(page, "hints")
