"""Being told as one chose: asked at every door, changed on one's own page; taps of WeChat come in signed."""

import json
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from lianxin.appeals.models import Appellant
from lianxin.gateways import signing
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.telling import Credit
from lianxin.matters.models import Matter
from lianxin.matters.receipts import receipt_code
from tests.doors.conftest import Phone, faults_of, fields_of, text_of
from tests.township import Township, enter

SECRET = b"a-shared-secret"


def test_a_resident_says_how_to_be_told_and_reads_it_on_the_receipt(town: Township, phone: Phone) -> None:
    page = phone.file(town, tell_by="phone")
    assert Appellant.objects.get().tell_by == "phone"
    assert "告知方式：电话" in text_of(page)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"tell_by": "sms", "phone": "0912-5550000"}, "短信和微信要有手机号"),
        ({"tell_by": "phone", "phone": ""}, "没有留电话，不能打电话告知"),
        ({"tell_by": "visit", "area": "", "address": ""}, "要送到家里，请填村（社区）或具体位置"),
    ],
)
def test_a_way_that_can_not_be_gone_is_refused_beside_its_box(
    town: Township, phone: Phone, typed: dict[str, str], fault: str
) -> None:
    page = phone.fill(town, **typed)
    assert [words for words in faults_of(page) if fault in words]
    assert fields_of(page)["tell_by"] == typed["tell_by"]


def test_who_stays_unknown_is_asked_for_no_way(town: Township, phone: Phone) -> None:
    phone.file(town, identity="anonymous", tell_by="phone")
    assert Appellant.objects.get().tell_by == "none"
    assert not Message.objects.exists()


def test_wechat_is_offered_where_the_office_has_it(
    town: Township, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'value="wechat"' not in phone.open("/paper/").content.decode()
    phone.open("/file/")
    assert 'value="wechat"' not in phone.press("where", text="水管漏了。", type="help").content.decode()
    monkeypatch.setenv("LIANXIN_WECHAT_URL", "https://wx.example.gov.cn/in")
    phone.open("/file/")
    assert 'value="wechat"' in phone.press("where", text="水管漏了。", type="help").content.decode()


@pytest.mark.req("XC-03")
def test_the_clerk_asks_too_and_may_change_it_for_who_calls(town: Township) -> None:
    desk = enter(Client(), town.clerk)
    form = fields_of(desk.get("/desk/new/"))
    said = {"channel": "phone", "text": "路灯不亮。", "type": "help", "identity": "named", "name": "白露"}
    sent = desk.post(
        "/desk/new/", form | said | {"phone": "19900002222", "tell_by": "visit", "area": town.village.pk}
    )
    assert sent.status_code == 302
    appellant = Appellant.objects.get()
    assert appellant.tell_by == "visit"
    matter = Matter.objects.get()
    typed = {"appellant": appellant.pk, "tell_by": "none", "version": matter.version}
    assert desk.post(f"/matters/{matter.number}/do/choose_way/", typed).status_code == 302
    appellant.refresh_from_db()
    assert appellant.tell_by == "none"


def opened(town: Township, browser: Phone, **said: str) -> Matter:
    """A matter whose page this telephone has open."""
    matter = town.file(**said)
    browser.open(browser.follow(matter.number, receipt_code(matter))["Location"])
    return matter


def test_whoever_has_number_and_code_changes_the_way_on_their_own_page(town: Township, phone: Phone) -> None:
    matter = opened(town, phone)
    assert f'href="/follow/{matter.number}/way/"' in phone.page.content.decode()
    page = phone.open(f"/follow/{matter.number}/way/")
    assert fields_of(page)["tell_by"] == "sms"
    answer = phone.client.post(f"/follow/{matter.number}/way/", fields_of(page) | {"tell_by": "none"})
    assert answer.status_code == 302
    assert Appellant.objects.get().tell_by == "none"
    assert "不用告知" in text_of(phone.open(answer["Location"]))


def test_without_number_and_code_nobody_changes_anything(town: Township, phone: Phone) -> None:
    matter = town.file()
    typed = {"appellant": Appellant.objects.get().pk, "tell_by": "none"}
    answer = phone.client.post(f"/follow/{matter.number}/way/", typed)
    assert (answer.status_code, answer["Location"]) == (302, "/follow/")
    assert Appellant.objects.get().tell_by == "sms"


def test_a_way_without_what_it_goes_by_is_refused_on_the_page_too(town: Township, phone: Phone) -> None:
    matter = opened(town, phone, phone="0912-5550000")
    page = phone.open(f"/follow/{matter.number}/way/")
    answer = phone.client.post(f"/follow/{matter.number}/way/", fields_of(page) | {"tell_by": "sms"})
    assert answer.status_code == 422
    assert "短信和微信要有手机号" in text_of(answer)
    assert Appellant.objects.get().tell_by == "phone"


def tap(matter: Matter, name: str = "tap-1", *, secret: bytes = SECRET, **more: object) -> HttpResponse:
    """A tap as the operator's gateway posts it."""
    data = {
        "number": matter.number,
        "code": receipt_code(matter),
        "subscriber": "oX1",
        "template": "answered",
    }
    body = json.dumps({"type": "wechat.tap", "data": data | more}).encode()
    headers = signing.sign(body, message_id=name, at=datetime.now(tz=UTC), secrets=[secret])
    named = {f"HTTP_{key.upper().replace('-', '_')}": value for key, value in headers.items()}
    client = Client(enforce_csrf_checks=True)
    return client.post("/hooks/wechat/", body, content_type="application/json", **named)


@pytest.fixture
def wechat_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANXIN_WECHAT_SECRET", SECRET.decode())
    monkeypatch.setenv("LIANXIN_WECHAT_URL", "https://wx.example.gov.cn/in")


@pytest.mark.req("INV-22")
def test_a_genuine_tap_is_kept_once_for_who_opened_the_matter(town: Township, wechat_here: None) -> None:
    matter = town.file()
    assert [tap(matter).status_code for _time in range(2)] == [200, 200]
    credit = Credit.objects.get()
    assert (credit.reader_id, credit.letter, credit.subscriber) == (
        Appellant.objects.get().pk,
        "answered",
        "oX1",
    )


@pytest.mark.req("INV-22")
def test_a_tap_that_is_not_genuine_not_ours_or_no_tap_is_not_kept(town: Township, wechat_here: None) -> None:
    matter, unknown = town.file(), town.file(identity="anonymous", name="", phone="")
    tried = [
        tap(matter, secret=b"another secret"),
        tap(matter, code="0" * 16),
        tap(matter, template="no such letter"),
        tap(matter, subscriber=""),
        tap(unknown),
        Client().get("/hooks/wechat/"),
        Client().post("/hooks/wechat/", b"{}", content_type="application/json"),
    ]
    assert [answer.status_code for answer in tried] == [401, 404, 422, 422, 422, 405, 401]
    assert not Credit.objects.exists()


@pytest.mark.req("XC-03")
def test_blank_sheets_for_filing_and_for_all_that_comes_later(phone: Phone, town: Township) -> None:
    assert "有进展怎么告诉您" in text_of(phone.open("/paper/"))
    later = text_of(phone.open("/paper/again/"))
    for act in ("补充情况", "评价", "撤回", "不同意和别的事并在一起", "改告知方式", "问办到哪一步"):
        assert act in later
