"""Every page of the resolver, as each role that may open it sees it: drawn, measured, and its form sent empty.

A new route is looked at without being named here. It must be linked from somewhere, or answer to POST only, or be a
step of one of the walks below; otherwise the test says so.
"""

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import FilePayload, expect
from xlsxwriter import Workbook

from lianxin.boxes import urls as boxes
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import Rule
from lianxin.kernel.sheets.writing import XLSX
from lianxin.people.totp import code_at
from lianxin.reception import urls as reception
from lianxin.renovation import urls as renovation
from lianxin.rounds import urls as rounds
from lianxin.site.reference.access import SHOWN, opens, routes
from tests.browser.looking import Look
from tests.browser.visitor import DESK, Door, Visitor

LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')
LISTED = {
    "matter": 60,
    "setting": 30,
    "area": 6,
    "import_run": 2,  # one that is in, one that waits to be confirmed
    "export": 3,
}  # how many of a kind are opened to look for links, if not one
FILES = {
    "again": "answers with `progress`, where its form stands",
    "attachment": "a file",
    "areas_find": "answers the box for areas, not a person",
    "class_map_sheet": "CSV",
    "classes_sheet": "CSV",
    "duty_sheet": "CSV",
    "export_csv": "CSV",
    "export_file": "XLSX",
    "import_file": "the sheet that came, or the one that goes back",
    "import_template": "XLSX",
    "notice_99": "a sheet of A4 like `answer`, for who was turned away: the demo turns nobody away",
    "field_list": "JSON for the telephone",
    "field_worker": "the script of `field`",
    "open_area": "like `open`, of one township among others: the demo has one",
    "reception_calendar": "a calendar for telephones",
    "topic_review": "a form like `topic_new`: the demo has no topic yet",
    "own_answer": "the sheet staff look at as `answer`",
}
"""Routes that are no pages of their own, and why."""
OF_PRACTICES = {
    pattern.name
    for pattern in (*boxes.urlpatterns, *reception.urlpatterns, *renovation.urlpatterns, *rounds.urlpatterns)
    if pattern.pattern.converters
}
"""Pages of one row of a practice: who is led to one looks at it, and the stories of the practices look at all."""
FOR_PROGRAMS = "api_"
"""How the names of the interface's addresses begin; its page of words is `api`."""
JOINING = {"arrive", "join", "join_code", "sign_in", "sign_in_code", "sign_in_renew"}  # of the newcomer
WORK = {"today", "matter", "move"}
"""Every role looks at these: they are put together by role. See `lookers` for all others."""
EDITIONS = pytest.mark.parametrize("elder", [False, True], ids=["usual", "elders"])
WAITS_FOR_AN_ANSWER = "main form[method=post][novalidate] [required]"  # others the browser doesn't send
POST_ONLY = 405
SAMPLE = {"number": "0", "move": "sign", "token": "x" * 24, "client_id": UUID(int=0)}


def kind_of(address: str) -> str:
    """The name of an address's route; moves are told apart, they are pages of their own."""
    found = resolve(urlsplit(address).path)
    return " ".join([str(found.url_name), *([found.kwargs["move"]] if "move" in found.kwargs else [])])


def links_from(visitor: Visitor, *starts: str) -> dict[str, str]:
    """One address of each kind that this person gets to from here by following links."""
    found: dict[str, list[str]] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop(0)
        same = found.setdefault(kind_of(address), [])
        if address in same or len(same) >= LISTED.get(kind_of(address), 1):
            continue
        answer = visitor.page.request.get(visitor.watch.site + address)
        if answer.ok:
            same.append(address)
            waiting += map(unescape, LINK.findall(answer.text()))
    return {kind: addresses[0] for kind, addresses in found.items() if addresses}


def visit_all(visitor: Visitor, pages: dict[str, str], look: Look, *, sending: bool = True) -> None:
    """Open and look at each page; where its form asks for something, send it empty and look again."""
    for kind, address in pages.items():
        visitor.go(address)
        look.at(visitor, kind)
        if sending:
            send_empty(visitor, kind, look)


def send_empty(visitor: Visitor, kind: str, look: Look) -> None:
    """A form with nothing in it comes back: the title says so, and the summary has the focus (GOV.UK)."""
    page = visitor.page
    empty = page.locator(WAITS_FOR_AN_ANSWER).first
    if not empty.count() or empty.evaluate("(box) => box.form.checkValidity()"):
        return
    with page.expect_navigation():
        empty.evaluate("(box) => box.form.requestSubmit(box.form.querySelector('.btn-primary'))")
    if not page.title().startswith("错误："):
        look.faults.append(f"{kind} sent empty: the title is {page.title()}")
    expect(page.locator(".faults:focus"), f"{kind} sent empty: its summary has the focus").to_have_count(1)
    if "这个字段" in visitor.text():
        look.faults.append(f"{kind} sent empty: a fault doesn't name its field")
    look.at(visitor, f"{kind} sent empty")


def plain(role: Role) -> list[str]:
    """The addresses of this role that need no key."""
    names = expected(role)
    return [
        reverse(str(pattern.name))
        for pattern, _ in routes()
        if pattern.name in names and not pattern.pattern.converters
    ]


def lookers(name: str, rule: Rule) -> list[Role]:
    """Who of the staff looks at a page: the first and the last role that may open it.

    A page is the same for whoever may open it, but for the menu and what the gate holds back; a hundred pages in
    nine roles and two editions would take an hour. In the elders' edition the first of them looks, once,
    and sends nothing: how faults are shown there is seen at the residents' forms. The discipline desk, which has
    one accusation and nothing else, looks at its work and at what it alone may open.
    """
    may = [role for role in SHOWN if opens(rule, role)]
    others = [role for role in may if role != Role.DISCIPLINE] or may
    return may if name in WORK else [*others[:1], *others[1:][-1:]]


def expected(role: Role, *, elder: bool = False) -> set[str]:
    """The routes to be looked at in this role: for staff those that residents can't open."""
    names = set()
    for pattern, rule in routes():
        name, open_to_all = str(pattern.name), opens(rule, Role.RESIDENT)
        if name.startswith(FOR_PROGRAMS):
            continue
        if role is Role.RESIDENT:
            names |= {name} if open_to_all else set()
        elif not open_to_all and role in lookers(name, rule)[: 1 if elder else None]:
            names.add(name)
    return names


def overlooked(visitor: Visitor, role: Role, look: Look) -> set[str]:
    """The routes nobody looked at, but for those that answer to POST only."""
    left = expected(role) - {kind.split()[0] for kind in look.seen} - set(FILES) - JOINING - OF_PRACTICES
    return {name for name in left if get(visitor, name) != POST_ONLY}


def get(visitor: Visitor, name: str) -> int:
    """What a route answers to a look at it."""
    pattern = next(pattern for pattern, _ in routes() if pattern.name == name)
    needed = {part: SAMPLE.get(part, 1) for part in pattern.pattern.converters}
    return visitor.page.request.get(visitor.watch.site + reverse(name, kwargs=needed)).status


@pytest.mark.req("quality-4", "quality-5", "quality-29", "E1", "E2", "E3")
@pytest.mark.parametrize("role", [role for role in SHOWN if role != Role.RESIDENT])
def test_every_page_of_the_staff(door: Door, role: Role) -> None:
    look, visitor = Look(elder=False), door(DESK).become(role)
    pages = links_from(visitor, *plain(role))
    if "matter" in pages:
        pages.setdefault(
            "move sign", f"{pages['matter']}do/sign/"
        )  # for most of them it is not theirs to make
    visit_all(visitor, chosen(pages, expected(role)), look)
    if "write_back" in expected(role):
        walk_a_sheet_back(visitor, look)
    if "view" in expected(role):
        walk_a_view(visitor, look)
    left = overlooked(visitor, role, look)
    look.elder, look.axe = True, False
    visitor.turn_elder()
    visit_all(visitor, chosen(pages, expected(role, elder=True)), look, sending=False)
    assert not look.faults, "\n".join(look.faults)
    assert left == set()


def walk_a_sheet_back(visitor: Visitor, look: Look) -> None:
    """Another platform's sheet, none of whose rows is ours: what would be filled."""
    kept = BytesIO()
    with Workbook(kept) as book:
        sheet = book.add_worksheet("工单")
        sheet.write_row(0, 0, ["工单编号", "办理状态", "办理结果"])
        sheet.write_row(1, 0, ["2026112000001", "", ""])
    visitor.go(reverse("write_back_upload"))
    given: FilePayload = {"name": "工单.xlsx", "mimeType": XLSX, "buffer": kept.getvalue()}
    visitor.page.locator("main input[type=file]").set_input_files(files=[given])
    with visitor.page.expect_navigation():
        visitor.page.locator("main .btn-primary").click()
    assert kind_of(visitor.address) == "write_back"
    look.at(visitor, "write_back")


def walk_a_view(visitor: Visitor, look: Look) -> None:
    """From the list to a filter kept under a name, and there to the page that renames it."""
    visitor.go(reverse("matters"))
    for chip in (".chip a", ".chip a[href*='/views/']"):
        with visitor.page.expect_navigation():
            visitor.page.locator(chip).first.click()
    look.at(visitor, "view")
    send_empty(visitor, "view", look)


def chosen(pages: dict[str, str], names: set[str]) -> dict[str, str]:
    """Those of the pages that are of these routes."""
    return {kind: to for kind, to in pages.items() if kind.split()[0] in names - set(FILES)}


@pytest.mark.req("quality-4", "quality-5", "quality-29", "E1", "E2", "E3")
@EDITIONS
def test_every_page_of_a_resident(door: Door, elder: bool) -> None:
    look, visitor = Look(elder), door(elder=elder)
    visit_all(visitor, chosen(links_from(visitor, *plain(Role.RESIDENT)), expected(Role.RESIDENT)), look)
    progress = walk_a_filing(visitor, look)
    more = {
        kind: to for kind, to in links_from(visitor, progress).items() if kind not in look.seen | set(FILES)
    }
    visit_all(visitor, more, look)
    visitor.page.goto(visitor.watch.site + "/nowhere/")
    look.at(visitor, "a page that is not there")
    assert not look.faults, "\n".join(look.faults)
    assert overlooked(visitor, Role.RESIDENT, look) == set()


def walk_a_filing(visitor: Visitor, look: Look) -> str:
    """The danger stop, pages 2 and 3, the receipt, and the page to follow it on; gives the address of that."""
    page = visitor.go("/file/").page
    page.get_by_label("发生了什么事").fill("后山起火了。")
    visitor.press("下一步")
    look.at(visitor, "file, danger")
    visitor.press("下一步")
    look.at(visitor, "file where")
    send_empty(visitor, "file where", look)
    page.get_by_label("匿名").check()
    visitor.press("下一步")
    look.at(visitor, "file check")
    visitor.press("送出")
    look.at(visitor, "receipt")
    visitor.go(f"/follow/{page.locator('#number').inner_text()}/")
    look.at(visitor, "progress")
    progress = visitor.address
    visitor.go(str(page.locator("form[action*='/do/']").first.get_attribute("action")))
    look.at(visitor, "own_move")
    return progress


@pytest.mark.req("quality-4", "quality-5", "B5")
@EDITIONS
def test_every_page_of_a_newcomer(door: Door, elder: bool) -> None:
    look, chief = Look(elder), door(DESK, elder=elder).become(Role.ADMINISTRATOR)
    chief.go("/people/new/").page.get_by_label("姓名").fill("试用员")
    login = f"newcomer-{elder:d}"
    chief.page.get_by_label("登录名").fill(login)
    chief.page.get_by_label("岗位").select_option(index=1)
    chief.press("添加并生成链接")
    door(DESK).become(Role.SECURITY).go("/grants/").press("确认")
    chief.page.reload()
    chief.press("重发一次性链接")
    look.at(chief, "one-time link")
    address = chief.page.locator("#link").inner_text()
    # a proxy between: the demo opens its doors without a password only where there is none
    newcomer = door(elder=elder, headers={"Via": "1.1 test"})
    newcomer.page.goto(address)
    password = "村口老井边的水管一共漏了三天"
    walk_a_sign_in(newcomer, look, login, password, walk_a_joining(newcomer, look, password))
    newcomer.page.context.clear_cookies(name="sessionid")
    newcomer.page.goto(address)
    look.at(newcomer, "link used up")
    assert not look.faults, "\n".join(look.faults)


def walk_a_joining(newcomer: Visitor, look: Look, password: str) -> str:
    """Password, telephone, recovery codes; gives the first of them."""
    page = newcomer.page
    look.at(newcomer, "join")
    send_empty(newcomer, "join", look)
    page.get_by_label("新密码").fill(password)
    page.get_by_label("再填一次").fill(password)
    newcomer.press("下一步：绑定手机")
    look.at(newcomer, "join code")
    send_empty(newcomer, "join code", look)
    key = page.locator("dd.number").inner_text().replace(" ", "")
    page.get_by_label("动态口令").fill(code_at(key, at=datetime.now(tz=UTC)))
    newcomer.press("完成")
    look.at(newcomer, "recovery codes")
    return page.locator(".recovery-codes li").first.inner_text()


def walk_a_sign_in(newcomer: Visitor, look: Look, login: str, password: str, code: str) -> None:
    """Login and password, then a recovery code for the telephone left at home."""
    page = newcomer.page
    page.get_by_role("link", name="抄好了，开始办事").click()
    newcomer.press("退出")
    newcomer.go("/sign-in/")
    look.at(newcomer, "sign in")
    send_empty(newcomer, "sign in", look)
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    newcomer.press("下一步")
    look.at(newcomer, "sign in code")
    page.get_by_label("动态口令").fill(code)
    newcomer.press("登录")
    assert page.get_by_role("heading", level=1).inner_text() != ""
