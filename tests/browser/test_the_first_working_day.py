"""今晨七点有约 after a festival: the rota knows which days are worked on, and a resident reads it (SEV-01, SEV-02)."""

import re
from datetime import time

import pytest
from playwright.sync_api import expect

from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.reception.rota_of import reception

WORKED = ("2022年1月29日", "2022年1月30日", "2022年2月7日", "2022年2月8日")
RESTED = ("2022年1月31日", "2022年2月2日", "2022年2月6日", "2022年2月12日")


@pytest.mark.req("SEV-01", "SEV-02", "RCP-03")
def test_seven_oclock_is_held_on_the_first_working_day_and_not_in_the_festival(
    stage: Stage, pictures: Pictures
) -> None:
    stage.at("2022-01-21 09:00")
    seven = {"code": "seven", "name": "今晨七点有约", "days": "", "starts": time(7), "ends": time(8)}
    desk = reception(stage.town, **seven)
    triage, resident = stage.desk(stage.town.triage), stage.phone()

    # The draft leaves the festival out, keeps the weekends that are worked on, and sends two more on the first day.
    page = triage.go(f"/reception/kinds/{desk.kind.pk}/rota/").page
    page.get_by_label("从哪天起").fill("2022-01-27")
    page.get_by_label("到哪天止").fill("2022-02-12")
    triage.press("出草表")
    lines = page.locator("table.rota tbody tr")
    for day in WORKED:
        expect(lines.filter(has_text=day)).to_have_count(1)
    for day in RESTED:
        expect(lines.filter(has_text=day)).to_have_count(0)
    first = lines.filter(has_text=WORKED[2])
    expect(first.get_by_label(re.compile("增派"))).to_have_count(2)
    pictures.take(page, "seven-draft")
    triage.press("排定")
    for box in page.locator('input[name="slots"]').all():
        box.check()
    triage.press("公示勾选的场次")
    expect(page.get_by_role("status")).to_contain_text("已办")

    # A resident at home reads on a telephone when somebody is there at seven.
    plan = resident.go("/reception/").page
    days = plan.locator(".plan-day")
    expect(days.filter(has_text=WORKED[2])).to_contain_text("7:00")
    for day in RESTED:
        expect(days.filter(has_text=day)).to_have_count(0)
    pictures.take(plan, "seven-plan")
