"""The rows of the official table that belong to one county."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.events import EventDraft, append
from lianxin.places.intake.align import align
from lianxin.places.intake.table import Row
from lianxin.places.models import LONGEST_NAME, Area, AreaChange, AreaName
from lianxin.places.pinyin import heard
from lianxin.places.rules import (
    OFFICIAL_LENGTH,
    SERVED,
    AreaKind,
    ChangeKind,
    plain,
    township_kind,
    village_kind,
)

LEVELS = COUNTY_LEVEL, TOWN_LEVEL, VILLAGE_LEVEL = 3, 4, 5


@dataclass
class Done:
    """What became of some rows of one county; `orphans` have no parent, the code of `taken` is another's.

    `recoded` of the unchanged ones were known by name and have their official code from now on.
    """

    created: int = 0
    unchanged: int = 0
    renamed: int = 0
    recoded: int = 0
    orphans: list[Row] = field(default_factory=list)
    taken: list[tuple[Row, str]] = field(default_factory=list)


@dataclass
class Known:
    """An area as far as an import compares it; a village's key isn't read back when it was just made."""

    pk: int
    name: str
    kind: str
    ended: bool


class Fresh(NamedTuple):
    """An area to be made."""

    county: int
    code: str
    name: str
    kind: str
    parent: int | None


class CountyIntake:
    """One county of an import: what it has already, what is new, what has another name now.

    An `empty` one was made a moment ago: there is nothing to look up.
    """

    def __init__(self, code: int, name: str, by: Actor, at: datetime, *, empty: bool = False) -> None:
        self.code, self.name, self.by, self.at = code, name, by, at
        self.known: dict[str, Known] | None = {} if empty else None
        self.stood = False
        self.rows: list[Row] = []
        self.done, self.renamed = Done(), dict[str, tuple[str, str]]()

    def begin(self, rows: list[Row]) -> None:
        """Look at rows of this county against what it has; inside `in_county` and a transaction."""
        if self.known is None:
            self.known = self.load()
            self.stood = bool(self.known)
        self.done, self.renamed = Done(), {}
        self.rows = self.put_right(rows, self.done) if self.stood else rows

    def fresh(self, level: int) -> dict[str, Fresh]:
        """What has to be made of one level, by code; the level above was noted as `made` before."""
        fresh: dict[str, Fresh] = {}
        for row in self.rows:
            if row.level == level:
                self.compare(row, self.done, fresh, self.renamed)
        return fresh

    def made(self, fresh: dict[str, Fresh], keys: Mapping[str, int]) -> None:
        """Note what was made; a village's key isn't asked for: nothing below it comes from the table."""
        for area in fresh.values():
            self.here[area.code] = Known(keys.get(area.code, 0), area.name, area.kind, ended=False)
        self.done.created += len(fresh)

    def end(self) -> Done:
        """Write other names, and record it all; inside the same `in_county` and transaction."""
        done = self.done
        if self.renamed:
            self.rename(self.renamed)
        done.renamed = len(self.renamed)
        if done.created or done.renamed or done.recoded:
            self.record(done)
        return done

    def put_right(self, rows: list[Row], done: Done) -> list[Row]:
        """Give villages known by name their official codes; rows whose code another village holds are left out."""
        recoding = align(rows)
        if recoding.codes:
            self.known = self.load()
        done.recoded = len(recoding.codes)
        done.taken = [(row, recoding.taken[row.code]) for row in rows if row.code in recoding.taken]
        return [row for row in rows if row.code not in recoding.taken]

    def load(self) -> dict[str, Known]:
        """Every area of the official levels by its code."""
        rows = Area.objects.filter(kind__in=SERVED).values_list("code", "pk", "name", "kind", "valid_to")
        return {code: Known(pk, name, kind, to is not None) for code, pk, name, kind, to in rows}

    def compare(
        self, row: Row, done: Done, fresh: dict[str, Fresh], renamed: dict[str, tuple[str, str]]
    ) -> None:
        """Sort one row: known and the same, known by another name, new, or without a parent."""
        code, kind = row.code.ljust(OFFICIAL_LENGTH, "0"), kind_of(row)
        name = (self.name or row.name) if row.level == COUNTY_LEVEL else plain(row.name)
        known = self.here.get(code)
        if known is not None:
            if known.ended or (known.name, known.kind) == (name, kind):
                done.unchanged += 1
            else:
                renamed[code] = name, kind
            return
        parent = self.parent_of(row)
        if parent is None and row.level != COUNTY_LEVEL:
            done.orphans.append(row)
            return
        fresh[code] = Fresh(self.code, code, name, kind, parent)

    @property
    def here(self) -> dict[str, Known]:
        """The areas of the county by code, loaded already."""
        return self.known if self.known is not None else {}

    def parent_of(self, row: Row) -> int | None:
        """The key of the area one level up."""
        above = self.here.get(row.parent.ljust(OFFICIAL_LENGTH, "0"))
        return above.pk if above and row.level != COUNTY_LEVEL else None

    def rename(self, renamed: dict[str, tuple[str, str]]) -> None:
        """Other names in this edition: a dated change that keeps the names there were."""
        today = timezone.localdate(self.at)
        change = AreaChange.objects.create(
            kind=ChangeKind.RENAME,
            on=today,
            basis=_("区划代码表导入"),
            made_at=self.at,
            maker_id=self.by.account,
        )
        areas = list(Area.objects.filter(code__in=renamed))
        former = {area.pk: former_name(area, change) for area in areas}
        for area in areas:
            area.name, area.kind = renamed[area.code]
            area.reading = ""
            area.formerly = [*area.formerly, [(today - timedelta(days=1)).isoformat(), former[area.pk].name]]
            area.hear()
            self.here[area.code] = Known(area.pk, area.name, area.kind, ended=False)
        AreaName.objects.bulk_create(former.values())
        changed = ["name", "kind", "reading", "initials", "sound", "formerly"]
        Area.objects.bulk_update(areas, changed, batch_size=200)

    def record(self, done: Done) -> None:
        """One event for the county: how many, never which names."""
        area = self.here.get(str(self.code).ljust(OFFICIAL_LENGTH, "0"))
        facts = {"created": done.created, "renamed": done.renamed, "recoded": done.recoded}
        append(
            [
                EventDraft(
                    row_kind="area",
                    row_id=area.pk if area else 0,
                    move="places.imported",
                    by=self.by,
                    at=self.at,
                    facts=facts,
                )
            ]
        )

    def official(self) -> Iterator[str]:
        """The codes of areas that exist, to be looked for in a newer edition."""
        yield from (code for code, known in self.here.items() if not known.ended)


def create(areas: Collection[Fresh], *, keys: bool) -> dict[str, int]:
    """Insert areas of any counties; with `keys` those they got, by code."""
    if not areas:
        return {}
    insert(areas)
    counties = sorted({area.county for area in areas})
    made = Area.objects.filter(county__in=counties, code__in=[area.code for area in areas])
    return dict(made.values_list("code", "pk")) if keys else {}


def insert(areas: Iterable[Fresh]) -> None:
    """Insert areas by COPY or one prepared statement: as model objects the whole country takes a minute more."""
    fields = [field for field in Area._meta.concrete_fields if not field.primary_key]
    others: dict[str, Any] = {
        field.attname or "": field.get_db_prep_save(field.get_default(), connection) for field in fields
    }
    rows: list[tuple[Any, ...]] = []
    for area in areas:
        initials, sound = heard(area.name)
        values = others | {
            "county_id": area.county,
            "code": area.code,
            "name": area.name,
            "kind": str(area.kind),
            "parent_id": area.parent,
            "initials": initials[:LONGEST_NAME],
            "sound": sound[: LONGEST_NAME * 6],
        }
        rows.append(tuple(values.values()))
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = quote(Area._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608  # our names


def former_name(area: Area, change: AreaChange) -> AreaName:
    """What an area is called up to the day before a change; not written yet."""
    name = AreaName(
        area=area,
        change=change,
        name=area.name,
        kind=area.kind,
        parent_id=area.parent_id,
        reading=area.reading,
        until=change.on - timedelta(days=1),
    )
    name.hear()
    return name


def kind_of(row: Row) -> AreaKind:
    """What sort of area a row is."""
    if row.level == COUNTY_LEVEL:
        return AreaKind.COUNTY
    return (
        village_kind(row.code, row.name) if row.level == VILLAGE_LEVEL else township_kind(row.code, row.name)
    )
