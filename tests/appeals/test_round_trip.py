"""What went out as a sheet is what comes in: cell by cell, and written again it is the same file (INV-15)."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import Ask, ExportList, list_named
from lianxin.kernel.models.export import Export
from lianxin.kernel.sheets.columns import Column
from lianxin.kernel.sheets.writing import SheetLine, local
from lianxin.people.actions.export_files import about_export, built
from lianxin.people.actions.households import found_household
from tests.kernel.rereading import body, reread, rewritten, through_libreoffice
from tests.people.neighbours import id_number, resident
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
