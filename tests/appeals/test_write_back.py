"""The city's sheet goes back: our rows filled, everything else untouched, through the gate and on record."""

import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lianxin.appeals.intake.write_back import KIND, forget_originals
from lianxin.appeals.models import Appeal
from lianxin.kernel import clock, worker
from lianxin.kernel.actor import system
from lianxin.kernel.editions import Change, change
from lianxin.kernel.erasure.registry import all_parts
from lianxin.kernel.events import reasons_of
from lianxin.kernel.ids import uuid7
from lianxin.kernel.imports import runs
from lianxin.kernel.imports.registry import importer_named
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.models.export import Export
from lianxin.matters.models import Matter
from lianxin.people.rules.exports import EXPORTS
from tests.township import Township, enter

HEADINGS = ["工单编号", "内容", "办理状态", "答复内容", "办结时间", "承办单位", "满意度"]
WHY = {"ground": "other", "reason": "回填市 12345 本月工单"}


def city_file(*rows: list[str]) -> SimpleUploadedFile:
    """What the city sent: a title, the headings, its rows."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    page = book.add_worksheet("工单")
    for line, cells in enumerate([["市 12345 派单"], HEADINGS, *rows]):
        for place, words in enumerate(cells):
            page.write_string(line, place, words)
    book.close()
    return SimpleUploadedFile("十一月工单.xlsx", held.getvalue())


def numbered(matter: Matter, number: str) -> Matter:
    """The matter as it came from the city, under its number."""
    Appeal.objects.filter(pk=matter.pk).update(external_number=number, source="12345")
    return matter


def upload(browser: Client, file: SimpleUploadedFile) -> str:
    """Upload the sheet; the address of what would be filled."""
    sent = browser.post("/desk/write-back/", {"file": file})
    assert sent.status_code == 302, sent.content.decode()
    return str(sent["Location"])


def lines_of(answer: HttpResponse) -> list[list[object]]:
    """The lines of the file that was fetched."""
    with CalamineWorkbook.from_filelike(io.BytesIO(answer.content)) as book:
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.fixture
def matter(town: Township) -> Matter:
    """A closed appeal that the city sent as SH1."""
    return numbered(town.closed(town.file()), "SH1")


@pytest.mark.req("XC-04")
def test_our_rows_come_back_filled_and_the_others_as_they_were(
    town: Township, matter: Matter, client: Client
) -> None:
    file = city_file(["SH1", "水管漏水"], ["SH2", "别镇的事", "办理中"])
    browser = enter(client, town.triage)
    address = upload(browser, file)
    page = browser.get(address).content.decode()
    assert "对上我们的 1 行，其中 1 行有要填的，共 5 格；另有 1 行不是我们的，原样不动。" in page
    assert matter.number in page
    sent = browser.post(address, WHY)
    export = Export.objects.get()
    assert sent["Location"] == f"/exports/{export.pk}/"
    assert (export.status, export.made_rows) == ("ready", 1)
    answer = browser.get(f"/exports/{export.pk}/file/")
    assert (
        "filename*=utf-8''%E5%8D%81%E4%B8%80%E6%9C%88%E5%B7%A5%E5%8D%95.xlsx" in answer["Content-Disposition"]
    )
    lines = lines_of(answer)
    matter.refresh_from_db()
    closed = timezone.localtime(matter.closed_at)
    reply = "供水站王师傅当天换了接头，已不漏水。还有问题请打供水站电话。"
    assert lines[2] == [
        "SH1",
        "水管漏水",
        "已办结",
        reply,
        f"{closed:%Y-%m-%d %H:%M:%S}",
        "供水站",
        "非常满意",
    ]
    assert lines[3] == ["SH2", "别镇的事", "办理中", "", "", "", ""]
    (row,) = AccessEntry.objects.filter(row_kind="matter", row_id=matter.pk, what="export")
    assert (row.actor_id, f"导出第 {export.serial} 号" in reasons_of([row])[row.seq]) == (
        town.triage.account,
        True,
    )


@pytest.mark.req("XC-04")
def test_what_stands_in_a_cell_stays_unless_somebody_says_it_may_go(
    town: Township, matter: Matter, client: Client
) -> None:
    browser = enter(client, town.triage)
    address = upload(browser, city_file(["SH1", "水管漏水", "办理中"]))
    first = browser.get(address).content.decode()
    assert "共 4 格" in first
    assert "有 1 格已经有内容，没有动。" in first
    chosen = urlencode({"key": "工单编号", "state": "办理状态", "over": "on"})
    second = browser.get(f"{address}?{chosen}").content.decode()
    assert "共 1 格" in second
    assert "<del>办理中</del> 已办结" in second
    browser.post(f"{address}?{chosen}", WHY)
    lines = lines_of(browser.get(f"/exports/{Export.objects.get().pk}/file/"))
    assert lines[2] == ["SH1", "水管漏水", "已办结", "", "", "", ""]


@pytest.mark.req("INV-08")
def test_what_the_actor_may_not_know_of_is_like_a_row_that_is_not_ours(
    town: Township, client: Client
) -> None:
    numbered(town.file(type="report", text="反映某人的作风。"), "SH9")
    rows = city_file(["SH9", "反映问题"])
    seen = enter(client, town.triage)
    assert "对上我们的 1 行" in seen.get(upload(seen, rows)).content.decode()
    rows.seek(0)
    unseen = enter(Client(), town.clerk)
    page = unseen.get(upload(unseen, rows)).content.decode()
    assert "对上我们的 0 行" in page
    assert "另有 1 行不是我们的" in page


def test_a_number_that_means_two_matters_fills_neither(
    town: Township, matter: Matter, client: Client
) -> None:
    other = town.file()
    Appeal.objects.filter(pk=other.pk).update(external_number="SH1", source="县长信箱")
    browser = enter(client, town.triage)
    page = browser.get(upload(browser, city_file(["SH1", "水管漏水"]))).content.decode()
    assert "这些编号对上了不止一件，没有填：SH1" in page


@pytest.mark.req("A8")
def test_many_rows_wait_for_a_second_person_as_every_export_does(
    town: Township, matter: Matter, client: Client
) -> None:
    change(EXPORTS, Change({"alone": 0, "days": 7, "most": 50}), by=system(town.county), client_id=uuid7())
    browser = enter(client, town.triage)
    address = upload(browser, city_file(["SH1", "水管漏水"]))
    assert browser.post(address, {"ground": "other", "reason": ""}).status_code == 422
    browser.post(address, WHY)
    export = Export.objects.get()
    assert export.status == "asked"
    leader = enter(Client(), town.leader)
    page = leader.get(f"/exports/{export.pk}/").content.decode()
    assert "办理状态 → 办理状态；办理结果（答复） → 答复内容" in page
    leader.post(f"/exports/{export.pk}/approve/")
    worker.run_due()
    assert lines_of(browser.get(f"/exports/{export.pk}/file/"))[2][2] == "已办结"


def test_the_file_is_only_for_who_uploaded_it_and_goes_after_its_days(
    town: Township, matter: Matter, client: Client
) -> None:
    browser = enter(client, town.triage)
    address = upload(browser, city_file(["SH1", "水管漏水"]))
    assert enter(Client(), town.clerk).get(address).status_code == 404
    assert forget_originals() == 0
    Attachment.objects.filter(row_kind=KIND).update(at=clock.now() - timedelta(days=9))
    assert forget_originals() == 1
    assert browser.get(address).status_code == 404


@pytest.mark.req("XC-04")
def test_a_gbk_csv_comes_back_in_gbk(town: Township, matter: Matter, client: Client) -> None:
    text = "工单编号,内容,办理状态\r\nSH1,水管漏水,\r\nSH2,别镇的事,办理中\r\n"
    browser = enter(client, town.triage)
    browser.post(upload(browser, SimpleUploadedFile("工单.csv", text.encode("gbk"))), WHY)
    answer = browser.get(f"/exports/{Export.objects.get().pk}/file/")
    assert answer.content == text.replace("漏水,", "漏水,已办结").encode("gbk")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_what_is_no_sheet_is_refused_in_words(town: Township, client: Client) -> None:
    browser = enter(client, town.triage)
    for data, words in (
        (b"\xd0\xcf\x11\xe0", "老的 .xls"),
        (b"a,b\n1,2\n", "没有找到表头"),
        (b"PK\x03\x04", "不完整或已损坏"),
    ):
        answer = browser.post("/desk/write-back/", {"file": SimpleUploadedFile("x.xlsx", data)})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words


@pytest.mark.req("XC-04")
def test_a_sheet_that_was_brought_in_is_filled_without_uploading_it_again(
    town: Township, client: Client
) -> None:
    importer = importer_named("appeals")
    assert importer is not None
    data = city_file(["SH7", "路灯坏了三天。"]).read()
    run = runs.begin(importer, data, "十一月工单.xlsx", by=town.triage, client_id=uuid7())
    run.options = {"source": "12345"}
    run.save()
    runs.take(run, importer, by=town.triage)
    browser = enter(client, town.triage)
    assert "十一月工单.xlsx" in browser.get("/desk/write-back/").content.decode()
    sent = browser.post("/desk/write-back/", {"run": run.pk})
    assert "对上我们的 1 行" in browser.get(sent["Location"]).content.decode()
    assert enter(Client(), town.clerk).post("/desk/write-back/", {"run": run.pk}).status_code == 422
    none = browser.post("/desk/write-back/", {})
    assert (none.status_code, "请选上级平台发来的那个文件。" in none.content.decode()) == (422, True)


@pytest.mark.req("INV-20")
def test_a_sheet_that_waits_to_go_back_is_gone_when_a_matter_is_erased(
    town: Township, matter: Matter, client: Client
) -> None:
    browser = enter(client, town.triage)
    address = upload(browser, city_file(["SH1", "水管漏水"]))
    for one in [one for one in all_parts() if one.model is Attachment]:
        one.erase("matter", [matter.pk])
    assert browser.get(address).status_code == 404
    assert not Attachment.objects.filter(row_kind=KIND).exists()
