"""A county moves to another installation, which serves another one already, and is the same county there."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lianxin.appeals.models import Appellant
from lianxin.appeals.workflow import APPEAL
from lianxin.doors.queries import opened_with, receipt_of
from lianxin.kernel import attachments, jobs, outbox
from lianxin.kernel.attachments import read_original, read_served
from lianxin.kernel.audit import CHAINS, anchor_all, verify
from lianxin.kernel.backups.archive import Table
from lianxin.kernel.backups.sealed_file import Refused
from lianxin.kernel.chain import Closed
from lianxin.kernel.context import in_county
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.ids import uuid7
from lianxin.kernel.imports.working import JOB as IMPORTING
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Message
from lianxin.kernel.numbering import parse
from lianxin.kernel.relocation import arriving, closing, leaving
from lianxin.kernel.relocation.coverage import check_ties
from lianxin.kernel.relocation.registry import ties_of
from lianxin.kernel.search import find_who
from lianxin.kernel.worker import counties_with_work
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.matters.receipts import code_of, receipt_code
from lianxin.people.actions.residents import file_opened
from lianxin.people.models import Account, Appointment, Person, RecoveryCode, SignIn, Unit
from lianxin.people.queries import names_of_accounts
from lianxin.site import relocating_words, restoring
from lianxin.site.saying import NOTHING
from tests.site.relocated import (
    CANARY,
    FINE,
    LOGINS,
    NEIGHBOUR,
    PDF,
    area,
    counts,
    elsewhere,
    leave,
    needs_postgresql,
    refuse,
    take_in,
)
from tests.site.restored import SILENT, Office, office_at
from tests.township import Township, enter

# A second PostgreSQL database takes seconds to make.
ENGINES = [
    pytest.param("sqlite", marks=pytest.mark.once),
    pytest.param("postgresql", marks=[pytest.mark.deep, needs_postgresql]),
]


@pytest.fixture
def office(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_at(tmp_path / "old", county.code, monkeypatch)


@pytest.mark.req("INV-15")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_county_that_moved_is_the_same_county_where_it_is_now(
    engine: str, office: Office, town: Township, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client
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
    nobody = Account.objects.latest("pk").pk + 9000
    Appointment.objects.filter(account=town.clerk.account).update(inherits=[town.triage.account, nobody])
    jobs.enqueue(IMPORTING, {"run": 1, "by": town.triage.account}, key="importing")
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
        with pytest.raises(Refused, match="chain"):
            take_in(left, home, prove=refuse)
        assert sum(counts(town.county).values()) == 0
        assert not County.objects.filter(code=town.county).exists()
        assert [path for path in home.rglob("*") if str(town.county) in str(path)] == []
        if engine == "sqlite":  # where a key is the id alone
            with in_county(NEIGHBOUR):
                theirs = Unit.objects.create(
                    pk=town.hall.pk, name="大厅", code="1", kind="office", area=area()
                )
            with pytest.raises(Refused, match="taken"):
                take_in(left, home)
            with in_county(NEIGHBOUR):
                theirs.delete()
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
        first, gone = Appointment.objects.get(account=clerk).inherits
        assert first == triage.pk
        # The number of a gone account is nobody's here either; PostgreSQL has given some to the attempt that failed.
        assert not Account.objects.filter(pk=gone).exists()
        assert gone == nobody or engine == "postgresql"
        assert Job.objects.get(key="importing").payload == {"run": 1, "by": triage.pk}
        assert Account.objects.create(login="later", county_id=NEIGHBOUR).pk > gone

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

        with pytest.raises(Refused, match="known"):
            take_in(left, home)

        # Numbers and ids go on.
        fresh = open_row(APPEAL, by=town.resident, data=town.words(), client_id=uuid7())
        assert parse(fresh.number).serial == parse(open_one.number).serial + 1
        assert fresh.pk > open_one.pk
        assert opened_with(fresh.number, receipt_code(fresh)) == fresh
        assert [verify(name).ok for name in CHAINS] == FINE


@pytest.mark.once
def test_a_file_that_is_not_whole_not_ours_or_of_another_key_is_refused_before_anything_is_touched(
    office: Office, town: Township, tmp_path: Path
) -> None:
    town.file()
    left = leave(office, tmp_path)
    whole = left.path.read_bytes()
    before = counts(town.county)
    turned = bytearray(whole)
    turned[-400] ^= 1
    newer = replace(left.head, format=left.head.format + 1).lines() + whole[len(left.head.lines()) :]
    for code, data, ring in [
        ("wrong_key", whole, leaving.fresh_keys()),
        ("wrong_key", whole, office.keys),
        ("truncated", whole[:-100], left.keys),
        ("altered", bytes(turned), left.keys),
        ("newer", newer, left.keys),
        ("not_ours", office.back_up(tmp_path / "stick").path.read_bytes(), office.keys),
        ("known", whole, left.keys),
    ]:
        other = replace(left, path=tmp_path / f"{code}.county", keys=ring)
        other.path.write_bytes(data)
        with pytest.raises(Refused) as refusal:
            take_in(other, office.home)
        assert refusal.value.code == code
        assert NOTHING in relocating_words.refused(refusal.value, other.path).sentence.zh
        assert counts(town.county) == before
    with pytest.raises(Refused, match="not_ours"):
        restoring.check(left.path, left.keys, say=SILENT)


@pytest.mark.once
def test_a_county_of_other_tables_is_refused(office: Office, town: Township, tmp_path: Path) -> None:
    left = leave(office, tmp_path)
    checked = arriving.Checked(left.path, left.head, left.manifest, left.keys)
    older = replace(left.manifest, steps=[one for one in left.manifest.steps if one[1] != "0010_relocation"])
    with pytest.raises(Refused, match="steps"):
        arriving.refuse_unfit(replace(checked, manifest=older))
    tables = left.manifest.tables | {"matters_matter": Table(["id"])}
    with pytest.raises(Refused, match="tables"):
        arriving.refuse_unfit(replace(checked, manifest=replace(left.manifest, tables=tables)))


def test_where_a_county_left_nothing_is_written_any_more_and_people_are_told_where_it_went(
    office: Office, town: Township, tmp_path: Path, client
) -> None:
    matter = town.file()
    browser = enter(client, town.clerk)
    with pytest.raises(closing.NeverExported):
        closing.close("https://new.example")
    leave(office, tmp_path)
    file_opened(Person.objects.filter(name="窗口员").get(), by=town.clerk)
    with pytest.raises(closing.WorkedSince) as since:
        closing.close("https://new.example")
    assert since.value.count == 1
    (tmp_path / "out.county").unlink()
    leave(office, tmp_path)
    jobs.enqueue(outbox.SEND, {"message": 0}, key="one", due_at=timezone.now())
    closing.close("https://new.example")

    before, length = Matter.objects.values().get(pk=matter.pk), Event.objects.count()
    with pytest.raises(Closed, match=r"https://new\.example"):
        town.accepted(matter)
    with pytest.raises(Closed):
        town.file()
    answer = browser.post("/sign-out/")
    assert answer.status_code == 409
    assert "迁往 https://new.example" in answer.content.decode()
    assert browser.get("/").status_code == 200
    assert (Matter.objects.values().get(), Event.objects.count()) == (before, length)
    assert [verify(name).ok for name in CHAINS] == FINE
    assert town.county not in counties_with_work(timezone.now())
    with pytest.raises(Closed):
        closing.close("https://other.example")

    assert closing.reopen()
    assert town.county in counties_with_work(timezone.now())
    town.accepted(matter)
    assert [verify(name).ok for name in CHAINS] == FINE
    assert not closing.reopen()


@pytest.mark.once
def test_a_number_that_may_name_an_account_fails_the_build_until_somebody_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert check_ties() == []
    monkeypatch.setattr(ties_of(Event), "accounts", set())
    monkeypatch.setattr(ties_of(Person), "indexes", {})
    assert [one.id for one in check_ties()] == ["lianxin.E040"] + ["lianxin.E041"] * 3
