"""退单， 再退， 裁定， 先例: nobody's ditch becomes somebody's, and stays so for a year (J8, D.3 moves 13 to 17)."""

import pytest
from playwright.sync_api import expect

from lianxin.appeals.models import Return
from lianxin.matters.models import Matter
from lianxin.matters.receipts import code_of
from tests.browser.casework import answers, make, notices, says
from tests.browser.pictures import Pictures
from tests.browser.resident import Slip, again, follow, standing, steps
from tests.browser.stage import Stage
from tests.browser.visitor import Visitor
from tests.township import Township

DITCH = "路边排水沟堵了，下雨就漫进院子"
WATERS_WORDS = "堵的是路边排水沟，不是供水管。"
ROADS_WORDS = "沟是埋水管时挖开没有回填好才堵的。"
RULING = "排水沟是道路的附属设施，清淤由村镇建设办主办；供水站配合查回填。"
SENT_OUT = "已受理，正在确定承办单位"
LOOKED_FOR = "正在确定承办单位"


def dispatched(town: Township, more: str = "") -> tuple[Matter, Slip]:
    """An appeal about the ditch, at the water station; and the slip for it."""
    matter = town.dispatched(town.file(text=f"{DITCH}{more}。", address="村口老樟树下"))
    return matter, Slip(matter.number, code_of(matter))


def give_back(unit: Visitor, number: str, *, words: str, basis: str, to: str) -> None:
    """申请退单: the reason of the list, the article, what happened, whose it is instead."""
    page = unit.go(f"/matters/{number}/").page
    page.locator(".moves-list").get_by_role("link", name="申请退单", exact=True).click()
    page.get_by_label("不是本单位的职责").check()
    page.get_by_label("依据").fill(basis)
    page.get_by_label("情况说明").fill(words)
    page.get_by_label("建议由哪个单位办").select_option(label=to)
    unit.press("申请退单")


def let_go_once(desk: Visitor, number: str) -> None:
    """The desk reads why, agrees, and finds the unit that was suggested chosen already."""
    page = desk.go("/desk/").page
    page.get_by_role("link", name=DITCH).first.click()
    assert answers(page)["理由"] == f"不是本单位的职责：{WATERS_WORDS}"
    make(desk, "同意退单")
    page.locator(".moves-list").get_by_role("link", name="派单", exact=True).click()
    expect(page.locator("main")).to_contain_text(
        "供水站已退单：不是本单位的职责，依据：职责清单第 5 条，建议由村镇建设办办"
    )
    expect(page.get_by_label("承办单位").locator("option:checked")).to_have_text("村镇建设办")
    desk.press("派单")
    says(desk, "已派单。")


def bring_it_up(desk: Visitor, number: str, pictures: Pictures) -> None:
    """A second unit says no: it is sent round no more, and whoever decides is asked."""
    page = desk.go(f"/matters/{number}/").page
    make(desk, "同意退单")
    expect(page.get_by_role("alert")).to_contain_text(
        "这件事已经退过一次单，现在又有单位说不归自己。不再来回转，请提交裁定。"
    )
    make(desk, "提交裁定", {"有什么意见": "两家都说不是自己的，请定。"})
    says(desk, "已提交裁定。")
    assert page.locator(".moves-list").get_by_role("link", name="裁定", exact=True).count() == 0
    pictures.take(page, "dispute-asked")


def decide(leader: Visitor, number: str, pictures: Pictures) -> None:
    """裁定, with both sides' words beside it; final."""
    assert notices(leader) == [f"{number} 归哪个单位办有争议，请裁定；过了时限就由兜底单位接。"]
    page = leader.go(f"/matters/{number}/").page
    page.locator(".moves-list").get_by_role("link", name="裁定", exact=True).click()
    for words in (WATERS_WORDS, ROADS_WORDS, "两家都说不是自己的，请定。"):
        expect(page.locator("main")).to_contain_text(words)
    page.get_by_label("由哪个单位主办").select_option(label="村镇建设办")
    page.get_by_label("裁定意见").fill(RULING)
    page.get_by_label("裁定依据").fill("职责清单第 5 条")
    pictures.take(page, "dispute-ruling")
    leader.press("裁定")
    says(leader, "已裁定。")
    assert page.get_by_role("link", name="争议裁定书（F-94）").count() == 1


@pytest.mark.req("J8")
def test_what_two_units_push_away_is_decided_once_and_stays_decided(stage: Stage, pictures: Pictures) -> None:
    town = stage.town
    stage.at("2026-11-02 09:00")
    _matter, slip = dispatched(town)
    resident = stage.phone()
    follow(resident, slip)
    water, roads = stage.desk(town.water_handler), stage.desk(town.roads_handler)
    give_back(water, slip.number, words=WATERS_WORDS, basis="职责清单第 5 条", to="村镇建设办")
    says(water, "已申请退单。")
    desk, leader = stage.desk(town.triage), stage.desk(town.leader)
    stage.at("2026-11-02 10:00")
    let_go_once(desk, slip.number)
    stage.at("2026-11-02 14:30")
    give_back(roads, slip.number, words=ROADS_WORDS, basis="职责清单第 3 条", to="供水站")
    bring_it_up(desk, slip.number, pictures)
    assert LOOKED_FOR in standing(again(resident, slip) and resident)
    stage.at("2026-11-03 10:00")
    decide(leader, slip.number, pictures)
    assert_both_know(stage, slip)
    follow_on(resident, slip)
    refused_for_good(roads, slip.number)


def assert_both_know(stage: Stage, slip: Slip) -> None:
    """The unit named was told; the other reads what came of its request, and can't open the matter any more."""
    roads, water = stage.desk(stage.town.roads_handler), stage.desk(stage.town.water_handler)
    assert notices(roads)[0] == f"{slip.number} 已裁定由本单位主办，不能再退，办理时限已经开始走。"
    assert notices(water)[0] == f"{slip.number} 的退单已经同意，不用本单位办了。"
    listed = water.go("/desk/returns/").text()
    assert (slip.number in listed, DITCH in listed) == (True, False)
    water.go(f"/matters/{slip.number}/")
    assert "没有这件事，或者不归您看" in water.text()


def follow_on(resident: Visitor, slip: Slip) -> None:
    """The resident reads how far it is and by when; nothing of who pushed what to whom, no step twice in a row."""
    again(resident, slip)
    assert standing(resident).startswith("正在办理")
    read = resident.text()
    for hidden in (WATERS_WORDS, ROADS_WORDS, RULING, "供水站", "退单", "镇长"):
        assert hidden not in read
    went = steps(resident)
    assert went == [
        *("正在办理", LOOKED_FOR, "已交承办单位", SENT_OUT),
        *(LOOKED_FOR, "已交承办单位", SENT_OUT, "已收到，正在受理"),
    ]


def refused_for_good(unit: Visitor, number: str) -> None:
    """Whoever was named may try once more: no, in words, and what was typed is still there."""
    give_back(unit, number, words=ROADS_WORDS, basis="职责清单第 3 条", to="供水站")
    expect(unit.page.get_by_role("alert")).to_contain_text("已经裁定，不能再退。请接着办")
    expect(unit.page.get_by_label("情况说明")).to_have_value(ROADS_WORDS)


@pytest.mark.req("J8")
def test_the_same_dispute_within_a_year_has_the_answer_it_had_and_after_that_is_asked_anew(
    stage: Stage, pictures: Pictures
) -> None:
    town = stage.town
    stage.at("2026-11-02 09:00")
    first, _slip = dispatched(town)
    said = {"ground": "duty", "basis": "职责清单第 5 条", "reason": WATERS_WORDS, "unit": town.roads.pk}
    town.go(first, "ask_return", by=town.water_handler, **said)
    town.go(first, "submit_dispute", by=town.triage)
    ruling = {"basis": "职责清单第 5 条", "decision": RULING, "unit": town.roads.pk}
    town.go(first, "adjudicate", by=town.leader, **ruling)
    water, roads = stage.desk(town.water_handler), stage.desk(town.roads_handler)

    stage.at("2027-10-29 09:00")
    _second, slip = dispatched(town, "，和去年一样")
    give_back(water, slip.number, words=WATERS_WORDS, basis="职责清单第 5 条", to="村镇建设办")
    says(water, f"已申请退单。{slip.number} 现在不归您办，这里看不到了")
    assert notices(roads)[0].startswith(f"{slip.number} 已裁定由本单位主办")
    page = roads.go(f"/matters/{slip.number}/").page
    assert answers(page)["由谁主办"] == f"村镇建设办，先例：{first.number} 的裁定"
    pictures.take(page, "dispute-precedent")

    stage.at("2027-11-03 09:00")
    third, slip = dispatched(town, "，第三年了")
    give_back(water, slip.number, words=WATERS_WORDS, basis="职责清单第 5 条", to="村镇建设办")
    says(water, "已申请退单。")
    expect(water.page.locator(".matter-head")).to_contain_text("退单待审")
    assert Return.objects.get(matter=third).precedent is None
