"""Reading a county from its file into an installation that may serve others (迁入): all of it, or nothing."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction

from lianxin.kernel import attachments, statistics
from lianxin.kernel.actor import system
from lianxin.kernel.audit import CHAINS, Verdict, verify
from lianxin.kernel.backups import loading, tables
from lianxin.kernel.backups.archive import Manifest, Say, members
from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.making import ANCHORS, ERASURES
from lianxin.kernel.backups.sealed_file import CountyHead, Head, Refused, read_head
from lianxin.kernel.chain import ARRIVED, head_of
from lianxin.kernel.context import in_county
from lianxin.kernel.counties import serve
from lianxin.kernel.crypto import seal
from lianxin.kernel.distribution import start_table
from lianxin.kernel.durable import write_whole
from lianxin.kernel.events import EventDraft, append
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import Event
from lianxin.kernel.relocation import registry
from lianxin.kernel.relocation.accounts import Accounts, Settling
from lianxin.kernel.relocation.leaving import NAMED
from lianxin.kernel.relocation.rows import Form, in_order

Step = Callable[[], None]


@dataclass(frozen=True)
class Checked:
    """A county's file that was read whole, with the keys that open it."""

    path: Path
    head: Head
    manifest: Manifest
    keys: Keys

    @property
    def county(self) -> int:
        return self.head.county


@dataclass
class Arrived:
    """What came: the rows of each table, the logins that changed, the verdicts on its chains."""

    rows: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)


def refuse_unfit(checked: Checked) -> None:
    """Raises Refused for a county that can't live here: of another release, or here already."""
    refuse_another_release(checked)
    refuse_known(checked.county)


def refuse_another_release(checked: Checked) -> None:
    """Raises Refused when the tables there were not those of here."""
    theirs, ours = (loading.last_steps(steps) for steps in (checked.manifest.steps, tables.steps_taken()))
    if theirs != ours:
        raise Refused("steps", release=checked.head.release)
    known = {form.table: tables.columns_of(form.model) for form in forms()}
    for name, table in checked.manifest.tables.items():
        if known.get(name) != table.columns:
            raise Refused("tables", table=name)


def forms() -> list[Form]:
    """Every table that comes: the shared ones first, each of the county's behind those its keys point at."""
    return [Form(model) for model in [*(one.model for one in registry.all_shared()), *in_order()]]


def refuse_known(county: int) -> None:
    """Raises Refused when this county is at work here, or was: its log would have two ends."""
    with in_county(county):
        if County.objects.filter(code=county, served=True).exists() or Event.objects.exists():
            raise Refused("known", county=county)


def take_in(checked: Checked, home: Path, *, prove: Step, say: Say) -> Arrived:
    """Take the county in: files first, then all rows in one transaction. Raises Refused and what `prove` raises.

    Whatever goes wrong, nothing of the county is left here.
    """
    say(f"正在迁入附件 {checked.manifest.files} 个、数据 {checked.manifest.rows} 行")
    try:
        lay_out(checked, home)
        with in_county(checked.county), transaction.atomic():
            arrived = fill(checked, prove, say)
    except BaseException:
        clear(checked.county, home)
        raise
    statistics.refresh(form.model for form in forms())
    return arrived


def lay_out(checked: Checked, home: Path) -> None:
    """Attachments, sealed ones under the key of here; anchors; the list of what was erased."""
    for name, content in read(checked):
        if name.startswith(("anchors/", "erasures/", "files/")):
            data = content.read()
            if name.endswith(attachments.SEALED_SUFFIX):
                data = seal(data, place=attachments.place_of(checked.county, Path(name).stem))
            write_whole(home / name, data)


def clear(county: int, home: Path) -> None:
    """Take away the files of a county that did not arrive."""
    shutil.rmtree(attachments.files_of(county), ignore_errors=True)
    for folder in (ANCHORS, ERASURES):
        for path in (home / folder).glob(f"{county}[-.]*"):
            path.unlink()


def read(checked: Checked) -> Iterator[tuple[str, Any]]:
    """Each member of the file."""
    with checked.path.open("rb") as file:
        yield from members(file, read_head(file, CountyHead), checked.keys)


def fill(checked: Checked, prove: Step, say: Say) -> Arrived:
    """All rows, in the transaction: counted, their ids continued, what must follow, verified. Raises Refused."""
    clear_known_areas(checked.county)
    serve(checked.county, checked.manifest.counties[str(checked.county)])
    filling = Filling(checked)
    accounts = filling.take_all()
    arrived = Arrived(filling.count(), accounts.renamed)
    filling.continue_ids()
    until = {name: head_of(name)[0] for name in CHAINS}
    facts = {"file": checked.head.salt[:NAMED], "until": until, "accounts": accounts.changed}
    append([EventDraft("installation", 0, ARRIVED, by=system(checked.county), facts=facts)])
    say("正在重建检索，核验办理记录和访问记录")
    registry.arrive()
    arrived.verdicts += [verify(name) for name in CHAINS]
    broken = next((verdict for verdict in arrived.verdicts if not verdict.ok), None)
    if broken is not None:
        raise Refused("chain", sentence=broken.sentence())
    prove()
    return arrived


def clear_known_areas(county: int) -> None:
    """What is known here of a county nobody works for, its areas from a table of the whole country, makes room."""
    with connection.cursor() as cursor:
        for form in map(Form, reversed(in_order())):
            if form.model._base_manager.filter(county_id=county).exists():
                table = connection.ops.quote_name(form.table)
                cursor.execute(f"DELETE FROM {table} WHERE county_id = %s", [county])  # noqa: S608  # our own name


class Filling:
    """The county's tables while they are filled."""

    def __init__(self, checked: Checked) -> None:
        self.checked, self.county = checked, checked.county
        self.forms = {form.table: form for form in forms()}
        self.shared = {one.model._meta.db_table: one for one in registry.all_shared()}
        self.later: list[tuple[Form, str, int, int]] = []

    def take_all(self) -> Accounts:
        """Every row, table by table; the accounts stand first in the file. Raises Refused."""
        accounts, waiting = Accounts(), list[list[Any]]()
        began = False
        for name, content in read(self.checked):
            if not name.startswith("tables/"):
                continue
            table, said = name.split("/")[1], map(json.loads, tables.unpack(content.read()))
            if table in self.shared:
                waiting += said
                continue
            if not began:
                accounts, began = self.settle(waiting), True
            self.take(self.forms[table], said, accounts)
        self.point()
        return accounts

    def settle(self, said: list[list[Any]]) -> Accounts:
        """The accounts, before the first row that names one."""
        (shared,) = self.shared.values()
        settling = Settling(shared, self.county, self.checked.manifest.counties)
        return settling.take(said, self.checked.manifest.accounts)

    def take(self, form: Form, said: Iterator[list[Any]], accounts: Accounts) -> None:
        """One portion. Raises Refused when another county's row has the id of one."""
        try:
            loading.insert(
                form.table, form.fields, (self.cut(form, form.settled(one, accounts)) for one in said)
            )
        except IntegrityError as error:
            raise Refused("taken", table=form.table) from error

    def cut(self, form: Form, row: list[Any]) -> list[Any]:
        """The row without its keys into its own table, which may point at one that is still to come."""
        for column in form.own_keys:
            target = row[form.places[column]]
            if target is not None:
                self.later.append((form, column, row[form.places["id"]], target))
                row[form.places[column]] = None
        return row

    def point(self) -> None:
        """Those keys, now that every row is there."""
        for form, column, key, target in self.later:
            form.model._base_manager.filter(county_id=self.county, pk=key).update(**{column: target})

    def count(self) -> dict[str, int]:
        """The rows of each table of the county. Raises Refused when they are not as many as the list says."""
        found = dict[str, int]()
        for table, listed in self.checked.manifest.tables.items():
            if table in self.shared:
                continue
            found[table] = self.forms[table].model._base_manager.filter(county_id=self.county).count()
            if found[table] != listed.rows:
                raise Refused("counts", table=table)
        return found

    def continue_ids(self) -> None:
        """The next id of each table follows the last one given out here and there."""
        ours = tables.last_ids()
        with connection.cursor() as cursor:
            for table, listed in self.checked.manifest.tables.items():
                last = max(listed.last or 0, ours.get(table) or 0)
                if table not in self.shared and last and loading.has_counter(self.forms[table].model):
                    start_table(cursor, connection, table, last)
