"""登记: what is said by telephone, at the counter, in a letter or on a round becomes an appeal with a receipt."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.appeals.models import Appeal, Appellant
from lianxin.doors.rules import DESK_CHANNELS
from lianxin.kernel.actor import Role
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Contact, Matter, Relation
from lianxin.places.models import Area
from tests.doors.conftest import code_on, faults_of, fields_of, nothing_written, signed_in, text_of
from tests.township import OFFICE, Township, at

SAID = "来人说村口桥栏杆断了一截，怕孩子掉下去。"


def write_down(counter: Client, town: Township, **other: Any) -> HttpResponse:
    """Open the desk's page, fill it in, press 登记."""
    page = fields_of(counter.get("/desk/new/"))
    said = {
        "channel": "visit",
        "text": SAID,
        "type": "help",
        "category": str(town.category.pk),
        "area": str(town.village.pk),
        "address": "村口桥头",
        "identity": "named",
        "name": "蓝水旺",
        "phone": "19900003333",
        "urgency": "ordinary",
    }
    return counter.post("/desk/new/", {**page, **said, **other})


@pytest.mark.req("XC-01", "XC-03")
@pytest.mark.parametrize("channel", [channel.value for channel in DESK_CHANNELS])
def test_each_door_gives_one_number_and_a_contact_with_channel_time_and_words(
    town: Township, counter: Client, channel: str
) -> None:
    sent = write_down(counter, town, channel=channel, filed_at="2026-11-02T09:30")
    matter = Matter.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/receipt/{matter.number}/")
    contact = Contact.objects.get()
    assert (contact.channel, contact.at, contact.words) == (channel, at("2026-11-02 09:30"), SAID)
    assert contact.taker_id == Event.objects.get(move="register").actor_id
    assert contact.taker_id is not None
    assert matter.filed_at == at("2026-11-02 09:30")
    assert matter.recorded_at > matter.filed_at
    appeal, speaker = Appeal.objects.get(), Appellant.objects.get()
    assert (appeal.type, appeal.category_id, appeal.address) == ("help", town.category.pk, "村口桥头")
    assert (speaker.identity, speaker.name, speaker.phone) == ("named", "蓝水旺", "19900003333")


@pytest.mark.req("XC-03", "F-93")
def test_who_came_to_the_counter_goes_home_with_a_paper(town: Township, counter: Client) -> None:
    page = counter.get(write_down(counter, town)["Location"])
    shown = text_of(page)
    assert Matter.objects.get().number in shown
    assert len(code_on(page).replace(" ", "")) == 16
    assert "打印" in shown
    assert "web/css/print.css" in page.content.decode()


def test_the_next_one_keeps_channel_and_village(town: Township, counter: Client) -> None:
    page = counter.get(write_down(counter, town, channel="round")["Location"])
    again = page.context["again"]
    assert again == f"/desk/new/?channel=round&area={town.village.pk}"
    fresh = fields_of(counter.get(again))
    assert (fresh["channel"], fresh["area"], fresh["text"]) == ("round", str(town.village.pk), "")


def test_a_made_up_channel_in_the_address_is_left_out(town: Township, counter: Client) -> None:
    assert fields_of(counter.get("/desk/new/?channel=rumour&area=x"))["channel"] == "phone"


@pytest.mark.req("INV-12")
def test_a_double_click_at_the_desk_is_one_appeal(town: Township, counter: Client) -> None:
    page = fields_of(counter.get("/desk/new/"))
    answers = [write_down(counter, town, client_id=page["client_id"]) for _ in range(5)]
    assert {answer["Location"] for answer in answers} == {f"/receipt/{Matter.objects.get().number}/"}
    assert Contact.objects.count() == 1


def test_other_words_on_the_same_form_are_kept_for_a_second_press(town: Township, counter: Client) -> None:
    page = fields_of(counter.get("/desk/new/"))
    write_down(counter, town, client_id=page["client_id"])
    changed = write_down(counter, town, client_id=page["client_id"], text="还有一处路灯不亮。")
    assert changed.status_code == 409
    assert f"这张表刚才已登记为 {Matter.objects.get().number}" in text_of(changed)
    assert counter.post("/desk/new/", {**fields_of(changed), "same": "new"}).status_code == 302
    assert sorted(contact.words for contact in Contact.objects.all()) == sorted([SAID, "还有一处路灯不亮。"])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"text": ""}, "请记下群众说的话，一两句也可以。"),
        ({"name": ""}, "实名反映请填姓名；不想留名，请在上面选“保密”或“匿名”。"),
        ({"phone": "12"}, "电话号码不对。请填 11 位手机号、带区号的座机或短号。"),
        (
            {"type": "report"},
            "举报干部违纪违法不在这里登记。请当场告诉对方：打 12388，或找纪检监察机构，那里有保密办法。",
        ),
        ({"filed_at": "昨天"}, "时间不对，请按“年-月-日 时:分”填写。"),
        ({"filed_at": "2999-01-01T08:00"}, "反映时间不能晚于现在，请核对日期。"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_kept(
    town: Township, counter: Client, typed: dict[str, str], fault: str
) -> None:
    page = write_down(counter, town, **typed)
    assert page.status_code == 422
    assert faults_of(page) == [fault]
    assert fields_of(page)["address"] == "村口桥头"
    assert nothing_written_about_matters()


def nothing_written_about_matters() -> bool:
    """As `nothing_written`, beside the events of taking the clerk on."""
    return not (Matter.objects.exists() or Event.objects.filter(row_kind="matter").exists())


def test_a_refused_scan_keeps_the_form(town: Township, counter: Client) -> None:
    scan = SimpleUploadedFile("来信.docx", b"PK\x03\x04" + b"\x00" * 40, "application/msword")
    page = write_down(counter, town, photos=[scan])
    assert faults_of(page) == ["“来信.docx”：这是办公文档或压缩包。请另存为 PDF 再选。"]
    assert fields_of(page)["text"] == SAID
    assert nothing_written_about_matters()
    assert not Attachment.objects.exists()


def test_a_scanned_letter_comes_with_the_appeal(town: Township, counter: Client) -> None:
    scan = SimpleUploadedFile("来信.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf")
    assert "image/*,application/pdf" in counter.get("/desk/new/").content.decode()
    write_down(counter, town, channel="letter", photos=[scan])
    paper = Attachment.objects.get(row_kind="matter", row_id=Matter.objects.get().pk)
    assert (paper.name, paper.kind, paper.origin) == ("来信.pdf", "application/pdf", "desk")


def test_the_clerk_may_promise_two_hours_and_words_of_danger_raise_the_rest(
    town: Township, counter: Client
) -> None:
    write_down(counter, town, urgency="emergency")
    write_down(counter, town, text="井边漏电，有人触电。", same="new")
    assert [matter.urgency for matter in Matter.objects.order_by("pk")] == ["emergency", "urgent"]


def test_a_clerk_of_one_township_does_not_register_for_another(town: Township, counter: Client) -> None:
    elsewhere = Area.objects.create(code="990901102201", name="外镇村", kind="village")
    page = write_down(counter, town, area=str(elsewhere.pk))
    assert page.status_code == 422
    assert nothing_written_about_matters()


@pytest.mark.parametrize(
    "role", [Role.HANDLER, Role.REVIEWER, Role.CALLBACK, Role.LEADER, Role.ADMINISTRATOR]
)
def test_other_duties_do_not_register(town: Township, role: str) -> None:
    client = signed_in(town, "qita", role)
    assert client.get("/desk/new/").status_code == 403
    assert client.post("/desk/new/", {"text": SAID}).status_code == 403
    assert nothing_written_about_matters()


def test_a_stranger_is_asked_to_sign_in(town: Township) -> None:
    assert Client().get("/desk/new/")["Location"] == "/sign-in/?next=%2Fdesk%2Fnew%2F"
    assert Client().post("/desk/new/", {"text": SAID}).status_code == 403
    assert nothing_written()


@pytest.mark.parametrize("villages", [1, 3])
def test_the_form_asks_the_database_as_often_however_many_villages_there_are(
    town: Township, counter: Client, villages: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for serial in range(villages):
        Area.objects.create(code=f"99090110130{serial}", name=f"第{serial}村", kind="village")
    with django_assert_num_queries(12):
        counter.get("/desk/new/")


@pytest.mark.req("XC-01")
def test_phone_on_monday_visit_on_wednesday_diary_on_thursday_is_one_appeal(
    town: Township, counter: Client
) -> None:
    doors = [
        ("phone", "2026-11-02T09:10", "水管漏了三天。"),
        ("visit", "2026-11-04T15:20", "还在漏，路都湿了。"),
        ("round", "2026-11-05T10:30", "走访时说夜里又大了。"),
    ]
    number = ""
    for channel, when, words in doors:
        page = write_down(counter, town, channel=channel, filed_at=when, text=words)
        if number:
            assert "这个号码有 1 件在办，是不是同一件？" in text_of(page)
            assert Matter.objects.count() == 1
            page = counter.post("/desk/new/", {**fields_of(page), "same": number})
            assert page["Location"] == f"/matters/{number}/"
        number = Matter.objects.get().number
    told = Contact.objects.order_by("at")
    assert [(one.channel, f"{one.at.astimezone(OFFICE):%Y-%m-%dT%H:%M}", one.words) for one in told] == doors
    assert Event.objects.filter(row_kind="matter").count() == 3


def test_the_clerk_says_that_it_is_another_matter(town: Township, counter: Client) -> None:
    write_down(counter, town)
    page = write_down(counter, town, text="路灯不亮。")
    assert (page.status_code, Matter.objects.count()) == (200, 1)
    assert counter.post("/desk/new/", {**fields_of(page), "same": "new"}).status_code == 302
    assert Matter.objects.count() == 2


def test_a_number_among_accusations_or_closed_matters_is_not_pointed_at(
    town: Township, counter: Client
) -> None:
    town.file(type="report", phone="19900001111")
    town.closed(town.file(phone="19900001111"))
    assert write_down(counter, town, phone="19900001111").status_code == 302


def test_a_new_appeal_names_the_old_one_it_comes_from(town: Township, counter: Client) -> None:
    old = town.closed(town.file(phone=""))
    write_down(counter, town, reopened_from=old.number)
    relation = Relation.objects.get()
    assert (relation.kind, relation.other_id, relation.matter.number != old.number) == (
        "reopened-from",
        old.pk,
        True,
    )
    wrong = write_down(counter, town, reopened_from="101-2026-000999-1")
    assert faults_of(wrong) == ["没有这个编号，或者不归您看。请核对，或者空着。"]
