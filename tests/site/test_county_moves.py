"""A county moves to another installation, which serves another one already, and is the same county there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction

from lianxin.appeals.models import Appellant
from lianxin.appeals.workflow import APPEAL
from lianxin.doors.queries import opened_with, receipt_of
from lianxin.kernel import attachments, crypto
from lianxin.kernel.actor import system
from lianxin.kernel.attachments import read_original, read_served
from lianxin.kernel.audit import CHAINS, anchor_all, verify
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.distribution import start_ids
from lianxin.kernel.events import EventDraft, append
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.kernel.models.message import Message
from lianxin.kernel.numbering import parse
from lianxin.kernel.relocation import arriving, leaving
from lianxin.kernel.relocation.leaving import Left
from lianxin.kernel.search import find_who
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check, missing_numbers
from lianxin.matters.receipts import code_of, receipt_code
from lianxin.people.actions.residents import file_opened
from lianxin.people.models import Account, Appointment, Person, RecoveryCode, SignIn
from lianxin.people.queries import names_of_accounts
from lianxin.site.home import write_home
from tests.site.restored import SILENT, Office, another_database, office_at
from tests.township import Township, enter

CANARY, PDF = (
    "19900007788",
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n",
)
NEIGHBOUR = 990902
FINE = [True, True]


@pytest.fixture
def office(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_at(tmp_path / "old", county.code, monkeypatch)


@contextmanager
def elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation with a key and a database of its own, where the neighbour county is at work."""
    write_home(home, mode="office", county=NEIGHBOUR)
    crypto.make_key_file(home / "keys" / "field.key")
    with another_database(home, tables=True), monkeypatch.context() as patch:
        patch.setattr(settings, "HOME", replace(settings.HOME, path=home, county=NEIGHBOUR))
        crypto.key_ring.cache_clear()
        if connection.vendor == "postgresql":
            call_command("migrate", verbosity=0)
        County.objects.create(code=NEIGHBOUR, name="云汀县")
        start_ids(NEIGHBOUR)
        Account.objects.bulk_create(Account(login=login, county_id=NEIGHBOUR) for login in LOGINS)
        with in_county(NEIGHBOUR), transaction.atomic():
            append([EventDraft("matter", 1, "register", by=replace(system(NEIGHBOUR), account=1))])
        yield
    crypto.key_ring.cache_clear()


LOGINS = ("01-triage", "fangyz", "lucx")


def leave(office: Office, tmp_path: Path) -> Left:
    return leaving.leave(office.home, tmp_path / "out.county", "0.1.0", say=SILENT)


def take_in(left: Left, home: Path) -> arriving.Arrived:
    checked = arriving.check(left.path, left.keys, say=SILENT)
    return arriving.take_in(checked, home, prove=SILENT_PROOF, say=SILENT)


def SILENT_PROOF() -> None:
    assert list(check()) == []
    assert list(missing_numbers()) == []


def counts(county: int) -> dict[str, int]:
    with all_counties("compared with what left"):
        return {
            model._meta.db_table: model._base_manager.filter(county_id=county).count()
            for model in arriving.in_order()
        }


@pytest.mark.req("INV-15")
def test_a_county_that_moved_is_the_same_county_where_it_is_now(
    office: Office, town: Township, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client
) -> None:
    monkeypatch.setenv("LIANXIN_SMS_URL", "https://sms.example/")
    closed = town.closed(town.file(phone=CANARY, text=f"水井边漏水，请打 {CANARY} 找我。"))
    said, again = town.words(), uuid7()
    open_one = open_row(APPEAL, by=town.resident, data=said, client_id=again)
    paper = SimpleUploadedFile("收据.pdf", PDF)
    attachments.store(paper, row_kind="matter", row_id=closed.pk, seal_original=True)
    person = Person.objects.get(pk=Appointment.objects.get(account=town.clerk.account).person_id)
    file_opened(person, by=town.clerk)
    enter(client, town.clerk)
    RecoveryCode.objects.create(account_id=town.clerk.account, digest="0" * 64)
    anchor_all()
    codes = {one.number: code_of(one) for one in (closed, open_one)}
    names = names_of_accounts([town.triage.account])
    waiting = Message.objects.filter(status="waiting").count()
    assert waiting

    left = leave(office, tmp_path)
    plain = left.path.read_bytes()
    assert [plain.count(word.encode()) for word in (CANARY, "林小满", *codes.values())] == [0] * 4
    before = counts(town.county)
    assert opened_with(closed.number, codes[closed.number]) == closed

    home = tmp_path / "new"
    with elsewhere(home, monkeypatch):
        neighbours = counts(NEIGHBOUR)
        arrived = take_in(left, home)
        assert arrived.rows == before
        assert counts(NEIGHBOUR) == neighbours
        with in_county(NEIGHBOUR):
            assert [verify(name).ok for name in CHAINS] == FINE
        assert [verify(name).ok for name in CHAINS] == FINE

        # Accounts: nobody is taken for somebody else, the log names who acted, a taken login is another one.
        assert arrived.renamed == {"01-triage": f"01-triage.{town.county}"}
        triage = Account.objects.get(login=f"01-triage.{town.county}")
        assert triage.pk != town.triage.account
        assert names_of_accounts([triage.pk]) == {triage.pk: names[town.triage.account]}
        assert Event.objects.filter(row_kind="matter", move="accept").get().actor_id == triage.pk
        clerk = Appointment.objects.get(post__name="窗口").account_id
        assert AccessEntry.objects.filter(row_kind="person").get().actor_id == clerk
        assert Account.objects.filter(county_id=NEIGHBOUR).count() == len(LOGINS)

        # What is under a key is under the key of here.
        there = Matter.objects.get(number=closed.number)
        speaker = Appellant.objects.get(matter=there)
        assert (speaker.phone, speaker.phone_index) == (CANARY, blind_index(CANARY, "phone"))
        assert {there.pk} <= set(find_who("matter", ["open w:林小满"]))
        kept = Attachment.objects.get()
        assert read_original(kept) == read_served(kept) == PDF
        assert Message.objects.filter(status="quarantined").count() == waiting
        assert not Message.objects.filter(status="waiting").exists()
        assert SignIn.objects.filter(ended_at=None).count() == 0
        assert RecoveryCode.objects.filter(used_at=None).count() == 0

        # Receipts: the paper in the drawer opens the same matter; a resend is the same matter with the same code.
        assert {number: opened_with(number, code).number for number, code in codes.items()} == {
            number: number for number in codes
        }
        resent = open_row(APPEAL, by=town.resident, data=said, client_id=again)
        assert (resent.number, receipt_of(resent.number, held=[resent.pk]).code) == (
            open_one.number,
            codes[open_one.number],
        )
        assert receipt_code(resent) != codes[open_one.number]

        # Numbers and ids go on.
        fresh = open_row(APPEAL, by=town.resident, data=town.words(), client_id=uuid7())
        assert parse(fresh.number).serial == parse(open_one.number).serial + 1
        assert fresh.pk > open_one.pk
        assert opened_with(fresh.number, receipt_code(fresh)) == fresh
        assert [verify(name).ok for name in CHAINS] == FINE
