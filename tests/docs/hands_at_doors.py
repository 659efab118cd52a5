"""What a clerk does on a door round, on the pages of the service that was started."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx

from tests.docs.hands import browser, fill_in, hand, send

if TYPE_CHECKING:
    from tests.docs.terminal import Terminal

CLERK = """
from importlib import import_module
from django.conf import settings
from django.utils import timezone
from lianxin.kernel.context import in_county
from lianxin.people.models import Account, Appointment, Household, Person, Post, SignIn
from lianxin.people.sessions import SEEN, SIGN_IN
from lianxin.places.models import Area
with in_county(990101):
    now = timezone.now()
    account = Account.objects.create(login="bailu", county_id=990101, active=True, must_set=False)
    person = Person.objects.create(name="白鹭洲")
    post = Post.objects.get(name="登记岗")
    Appointment.objects.create(person=person, post=post, account=account, since=now)
    for address in ("井边1号", "井边2号"):
        Household.objects.create(area=Area.objects.get(name="枫岭口村"), address=address)
    stay = SignIn.objects.create(account_id=account.pk, how="code", started_at=now)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session.update({SIGN_IN: stay.pk, SEEN: now.timestamp()})
session.save()
open("clerk", "w").write(settings.SESSION_COOKIE_NAME + "=" + session.session_key)
"""


def clerk(terminal: "Terminal") -> httpx.Client:
    """The clerk's browser, signed in; the first time her post is filled and two households are on record."""
    kept = terminal.place / "clerk"
    if not kept.exists():
        terminal.call("./run", "shell", "-v", "0", "-c", CLERK)
    name, _, key = kept.read_text().partition("=")
    client = browser(terminal)
    client.cookies.set(name, key)
    return client


def choice(page: httpx.Response, words: str) -> str:
    """The value of a choice by its words."""
    found = re.search(rf'<option value="(\d+)"[^>]*>[^<]*{words}<', page.text)
    assert found is not None, words
    return found[1]


def link(page: httpx.Response, shape: str) -> str:
    """The first address of this shape that a page leads to."""
    found = re.search(rf'"({shape})"', page.text)
    assert found is not None, shape
    return found[1]


@hand("a clerk makes a team and hands out numbers")
def make_team(terminal: "Terminal") -> None:
    """建一支队, 加队员, 发号."""
    client = clerk(terminal)
    page = client.get("/rounds/teams/new/")
    said = {"unit": choice(page, "便民服务中心"), "area": choice(page, "枫岭口村")}
    team = fill_in(client, page, name="枫岭口便民服务队", **said)
    since = re.search(r'name="since" value="([\d-]+)"', team.text)
    assert since is not None
    joined = fill_in(client, team, form="member", person=choice(team, "白鹭洲"), since=since[1])
    assert "已入队" in joined.text
    issued = fill_in(client, joined, form="block", label="红皮本", count="5")
    assert "已发号" in issued.text


@hand("the clerk plans a round and chooses the households")
def plan_round(terminal: "Terminal") -> None:
    """新的敲门行动, 选户, 加一户, 开始."""
    client = clerk(terminal)
    page = client.get("/rounds/new/")
    since = re.search(r'name="starts_on" value="([\d-]+)"', page.text)
    assert since is not None
    until = datetime.fromisoformat(since[1]) + timedelta(days=10)
    said = {"team": choice(page, "枫岭口便民服务队"), "area": choice(page, "枫岭口村"), "themes": "04"}
    days = {"starts_on": since[1], "ends_on": until.date().isoformat()}
    page = fill_in(client, page, name="冬季用电安全敲门", target="90", pairs="none", **days, **said)
    homes = re.findall(r'name="home" value="(\d+)" checked', page.text)
    assert len(homes) == 2
    key = re.search(r'name="client_id" value="([^"]+)"', page.text)
    assert key is not None
    chosen = send(client, page, page.url.path, client_id=key[1], home=homes)  # type: ignore[arg-type]  # ticked
    assert "已列入 2 户" in chosen.text
    address = chosen.url.path
    added = fill_in(client, client.get(f"{address}choose/"), to=f"{address}add/", address="坝上新屋")
    assert "坝上新屋" in added.text
    begun = fill_in(client, client.get(f"{address}do/start/"))
    assert "0/3 = 0.0 %" in begun.text
    assert (
        client.post(f"{address}paper/", data={"csrfmiddlewaretoken": token_of(begun), "kind": "pdf"})
        .headers["content-type"]
        .startswith("application/pdf")
    )


def token_of(page: httpx.Response) -> str:
    """What a form of a page proves with that it is ours."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert found is not None
    return found[1]


def running(client: httpx.Client) -> httpx.Response:
    """The page of the round."""
    return client.get(link(client.get("/rounds/"), r"/rounds/\d+/"))


@hand("the clerk goes to the first door")
def go_to_a_door(terminal: "Terminal") -> None:
    """已访, 登记需求, 留卡."""
    client = clerk(terminal)
    door = link(running(client), r"/rounds/doors/\d+/")
    visited = fill_in(client, client.get(f"{door}do/visit/"), minutes="12", visitors="2")
    assert "用时（分钟）" in visited.text
    said = {"text": "屋后的电线垂下来了，怕着火。", "type": "help", "urgency": "ordinary"}
    asked = fill_in(client, client.get(f"{door}need/"), identity="anonymous", **said)
    number = re.search(r"已登记为 ([\d-]+)。", asked.text)
    assert number is not None
    matter = client.get(f"/matters/{number[1]}/")
    assert "来自敲门" in matter.text
    assert door not in matter.text
    card = client.get(f"{door}card/")
    held = re.search(r"下一个没用的卡号：([\w-]+)", card.text)
    assert held is not None
    day = datetime.now(tz=UTC) + timedelta(days=3)
    promise = {"promised": "请电工来看", "by_when": day.date().isoformat()}
    left = fill_in(client, card, number=held[1], **promise)
    assert "已记下留卡" in left.text


@hand("the clerk types the sheet and ends the round")
def type_sheet(terminal: "Terminal") -> None:
    """补录纸表 by the digits, 结束, 按组统计."""
    client = clerk(terminal)
    row = running(client)
    sheet = client.get(f"{row.url.path}sheet/")
    lines = re.findall(r'name="(d\d+)-result"', sheet.text)
    typed = {f"{lines[1]}-result": "refused", f"{lines[2]}-result": "missing", f"{lines[2]}-mend": "还没盖好"}
    on = re.search(r'name="on" value="(\d{4}-[\d-]+)"', sheet.text)
    assert on is not None
    saved = fill_in(client, sheet, to=f"{sheet.url.path}?start=0", on=on[1], paper="", **typed)
    assert "1/2 = 50.0 %" in saved.text
    ended = fill_in(client, client.get(f"{row.url.path}do/end/"))
    assert "已结束" in ended.text
    assert "50.0 %" in client.get("/rounds/figures/").text
