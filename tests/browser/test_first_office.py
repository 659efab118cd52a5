"""The tutorial, done by somebody who knows nothing but its text: from an empty folder to the first closed appeal."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from lianxin.people.totp import STEP, code_at
from tests.browser.pictures import Pictures
from tests.browser.reading import Follower, Section, sections
from tests.browser.service import wait_for
from tests.browser.visitor import DESK, Door, Visitor
from tests.docs.pages import ROOT, steps
from tests.docs.terminal import Terminal, opened

PAGE = ROOT / "docs" / "tutorial" / "first-office.zh-CN.md"
LINK = re.compile(r"/join/[\w-]{43}/")
OWN = "灶台边的小猫今天又睡着了"  # the password of those whom the page gives none
OFFICE, UTILITIES = "便民服务中心", "公用事业服务站"
STAFF = (
    ("白鹭洲", "bailz", OFFICE, "派单岗"),
    ("费光明", "feigm", UTILITIES, "承办岗"),
    ("闻立行", "wenlx", OFFICE, "审核岗"),
    ("桂兰芝", "guilz", OFFICE, "回访岗"),
)
TITLE = "村口桥头的路灯三天不亮了，老人晚上出门不方便"
ANSWER = "公用事业服务站当天换了灯泡，路灯已亮。还有问题请打本镇电话。"
Hand = Callable[[Section], None]


@dataclass
class Township:
    """The people of the tutorial, each at a browser of their own, and what they hold in their hands."""

    terminal: Terminal
    chromium: Browser
    pictures: Pictures
    at: dict[str, Visitor] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    door: Door | None = None

    def visitor(self, name: str) -> Visitor:
        """Somebody's browser, opened when they first sit down at it."""
        if self.door is None:
            self.door = Door(self.chromium, f"http://127.0.0.1:{self.terminal.port}")
        if name not in self.at:
            self.at[name] = self.door(DESK)
        return self.at[name]

    def follower(self, section: Section, name: str) -> Follower:
        """This person, with the page open beside them."""
        return Follower(section, self.visitor(name))

    def code(self, name: str, *, later: int = 0) -> str:
        """The six digits on somebody's telephone, `later` seconds from now."""
        return code_at(self.phones[name], at=datetime.now(tz=UTC) + timedelta(seconds=later))

    def hands(self) -> dict[str, Hand]:
        """What `<!-- hand: … -->` stands for on this page."""
        return {
            "the administrator signs in": self.administrator_signs_in,
            "the administrator corrects a unit": self.correct_unit,
            "the administrator looks through the settings": self.look_through_settings,
            "the administrator adds the people": self.add_people,
            "everybody signs in": self.sign_in,
            "the clerk registers the first appeal": self.register,
            "the clerk accepts and dispatches it": self.dispatch,
            "the unit handles it": self.handle,
            "the reviewer agrees and the caller calls back": self.close,
            "the administrator stops the service": self.stop,
            "the caller finds it all again": self.find_again,
        }

    def enter(self, who: Follower, name: str, *, password: str = "", shown: str = "") -> None:
        """The three pages of a first sign-in; `shown` is the password the page gives as an example."""
        page = who.visitor.page
        if shown:
            who.fill("新密码", shown)
            who.fill("再填一次", secret=shown)
        else:
            who.fill("新密码", secret=password)
            who.fill("再填一次", secret=password)
        who.press("下一步：绑定手机")
        if shown:
            who.see("密钥（不分大小写，空格不用输）")
        self.phones[name] = page.locator("dd.number").inner_text().replace(" ", "")
        who.fill("动态口令", secret=self.code(name))
        who.press("完成")
        if shown:
            who.see("抄下恢复码")
        expect(page.locator(".recovery-codes li")).to_have_count(10)
        who.press("抄好了，开始办事")

    def administrator_signs_in(self, section: Section) -> None:
        """By the link that the set-up printed."""
        who = self.follower(section, "方远舟")
        link = LINK.search(self.terminal.said)
        assert link is not None
        who.visitor.go(link[0])
        self.enter(who, "方远舟", shown="门前的水管已经漏了三天啦")
        who.see("人员和账号")
        expect(who.visitor.page.locator(".who")).to_contain_text("方远舟")

    def correct_unit(self, section: Section) -> None:
        """单位和岗位."""
        who = self.follower(section, "方远舟")
        who.press("单位和岗位")
        who.see("每项职责能做什么")
        who.press("水电和公用事业站")
        who.fill("单位名称", UTILITIES)
        who.fill("对外电话", "0912-5550012")
        who.press("保存")
        who.press("单位和岗位")
        who.see(UTILITIES, "添加单位")
        assert "水电和公用事业站" not in who.visitor.text()

    def look_through_settings(self, section: Section) -> None:
        """Two changes, each looked at before it is made; two pages to read."""
        who = self.follower(section, "方远舟")
        who.press("设置")
        who.press("单位名称、电话和页脚")
        who.fill("办公时间怎么写", "周一至周五 8:30–12:00，14:30–17:30")
        who.fill("地址", "青禾镇正街 8 号便民服务中心")
        self.confirm(who)
        who.press("全部设置")
        who.press("办公时间")
        who.fill("办公时间", "08:30-12:00, 14:30-17:30")
        who.press("下一步：看看影响")
        self.pictures.take(who.visitor.page, "first-office-settings")
        who.press("确认修改")
        who.press("全部设置")
        who.press("放假安排")
        who.see("各年", "或者贴上通知", "下一步：看看影响")
        expect(who.visitor.page.locator("main")).to_contain_text("系统自带")
        who.press("全部设置")
        who.press("派单目录")
        who.press("试一试")
        who.choose("类别", "路灯")
        who.choose("村（社区）", "枫岭口村")
        who.press("看派给谁")
        who.see(UTILITIES)
        expect(who.visitor.page.locator("#answer")).to_have_text(UTILITIES)
        self.pictures.take(who.visitor.page, "first-office-catalogue")
        residents = self.visitor("一位群众").go("/").text()
        assert "周一至周五 8:30–12:00，14:30–17:30" in residents
        assert "青禾镇正街 8 号便民服务中心" in residents

    def confirm(self, who: Follower) -> None:
        """See what a change alters, then make it."""
        who.press("下一步：看看影响")
        who.press("确认修改")
        expect(who.visitor.page.get_by_role("status")).to_contain_text("已改好")

    def add_people(self, section: Section) -> None:
        """The four of the table, then their links on paper."""
        who = self.follower(section, "方远舟")
        for one in STAFF:
            for word in one:
                section.take(word)
        who.press("人员和账号")
        who.press("添加人员")
        for place, one in enumerate(STAFF):
            if place == 0:
                self.add_first(who, one)
            else:
                with section.again():
                    self.add(who, one)
        who.press("人员和账号")
        self.pictures.take(who.visitor.page, "first-office-people")
        who.press("打印链接单")
        with section.again():
            for name, *_rest in STAFF:
                who.tick(name)
        who.press("生成并打印")
        who.print("打印")
        slips = who.visitor.page.locator(".slip")
        expect(slips).to_have_count(len(STAFF))
        for slip in slips.all():
            link = LINK.search(slip.inner_text())
            assert link is not None
            self.links[slip.locator("b").first.inner_text()] = link[0]
            assert whole(slip.locator("svg"))
        who.press("打印好了")

    def add_first(self, who: Follower, one: tuple[str, str, str, str]) -> None:
        """As the second and third step say; the values are those of the table."""
        name, login, unit, post = one
        who.fill("姓名", secret=name)
        who.fill("登录名", secret=login)
        self.give_post(who, unit, post)
        who.press("添加并生成链接")
        who.see("一次性链接")
        who.press("再添加一人")

    def add(self, who: Follower, one: tuple[str, str, str, str]) -> None:
        """Over again, but for the last one's 再添加一人."""
        name, login, unit, post = one
        who.fill("姓名", secret=name)
        who.fill("登录名", secret=login)
        self.give_post(who, unit, post)
        who.press("添加并生成链接")
        if one is not STAFF[-1]:
            who.press("再添加一人")

    def give_post(self, who: Follower, unit: str, post: str) -> None:
        """The post below its unit."""
        who.take("岗位", "choose")
        box = who.box("岗位")
        found = box.locator(f"optgroup[label='{unit}'] option", has_text=post)
        box.select_option(value=found.get_attribute("value"))

    def sign_in(self, section: Section) -> None:
        """The first at the administrator's computer after 退出, the others at their own; then once as every day."""
        self.follower(section, "方远舟").press("退出")
        self.at["白鹭洲"] = self.at["方远舟"]
        for place, (name, *_rest) in enumerate(STAFF):
            who = self.follower(section, name)
            who.visitor.go(self.links[name])
            if place == 0:
                self.enter(who, name, password=OWN)
                who.see("今天我要办的", "没有等您办的事")
            else:
                with section.again():
                    self.enter(who, name, password=OWN)
        who = self.follower(section, "白鹭洲")
        who.press("退出")
        who.visitor.go("/")
        who.press("登录")
        who.fill("登录名", "bailz")
        who.fill("密码", secret=OWN)
        who.press("下一步")
        who.fill("动态口令", secret=self.code("白鹭洲", later=STEP))
        who.press("登录")
        expect(who.visitor.page.locator(".who")).to_contain_text("白鹭洲")

    def register(self, section: Section) -> None:
        """登记一件, while she speaks."""
        who = self.follower(section, "白鹭洲")
        page = who.visitor.page
        who.press("登记一件")
        who.see_chosen("渠道", "电话")
        who.fill("群众原话", f"{TITLE}。")
        who.see_chosen("诉求类型", "求助")
        who.choose("事项分类", "路灯")
        who.choose("所属村（社区）", "枫岭口村")
        who.fill("具体位置", "村口桥头")
        who.see_chosen("身份", "实名")
        who.fill("姓名", "林小满")
        who.fill("电话", "199 0000 9999")
        self.pictures.take(page, "first-office-intake")
        who.press("登记")
        who.see("已登记，打印回执交给群众", "编号", "查询码")
        assert len(page.locator("#code").inner_text().replace(" ", "")) == 16
        who.print("打印")

    def dispatch(self, section: Section) -> None:
        """甄别派单."""
        who = self.follower(section, "白鹭洲")
        who.press("甄别派单")
        who.see_chosen("事项分类", "路灯")
        who.press("受理")
        who.see_chosen("承办单位", UTILITIES)
        who.fill("派单依据", "镇职责清单第 12 条")
        self.pictures.take(who.visitor.page, "first-office-dispatch")
        who.press("派单")
        who.see("已派单。")

    def handle(self, section: Section) -> None:
        """签收, the telephone, two records, the answer."""
        who = self.follower(section, "费光明")
        who.visitor.go("/desk/")
        who.see("今天我要办的", "待签收")
        who.press("签收")
        who.press("签收")
        who.press("查看")
        who.choose("事由", "联系办理")
        who.fill("查看理由", "打电话约上门的时间")
        who.press("查看")
        expect(who.visitor.page.locator("main")).to_contain_text("19900009999")
        who.press("返回这件事")
        for way, words in (
            ("联系诉求人", "已打电话，约好当晚去看。"),
            ("现场查看", "换了灯泡，当晚就亮了。"),
        ):
            who.press("办理记录")
            who.choose("办理方式", way)
            who.fill("办理情况", words)
            who.press("办理记录")
        who.press("申请办结")
        who.choose("办理结果", "已解决")
        who.fill("给诉求人的答复", ANSWER)
        who.press("申请办结")
        expect(who.visitor.page.get_by_role("status")).to_contain_text("已申请办结。")

    def close(self, section: Section) -> None:
        """同意办结 by one, 回访 by another; then it is closed."""
        reviewer = self.follower(section, "闻立行")
        reviewer.visitor.go("/desk/")
        reviewer.see("今天我要办的", "待审核")
        with reviewer.visitor.page.expect_navigation():
            reviewer.visitor.page.get_by_role("link", name=TITLE).click()
        reviewer.see("拟答复，还没有发出", "退回")
        assert ANSWER in reviewer.visitor.text()
        reviewer.press("同意办结")
        reviewer.press("同意办结")
        caller = self.follower(section, "桂兰芝")
        caller.visitor.go("/desk/")
        caller.see("今天我要办的", "待回访")
        caller.press("回访")
        for choice in ("打通了，本人接听", "已解决", "非常满意"):
            caller.tick(choice)
        caller.press("回访")
        caller.see("已办结", "办理经过")
        expect(caller.visitor.page.locator(".matter-head")).to_contain_text("已办结")
        self.pictures.take(caller.visitor.page, "first-office-closed")

    def stop(self, _section: Section) -> None:
        """Ctrl-C."""
        self.terminal.close()
        self.terminal.services.clear()

    def find_again(self, _section: Section) -> None:
        """Started anew, it has everything, and the caller is still signed in."""
        caller = self.visitor("桂兰芝")
        wait_for(f"http://127.0.0.1:{self.terminal.port}", self.terminal.services[-1])
        caller.page.reload()
        expect(caller.page.locator(".matter-head")).to_contain_text("已办结")


def whole(square: Locator) -> bool:
    """Whether what is drawn lies within the picture: a square that is cut off can't be scanned."""
    drawn, picture = square.locator("path").last.bounding_box(), square.bounding_box()
    assert drawn is not None
    assert picture is not None
    return drawn["x"] + drawn["width"] <= picture["x"] + picture["width"]


@pytest.fixture
def township(chromium: Browser, pictures: Pictures, tmp_path: Path) -> Iterator[Township]:
    """An empty folder and a terminal in it; at the end nothing has gone wrong in anybody's browser."""
    made = Township(opened(tmp_path), chromium, pictures)
    yield made
    if made.door is not None:
        made.door.close()
    made.terminal.close()


def test_the_tutorial_leads_from_nothing_to_the_first_closed_appeal(township: Township) -> None:
    parts = sections(PAGE)
    acts = township.hands()
    read = {name: next(part for part in parts if f"<!-- hand: {name} -->" in part.text) for name in acts}
    hands = {name: lambda _terminal, name=name: acts[name](read[name]) for name in acts}
    for step in steps(PAGE):
        township.terminal.take(step, hands)
    assert {part.title: part.left for part in parts if part.left} == {}
    assert sum(part.minutes for part in parts) < 60
    assert {
        part.title: part.seconds for part in parts if part.seconds > 60 * part.minutes and part.minutes
    } == {}
