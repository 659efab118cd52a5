"""A large sheet is read behind the page: it is kept first, and nothing is lost whatever dies in between."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from lianxin.kernel import worker
from lianxin.kernel.imports import files, runs, working
from lianxin.kernel.imports.registry import Importer
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.imports import ImportRun
from lianxin.kernel.models.job import Job
from lianxin.kernel.sheets.book import Book
from lianxin.matters.models import Matter
from tests.kernel.sheet_files import repacked, workbook
from tests.township import Township
from tests.web.bringing import at_the_desk, bring, counts, done, latest, matched

APPEALS = ("工单号", "内容", "村", "来电时间")
FIRST = ("a1", "水井边的水管漏水。", "樟荫村", "2026/3/2 9:05")
SECOND = ("a2", "村口路灯不亮。", "樟荫村", "2026年3月3日")
SOURCE = {"o-source": "12345"}


@pytest.fixture
def desk(client: Client, town: Township, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The triage desk, where every sheet is a large one."""
    monkeypatch.setattr(working, "HEAVY", 100)
    return at_the_desk(client, town)


def page(desk: Client) -> HttpResponse:
    """Where the run that was made last stands, as its page shows it."""
    return desk.get(f"/imports/{latest().pk}/", follow=True)


def unread_text() -> bytes:
    """A sheet that no reader gets through: a sign of quotation that is never closed."""
    return '工单号,内容\na1,"水管漏水。\n'.encode() * 20


@pytest.mark.req("XC-04")
def test_a_large_sheet_is_kept_at_once_read_by_the_worker_and_goes_on_as_every_other(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(runs, "open_book", lambda data, name: pytest.fail("read within the page"))
        bring(desk, "appeals", [APPEALS, FIRST, SECOND])
        waiting = page(desk)
        body = waiting.content.decode()
        assert (waiting.headers["Refresh"], "正在读取" in body, "还没有写入" in body) == ("3", True, True)
        assert desk.post(f"/imports/{latest().pk}/do/take/", follow=True).status_code == 200
    worker.run_due()
    ready = page(desk)
    assert ready.redirect_chain == [(f"/imports/{latest().pk}/columns/", 302)]
    assert "读到 2 行" in ready.content.decode()
    assert "确认导入 2 行" in matched(desk, latest(), **SOURCE).content.decode()
    done(desk)
    assert (counts(latest()), Matter.objects.count()) == ((2, 0, 0), 2)


def test_what_cannot_be_read_ends_in_the_sentence_a_small_one_gets_and_its_file_goes(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = repacked(workbook([APPEALS, FIRST]), lambda parts: parts.pop("xl/workbook.xml"))
    for data, name in ((unread_text(), "表.csv"), (broken, "表.xlsx"), (workbook([APPEALS]), "表.xlsx")):
        with monkeypatch.context() as patch:
            patch.setattr(working, "HEAVY", 1_000_000)
            small = desk.post("/imports/new/appeals/", {"file": SimpleUploadedFile(name, data)})
        (said,) = small.context["form"].errors["file"]
        desk.post("/imports/new/appeals/", {"file": SimpleUploadedFile(name, data)})
        worker.run_due()
        stuck = page(desk)
        body = stuck.content.decode()
        assert (stuck.status_code, escape(said) in body) == (422, True), name
        assert ("换一个文件" in body, "再读一次" in body, "回到对列名" in body) == (True, False, False)
        assert not Attachment.objects.exists()


def test_whoever_dies_while_reading_the_sheet_is_read_by_the_next(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(desk, "appeals", [APPEALS, FIRST])

    def dies(book: Book, importer: Importer) -> runs.Chosen:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(runs, "first_look", dies)
        worker.run_due()
    assert (latest().status, latest().head) == ("looking", {})
    Job.objects.filter(status="waiting").update(due_at=latest().made_at - timedelta(hours=1))
    worker.run_due()
    assert "读到 1 行" in page(desk).content.decode()


def test_a_reading_that_comes_again_changes_nothing_that_was_chosen_since(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(working.IMPORTING.default, "direct", 1)
    bring(desk, "appeals", [APPEALS, FIRST, SECOND])
    worker.run_due()
    (reading,) = Job.objects.filter(kind=working.JOB)
    matched(desk, latest(), **SOURCE, c0="")
    mapping = latest().mapping
    assert (latest().status, "工单号" in mapping) == ("looking", False)
    Job.objects.filter(pk=reading.pk).update(
        status="waiting"
    )  # its worker died before it could say that it was done
    worker.run_due()
    assert (latest().status, latest().mapping) == ("previewed", mapping)


def test_a_sheet_is_never_kept_without_the_job_that_reads_it(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*args: object, **named: object) -> None:
        raise OSError

    monkeypatch.setattr(working, "enqueue", no_room)
    with pytest.raises(OSError):
        bring(desk, "appeals", [APPEALS, FIRST])
    assert not ImportRun.objects.exists()


def test_a_double_click_keeps_it_once_and_has_it_read_once(desk: Client) -> None:
    same = {"client_id": "0190a3c0-0000-7000-8000-000000000001"}
    answers = [bring(desk, "appeals", [APPEALS, FIRST], **same) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert (ImportRun.objects.count(), Job.objects.filter(kind=working.JOB).count()) == (1, 1)


def test_another_line_of_headings_of_a_large_sheet_is_looked_for_behind_the_page_too(desk: Client) -> None:
    titled = [("四月来电", "", "", ""), APPEALS, FIRST, SECOND]
    bring(desk, "appeals", titled)
    worker.run_due()
    columns = f"/imports/{latest().pk}/columns/"
    assert latest().head["header"] == 2
    typed = {"sheet": "0", "o-source": "12345"}
    assert "正在核对" in desk.post(columns, typed | {"header": "3"}, follow=True).content.decode()
    worker.run_due()
    assert (latest().head["header"], latest().head["rows"]) == (3, 1)
    assert latest().options == {"source": "12345"}
    desk.post(columns, typed | {"header": "40"})
    worker.run_due()
    assert "回到对列名" in page(desk).content.decode()
    assert (latest().head["header"], files.file_of(latest().pk, files.ORIGINAL) is not None) == (3, True)


def test_what_was_given_up_can_be_read_once_more(desk: Client) -> None:
    bring(desk, "appeals", [APPEALS, FIRST])
    Job.objects.filter(kind=working.JOB).update(status="dead")
    ImportRun.objects.update(status="failed")
    body = page(desk).content.decode()
    assert ("再读一次" in body, "回到对列名" in body) == (True, False)
    assert "正在读取" in done(desk, "read").content.decode()
    worker.run_due()
    assert "读到 1 行" in page(desk).content.decode()
