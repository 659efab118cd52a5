"""What went out as a sheet is what comes in: cell by cell, and written again it is the same file (INV-15)."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import Ask, ExportList, list_named
from lianxin.kernel.ids import uuid7
from lianxin.kernel.imports import runs
from lianxin.kernel.imports.registry import importer_named
from lianxin.kernel.models.export import Export
from lianxin.kernel.models.imports import ImportRun
from lianxin.kernel.sheets.columns import Column
from lianxin.kernel.sheets.writing import SheetLine, local
from lianxin.matters.models import Matter
from lianxin.people.actions.export_files import about_export, built
from lianxin.people.actions.households import found_household
from lianxin.people.models import Account, Appointment, Household, Person
from lianxin.places.models import Area
from tests.kernel.rereading import body, reread, rewritten, through_libreoffice
from tests.people.neighbours import id_number, other_village, resident, village_clerk
from tests.township import Township

Trip = tuple[ExportList, list[Column], list[SheetLine], bytes, bytes]


def taken(sheet: str, by: Actor) -> Trip:
    """A list taken out with every column: its lines, the file, and the file written again from what was read."""
    known = list_named(sheet)
    assert known is not None
    codes = frozenset(column.code for column in known.columns(by))
    ask, now = Ask({}, codes), clock.now()
    export = Export(serial=7, sheet=sheet, account_id=by.account or 0, columns=sorted(codes))
    data = built(known, ask, export=export, by=by, at=now).data
    lines = [SheetLine(line.key, line.cells) for line in known.lines(by, ask)]
    columns = known.chosen(by, codes)
    return known, columns, lines, data, rewritten(data, columns, about_export(known, export, by=by, at=now))


def shown(lines: list[SheetLine], columns: list[Column]) -> list[tuple[str, dict[str, object]]]:
    """Keys and cells as a sheet can know them: to the second, nothing where there is nothing."""
    codes = {column.code for column in columns}
    return [
        (
            line.key,
            {
                code: local(cell) if isinstance(cell, datetime) else cell
                for code, cell in line.cells.items()
                if code in codes and cell is not None and cell != ""
            },
        )
        for line in lines
    ]


@pytest.fixture
def people_of(town: Township) -> Township:
    """Residents with everything that spoils a spreadsheet, one of them the head of a household."""
    hard = resident(
        town,
        "=阿依古丽·买买提",
        id_number=id_number(),
        phone="19900001111",
        other_phone="+86 199 0000 2222",
        born=date(1950, 3, 5),
        sex="female",
        address="-3 号楼 0012",
    )
    resident(town, "𠮷䶮")
    found_household(
        area=town.village.pk,
        address="@水井边",
        head=hard,
        since=date(2020, 1, 1),
        by=town.triage,
        at=timezone.now(),
    )
    town.closed(town.file(text='=HYPERLINK("http://x")。\n电工说要等三天。'))
    town.file(area=None, identity="anonymous", name="", phone="")
    return town


LISTS: dict[str, Callable[[Township], Actor]] = {
    "areas": lambda town: town.clerk,
    "residents": lambda town: town.triage,
    "households": lambda town: town.triage,
    "staff": lambda town: town.administrator,
    "units": lambda town: town.administrator,
    "matters": lambda town: town.triage,
}


@pytest.mark.req("INV-15", "XC-04")
@pytest.mark.parametrize("sheet", LISTS)
def test_a_sheet_read_again_holds_every_cell_and_written_again_is_the_same_file(
    people_of: Township, sheet: str
) -> None:
    _known, columns, lines, data, again = taken(sheet, LISTS[sheet](people_of))
    facts, read = reread(data, columns)
    assert (facts["kind"], facts["county"], facts["columns"]) == (
        sheet,
        str(people_of.county),
        " ".join(column.code for column in columns),
    )
    assert len(lines) > 0
    assert shown(read, columns) == shown(lines, columns)
    assert body(again) == body(data)
    assert again == data


def brought_in(sheet: str, data: bytes, by: Actor, *, step: str = "take") -> dict[str, int]:
    """What the import makes of a sheet: how many rows it has, made, knew, sent back."""
    known = list_named(sheet)
    assert known is not None
    importer = importer_named(known.comes_in)
    assert importer is not None
    run = runs.begin(importer, data, f"{sheet}.xlsx", by=by, client_id=uuid7())
    getattr(runs, step)(run, importer, by=by)
    run.refresh_from_db()
    return {name: run.counts[name] for name in ("rows", "created", "known", "refused")}


COMES_IN = [name for name in LISTS if name != "units"]


@pytest.mark.req("INV-15", "XC-04")
@pytest.mark.parametrize("sheet", COMES_IN)
def test_what_went_out_comes_in_again_without_a_change(people_of: Township, sheet: str) -> None:
    by = LISTS[sheet](people_of)
    _known, _columns, lines, data, _again = taken(sheet, by)
    by = people_of.administrator if sheet == "areas" else by
    expected = {"rows": len(lines), "created": 0, "known": len(lines), "refused": 0}
    assert brought_in(sheet, data, by, step="look") == expected
    before = counts()
    assert brought_in(sheet, data, by) == expected
    assert counts() == before


def counts() -> list[int]:
    """How many rows there are of everything that comes in by a sheet."""
    return [model.objects.count() for model in (Area, Person, Household, Account, Appointment, Matter)]


@pytest.mark.req("XC-04")
def test_what_was_changed_in_a_sheet_of_ours_is_said_and_not_taken(people_of: Township) -> None:
    _known, _columns, lines, data, _again = taken("residents", people_of.triage)
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[1]}
    page.cell(2, heads["住址"], "新房子")
    page.append([None, None, "白鹭洲"])
    held = io.BytesIO()
    book.save(held)
    expected = {"rows": len(lines) + 1, "created": 1, "known": len(lines) - 1, "refused": 1}
    assert brought_in("residents", held.getvalue(), people_of.triage) == expected
    (fault,) = ImportRun.objects.get().faults
    assert "“住址”改过了。导入只添加、不改已有的" in fault[1]
    assert not Person.objects.filter(address="新房子").exists()


@pytest.mark.req("INV-15")
def test_a_key_of_somebody_elses_row_opens_nothing(people_of: Township) -> None:
    _known, _columns, lines, data, _again = taken("residents", people_of.triage)
    clerk = village_clerk(other_village(people_of))
    found = brought_in("residents", data, clerk, step="look")
    assert (found["known"], found["rows"]) == (0, len(lines))


@pytest.mark.deep
@pytest.mark.req("INV-15")
@pytest.mark.parametrize("sheet", LISTS)
def test_libreoffice_in_between_changes_no_cell(people_of: Township, sheet: str, tmp_path: Path) -> None:
    _known, columns, lines, data, _again = taken(sheet, LISTS[sheet](people_of))
    try:
        saved = through_libreoffice(data, tmp_path)
    except LookupError:
        pytest.skip("no LibreOffice on this machine: soffice is not to be found")
    facts, read = reread(saved, columns)
    assert facts["kind"] == sheet
    assert shown(read, columns) == shown(lines, columns)
    if sheet in COMES_IN:
        by = people_of.administrator if sheet == "areas" else LISTS[sheet](people_of)
        again = {"rows": len(lines), "created": 0, "known": len(lines), "refused": 0}
        assert brought_in(sheet, saved, by) == again
