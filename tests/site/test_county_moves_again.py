"""A county that moves twice, and from either engine to the other."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.doors.queries import opened_with
from lianxin.kernel import attachments
from lianxin.kernel.audit import CHAINS, anchor_all, verify
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import Event
from lianxin.kernel.relocation import leaving
from lianxin.kernel.relocation.rows import Form, in_order
from lianxin.matters.models import Matter
from lianxin.matters.receipts import code_of
from lianxin.people.actions.residents import file_opened
from lianxin.people.models import Account, Person
from tests.kernel.installation import Installation, database
from tests.site.relocated import CANARY, FINE, NEIGHBOUR, PDF, elsewhere, leave, needs_postgresql, take_in
from tests.site.restored import SILENT, Office, office_at
from tests.township import Township


@pytest.fixture
def office(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_at(tmp_path / "old", county.code, monkeypatch)


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
@needs_postgresql
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
            assert logins == ["admin", "admin.990101"]


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
