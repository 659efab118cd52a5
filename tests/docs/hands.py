"""What a person does in a browser between two steps of a page: plain requests to the service that was started."""

import html
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx

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


def fill_in(client: httpx.Client, page: httpx.Response, **typed: str) -> httpx.Response:
    """Send a page's form with its hidden fields and what was typed."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    hidden |= dict(re.findall(r'<input type="hidden" name="([^"]+)" id="[^"]*" value="([^"]*)"', page.text))
    said: Mapping[str, str] = {name: html.unescape(value) for name, value in hidden.items()} | typed
    answer = client.post(page.url.path, data=dict(said))
    answer.raise_for_status()
    return answer


@hand("the administrator opens the link")
def open_link(terminal: "Terminal") -> None:
    """The link that set-up printed asks for a password."""
    link = re.search(r"/join/[\w-]{43}/", terminal.said)
    assert link is not None
    page = browser(terminal).get(link[0])
    assert "<h1>设密码</h1>" in page.text


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
