"""The import wizard: upload, match the columns, look, confirm, take back; nothing is written before."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils.html import escape

from lianxin.kernel import worker
from lianxin.kernel.audit import verify
from lianxin.kernel.imports import files, runs, working
from lianxin.kernel.imports.registry import importer_named
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.kernel.models.imports import ImportRun, SheetMapping
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.people.models import Account
from tests.kernel.sheet_files import workbook
from tests.township import Township, enter
from tests.web.bringing import at_the_desk, bring, counts, done, latest, matched, previewed

APPEALS = ("工单号", "内容", "村", "来电时间", "来电人", "电话", "答复", "坐席")
FIRST = (
    "a1",
    "水井边的水管漏水。",
    "樟荫村",
    "2026/3/2 9:05",
    "林小满",
    "+86 199 0000 1111",
    "已修好。",
    "07",
)
SECOND = ("a2", "村口路灯不亮。", "樟荫村", "2026年3月3日", "", "", "", "03")
WRONG = ("a3", "邻居家的狗整夜叫。", "樟荫村", "上个月", "", "", "", "")
FOREIGN = ("a4", "桥上的栏杆坏了。", "石桥村", "2026-03-04", "", "", "", "")


@pytest.fixture
def desk(client: Client, town: Township) -> Client:
    """Somebody at the triage desk."""
    return at_the_desk(client, town)


SOURCE = {"o-source": "12345"}


@pytest.mark.req("XC-04")
def test_a_sheet_is_looked_at_and_then_taken_in(desk: Client) -> None:
    page = previewed(desk, "appeals", [APPEALS, FIRST, SECOND, WRONG, FOREIGN], **SOURCE)
    body = page.content.decode()
    assert "核对，还没有写入" in body
    assert counts(latest()) == (2, 0, 2)
    assert escape("「反映时间」的「上个月」不是日期。请写成 2026-01-31 或 2026/1/31 9:30。") in body
    assert "「所属区域」的「石桥村」不在您管的范围内，这一行没有收。" in body
    assert (Matter.objects.count(), Event.objects.count()) == (0, 0)
    result = done(desk)
    assert "导入结果" in result.content.decode()
    assert counts(latest()) == (2, 0, 2)
    closed = Matter.objects.get(state="closed")
    assert (closed.appeal.external_number, closed.appeal.source, closed.appeal.extra) == (
        "a1",
        "12345",
        {"坐席": "07"},
    )
    assert closed.appellants.get().phone == "19900001111"
    assert Matter.objects.get(state="registered").title == "村口路灯不亮"
    facts = Event.objects.get(move="imports.done").facts
    assert (facts["kind"], facts["created"], facts["refused"]) == ("appeals", 2, 2)
    assert verify("events").ok


@pytest.mark.req("INV-12")
def test_the_same_sheet_again_adds_nothing_and_says_so(desk: Client) -> None:
    previewed(desk, "appeals", [APPEALS, FIRST, SECOND], **SOURCE)
    done(desk)
    data = files.data_of(Attachment.objects.get(origin="original"))
    bring(desk, "appeals", [], data=data)
    assert latest().mapping == {
        "工单号": "external_number",
        "内容": "text",
        "村": "area",
        "来电时间": "filed_at",
        "来电人": "reporter",
        "电话": "phone",
        "答复": "reply",
    }
    assert latest().options == {"source": "12345"}
    page = matched(desk, latest())
    assert "已经导入过" in page.content.decode()
    assert counts(latest()) == (0, 2, 0)
    assert Matter.objects.count() == 2


def test_the_sheet_that_goes_back_has_the_old_columns_the_line_and_the_problem(
    desk: Client, town: Township
) -> None:
    previewed(desk, "appeals", [APPEALS, FIRST, WRONG], **SOURCE)
    done(desk)
    answer = desk.get(f"/imports/{latest().pk}/files/problems/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert rows[0] == ("行号", *APPEALS, "问题")
    assert rows[1][:3] == ("3", "a3", "邻居家的狗整夜叫。")
    assert rows[1][-1] == "「反映时间」的「上个月」不是日期。请写成 2026-01-31 或 2026/1/31 9:30。"
    assert AccessEntry.objects.get(row_kind="import").what == "file.problems"
    mended = [rows[0], tuple("2026-03-05" if cell == "上个月" else cell for cell in rows[1])]
    previewed(desk, "appeals", mended)
    done(desk)
    assert counts(latest()) == (1, 0, 0)


@pytest.mark.req("INV-13")
def test_a_whole_import_is_taken_back_but_what_somebody_went_on_with(desk: Client, town: Township) -> None:
    previewed(desk, "appeals", [APPEALS, FIRST, SECOND], **SOURCE)
    done(desk)
    town.go(
        Matter.objects.get(state="registered"), "contact", by=town.clerk, channel="phone", words="还是不亮。"
    )
    page = done(desk, "undo")
    assert "撤销了 1 行；1 行已有人办过或用到，没有动" in page.content.decode()
    assert set(Matter.objects.values_list("state", flat=True)) == {"voided", "registered"}
    assert Event.objects.get(move="imports.undone").actor_id == town.triage.account
    assert list(check()) == []


def test_a_required_column_nobody_matched_is_asked_for_and_nothing_is_lost(desk: Client) -> None:
    bring(desk, "appeals", [("编号", "说了什么"), ("a1", "路灯不亮。")])
    page = matched(desk, latest(), **SOURCE)
    assert page.status_code == 422
    assert "还没有对上必填的：诉求内容。请在下面选好。" in page.content.decode()
    assert page.context["form"]["o-source"].value() == "12345"
    page = matched(desk, latest(), c1="text", **SOURCE)
    assert counts(latest()) == (1, 0, 0)


def test_one_column_twice_is_refused_at_the_second(desk: Client) -> None:
    bring(desk, "appeals", [("内容", "详情"), ("一", "二")])
    page = matched(desk, latest(), c1="text", **SOURCE)
    assert page.context["form"].errors["c1"] == ["前面已有一列对到了这一项，请只留一列。"]


def test_words_nobody_knows_are_matched_once_and_remembered(desk: Client) -> None:
    rows = [("内容", "类型", "村"), ("路灯不亮。", "投诉件", "樟荫"), ("水管漏水。", "投诉件", "樟荫村")]
    page = previewed(desk, "appeals", rows, **SOURCE)
    assert latest().unknown == {"type": ["投诉件"], "area": ["樟荫"]}
    assert counts(latest()) == (0, 0, 2)
    assert "这些写法没有对上" in page.content.decode()
    run = latest()
    desk.post(f"/imports/{run.pk}/values/", {"v-type-0": "complaint", "v-area-0": "樟荫村"}, follow=True)
    assert counts(latest()) == (2, 0, 0)
    done(desk)
    assert set(Matter.objects.values_list("appeal__type", "area__name")) == {("complaint", "樟荫村")}
    assert SheetMapping.objects.get().values == {"type": {"投诉件": "complaint"}, "area": {"樟荫": "樟荫村"}}


def test_hidden_columns_and_rows_are_flagged_before_anything_is_written(desk: Client) -> None:
    def hide(book: Any) -> None:
        book.active.column_dimensions["H"].hidden = True
        book.active.row_dimensions[3].hidden = True

    bring(desk, "appeals", [], data=workbook([APPEALS, FIRST, SECOND], change=hide))
    assert "隐藏列" in desk.get(f"/imports/{latest().pk}/columns/").content.decode()
    page = matched(desk, latest(), **SOURCE)
    assert "表里有 1 个隐藏列、1 个隐藏行，也会一起导入。" in page.content.decode()


def test_of_several_sheets_the_one_with_our_columns_is_opened_and_another_can_be_chosen(desk: Client) -> None:
    def more(book: Any) -> None:
        book.create_sheet("说明", 0).append(["填表说明", "请照实填"])
        last = book.create_sheet("二月")
        last.append(["内容"])
        last.append(["井盖松了。"])
        last.append(["路牌倒了。"])

    bring(desk, "appeals", [], data=workbook([APPEALS, FIRST], change=more))
    assert (latest().sheet, latest().total) == (1, 1)
    matched(desk, latest(), sheet="2", header="1", **SOURCE)
    assert (latest().sheet, latest().mapping, latest().total) == (2, {"内容": "text"}, 2)
    matched(desk, latest())
    assert counts(latest()) == (2, 0, 0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><table>", "其实是网页（HTML 或 XML），只是改了扩展名"),
        (workbook([APPEALS]), "里只有表头，没有内容。请从表头下一行起填写。"),
        (b"PK\x03\x04", "不完整或已损坏，可能没有传完"),
    ],
)
def test_a_file_that_cannot_be_read_is_sent_back_with_a_sentence(
    desk: Client, data: bytes, said: str
) -> None:
    page = bring(desk, "appeals", [], data=data)
    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert (ImportRun.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_double_click_uploads_once_and_takes_in_once(desk: Client) -> None:
    same = {"client_id": "0190163d-8694-739b-aea5-966c26f8ad91"}
    bring(desk, "appeals", [APPEALS, FIRST], **same)
    bring(desk, "appeals", [APPEALS, FIRST], **same)
    assert ImportRun.objects.count() == 1
    matched(desk, latest(), **SOURCE)
    done(desk)
    assert "这一步已经有人做了" in done(desk).content.decode()
    assert counts(latest()) == (1, 0, 0)


def test_the_file_is_kept_sealed_where_it_is_written_back_into_and_goes_elsewhere(
    desk: Client, town: Township
) -> None:
    previewed(desk, "appeals", [APPEALS, FIRST], **SOURCE)
    kept = files.file_of(latest().pk, "original")
    assert kept is not None
    assert (kept.kind, kept.name) == ("sheet/xlsx", "表.xlsx")
    assert "水井边".encode() not in files.sealed_path(town.county, kept.sha256).read_bytes()
    assert desk.get(f"/files/{kept.client_id}").status_code == 404
    done(desk)
    assert files.file_of(latest().pk, "original") is not None
    previewed(desk, "residents", [("姓名", "村"), ("林小满", "樟荫村")])
    done(desk)
    assert files.file_of(latest().pk, "original") is None


def test_a_large_sheet_is_worked_through_behind_the_page(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(working.IMPORTING.default, "direct", 1)
    page = previewed(desk, "appeals", [APPEALS, FIRST, SECOND], **SOURCE)
    assert (page.headers["Refresh"], "正在核对" in page.content.decode()) == ("3", True)
    assert Matter.objects.count() == 0
    worker.run_due()
    assert "确认导入 2 行" in desk.get(f"/imports/{latest().pk}/").content.decode()
    assert "正在导入" in done(desk).content.decode()
    worker.run_due()
    assert counts(latest()) == (2, 0, 0)
    assert Matter.objects.count() == 2


def test_who_lost_the_post_meanwhile_takes_nothing_in(
    desk: Client, town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(working.IMPORTING.default, "direct", 1)
    previewed(desk, "appeals", [APPEALS, FIRST, SECOND], **SOURCE)
    Account.objects.filter(pk=town.triage.account).update(active=False)
    worker.run_due()
    assert latest().status == "failed"


def test_nobody_sees_the_imports_of_another_post(desk: Client, town: Township, client: Client) -> None:
    previewed(desk, "appeals", [APPEALS, FIRST], **SOURCE)
    run = latest().pk
    other = enter(Client(), town.clerk)
    for address in ("", "columns/", "files/original/"):
        assert other.get(f"/imports/{run}/{address}").status_code == 404
    assert other.post(f"/imports/{run}/do/take/").status_code == 404
    assert enter(Client(), town.water_handler).get("/imports/").status_code == 403
    assert enter(Client(), town.clerk).get("/imports/new/staff/").status_code == 404


def test_the_template_has_typed_columns_and_drop_downs(desk: Client) -> None:
    answer = desk.get("/imports/new/residents/template/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    page = book["居民"]
    assert [cell.value for cell in page[1]][:4] == ["* 姓名", "曾用名", "身份证号", "性别"]
    assert page.column_dimensions["C"].number_format == "@"
    rule = page.data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.formula1) == ("D2:D5001", "'选项'!$D$1:$D$2")
    assert [book["选项"]["D1"].value, book["选项"]["D2"].value] == ["男", "女"]
    assert book["选项"].sheet_state == "hidden"
    assert "%E5%B1%85%E6%B0%91" in answer.headers["Content-Disposition"]


def test_sheets_nobody_confirmed_are_let_go_after_a_week(desk: Client) -> None:
    previewed(desk, "appeals", [APPEALS, FIRST], **SOURCE)
    working.tidy()
    assert ImportRun.objects.count() == 1
    run = latest()
    ImportRun.objects.update(made_at=run.made_at.replace(year=2025))
    working.tidy()
    assert (ImportRun.objects.count(), Attachment.objects.count()) == (0, 0)


def test_an_attempt_that_was_cut_short_is_counted_with_the_one_that_ends_it(
    desk: Client, town: Township
) -> None:
    previewed(desk, "appeals", [APPEALS, FIRST, SECOND], **SOURCE)
    run, importer = latest(), importer_named("appeals")
    assert importer is not None
    table = runs.table_for(run, importer)
    importer.take(replace(table, rows=table.rows[:1]), runs.batch_of(run, by=town.triage))
    done(desk)
    assert counts(latest()) == (2, 0, 0)
    assert "撤销了 2 行；0 行" in done(desk, "undo").content.decode()


def test_a_village_is_offered_once_by_its_own_name_and_known_by_others_too(desk: Client) -> None:
    rows = [("内容", "村"), ("一", "青禾镇樟荫村"), ("二", "990901101201"), ("三", "樟荫")]
    page = previewed(desk, "appeals", rows, **SOURCE)
    assert latest().unknown == {"area": ["樟荫"]}
    box = page.context["values"].fields["v-area-0"]
    assert [words for _key, words in box.choices] == ["不对应", "青禾镇", "樟荫村"]
