"""反映一件事: three pages without an account or JavaScript; sent once, kept whole, lost never."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.appeals.models import Appeal, Appellant
from lianxin.doors import actions
from lianxin.kernel.actor import Role
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.throttle import Throttle
from lianxin.matters.models import Contact, Matter
from tests.doors.conftest import (
    WORDS,
    Phone,
    code_on,
    faults_of,
    fields_of,
    nothing_written,
    photo,
    signed_in,
    text_of,
)
from tests.township import Township


@pytest.mark.req("XC-01", "F-93")
def test_a_resident_files_in_three_pages_and_holds_a_receipt(town: Township, phone: Phone) -> None:
    page = phone.file(town)
    matter = Matter.objects.get()
    assert urlsplit(phone.page.request["PATH_INFO"]).path == f"/receipt/{matter.number}/"
    assert matter.number in text_of(page)
    assert (matter.state, matter.urgency, matter.area_id) == ("registered", "ordinary", town.village.pk)
    assert [(one.channel, one.words, one.taker_id) for one in Contact.objects.all()] == [("web", WORDS, None)]
    assert [(one.identity, one.name, one.phone) for one in Appellant.objects.all()] == [
        ("named", "林小满", "19900001111")
    ]
    assert [(one.type, one.address) for one in Appeal.objects.all()] == [("help", "水井边第二家")]


def test_nothing_is_kept_and_no_session_begun_before_sending(town: Township, phone: Phone) -> None:
    phone.fill(town)
    assert nothing_written()
    assert not Session.objects.exists()
    assert set(phone.client.cookies) == {"csrftoken"}


@pytest.mark.req("INV-12")
def test_the_same_page_sent_five_times_is_one_appeal_with_one_receipt(town: Township, phone: Phone) -> None:
    phone.fill(town)
    last_page = fields_of(phone.page)
    answers = [phone.client.post("/file/", {**last_page, "go": "send"}) for _ in range(5)]
    number = Matter.objects.get().number
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, f"/receipt/{number}/")
    ] * 5
    codes = {code_on(phone.client.get(answer["Location"])) for answer in answers}
    assert len(codes) == 1
    assert Event.objects.filter(move="register").count() == Contact.objects.count() == 1


@pytest.mark.req("INV-12")
def test_a_resend_from_a_telephone_that_lost_its_cookies_shows_the_same_receipt(
    town: Township, phone: Phone
) -> None:
    phone.fill(town)
    last_page = fields_of(phone.page)
    code = code_on(phone.send())
    other = Client()
    again = other.post("/file/", {**last_page, "go": "send"})
    assert code_on(other.get(again["Location"])) == code
    assert Matter.objects.count() == 1


def test_back_and_other_words_are_not_lost_and_not_mixed_in(town: Township, phone: Phone) -> None:
    phone.fill(town)
    last_page = fields_of(phone.page)
    phone.send()
    number = Matter.objects.get().number
    changed = {**last_page, "text": "还有一处也漏了。", "go": "send"}
    page = phone.client.post("/file/", changed)
    assert page.status_code == 200
    assert f"刚才已经送出过一次，编号 {number}" in text_of(page)
    assert fields_of(page)["text"] == "还有一处也漏了。"
    assert [contact.words for contact in Contact.objects.all()] == [WORDS]
    phone.page = page
    phone.send()
    assert [contact.words for contact in Contact.objects.order_by("pk")] == [WORDS, "还有一处也漏了。"]
    assert Matter.objects.count() == 2


def test_a_corrected_telephone_is_not_dropped_silently(town: Township, phone: Phone) -> None:
    phone.fill(town)
    last_page = fields_of(phone.page)
    phone.send()
    page = phone.client.post("/file/", {**last_page, "phone": "19900002222", "go": "send"})
    assert "刚才已经送出过一次" in text_of(page)
    assert [one.phone for one in Appellant.objects.all()] == ["19900001111"]


@pytest.mark.parametrize("claim", ["", "x", "0193-made-up", "0193f0a0-0000-7000-8000-000000000000:forged"])
def test_a_client_id_that_is_not_of_our_page_sends_nothing(town: Township, phone: Phone, claim: str) -> None:
    phone.fill(town)
    page = phone.press("send", client_id=claim)
    assert page.status_code == 200
    assert nothing_written()
    assert fields_of(page)["text"] == WORDS
    phone.send()
    assert Matter.objects.count() == 1


def test_back_and_forth_between_the_pages_loses_nothing(town: Township, phone: Phone) -> None:
    words = "第一行\n\n第二行 <b>“引号”</b> & 𠮷"
    phone.fill(town, text=words)
    before = fields_of(phone.page)
    phone.press("where")
    assert fields_of(phone.page)["address"] == "水井边第二家"
    assert fields_of(phone.page)["identity"] == "named"
    phone.press("what")
    assert fields_of(phone.page)["text"] == words
    phone.press("where")
    phone.press("check")
    after = fields_of(phone.page)
    assert after == before
    phone.send()
    assert Contact.objects.get().words == words


def test_the_last_page_shows_every_answer(town: Township, phone: Phone) -> None:
    shown = text_of(phone.fill(town))
    for answer in (WORDS, "求助", "樟荫村", "水井边第二家", "实名", "林小满", "19900001111"):
        assert answer in shown


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"text": "  "}, "请写下要反映的事情，一两句话也可以。"),
        ({"text": "长" * 5001}, "最多写 5000 个字，现在是 5001 个。请删去一些，或分成两件事反映。"),
        ({"type": ""}, "请选一项。"),
        ({"type": "gossip"}, "没有这一项，请重选。"),
    ],
)
def test_page_one_names_what_is_wrong_and_keeps_the_rest(
    town: Township, phone: Phone, typed: dict[str, str], fault: str
) -> None:
    phone.open("/file/")
    page = phone.press("where", **({"text": WORDS, "type": "help"} | typed))
    assert faults_of(page) == [fault]
    assert "<title>错误：" in page.content.decode()
    kept = {"text": WORDS, "type": "help"} | typed
    assert fields_of(page)["text"].strip() == kept["text"].strip()
    assert nothing_written()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"identity": ""}, "请选一项：实名、保密还是匿名。"),
        ({"name": ""}, "实名反映请填姓名；不想留名，请在上面选“保密”或“匿名”。"),
        ({"phone": "123456789012345"}, "电话号码不对。请填 11 位手机号、带区号的座机或短号。"),
        ({"area": "999999"}, "没有这个村（社区），请重选；说不清请选“不清楚”。"),
        ({"address": "远" * 201}, "位置最多写 200 个字，请缩短一些。"),
    ],
)
def test_page_two_names_what_is_wrong_and_keeps_both_pages(
    town: Township, phone: Phone, typed: dict[str, str], fault: str
) -> None:
    page = phone.fill(town, **typed)
    assert faults_of(page) == [fault]
    kept = fields_of(page)
    assert (kept["at"], kept["text"]) == ("where", WORDS)
    assert kept["address"] == typed.get("address", "水井边第二家")
    assert nothing_written()


def test_the_pages_cannot_be_skipped(town: Township, phone: Phone) -> None:
    phone.open("/file/")
    page = phone.press("send", text=WORDS, type="help")
    assert fields_of(page)["at"] == "where"
    page = phone.press("send", text="", identity="anonymous")
    assert fields_of(page)["at"] == "what"
    assert nothing_written()


@pytest.mark.req("XC-02")
def test_of_who_stays_unknown_nothing_is_kept_not_even_if_typed(town: Township, phone: Phone) -> None:
    page = phone.fill(town, identity="anonymous")
    assert "林小满" not in page.content.decode()
    assert "19900001111" not in page.content.decode()
    shown = text_of(phone.send())
    assert "您没有留电话，我们联系不上您。" in shown
    one = Appellant.objects.get()
    assert (one.identity, one.name, one.phone, one.phone_index) == ("anonymous", "", "", "")


@pytest.mark.req("XC-02")
def test_a_confidential_resident_needs_no_name(town: Township, phone: Phone) -> None:
    phone.file(town, identity="confidential", name="", phone="")
    assert [(one.identity, one.name, one.phone) for one in Appellant.objects.all()] == [
        ("confidential", "", "")
    ]


def test_no_answer_ever_stands_in_an_address(town: Township, phone: Phone) -> None:
    phone.file(town)
    phone.open("/file/")
    page = phone.client.get("/file/", {"text": "从地址来的话", "name": "林小满", "go": "where"})
    assert "从地址来的话" not in page.content.decode()
    assert "林小满" not in page.content.decode()
    for address in re.findall(r'(?:href|action|src)="([^"]+)"', page.content.decode()):
        assert urlsplit(address).query == "", address


def test_staff_who_file_for_themselves_speak_as_residents(town: Township) -> None:
    phone = Phone(signed_in(town, "jingban", Role.HANDLER))
    page = phone.file(town)
    assert Contact.objects.get().taker_id is None
    assert Event.objects.get(move="register").actor_id is None
    assert code_on(page)


# -- danger and accusations --


def test_the_emergency_numbers_stand_on_the_first_page(town: Township, phone: Phone) -> None:
    page = phone.open("/file/").content.decode()
    assert [number for number in ("tel:110", "tel:119", "tel:120") if number not in page] == []


def test_a_danger_stops_once_asks_to_call_and_lets_them_go_on(town: Township, phone: Phone) -> None:
    phone.open("/file/")
    page = phone.press("where", text="我家厨房着火了", type="help")
    assert fields_of(page)["at"] == "what"
    assert "先打电话，再写" in text_of(page)
    assert "马上打 119" in text_of(page)
    assert fields_of(page)["text"] == "我家厨房着火了"
    assert nothing_written()
    phone.press("where")
    assert fields_of(phone.page)["at"] == "where"
    phone.press("check", identity="anonymous")
    phone.send()
    assert Matter.objects.get().urgency == "urgent"


def test_another_danger_stops_again(town: Township, phone: Phone) -> None:
    phone.open("/file/")
    phone.press("where", text="我家厨房着火了", type="help")
    page = phone.press("where", text="我家厨房着火了，有人昏迷")
    assert fields_of(page)["at"] == "what"
    assert "马上打 120" in text_of(page)
    assert "马上打 119" not in text_of(page)


def test_a_danger_added_on_the_way_stops_the_sending(town: Township, phone: Phone) -> None:
    phone.fill(town)
    page = phone.press("send", text="有小孩溺水")
    assert fields_of(page)["at"] == "what"
    assert nothing_written()


def test_an_accusation_is_shown_where_it_belongs_and_goes_no_further(town: Township, phone: Phone) -> None:
    phone.open("/file/")
    for _ in range(2):
        page = phone.press("where", text="村干部收了施工队的钱", type="report")
        assert fields_of(page)["at"] == "what"
        assert fields_of(page)["text"] == "村干部收了施工队的钱"
        shown = text_of(page)
        assert "打 12388" in shown
        assert "举报不走普通派单的路" in shown
    phone.press("send", identity="anonymous")
    assert nothing_written()
    phone.press("where", type="complaint")
    assert fields_of(phone.page)["at"] == "where"


# -- photos --


@pytest.mark.req("INV-12")
def test_photos_come_with_the_appeal_without_their_place_and_only_once(town: Township, phone: Phone) -> None:
    phone.fill(town)
    last_page = fields_of(phone.page)
    for _ in range(3):
        sent = phone.client.post(
            "/file/", {**last_page, "go": "send", "photos": [photo(), photo("井盖.jpg", "red")]}
        )
        assert sent.status_code == 302
    matter = Matter.objects.get()
    papers = Attachment.objects.filter(row_kind="matter", row_id=matter.pk)
    assert sorted(paper.name for paper in papers) == ["井盖.jpg", "路面.jpg"]
    assert {paper.origin for paper in papers} == {"web"}
    served = phone.client.get(f"/files/{papers[0].client_id}")
    assert served.status_code == 200
    assert b"119.456E" not in served.content


def test_a_refused_photo_is_named_and_everything_typed_is_kept(town: Township, phone: Phone) -> None:
    phone.fill(town)
    film = SimpleUploadedFile("村口.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64, "video/mp4")
    page = phone.press("send", photos=[photo(), film])
    assert faults_of(page) == ["“村口.mp4”：这是录像或录音，暂不收。请截取一张画面，或在文字里说明。"]
    assert fields_of(page)["text"] == WORDS
    assert "<title>错误：" in page.content.decode()
    assert nothing_written()
    phone.send()
    assert Matter.objects.count() == 1


def test_too_many_photos_are_refused_and_nothing_is_written(town: Township, phone: Phone) -> None:
    phone.fill(town)
    page = phone.press("send", photos=[photo(f"{number}.jpg") for number in range(7)])
    assert faults_of(page) == ["最多传 6 张照片，请去掉几张。"]
    assert nothing_written()


def test_a_photo_left_out_at_first_is_not_dropped_silently(town: Township, phone: Phone) -> None:
    phone.fill(town)
    last_page = fields_of(phone.page)
    phone.send()
    page = phone.client.post("/file/", {**last_page, "go": "send", "photos": [photo()]})
    assert "刚才已经送出过一次" in text_of(page)
    assert not Attachment.objects.exists()


# -- how often, and how it is kept --


def test_two_hundred_telephones_behind_one_address_are_served(town: Township) -> None:
    for _ in range(200):
        actions.admit_filing("10.8.0.1")
    phone = Phone()
    phone.fill(town)
    assert phone.press("send").status_code == 302


def test_a_flood_from_one_address_is_asked_to_wait_and_loses_nothing(
    town: Township, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "FILINGS_AN_HOUR", 2)
    phone.file(town)
    phone.file(town)
    phone.fill(town)
    page = phone.press("send")
    assert page.status_code == 429
    assert 3000 < int(page["Retry-After"]) <= 3600
    assert "请过 60 分钟再按“送出”" in text_of(page)
    assert fields_of(page)["text"] == WORDS
    assert Matter.objects.count() == 2
    elsewhere = phone.client.post("/file/", {**fields_of(page), "go": "send"}, REMOTE_ADDR="10.9.9.9")
    assert elsewhere.status_code == 302


def test_the_throttle_table_names_nobody(town: Township, phone: Phone) -> None:
    phone.file(town)
    assert [row.key for row in Throttle.objects.all() if "127.0.0.1" in row.key] == []


def test_back_may_show_the_pages_again_and_caches_between_may_not(town: Township, phone: Phone) -> None:
    page = phone.open("/file/")
    assert (page["Cache-Control"], "Vary" in page) == ("private, no-cache", False)
    page = phone.press("where", text="", type="help")
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-cache")


def test_switching_the_elders_edition_keeps_what_was_typed(town: Township, phone: Phone) -> None:
    phone.open("/file/")
    phone.press("where", text=WORDS, type="complaint")
    page = phone.client.post("/file/", {**fields_of(phone.page), "address": "写到一半", "elder": "1"})
    kept = fields_of(page)
    assert (kept["at"], kept["text"], kept["type"], kept["address"]) == (
        "where",
        WORDS,
        "complaint",
        "写到一半",
    )
    assert 'class="elder"' in page.content.decode()
    assert phone.client.cookies["elder"].value == "1"
