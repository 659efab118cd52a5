"""A county that leaves the database of a test, and an installation of another county for it to arrive in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from lianxin.kernel import crypto
from lianxin.kernel.actor import system
from lianxin.kernel.backups.archive import look_through
from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.sealed_file import CountyHead, Refused
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.distribution import start_ids
from lianxin.kernel.events import EventDraft, append
from lianxin.kernel.models.county import County
from lianxin.kernel.relocation import arriving, leaving
from lianxin.kernel.relocation.leaving import Left
from lianxin.kernel.relocation.rows import in_order
from lianxin.matters.rebuild import check, missing_numbers
from lianxin.people.models import Account
from lianxin.places.models import Area
from lianxin.site.home import write_home
from tests.site.restored import SILENT, Office, another_database

CANARY = "19900007788"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
NEIGHBOUR = 990902
FINE = [True, True]  # both chains
needs_postgresql = pytest.mark.skipif(not settings.DATABASE_URL, reason="needs PostgreSQL")


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


def area() -> Area:
    """A place of the neighbour's."""
    return Area.objects.create(code=f"{NEIGHBOUR}101000", name="白石镇", kind="town")


def agree() -> None:
    """Every matter is as its log says, every number accounted for."""
    assert list(check()) == []
    assert list(missing_numbers()) == []


def refuse() -> None:
    raise Refused("chain", sentence="invented")


def looked_through(path: Path, keys: Keys) -> arriving.Checked:
    """As the command looks at a file: whole first, then whether the county fits here."""
    checked = arriving.Checked(path, *look_through(path, keys, say=SILENT, kind=CountyHead), keys)
    arriving.refuse_unfit(checked)
    return checked


def take_in(left: Left, home: Path, *, prove: Callable[[], None] = agree) -> arriving.Arrived:
    checked = looked_through(left.path, left.keys)
    return arriving.take_in(checked, home, prove=prove, say=SILENT)


def counts(county: int) -> dict[str, int]:
    with all_counties("compared with what left"):
        return {
            model._meta.db_table: model._base_manager.filter(county_id=county).count() for model in in_order()
        }
