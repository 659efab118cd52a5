"""A market day: sixty come, two windows hear them, the network goes for ten minutes, and at noon everything adds up.

Most of the sixty are moved by the writer itself; the browser tells what the hands at the windows, the screen in the
hall and a visitor's telephone see.
"""

from datetime import datetime, time

from playwright.sync_api import expect

from lianxin.kernel.ids import uuid7
from lianxin.matters.act import Ask, act_many
from lianxin.matters.models import Contact, Matter
from lianxin.reception.models import Slot, Visit
from lianxin.reception.queries.addresses import screen_address
from lianxin.reception.queries.visits import counts_of
from lianxin.reception.workflow import VISIT
from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.browser.visitor import Visitor
from tests.browser.weighing import KILOBYTE, PAGE, Scales
from tests.reception.day import a_slot, come, ended, go, heard, market_day
from tests.township import at

DAY = "2026-11-04"  # a Wednesday
ROAD = "通组路塌了一段，摩托车过不去，孩子上学要绕三里路。"


def open_day(stage: Stage) -> Slot:
    """Fifty-eight numbers are given out at the door before it opens; the last ten of sixty-eight are kept for paper."""
    stage.at(f"{DAY} 08:20")
    kind = market_day(stage.town, starts=time(8, 30), ends=time(12, 0), numbers=68)
    slot = a_slot(stage.town, kind=kind, opened=False)
    Slot.objects.filter(pk=slot.pk).update(paper_from=59)
    slot.refresh_from_db()
    for number in range(1, 57):
        come(stage.town, slot, persons=6 if number == 4 else 1, name=f"{'赵钱孙李周吴郑王'[number % 8]}小满")
    return slot


def press_here(window: Visitor, name: str) -> None:
    """A button of the window itself."""
    with window.page.expect_navigation():
        window.page.locator(".desk-here").get_by_role("button", name=name).click()


def fill_talk(window: Visitor, *, asked: str, told: str, outcome: str) -> None:
    """The record, as it is typed while they speak."""
    page = window.page
    page.get_by_label("来访人反映的事").fill(asked)
    page.get_by_label("当场怎么答复的").fill(told)
    page.get_by_label("已念给来访人听").check()
    page.get_by_label("本人签字").check()
    page.get_by_label(outcome, exact=True).check()


def test_a_market_day(stage: Stage, pictures: Pictures) -> None:
    town, slot = stage.town, open_day(stage)
    first, second = stage.desk(town.clerk), stage.desk(town.triage)
    screen, telephone = stage.phone(), stage.phone()
    screen.resize((1280, 720))

    # A number is taken at the desk, another on the telephone; a third person with the same telephone has one already.
    page = first.go(f"/reception/desk/{slot.pk}/take/").page
    page.get_by_label("来了几人").fill("2")
    page.get_by_label("怎么称呼").fill("欧阳桂枝")
    page.get_by_label("要座位").check()
    first.press("发号")
    expect(page.locator(".paper-big")).to_have_text("57 号")
    pictures.take(page, "reception-slip")
    fetched = Scales(telephone.page)
    phone = telephone.go("/reception/numbers/").page
    phone.get_by_role("link", name="赶集日接待").click()
    phone.get_by_label("手机号").fill("19900001111")
    telephone.press("取号")
    expect(phone.locator(".own-number-big")).to_have_text("58 号")
    expect(phone.get_by_text("前面还有 57 批")).to_be_visible()
    pictures.take(phone, "reception-own-number")
    assert (
        KILOBYTE < sum(fetched.weight.values()) <= PAGE
    )  # the days, the form and the number itself, together

    # It opens; both windows call, by a key and by the button; the screen shows numbers and surnames.
    stage.at(f"{DAY} 08:30")
    first.go(f"/reception/desk/{slot.pk}/1/")
    first.press("开始接待")
    with page.expect_navigation():
        page.keyboard.press("n")
    expect(page.locator(".desk-number")).to_contain_text("1")
    desk = second.go(f"/reception/desk/{slot.pk}/2/").page
    press_here(second, "叫下一号")
    expect(desk.locator(".desk-number")).to_contain_text("2")
    hall = screen.go(f"/reception/screen/{screen_address(slot)}/").page
    expect(hall.locator(".screen-number").nth(0)).to_have_text("1")
    expect(hall.locator(".screen-name").nth(0)).to_have_text("钱")
    pictures.take(hall, "reception-screen")
    pictures.take(page, "reception-desk")

    # Window 1 hears number 1: an appeal, with its receipt. Window 2: nobody comes; the next is the same road again.
    press_here(first, "开始接谈")
    fill_talk(first, asked=ROAD, told="下午派人去看，先立个牌子。", outcome="立项交办")
    page.get_by_label("身份").select_option(label="实名")
    page.get_by_label("姓名").fill("钱小满")
    page.get_by_label("所属村（社区）").select_option(label="樟荫村")
    pictures.take(page, "reception-talk")
    first.press("保存结果")
    road = Matter.objects.get()
    expect(page.get_by_role("link", name="回执：编号和查询码")).to_be_visible()
    press_here(second, "过号")
    press_here(second, "叫下一号")
    expect(desk.locator(".desk-number")).to_contain_text("3")
    press_here(second, "开始接谈")
    desk.get_by_label("来访人反映的事").fill(ROAD.replace("摩托车", "三轮车"))
    expect(desk.locator("#known").get_by_text(road.number)).to_be_visible()
    desk.locator("#known").get_by_role("radio").check()
    fill_talk(
        second, asked=ROAD.replace("摩托车", "三轮车"), told="已经立项，正派人去看。", outcome="并入在办的事"
    )
    desk.get_by_label("身份").select_option(label="匿名")
    second.press("保存结果")
    assert (Matter.objects.count(), Contact.objects.count()) == (1, 2)

    # Number 4 came with five others: they choose who speaks before they sit down.
    visit = Visit.objects.get(slot=slot, number=4)
    second.go(f"/reception/desk/{slot.pk}/2/")
    press_here(second, "叫下一号")
    press_here(second, "开始接谈")
    expect(desk.get_by_text("请他们推选 1 到 5 名代表").first).to_be_visible()
    desk.goto(f"{second.watch.site}/reception/visits/{visit.pk}/do/note/?desk=2")
    desk.get_by_label("代表").fill("郑小满\n王小满")
    second.press("补记来访人")
    desk.goto(f"{second.watch.site}/reception/desk/{slot.pk}/2/")
    press_here(second, "开始接谈")
    ended(town, visit, "passed_on", body="县交通局")

    # The network goes at nine: the screen says so and keeps its last numbers, the desk goes on with paper.
    stage.at(f"{DAY} 09:00")
    pack = first.go(f"/reception/desk/{slot.pk}/pack/").page
    expect(pack.get_by_text(f"编号 20261104-{slot.pk}-059")).to_be_visible()
    hall.context.set_offline(True)
    hall.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(hall.get_by_text("网络断了，这是断网前的号")).to_be_visible()
    expect(hall.locator(".screen-when")).to_contain_text("8:30")
    pictures.take(hall, "reception-screen-cut")
    stage.at(f"{DAY} 09:10")
    hall.context.set_offline(False)
    hall.evaluate("window.dispatchEvent(new Event('online'))")
    expect(hall.get_by_text("网络断了，这是断网前的号")).to_be_hidden()
    expect(hall.locator(".screen-when")).to_contain_text("9:10")

    # Numbers 59 and 60 were heard by the light of the window; they are typed in with the times on the paper.
    first.go(f"/reception/desk/{slot.pk}/paper/")
    type_sheet(first, 59, "09:02", "09:04")
    fill_talk(first, asked="问低保怎么申请。", told="讲了条件和要带的材料。", outcome="告知途径")
    first.press("保存结果")
    expect(page.get_by_text("9:10 补登").first).to_be_visible()
    pictures.take(page, "reception-paper")
    first.go(f"/reception/desk/{slot.pk}/paper/")
    type_sheet(first, 59, "09:02", "09:04")
    fill_talk(first, asked="问低保怎么申请。", told="讲了条件和要带的材料。", outcome="告知途径")
    first.press("保存结果")
    expect(page.get_by_text("59 号 09:10 已经登记过").first).to_be_visible()
    page.get_by_label("号", exact=True).fill("60")
    page.get_by_label("没等到就走了").check()
    first.press("保存结果")
    assert Visit.objects.get(number=60).state == "left"

    # The others, at the writer's pace; at noon the slot ends only when every visit has its outcome.
    stage.at(f"{DAY} 11:50")
    others = list(Visit.objects.filter(slot=slot, state__in=("waiting", "skipped")).order_by("number"))
    for one in others[:3]:
        ended(
            town,
            heard(town, go(one, "note", by=town.clerk, persons=one.persons)),
            "told",
            asked="问养老保险。",
        )
    first.go(f"/reception/desk/{slot.pk}/1/")
    first.press("结束接待")
    expect(page.get_by_text("位来访人没有结果").first).to_be_visible()
    asks = [Ask({}, client_id=uuid7(), row=one) for one in others[3:]]
    assert act_many(VISIT, "leave", asks, by=town.clerk).refused == {}
    first.go(f"/reception/desk/{slot.pk}/1/")
    first.press("结束接待")
    counts = counts_of(Visit.objects.filter(slot=slot))
    assert (counts.visits, counts.persons, counts.matters, counts.balanced) == (60, 66, 1, True)
    page = first.go(f"/reception/counts/?slot={slot.pk}").page
    expect(page.get_by_role("row", name="来访人数")).to_contain_text("66人")
    pictures.take(page, "reception-counts")
    slot.refresh_from_db()
    assert slot.state == "ended"
    assert Visit.objects.get(number=59).taken_at == at(f"{DAY} 09:02")


def type_sheet(window: Visitor, number: int, taken: str, talked: str) -> None:
    """Number and times as they stand on the paper."""
    page = window.page
    page.get_by_label("号", exact=True).fill(str(number))
    page.get_by_label("取号的时间").fill(f"{DAY}T{taken}")
    page.get_by_label("接谈的时间").fill(f"{DAY}T{talked}")
    assert datetime.fromisoformat(f"{DAY}T{taken}")
