"""A table made anew in another shape, with all its rows, keys, indexes, triggers and rights (重建).

PostgreSQL can't split a table where it stands. The new one is filled beside the old one and takes its name, all in
one transaction; the old one goes only when both hold equally many rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lianxin.kernel.distribution import COUNTY_COLUMN
from lianxin.kernel.postgres.definition import Constraint, Definition
from lianxin.kernel.postgres.months import Log, making, making_rest, numbering
from lianxin.kernel.postgres.steps import Step

MAKING = "making"
EQUAL_COUNTS = """DO $$ BEGIN
    IF (SELECT count(*) FROM {table}) <> (SELECT count(*) FROM {new}) THEN
        RAISE EXCEPTION 'the copy of {table} does not hold all its rows: nothing was changed';
    END IF;
END $$"""


@dataclass(frozen=True)
class Whole:
    """One table, not split."""

    def title(self) -> str:
        """What becomes of the table, for the operator."""
        return "合成一张"

    def clause(self) -> str:
        """What follows the columns of CREATE TABLE."""
        return ""

    def parts(self, table: str) -> dict[str, str]:
        """The partitions by name, each with the statement that makes it under this table."""
        return {}

    def keys(self, constraints: tuple[Constraint, ...]) -> list[Constraint]:
        """The keys as this shape can have them."""
        return list(constraints)

    def finish(self) -> list[str]:
        """What the parts have of their own, once they are filled."""
        return []


@dataclass(frozen=True)
class ByCounty(Whole):
    """Split by a hash of the county: all rows of a county in one part, several counties in each."""

    table: str
    number: int

    def title(self) -> str:
        return f"按县分成 {self.number} 份"

    def clause(self) -> str:
        return f" PARTITION BY HASH ({COUNTY_COLUMN})"

    def parts(self, table: str) -> dict[str, str]:
        names = [f"{self.table}_{self.number}_{part}" for part in range(self.number)]
        return {
            name: f"CREATE TABLE {name} PARTITION OF {table} "
            f"FOR VALUES WITH (MODULUS {self.number}, REMAINDER {part})"
            for part, name in enumerate(names)
        }


@dataclass(frozen=True)
class ByMonth(Whole):
    """Split by month: the keys hold the moment too, and what is unique is so within each month's part."""

    log: Log
    months: tuple[date, ...]

    def title(self) -> str:
        return "按月分表"

    def clause(self) -> str:
        return f" PARTITION BY RANGE ({self.log.column})"

    def parts(self, table: str) -> dict[str, str]:
        months = {self.log.part(month): making(self.log, table, month) for month in self.months}
        return {**months, self.log.rest: making_rest(self.log, table)}

    def keys(self, constraints: tuple[Constraint, ...]) -> list[Constraint]:
        return [self.dated(one) for one in constraints if one.kind != "u" or self.log.column in one.columns]

    def dated(self, key: Constraint) -> Constraint:
        """The primary key with the moment before the id; others as they are."""
        if key.kind != "p" or self.log.column in key.columns:
            return key
        columns = (key.columns[0], self.log.column, *key.columns[1:])
        return Constraint(key.name, key.kind, f"PRIMARY KEY ({', '.join(columns)})", columns)

    def finish(self) -> list[str]:
        return [statement for part in self.parts("") for statement in numbering(self.log, part)]


def rebuild(found: Definition, shape: Whole) -> Step:
    """The step that gives a table this shape."""
    statements = [*filled(found, shape), *swapped(found), *dressed(found, shape)]
    return Step(f"{found.table} {shape.title()}", tuple(statements))


def filled(found: Definition, shape: Whole) -> Iterator[str]:
    """The new table beside the old one, with all rows and the next id; nobody writes meanwhile."""
    table, new = found.table, f"{found.table}_{MAKING}"
    yield from unhidden(found, table)
    yield f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"
    yield f"CREATE TABLE {new} (LIKE {table} INCLUDING ALL EXCLUDING INDEXES){shape.clause()}"
    yield from shape.parts(new).values()
    columns = ", ".join(f'"{name}"' for name in found.columns)
    yield f"INSERT INTO {new} ({columns}) SELECT {columns} FROM {table}"  # noqa: S608  # our own names
    yield EQUAL_COUNTS.format(table=table, new=new)
    if found.identity:
        old, fresh = sequence(found, table), f"pg_get_serial_sequence('{new}', '{found.identity}')"
        yield f"SELECT setval({fresh}, last_value, is_called) FROM {old}"  # noqa: S608  # our own names


def unhidden(found: Definition, *tables: str) -> Iterator[str]:
    """Rows that a policy hides from the owner would be left behind: from here on an error, not a smaller table."""
    yield "SET LOCAL row_security TO off"
    if found.forced:
        yield from (f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in tables)


def sequence(found: Definition, table: str) -> str:
    """The sequence behind an identity column, as PostgreSQL names it."""
    return f"{table}_{found.identity}_seq"


def swapped(found: Definition) -> Iterator[str]:
    """The new table takes the old one's place and name."""
    table, new = found.table, f"{found.table}_{MAKING}"
    for owner, name, _ in found.incoming:
        yield f'ALTER TABLE {owner} DROP CONSTRAINT "{name}"'
    yield f"DROP TABLE {table}"
    yield f"ALTER TABLE {new} RENAME TO {table}"
    if found.identity:
        yield f"ALTER SEQUENCE {sequence(found, new)} RENAME TO {sequence(found, table)}"


def dressed(found: Definition, shape: Whole) -> Iterator[str]:
    """Everything the old table had besides its rows."""
    table = found.table
    for key in shape.keys(found.constraints):
        yield f'ALTER TABLE {table} ADD CONSTRAINT "{key.name}" {key.definition}'
    yield from shape.finish()
    yield from found.indexes
    for owner, name, definition in found.incoming:
        yield f'ALTER TABLE {owner} ADD CONSTRAINT "{name}" {definition}'
    yield from found.triggers
    for right, grantee in found.rights:
        yield f"GRANT {right} ON {table} TO {grantee}"
    for walled in (table, *shape.parts("")):
        yield from found.walls(walled)
    yield f"ANALYZE {table}"
