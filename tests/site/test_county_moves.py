"""A county moves to another installation, which serves another one already, and is the same county there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from lianxin.appeals.models import Appellant
from lianxin.appeals.workflow import APPEAL
from lianxin.doors.queries import opened_with, receipt_of
from lianxin.kernel import attachments, crypto, jobs, outbox
from lianxin.kernel.actor import system
from lianxin.kernel.attachments import read_original, read_served
from lianxin.kernel.audit import CHAINS, anchor_all, verify
from lianxin.kernel.backups.archive import Table
from lianxin.kernel.backups.sealed_file import Refused
from lianxin.kernel.chain import Closed
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
from lianxin.kernel.relocation import arriving, closing, leaving
from lianxin.kernel.relocation.coverage import check_ties
from lianxin.kernel.relocation.leaving import Left
from lianxin.kernel.relocation.registry import ties_of
from lianxin.kernel.relocation.rows import Form, in_order
from lianxin.kernel.search import find_who
from lianxin.kernel.worker import counties_with_work
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check, missing_numbers
from lianxin.matters.receipts import code_of, receipt_code
from lianxin.people.actions.residents import file_opened
from lianxin.people.models import Account, Appointment, Person, RecoveryCode, SignIn
from lianxin.people.queries import names_of_accounts
from lianxin.site import relocating_words, restoring
from lianxin.site.home import write_home
from lianxin.site.saying import NOTHING
from tests.kernel.installation import Installation, database
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


def agree() -> None:
    """Every matter is as its log says, every number accounted for."""
    assert list(check()) == []
    assert list(missing_numbers()) == []


def refuse() -> None:
    raise Refused("chain", sentence="invented")


def take_in(left: Left, home: Path, *, prove: Callable[[], None] = agree) -> arriving.Arrived:
    checked = arriving.check(left.path, left.keys, say=SILENT)
    return arriving.take_in(checked, home, prove=prove, say=SILENT)


def counts(county: int) -> dict[str, int]:
    with all_counties("compared with what left"):
        return {
            model._meta.db_table: model._base_manager.filter(county_id=county).count() for model in in_order()
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
        with pytest.raises(Refused, match="chain"):
            take_in(left, home, prove=refuse)
        assert sum(counts(town.county).values()) == 0
        assert not County.objects.filter(code=town.county).exists()
        assert [path for path in home.rglob("*") if str(town.county) in str(path)] == []
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


CHANGED_ON_ARRIVAL = {"kernel_event", "kernel_chainhead", "kernel_searchrow", "kernel_message"}


@pytest.mark.deep
@pytest.mark.req("INV-15")
def test_a_county_that_moved_twice_has_lost_nothing(
    office: Office, town: Township, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_SMS_URL", "https://sms.example/")
    matters = [town.closed(town.file(phone=CANARY)), town.rejected(town.file()), town.file(identity="secret")]
    attachments.store(SimpleUploadedFile("收据.pdf", PDF), row_kind="matter", row_id=matters[0].pk)
    file_opened(Person.objects.filter(name="窗口员").get(), by=town.clerk)
    codes = {one.number: code_of(one) for one in matters}
    anchor_all()
    first = leave(office, tmp_path)
    before, length = as_people_know_it(town.county), Event.objects.count()

    with elsewhere(tmp_path / "second", monkeypatch):
        take_in(first, tmp_path / "second")
        town.accepted(Matter.objects.get(number=matters[2].number))
        anchor_all()
        second = leaving.leave(tmp_path / "second", tmp_path / "again.county", "0.1.0", say=SILENT)
    with elsewhere(tmp_path / "third", monkeypatch):
        Account.objects.bulk_create(Account(login=f"more-{at}", county_id=NEIGHBOUR) for at in range(20))
        take_in(second, tmp_path / "third")
        now = as_people_know_it(town.county)
        changed = {table for table in before if before[table] != now[table]}
        assert changed <= CHANGED_ON_ARRIVAL | {
            "matters_matter",
            "matters_clock",
            "appeals_appeal",
            "kernel_job",
        }
        assert now["kernel_event"][:length] == before["kernel_event"]
        assert {
            number: opened_with(number, code) is not None for number, code in codes.items()
        } == dict.fromkeys(codes, True)
        assert [verify(name).ok for name in CHAINS] == FINE


def as_people_know_it(county: int) -> dict[str, list[list[object]]]:
    """Every row, sealed values in clear, accounts by their client ids, without what is under a key."""
    known = dict(Account.objects.values_list("pk", "client_id"))
    found = {}
    for form in map(Form, in_order()):
        rows = form.model._base_manager.filter(county_id=county).order_by("pk")
        found[form.table] = [known_row(form, values, known) for values in rows.values_list(*form.places)]
    return found


def known_row(form: Form, values: Sequence[Any], known: Mapping[int, UUID]) -> list[object]:
    row = dict(zip(form.places, form.opened(values), strict=True))
    for column in (*form.ties.indexes, "query_hash"):
        row.pop(column, None)
    for column in form.accounts:
        row[column] = known.get(row[column], row[column])
    for kind, key in form.kinds:
        row[key] = known.get(row[key], row[key]) if row[kind] == "account" else row[key]
    return list(row.values())


@pytest.mark.deep
@pytest.mark.skipif(not settings.DATABASE_URL, reason="needs PostgreSQL")
def test_a_county_moves_from_either_engine_to_the_other(tmp_path: Path) -> None:
    with database("second") as url:
        places = [Installation(tmp_path / "first", ""), Installation(tmp_path / "second", url)]
        places.append(Installation(tmp_path / "third", ""))
        for place, code in zip(places, ("990101", "990102", "990103"), strict=True):
            place.run("lianxin", "setup", "--county", code, *NAMES, "--township-code", f"{code}101")
        kept = places[0].rows(ROWS)
        for old, new, name in ((places[0], places[1], "one"), (places[1], places[2], "two")):
            file, key = str(tmp_path / f"{name}.county"), str(tmp_path / f"{name}.key")
            old.run("lianxin", "county", "export", "990101", file, "--card", key)
            old.run("lianxin", "county", "moved", "990101", "--to", "https://new.example")
            new.run("lianxin", "county", "import", file, "--card", key)
            new.run("lianxin", "audit", "verify")
            new.run("lianxin", "rebuild", "--check")
            assert new.rows(ROWS) == kept
            logins = sorted(login for (login,) in new.rows("SELECT login FROM people_account"))
            assert logins == ["fangyz", "fangyz.990101"]


NAMES = [
    "--county-name",
    "云汀县",
    "--township-name",
    "青禾镇",
    "--admin-name",
    "方远舟",
    "--host",
    "192.0.2.10",
]
ROWS = "SELECT id, code, name FROM people_unit WHERE county_id = 990101 ORDER BY id"
