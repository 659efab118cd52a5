"""Somebody at a telephone without JavaScript: pages are read, boxes are filled, buttons are pressed."""

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from lianxin.doors.forms.claims import new_claim
from lianxin.kernel.actor import Role
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Contact, Matter
from lianxin.people.actions import staff
from lianxin.people.models import Account, Post, SignIn
from lianxin.people.rules import How
from lianxin.people.sessions import SEEN, SIGN_IN
from tests.township import Township

WORDS = "樟荫村水井边的水管漏了三天，路上全是水。"
SWITCHES = {"/elder/", "/language/", "/sign-out/", "/follow/close/"}


class Reader(HTMLParser):
    """What a browser would send of the page's own form, before anybody types."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.inside, self.text, self.select = False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("action", "") not in SWITCHES
        elif tag == "option" and self.select and "selected" in given:
            self.values[self.select] = given["value"]
        elif self.inside and "name" in given:
            self.take(tag, given["name"], given)

    def take(self, tag: str, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if tag == "input" and kind in {"hidden", "text", "tel", "datetime-local"}:
            self.values[name] = given.get("value", "")
        elif tag == "input" and kind == "radio" and "checked" in given:
            self.values[name] = given["value"]
        elif tag == "textarea":
            self.text, self.values[name] = name, ""
        elif tag == "select":
            self.select, self.values[name] = name, ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.values[self.text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self.text] = self.values[self.text].removeprefix("\n")
            self.text = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False


def fields_of(page: HttpResponse) -> dict[str, str]:
    """The fields of the page's form with what stands in them."""
    reader = Reader()
    reader.feed(page.content.decode())
    kept = {name: value for name, value in reader.values.items() if name != "csrfmiddlewaretoken"}
    return {name: value.replace("\r\n", "\n") for name, value in kept.items()}


def as_sent(typed: dict[str, Any]) -> dict[str, Any]:
    """Line breaks as browsers send them."""
    return {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in typed.items()
    }


def text_of(page: HttpResponse) -> str:
    """The words on a page, without markup."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def bare(page: HttpResponse, typed: str) -> tuple[int, str]:
    """An answer without what was typed and without its reference number, to compare with another."""
    words = re.sub(r"编号 [2-9A-Z]{8} ", "", text_of(page))
    return page.status_code, words.replace(typed, "")


def faults_of(page: HttpResponse) -> list[str]:
    """The faults named at the head of a page."""
    found = re.search(r'<div class="faults".*?<ul>(.*?)</ul>', page.content.decode(), re.DOTALL)
    return [text.strip() for text in re.findall(r">([^<>]+)<", found[1]) if text.strip()] if found else []


def code_on(page: HttpResponse) -> str:
    """The query code as it stands on a receipt."""
    found = re.search(r'id="code">([\d ]+)<', page.content.decode())
    assert found is not None
    return found[1]


def nothing_written() -> bool:
    """No matter, no contact, no event, no paper."""
    return not any(table.objects.exists() for table in (Matter, Contact, Event, Attachment))


def photo(name: str = "路面.jpg", colour: str = "green") -> SimpleUploadedFile:
    """A small photo with a place in it."""
    image, file = Image.new("RGB", (32, 24), colour), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "26.123N 119.456E"
    image.save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


@dataclass
class Phone:
    """A resident's telephone: it carries the fields of one page to the next, as a browser does."""

    client: Client = field(default_factory=Client)
    page: HttpResponse = field(default_factory=HttpResponse)

    def open(self, address: str) -> HttpResponse:
        self.page = self.client.get(address)
        return self.page

    def press(self, go: str, **typed: Any) -> HttpResponse:
        """Fill in the form of the page and press the button that leads to `go`."""
        self.page = self.client.post("/file/", as_sent({**fields_of(self.page), **typed, "go": go}))
        return self.page

    def fill(self, town: Township, **other: Any) -> HttpResponse:
        """From page 1 to page 3; what is given here replaces the usual answers."""
        said: dict[str, Any] = {
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
        if fields_of(self.page)["at"] == "what":
            self.press("where")
        return self.press("check", **said)

    def send(self, **more: Any) -> HttpResponse:
        """Press 送出 and look at the receipt."""
        sent = self.press("send", **more)
        assert sent.status_code == 302, text_of(sent)
        return self.open(sent["Location"])

    def file(self, town: Township, **other: Any) -> HttpResponse:
        """The whole of it, up to the receipt."""
        self.fill(town, **other)
        return self.send()

    def follow(self, number: str, code: str, address: str = "10.1.1.1") -> HttpResponse:
        """Type number and query code."""
        given = {"number": number, "code": code}
        self.page = self.client.post("/follow/", given, REMOTE_ADDR=address)
        return self.page


@pytest.fixture
def phone(town: Township) -> Phone:
    return Phone()


@pytest.fixture
def claim() -> str:
    """The signed client id of a page that was opened."""
    return new_claim()


def signed_in(town: Township, login: str, *roles: str) -> Client:
    """A browser in which somebody with a post of these roles has signed in."""
    now = timezone.now()
    post = Post.objects.create(unit=town.hall, name=login, roles=list(roles))
    account: Account
    account, _link = staff.add_member(name="周桂枝", phone="", login=login, post=post, by=town.system, at=now)
    Account.objects.filter(pk=account.pk).update(must_set=False)
    stay = SignIn.objects.create(account=account, how=How.CODE, started_at=now)
    client = Client()
    session = client.session
    session[SIGN_IN], session[SEEN] = stay.pk, now.timestamp()
    session.save()
    return client


@pytest.fixture
def counter(town: Township) -> Client:
    """The browser of the clerk at the counter."""
    return signed_in(town, "chuangkou", Role.CLERK)
