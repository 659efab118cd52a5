"""Writing the official table: provinces, prefectures and counties shared, everything below in its county."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel import statistics
from lianxin.kernel.actor import Actor
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.distribution import NATIONAL, start_ids
from lianxin.kernel.models.county import County
from lianxin.places.intake.county import LEVELS, CountyIntake, Done, create
from lianxin.places.intake.table import Fault, Row, read
from lianxin.places.models import Area, Region

BATCH = 20_000
SHOWN = 200
CITY_LEVEL, COUNTY_LEVEL = 2, 3
# Prefectures without counties (东莞, 中山, 儋州 …) have one row of level 3 that stands in for them.
STAND_INS = {"辖区", "市辖区"}
Progress = Callable[[int], None]


@dataclass
class Report:
    """What an import did, in numbers that add up: rows = created + unchanged + renamed + others + refused."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    renamed: int = 0
    others: int = 0
    refused: int = 0
    counties: int = 0
    gone: int = 0
    faults: list[Fault] = field(default_factory=list)
    gone_codes: list[str] = field(default_factory=list)

    def refuse(self, fault: Fault) -> None:
        """Count a line that was left out; the first ones are kept to be shown."""
        self.refused += 1
        if len(self.faults) < SHOWN:
            self.faults.append(fault)

    def missing(self, codes: list[str]) -> None:
        """Codes we have that this edition has no more; they stay."""
        self.gone += len(codes)
        self.gone_codes += codes[: SHOWN - len(self.gone_codes)]

    def as_json(self) -> dict[str, object]:
        """For programs."""
        names = ("rows", "created", "unchanged", "renamed", "others", "refused", "counties", "gone")
        return {
            **{name: getattr(self, name) for name in names},
            "faults": [{"line": fault.line, "sentence": fault.sentence} for fault in self.faults],
            "gone_codes": self.gone_codes,
        }


@dataclass
class Intake:
    """One import under way. `only` leaves out the rows of other counties, `shared` writes the common table."""

    by: Actor
    at: datetime
    only: int | None = None
    shared: bool = True
    report: Report = field(default_factory=Report)
    regions: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    fresh: list[Region] = field(default_factory=list)
    here: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    counties: dict[int, CountyIntake] = field(default_factory=dict)
    waiting: dict[int, list[Row]] = field(default_factory=dict)

    def take(self, rows: Iterable[Row | Fault], progress: Progress) -> Report:
        """Every row, in batches that are each written whole."""
        self.regions = dict(Region.objects.values_list("code", "name"))
        self.known = set(self.regions)
        self.here = set(County.objects.values_list("code", flat=True))
        held = 0
        for row in rows:
            self.report.rows += 1
            if isinstance(row, Fault):
                self.report.refuse(row)
            elif self.is_new(row) and self.place(row):
                held += 1
            if held >= BATCH:
                self.flush()
                progress(self.report.rows)
                held = 0
        self.flush()
        progress(self.report.rows)
        self.settle()
        return self.report

    def is_new(self, row: Row) -> bool:
        """Whether this code comes for the first time in this file."""
        before = len(self.seen)
        self.seen.add(int("1" + row.code))  # "01" and "1" are two codes
        if len(self.seen) == before:
            self.refuse(row, _("代码 %(code)s 前面已有一行。请删去多余的一行。"), code=row.code)
            return False
        return True

    def place(self, row: Row) -> bool:
        """Keep a row of a county until its batch is written; True when it waits."""
        if row.level <= CITY_LEVEL:
            self.region(row)
            return False
        code = int(row.code[:6])
        if self.only not in (None, code):
            self.report.others += 1
            return False
        if row.level == COUNTY_LEVEL:
            self.note_region(row.code, self.county_name(row), row.level)
        self.waiting.setdefault(code, []).append(row)
        return True

    def region(self, row: Row) -> None:
        """A province or a prefecture."""
        if row.parent and row.parent not in self.regions:
            self.refuse(row, _("上级 %(code)s 不在表里。请先补上这一行。"), code=row.parent)
        elif not self.shared:
            self.regions[row.code] = row.name
            self.report.others += 1
        elif row.code in self.known:
            renamed = self.regions[row.code] != row.name
            self.report.renamed += renamed
            self.report.unchanged += not renamed
            self.note_region(row.code, row.name, row.level)
        else:
            self.report.created += 1
            self.note_region(row.code, row.name, row.level)

    def note_region(self, code: str, name: str, level: int) -> None:
        """Remember a row of the shared table, to be written when it is new or has another name."""
        if self.shared and self.regions.get(code) != name:
            self.fresh.append(Region(code=code, name=name, level=level))
        self.regions[code] = name

    def county_name(self, row: Row) -> str:
        """A county's name; one that only stands in for its prefecture is called like it."""
        return self.regions.get(row.parent, row.name) if row.name in STAND_INS else row.name

    def refuse(self, row: Row, sentence: str, **words: str) -> None:
        """Leave a row out, with the reason."""
        self.report.refuse(Fault(row.line, sentence % words))

    def flush(self) -> None:
        """Write what waits, whole: one commit for some ten thousand rows."""
        first = not self.counties
        with transaction.atomic():
            Region.objects.bulk_create(
                self.fresh,
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["name", "level"],
            )
            self.write(self.found())
        self.fresh, self.waiting = [], {}
        if first:
            # Not the counties: while they are few it would read them all, for each area, ever after.
            statistics.refresh_begun([Area])

    def found(self) -> set[int]:
        """Make the counties that come for the first time and are in the official table; gives their codes."""
        made = {code for code in self.waiting if code not in self.here and str(code) in self.regions}
        if made and not self.here:
            # Nobody has set up an office yet: these areas are the country's, not of the first county that comes.
            start_ids(NATIONAL)
        County.objects.bulk_create(
            County(code=code, name=self.regions[str(code)], served=False, started_at=self.at)
            for code in sorted(made)
        )
        self.here |= made
        self.report.counties += len(made)
        return made

    def write(self, made: set[int]) -> None:
        """The rows of all counties that wait, level by level: a few statements for some eighty counties."""
        writing = [self.begun(code, rows, made=code in made) for code, rows in self.waiting.items()]
        intakes = [intake for intake in writing if intake is not None]
        for level in LEVELS:
            fresh = {intake.code: intake.fresh(level) for intake in intakes}
            areas = [area for county in fresh.values() for area in county.values()]
            keys = create(areas, keys=level != LEVELS[-1])
            for intake in intakes:
                intake.made(fresh[intake.code], keys)
        for intake in intakes:
            with in_county(intake.code):
                self.count(intake.end())

    def begun(self, code: int, rows: list[Row], *, made: bool) -> CountyIntake | None:
        """A county that is ours or in the official table, with its rows looked at; None where they are refused."""
        if code not in self.here:
            for row in rows:
                self.refuse(
                    row, _("官方区划表里没有代码为 %(code)s 的县。请先补上县级这一行。"), code=str(code)
                )
            return None
        intake = self.counties.get(code)
        if intake is None:
            name = self.regions.get(str(code), "")
            intake = self.counties[code] = CountyIntake(code, name, self.by, self.at, empty=made)
        with in_county(code):
            intake.begin(rows)
        return intake

    def count(self, done: Done) -> None:
        """Add up what became of a county's rows, with the reason for each that was left out."""
        self.report.created += done.created
        self.report.unchanged += done.unchanged
        self.report.renamed += done.renamed
        for row, name in done.taken:
            said = _("代码 %(code)s 在这里是“%(name)s”，表里没有它。请先核对，给“%(name)s”换代码或撤销。")
            self.refuse(row, said, code=row.code, name=name)
        for row in done.orphans:
            self.refuse(row, _("上级 %(code)s 不在表里。请先补上这一行。"), code=row.parent)

    def settle(self) -> None:
        """Name the codes that were ours before and are not in this edition."""
        for code, intake in self.counties.items():
            if intake.stood:
                with in_county(code):
                    self.report.missing([one for one in intake.official() if self.unseen(one)])

    def unseen(self, code: str) -> bool:
        """Whether the file had no row with this code of twelve digits."""
        lengths = (6, 9, 12)
        return not any(int("1" + code[:n]) in self.seen for n in lengths if not code[n:].strip("0"))


def import_table(
    file: IO[bytes],
    *,
    by: Actor,
    at: datetime,
    only: int | None = None,
    shared: bool = True,
    progress: Progress = lambda rows: None,
) -> Report:
    """Take in the official table (XC-09); the same table again adds nothing. Raises BadTable.

    `only` names the one county whose rows are wanted; `shared=False` leaves the table of provinces,
    prefectures and counties alone, as an administrator of one county must.
    """
    with all_counties("the official table is about every county"):
        return Intake(by, at, only=only, shared=shared).take(read(file), progress)


def lines(report: Report) -> Iterator[str]:
    """The lines that were left out, each as a sentence with its number."""
    for fault in report.faults:
        yield _("第 %(line)d 行：%(sentence)s") % {"line": fault.line, "sentence": fault.sentence}
