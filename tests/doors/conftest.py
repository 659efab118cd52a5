"""Somebody at a telephone without JavaScript: pages are read, buttons are pressed, nothing else."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lianxin.doors.forms import new_claim
from lianxin.kernel.actor import Role
from lianxin.people.actions import staff
from lianxin.people.models import Account, Post, SignIn
from lianxin.people.rules import How
from lianxin.people.sessions import SEEN, SIGN_IN
from tests.township import Township

WORDS = "樟荫村水井边的水管漏了三天，路上全是水。"


class Reader(HTMLParser):
    """The values a browser would send: hidden fields, boxes, what is chosen, the long text."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.open = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == "filing" or self.inside_plain(given)
        if not self.inside or "name" not in given:
            return
        name, kind = given["name"], given.get("type", "text")
        if tag == "input" and kind in {"hidden", "text", "tel"}:
            self.values[name] = given.get("value", "")
        elif tag == "input" and kind == "radio" and "checked" in given:
            self.values[name] = given["value"]
        elif tag in {"textarea", "select"}:
            self.open = name
            self.values.setdefault(name, "")

    def inside_plain(self, given: dict[str, str]) -> bool:
        return given.get("action", "") not in {"/elder/", "/language/", "/sign-out/"}

    def handle_data(self, data: str) -> None:
        if self.open:
            self.values[self.open] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"textarea", "select"}:
            self.open = ""
        if tag == "form":
            self.inside = False


def fields_of(page: HttpResponse) -> dict[str, str]:
    """What the form of a page holds before anybody types; long texts without the line break HTML adds."""
    reader = Reader()
    reader.feed(page.content.decode())
    values = {name: value.strip("\n") for name, value in reader.values.items()}
    return {name: value for name, value in values.items() if name != "csrfmiddlewaretoken"}


def text_of(page: HttpResponse) -> str:
    """The words on a page, without markup."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@dataclass
class Phone:
    """A resident's telephone: it carries the fields of one page to the next, as a browser does."""

    client: Client
    page: HttpResponse = field(default_factory=HttpResponse)

    def open(self, address: str) -> HttpResponse:
        self.page = self.client.get(address)
        return self.page

    def press(self, go: str, **typed: Any) -> HttpResponse:
        """Fill in the form of the page and press the button that leads to `go`."""
        self.page = self.client.post("/file/", {**fields_of(self.page), **typed, "go": go})
        return self.page

    def fill(self, town: Township, **other: Any) -> HttpResponse:
        """From page 1 to page 3; what is given here replaces the usual answers."""
        said = {
            "text": WORDS,
            "type": "help",
            "area": str(town.village.pk),
            "address": "水井边第二家",
            "identity": "named",
            "name": "林小满",
            "phone": "19900001111",
        } | other
        self.open("/file/")
        self.press("where", text=said.pop("text"), type=said.pop("type"))
        if fields_of(self.page).get("at") == "what":
            self.press("where")
        return self.press("check", **said)

    def file(self, town: Township, **other: Any) -> HttpResponse:
        """The whole of it, up to the receipt."""
        self.fill(town, **other)
        sent = self.press("send")
        assert sent.status_code == 302, text_of(sent)
        return self.open(sent["Location"])


@pytest.fixture
def phone(town: Township) -> Phone:
    return Phone(Client())


@pytest.fixture
def claim() -> str:
    """The signed client id of a page that was opened."""
    return new_claim()


def account_on(post: Post, login: str, town: Township) -> Account:
    """Somebody appointed to a post."""
    now = timezone.now()
    account, _link = staff.add_member(name="周桂枝", phone="", login=login, post=post, by=town.system, at=now)
    account.must_set = False
    account.save()
    return account


def signed_in(account: Account) -> Client:
    """A browser in which this account has signed in."""
    client, now = Client(), timezone.now()
    stay = SignIn.objects.create(account=account, how=How.CODE, started_at=now)
    session = client.session
    session[SIGN_IN], session[SEEN] = stay.pk, now.timestamp()
    session.save()
    return client


@pytest.fixture
def counter(town: Township) -> Client:
    """The browser of the clerk at the counter."""
    post = Post.objects.create(unit=town.hall, name="窗口登记", roles=[Role.CLERK])
    return signed_in(account_on(post, "chuangkou", town))
