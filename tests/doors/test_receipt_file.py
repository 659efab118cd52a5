"""F-93 as a file: for whoever filed it here or opened it with number and code; and numbered sheets typed in later."""

import pytest
from django.test import Client

from lianxin.appeals.models import Appeal
from lianxin.kernel.models.printing import PrintLog
from lianxin.kernel.numbering import show_query_code
from lianxin.kernel.paper import scanning
from lianxin.matters.models import Matter
from lianxin.matters.receipts import receipt_code
from tests.doors.conftest import Phone
from tests.kernel.paper.photos import photo_of
from tests.kernel.paper.reading import said
from tests.township import Township, at, enter


def test_a_resident_prints_the_receipt_and_the_square_does_not_hold_the_query_code(
    town: Township, phone: Phone
) -> None:
    matter = town.file(name="买买提·阿不都热合曼", title="𠮷家的水管")
    address = f"/receipt/{matter.number}/file/"
    assert phone.client.post(address).status_code == 404
    code = receipt_code(matter)
    phone.follow(matter.number, code)
    answer = phone.client.post(address, {"as": "pdf", "size": "large"})
    text = said(answer.content)
    for told in (
        "诉求受理回执",
        "𠮷家的水管",
        show_query_code(code).replace(" ", ""),
        "最晚联系时间",
        "（星期",
    ):
        assert told in text
    assert "买买提" not in text
    ((number, check),) = scanning.marks_in(photo_of(answer.content))
    assert (number, check in code) == (matter.number, False)
    row = PrintLog.objects.get()
    assert (row.form, row.by, row.row_id) == ("F-93", None, matter.pk)


def test_who_left_no_telephone_reads_how_to_ask(town: Township, phone: Phone) -> None:
    matter = town.file(identity="anonymous")
    phone.follow(matter.number, receipt_code(matter))
    text = said(phone.client.post(f"/receipt/{matter.number}/file/").content)
    assert "您没有留电话，我们联系不上您。" in text
    assert "最晚联系时间—" in text


def test_a_resident_prints_their_own_answer_and_nobody_elses(town: Township, phone: Phone) -> None:
    matter, other = town.answered(town.file()), town.answered(town.file())
    phone.follow(matter.number, receipt_code(matter))
    assert "办理结果答复书" in said(phone.client.post(f"/follow/{matter.number}/answer/1/file/").content)
    assert phone.client.post(f"/follow/{other.number}/answer/1/file/").status_code == 404
    assert phone.client.post(f"/follow/{matter.number}/answer/2/file/").status_code == 404


@pytest.mark.req("FRM-04")
def test_what_was_written_on_a_numbered_sheet_keeps_its_number_and_day_beside_those_of_the_typing(
    town: Township,
) -> None:
    clerk = enter(Client(), town.clerk)
    page = clerk.get("/desk/new/")
    typed = {
        "channel": "visit",
        "text": "停电那天来说的：水管漏了。",
        "type": "help",
        "identity": "anonymous",
        "urgency": "ordinary",
        "area": str(town.village.pk),
        "paper_number": " 2026-00017 ",
        "filed_at": "2026-11-02T09:30",
        "client_id": page.context["form"]["client_id"].value(),
    }
    assert clerk.post("/desk/new/", typed).status_code == 302
    matter = Matter.objects.get()
    assert (matter.appeal.source, matter.appeal.external_number) == ("paper", "2026-00017")
    assert matter.filed_at == at("2026-11-02 09:30")
    assert matter.recorded_at > matter.filed_at
    shown = clerk.get(f"/matters/{matter.number}/").content.decode()
    assert "2026-00017" in shown
    fresh = clerk.get("/desk/new/").context["form"]["client_id"].value()
    again = clerk.post("/desk/new/", typed | {"client_id": fresh})
    assert again.status_code == 422
    assert f"这张纸表已经登记为 {matter.number}" in again.content.decode()
    assert clerk.post("/desk/new/", typed).status_code == 302
    assert Appeal.objects.count() == 1
