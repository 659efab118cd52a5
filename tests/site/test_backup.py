"""A backup holds everything and shows nothing; what is restored from it is the installation again."""

import json
from pathlib import Path
from threading import Thread

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from lianxin.kernel import attachments
from lianxin.kernel.actor import system
from lianxin.kernel.attachments import read_original, read_served
from lianxin.kernel.audit import CHAINS, anchor_all, verify
from lianxin.kernel.backups import after, making, tables
from lianxin.kernel.backups.making import Made
from lianxin.kernel.backups.tables import unpack
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.erasure import journal
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.events import EventDraft, append
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.county import County
from lianxin.kernel.models.message import Message
from lianxin.matters.models import Matter
from lianxin.people.models import SignIn, Unit
from lianxin.site import proving, restoring
from tests.erasure.canary import LONG_AGO
from tests.erasure.test_replay import line
from tests.site.restored import SILENT, Office, office_at, restored
from tests.township import Township, enter

CANARY = "19900007788"
WORDS = "樟荫村水井边的水管漏了三天"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
CHANGED_AFTER = {"kernel_event", "kernel_chainhead", "kernel_message", "people_signin"}


@pytest.fixture
def office(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_at(tmp_path / "office", county.code, monkeypatch)


def all_rows() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with all_counties("compared with what was saved"):
        return {
            model._meta.db_table: sorted(map(repr, model._base_manager.values_list()))
            for model in tables.saved_models()
            if not model._meta.db_table.startswith(("auth_", "django_"))
        }


def rows_in(made: Made, office: Office, table: str) -> list[list[object]]:
    """The rows of a table as the backup has them."""
    checked = restoring.check(made.path, office.keys, say=SILENT)
    lines = [line for name, data in restoring.portions(checked) if name == table for line in unpack(data)]
    columns = checked.manifest.tables[table].columns
    return [dict(zip(columns, json.loads(line), strict=True)) for line in lines]


@pytest.mark.req("XC-14", "I1", "I4")
def test_what_is_restored_is_what_was_saved_and_nothing_leaves_before_a_person_looks(
    office: Office, town: Township, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client
) -> None:
    monkeypatch.setenv("LIANXIN_SMS_URL", "https://sms.example/")
    matter = town.closed(town.file(phone=CANARY))
    waiting = Message.objects.filter(status="waiting").latest("pk")
    paper = SimpleUploadedFile("收据.pdf", PDF)
    attachments.store(paper, row_kind="matter", row_id=matter.pk, seal_original=True)
    enter(client, town.clerk)
    anchor_all()
    last = Unit.objects.create(name="临时办", code="99", kind="office", area=town.hall.area)
    gone = last.pk
    last.delete()

    before = all_rows()
    made = office.back_up(tmp_path / "stick")
    assert list(made.path.parent.iterdir()) == [made.path]
    plain = made.path.read_bytes()
    assert [plain.count(word.encode()) for word in (CANARY, WORDS, "林小满", "镇长", "secret_key")] == [0] * 5

    with restored(made.path, office.keys, tmp_path / "new", monkeypatch) as verdicts:
        assert [(verdict.ok, verdict.chain) for verdict in verdicts] == [(True, "events"), (True, "access")]
        now = all_rows()
        assert {name for name in before if now[name] != before[name]} <= CHANGED_AFTER
        assert [len(before[name]) for name in before if name != "kernel_event"] == [
            len(now[name]) for name in before if name != "kernel_event"
        ]
        assert Message.objects.get(pk=waiting.pk).status == "quarantined"
        assert Message.objects.get(pk=waiting.pk).to == CANARY
        assert (SignIn.objects.filter(ended_at=None).count(), Session.objects.count()) == (0, 0)
        assert after.waiting_for_word() is not None
        kept = Attachment.objects.get()
        assert read_original(kept) == read_served(kept) == PDF
        assert proving.prove().startswith("附件 1 个与登记一致")
        fresh = Unit.objects.create(name="新办", code="98", kind="office", area_id=town.hall.area_id)
        assert fresh.pk > gone


@pytest.mark.once
@pytest.mark.req("I4", "C12")
def test_who_was_erased_after_the_backup_is_not_brought_back_by_it(
    office: Office, town: Township, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept = (town.closed(town.file(phone=CANARY, when=LONG_AGO), LONG_AGO) for _ in range(2))
    made = office.back_up(tmp_path / "stick")
    journal.replay([line(gone)])
    office.back_up(tmp_path / "stick")
    with restored(made.path, office.keys, tmp_path / "new", monkeypatch):
        titles = dict(Matter.objects.values_list("pk", "title"))
        assert (titles[gone.pk], titles[kept.pk]) == (ERASED, kept.title)
        assert [verify(name).ok for name in CHAINS] == [True, True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("I1")
def test_a_backup_is_of_one_moment_and_keeps_no_writer_waiting(office: Office, tmp_path: Path) -> None:
    write(office.county)
    said = []

    def meanwhile(words: str) -> None:
        said.append(words)
        if words.endswith("可以照常办公"):
            writer = Thread(target=write_elsewhere, args=(office.county,))
            writer.start()
            writer.join(10)
            assert not writer.is_alive()

    source = making.Source(office.home, office.keys, office.county, "0.1.0")
    made = making.make(source, tmp_path / "stick", say=meanwhile)
    events, heads = (rows_in(made, office, name) for name in ("kernel_event", "kernel_chainhead"))
    assert ([row["seq"] for row in events], [row["seq"] for row in heads]) == ([1], [1])
    assert heads[0]["hash"] == events[0]["hash"]
    assert any("正在读一遍核对" in words for words in said)


def write(county: int) -> None:
    with transaction.atomic():
        append([EventDraft("matter", 1, "register", by=system(county))])


def write_elsewhere(county: int) -> None:
    """… on a connection of its own, as a colleague does."""
    with in_county(county):
        write(county)
    connection.close()
