"""The follow page of a resident who is asked for something, sent elsewhere, or in danger."""

import pytest

from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.receipts import receipt_code
from tests.doors.conftest import Phone, faults_of, fields_of, photo, text_of
from tests.township import Township, at


def opened(matter: Matter) -> Phone:
    """A telephone on which the resident has opened the matter."""
    phone = Phone()
    phone.open(phone.follow(matter.number, receipt_code(matter))["Location"])
    return phone


def send(phone: Phone, doing: str, **typed: object) -> int:
    """Fill in one of the forms of the page and send it; the status of the answer."""
    number = phone.page.context["progress"].number
    said = {**fields_of(phone.page), "do": doing, **typed}
    phone.page = phone.client.post(f"/follow/{number}/", said)
    return phone.page.status_code


def moves_of(matter: Matter) -> list[str]:
    """What happened to a matter."""
    return list(Event.objects.filter(row_id=matter.pk).order_by("seq").values_list("move", flat=True))


@pytest.mark.req("XC-03")
def test_a_resident_sees_what_is_missing_and_brings_it_with_photos(town: Township) -> None:
    matter = town.asked_for_more(town.file())
    phone = opened(matter)
    shown = text_of(phone.page)
    for words in ("请补充材料，补齐后接着办", "水表号", "漏水处的照片"):
        assert words in shown
    sent = dict(fields_of(phone.page))
    assert send(phone, "supply", text="水表号 0042，见照片。", photos=[photo()]) == 302
    again = phone.client.post(
        f"/follow/{matter.number}/", {**sent, "do": "supply", "text": "水表号 0042，见照片。"}
    )
    assert again.status_code == 302
    matter.refresh_from_db()
    assert (matter.state, moves_of(matter).count("supply")) == ("registered", 1)
    assert Attachment.objects.filter(row_id=matter.pk, origin="web").count() == 1
    assert "您补充了情况" in text_of(phone.open(f"/follow/{matter.number}/"))


def test_an_empty_supply_is_refused_beside_its_box_and_writes_nothing(town: Township) -> None:
    matter = town.asked_for_more(town.file())
    phone = opened(matter)
    assert send(phone, "supply", text="") == 422
    assert faults_of(phone.page) == ["请写下补充了什么，一两句话也可以。"]
    assert "supply" not in moves_of(matter)


def test_what_nobody_asked_for_cannot_be_supplied(town: Township) -> None:
    matter = town.file()
    phone = opened(matter)
    assert "还缺这些" not in text_of(phone.page)
    assert send(phone, "supply", text="再说一句。") == 422
    assert moves_of(matter) == ["register"]


def test_who_is_in_danger_reads_whom_to_call_first_and_makes_it_an_emergency(town: Township) -> None:
    matter = town.file()
    phone = opened(matter)
    page = phone.page.content.decode()
    assert page.index('href="tel:110"') < page.index('name="reason"')
    assert send(phone, "escalate", reason="") == 422
    assert send(phone, "escalate", reason="水漫进屋了。") == 302
    matter.refresh_from_db()
    assert matter.urgency == "emergency"
    phone.open(f"/follow/{matter.number}/")
    assert send(phone, "escalate", reason="再升一次") == 422
    assert moves_of(matter).count("escalate") == 1


def test_who_is_sent_elsewhere_reads_why_and_where_and_may_print_it(town: Township) -> None:
    rejected, referred = town.rejected(town.file()), town.referred(town.file())
    phone = opened(rejected)
    shown = text_of(phone.page)
    for words in ("不属于我们受理，请看该找谁", "双方已在法院立案。", "12368"):
        assert words in shown
    notice = text_of(phone.open(f"/notice/{rejected.number}/"))
    assert "不予受理告知书" in notice
    assert phone.open(f"/notice/{referred.number}/").status_code == 404
    shown = text_of(opened(referred).page)
    for words in ("已转给有权处理的单位", "县水务局", "水函 12 号"):
        assert words in shown


def test_nobody_s_name_is_on_the_notice_of_the_resident(town: Township) -> None:
    matter = town.rejected(town.file())
    phone = opened(matter)
    notice = text_of(phone.open(f"/notice/{matter.number}/"))
    for hidden in ("派单员", "审核员", "林小满", "19900001111"):
        assert hidden not in notice


def test_while_it_is_asked_no_promise_runs(town: Township) -> None:
    matter = town.asked_for_more(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-02 10:00"))
    assert opened(matter).page.context["progress"].pledge is None
