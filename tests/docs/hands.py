"""What a person does in a browser between two steps of a page: plain requests to the service that was started."""

import html
import re
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import psycopg
import pytest
from django.conf import settings

from lianxin.people.totp import code_at

if TYPE_CHECKING:
    from tests.docs.terminal import Terminal

HANDS: dict[str, "Callable[[Terminal], None]"] = {}
PHONE = "19900001111"
PASSWORD = "门前的水管已经漏了三天啦"
BY_DAY = """
from django.utils import timezone
from lianxin.kernel.context import in_county
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Message
with in_county(990101):
    Message.objects.update(urgent=True)
    Job.objects.filter(kind="outbox.send").update(due_at=timezone.now())
"""

MERGE = """
import re
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lianxin.kernel.context import in_county
from lianxin.people.models import Account, SignIn
from lianxin.people.sessions import SEEN, SIGN_IN
from lianxin.places.models import Area
with in_county(990101):
    account = Account.objects.get()
    account.active, account.must_set = True, False
    account.save()
    stay = SignIn.objects.create(account=account, how="code", started_at=timezone.now())
    address = f"/areas/{Area.objects.get(name='枫岭口村').pk}/change/merge/"
client = Client(headers={"host": "127.0.0.1"})
session = client.session
session.update({SIGN_IN: stay.pk, SEEN: stay.started_at.timestamp()})
session.save()
client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
said = {"others": "桐坑垄村", "into": "new", "name": "枫桐村", "kind": "village", "code": ""}
said |= {"on": timezone.localdate().isoformat(), "basis": "青政发〔2026〕3 号"}
preview = client.post(address, said).content.decode()
seen = re.findall(r'name="seen" value="([0-9a-f]+)"', preview)[0]
answer = client.post(address, said | {"seen": seen})
assert answer.status_code == 302, answer.content.decode()
with in_county(990101):
    assert Area.objects.filter(name="枫桐村", valid_to=None).count() == 1
"""


def hand(name: str) -> "Callable[[Callable[[Terminal], None]], Callable[[Terminal], None]]":
    """Register what `<!-- hand: name -->` stands for."""

    def register(act: "Callable[[Terminal], None]") -> "Callable[[Terminal], None]":
        HANDS[name] = act
        return act

    return register


def browser(terminal: "Terminal", host: str = "127.0.0.1") -> httpx.Client:
    """A browser of another computer, which knows this one by `host`."""
    return httpx.Client(
        base_url=f"http://127.0.0.1:{terminal.port}",
        headers={"host": f"{host}:{terminal.port}"},
        follow_redirects=True,
    )


def fill_in(client: httpx.Client, page: httpx.Response, *, to: str = "", **typed: str) -> httpx.Response:
    """Send a page's form with its hidden fields and what was typed, to its own address unless it names another."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    hidden |= dict(re.findall(r'<input type="hidden" name="([^"]+)" id="[^"]*" value="([^"]*)"', page.text))
    said: Mapping[str, str] = {name: html.unescape(value) for name, value in hidden.items()} | typed
    answer = client.post(to or page.url.path, data=dict(said))
    answer.raise_for_status()
    return answer


@hand("anybody opens the answers of the boxes")
def read_answers(terminal: "Terminal") -> None:
    """The page is open to all, and says so while nothing is posted."""
    page = browser(terminal).get("/box/")
    assert "<h1>意见箱反馈</h1>" in page.text
    assert "还没有公布的" in page.text


@hand("anybody looks for a number of today")
def look_for_a_number(terminal: "Terminal") -> None:
    """The page is open to all, and says so when nobody receives."""
    page = browser(terminal).get("/reception/numbers/")
    assert "<h1>今天取号</h1>" in page.text


@hand("anybody reads when there is reception")
def read_the_plan(terminal: "Terminal") -> None:
    """The page is open to all, whatever is posted."""
    page = browser(terminal).get("/reception/")
    assert "<h1>接待安排</h1>" in page.text


@hand("anybody looks at the renovations")
def look_at_renovations(terminal: "Terminal") -> None:
    """The page is open to all, and says so while nothing is posted."""
    page = browser(terminal).get("/projects/")
    assert "现在没有在公示或施工的改造项目。" in page.text


@hand("the administrator opens the link")
def open_link(terminal: "Terminal") -> None:
    """The link that set-up printed asks for a password."""
    link = re.search(r"/join/[\w-]{43}/", terminal.said)
    assert link is not None
    page = browser(terminal).get(link[0])
    assert "<h1>设密码</h1>" in page.text


KEEPER = """
from importlib import import_module
from django.conf import settings
from django.utils import timezone
from lianxin.kernel.context import in_county
from lianxin.people.models import Account, SignIn
from lianxin.people.sessions import SEEN, SIGN_IN
with in_county(990101):
    Account.objects.update(active=True, must_set=False)
    stay = SignIn.objects.create(account_id=Account.objects.get().pk, how="code", started_at=timezone.now())
session = import_module(settings.SESSION_ENGINE).SessionStore()
session.update({SIGN_IN: stay.pk, SEEN: stay.started_at.timestamp()})
session.save()
open("session", "w").write(settings.SESSION_COOKIE_NAME + "=" + session.session_key)
"""
ARRANGEMENT = "2027年1月1日、4日放假，1月9日、10日上班。"


def administrator(terminal: "Terminal") -> httpx.Client:
    """The administrator's browser, signed in."""
    terminal.call("./run", "shell", "-v", "0", "-c", KEEPER)
    name, _, key = (terminal.place / "session").read_text().partition("=")
    client = browser(terminal)
    client.cookies.set(name, key)
    return client


@hand("the administrator uploads next year's arrangement")
def upload_year(terminal: "Terminal") -> None:
    """Pasted, looked at, confirmed."""
    client = administrator(terminal)
    looked = fill_in(client, client.get("/settings/calendar/"), text=ARRANGEMENT, source="")
    assert "还没有改，请看过再确认" in looked.text
    done = fill_in(client, looked, to="/settings/calendar.2027/", step="confirm")
    assert "已改好" in done.text


@hand("the administrator undoes it")
def undo_year(terminal: "Terminal") -> None:
    """撤回这一版, looked at, confirmed."""
    client = administrator(terminal)
    looked = client.get("/settings/calendar.2027/1/undo/")
    done = fill_in(client, looked, step="confirm")
    assert "已撤回第 1 版的修改" in done.text


def enter(terminal: "Terminal") -> httpx.Client:
    """Somebody who came in by the link that was printed last: a password, a telephone."""
    client = browser(terminal)
    page = client.get(re.findall(r"/join/[\w-]{43}/", terminal.said)[-1])
    page = fill_in(client, page, password=PASSWORD, again=PASSWORD)
    key = re.search(r'<dd class="number">\s*([A-Z2-7 ]+?)\s*</dd>', page.text)
    assert key is not None
    page = fill_in(client, page, code=code_at(key[1].replace(" ", ""), at=datetime.now(tz=UTC)))
    assert "抄下恢复码" in page.text
    return client


def send(client: httpx.Client, page: httpx.Response, address: str, **typed: str) -> httpx.Response:
    """Press one of several buttons of a page."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token is not None
    answer = client.post(address, data={"csrfmiddlewaretoken": token[1], **typed})
    answer.raise_for_status()
    return answer


@hand("a clerk leaves and her successor signs")
def hand_over(terminal: "Terminal") -> None:
    """The administrator ends her appointment and says who takes over; the list waits for the signatures."""
    client = enter(terminal)
    people = client.get("/people/", params={"q": "bailu"})
    person = client.get(re.findall(r'"(/people/\d+/)"', people.text)[0])
    held = re.findall(r'"(/people/\d+/posts/\d+/)"', person.text)[0]
    listed = send(client, client.get(held), f"{held}end/")
    assert "任职已结束" in listed.text
    heir = re.search(r'<option value="(\d+)">晏清溪', listed.text)
    assert heir is not None
    named = send(client, listed, f"{listed.url.path}name/", successor=heir[1])
    assert "已定接收人" in named.text
    assert "晏清溪" in client.get(f"{listed.url.path}print/").text
    assert "已停用" in client.get(person.url.path).text


@hand("other computers open both addresses and no third")
def open_addresses(terminal: "Terminal") -> None:
    """The hosts of config.toml are let in, others are not."""
    answers = {
        host: browser(terminal, host).get("/").status_code
        for host in ("192.0.2.10", "lianxin.example", "192.0.2.11")
    }
    assert answers == {"192.0.2.10": 200, "lianxin.example": 200, "192.0.2.11": 400}


@hand("a browser that trusts the root opens the pages")
def open_over_https(terminal: "Terminal") -> None:
    """The root comes unencrypted and its key doesn't; with it a form arrives over HTTPS, without it nothing."""
    plain, secure = (int(terminal.environ[name]) for name in ("LIANXIN_HTTP_PORT", "LIANXIN_HTTPS_PORT"))
    site = f"https://lianxin.example:{secure}"
    named = {"host": "lianxin.example"}
    root = fetched(f"http://127.0.0.1:{plain}/root.crt", named)
    assert httpx.get(f"http://127.0.0.1:{plain}/root.key", headers=named).status_code == 308
    trusting = ssl.create_default_context(cadata=root)
    with httpx.Client(transport=At("127.0.0.1", verify=trusting), base_url=site) as client:
        page = client.get("/sign-in/")
        assert "; Secure" in page.headers["set-cookie"]
        token = re.findall('name="csrfmiddlewaretoken" value="(.+?)"', page.text)[0]
        form = {"csrfmiddlewaretoken": token, "login": "fangyz", "password": PASSWORD}
        answer = client.post("/sign-in/", data=form, headers={"origin": site, "referer": f"{site}/sign-in/"})
        assert answer.status_code == 422, answer.text  # no such account; a foreign form would be 403
    stranger = httpx.Client(transport=At("127.0.0.1", verify=ssl.create_default_context()), base_url=site)
    with stranger, pytest.raises(httpx.ConnectError, match="certificate verify failed"):
        stranger.get("/")


class At(httpx.HTTPTransport):
    """Every name is found at one address, as in a network whose names nobody else knows."""

    def __init__(self, address: str, **more: Any) -> None:
        super().__init__(**more)
        self.address = address

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The name stays in the certificate that is asked for and in the request."""
        there = httpx.Request(
            request.method,
            request.url.copy_with(host=self.address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )
        return super().handle_request(there)


def fetched(address: str, headers: Mapping[str, str]) -> str:
    """What is there, as soon as it is: the proxy makes its authority when it starts."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with suppress(httpx.TransportError):
            answer = httpx.get(address, headers=headers)
            if answer.status_code == 200:
                return answer.text
        time.sleep(0.1)
    raise AssertionError(f"nothing at {address}")


@hand("a resident files an appeal")
def file_appeal(terminal: "Terminal") -> None:
    """The three pages, up to the receipt."""
    client = browser(terminal)
    what = {"text": "村口路灯三天不亮了。", "type": "help"}
    where = {"identity": "named", "name": "林小满", "phone": PHONE, "area": "", "address": ""}
    page = fill_in(client, client.get("/file/"), **what, go="where")
    page = fill_in(client, page, **what, **where, go="check")
    page = fill_in(client, page, **what, **where, go="send")
    assert "/receipt/" in page.url.path


@hand("a resident files an appeal, by day")
def file_by_day(terminal: "Terminal") -> None:
    """… and the hour is one at which a message may ring."""
    file_appeal(terminal)
    terminal.call("./run", "shell", "-v", "0", "-c", BY_DAY)


@hand("the administrator merges two villages")
def merge_villages(terminal: "Terminal") -> None:
    """The page of the first village: what is asked, the preview, the confirmation."""
    terminal.call("./run", "shell", "-v", "0", "-c", MERGE)


ROLES = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lianxin_web') THEN
        CREATE ROLE lianxin_web LOGIN PASSWORD 'a password of tests';
        CREATE ROLE lianxin_crossing NOLOGIN BYPASSRLS;
        GRANT lianxin_crossing TO lianxin_web;
    END IF;
END $$
"""


@hand("the database administrator makes two roles")
def make_roles(terminal: "Terminal") -> None:
    """As the page says; they stay on the server under test."""
    with psycopg.connect(terminal.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(ROLES)


@hand("the operator turns to the role that serves")
def turn_to_the_serving_role(terminal: "Terminal") -> None:
    """Another user in the address of the database, for every later step."""
    if settings.DATABASE_POOLED:
        pytest.skip("the PgBouncer of the tests goes to the server as one user")
    server = terminal.environ["DATABASE_URL"].rpartition("@")[2]
    address = f"postgres://lianxin_web:a%20password%20of%20tests@{server}"
    with (terminal.place / ".exported").open("a") as exported:
        exported.write(f"\nexport DATABASE_URL='{address}'\n")
    terminal.environ["DATABASE_URL"] = address
