"""Households with their members by a sheet: a household comes whole or not at all (户和成员导入)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.imports.registry import Batch, Outcome, Undone
from lianxin.kernel.imports.rows import BadRow, GoneOn, Made, note, undo_each, values_of
from lianxin.kernel.models.event import Event
from lianxin.kernel.sheets.cells import BadCell, day
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.table import Row, Table
from lianxin.people.actions.households import found_household, move_in
from lianxin.people.actions.residents import add_resident
from lianxin.people.intake.columns import HOUSEHOLDS, SINCE
from lianxin.people.intake.residents import Desk, remove_person
from lianxin.people.models import Household, Membership, Person
from lianxin.people.queries.households import HOUSEHOLD
from lianxin.people.queries.residents import PERSON
from lianxin.people.rules import Refused
from lianxin.people.rules.residents import Kin, ResidentFacts

MEMBERSHIP = "membership"
OPENING = ("people.household.founded", "people.household.moved_in")


@dataclass
class Member:
    """One row: who it is, how they stand to the head, what they have already."""

    row: Row
    kin: str
    facts: ResidentFacts
    person: Person | None = None
    stay: Membership | None = None


class Intake:
    """One sheet of households on its way in."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.desk, self.at = batch, Desk(batch.by), clock.now()
        self.since = since_of(batch)
        self.outcome = Outcome()

    def take(self, table: Table) -> Outcome:
        """Household by household, in the order in which they begin."""
        homes: dict[str, list[tuple[Row, Mapping[str, Any]]]] = {}
        broken: dict[str, list[int]] = {}
        for row in table.rows:
            self.sort(row, homes, broken)
        for number, rows in homes.items():
            if number in broken:
                self.leave([row for row, _told in rows], _("同一户有别的行要改，整户没有收。"))
            else:
                self.household(rows)
            self.batch.progress(self.outcome.created + self.outcome.known + len(self.outcome.faults))
        self.outcome.faults.sort()
        return self.outcome

    def sort(
        self, row: Row, homes: dict[str, list[tuple[Row, Mapping[str, Any]]]], broken: dict[str, list[int]]
    ) -> None:
        """Put a row with its household; one that can't be read breaks it."""
        headings = {code: heading for heading, code in self.batch.mapping.items()}
        number = row.cells.get(headings.get("household", ""), "")
        try:
            told = values_of(row, self.batch, HOUSEHOLDS)
            told = {**told, "facts": self.desk.facts(told)}
        except BadRow as fault:
            self.outcome.faults.append((row.line, str(fault)))
            broken.setdefault(number, []).append(row.line)
            homes.setdefault(number, [])
        else:
            homes.setdefault(number, []).append((row, told))

    def leave(self, rows: list[Row], words: str) -> None:
        """These rows go back."""
        self.outcome.faults += [(row.line, words) for row in rows]

    def household(self, rows: list[tuple[Row, Mapping[str, Any]]]) -> None:
        """One household whose rows can all be read."""
        members = [self.member(row, told) for row, told in rows]
        try:
            home = self.home_of(members)
            new = [one for one in members if one.stay is None]
            if not self.batch.dry_run:
                with transaction.atomic():
                    self.write(home, new)
        except (BadRow, Refused) as fault:
            self.leave([row for row, _told in rows], str(getattr(fault, "message", fault)))
            return
        self.outcome.created += len(new)
        self.outcome.known += len(members) - len(new)

    def member(self, row: Row, told: Mapping[str, Any]) -> Member:
        """A row with what the office knows of it."""
        person = self.desk.person(told["facts"])
        stay = Membership.objects.filter(person=person, until=None).first() if person else None
        return Member(row, told["kin"], told["facts"], person, stay)

    def home_of(self, members: list[Member]) -> Household | None:
        """The household there is already, or None for a new one. Raises BadRow."""
        heads = [one for one in members if one.kin == Kin.HEAD]
        if len(heads) != 1:
            raise BadRow(_("这一户要有一个户主，而且只能有一个。请在“与户主关系”里写明。"))
        head = heads[0]
        if head.facts.area is None:
            raise BadRow(_("户主那一行没有写所在村（社区）、组，请补上。"))
        home = head.stay.household if head.stay is not None else None
        if head.stay is not None and head.stay.kin != Kin.HEAD:
            raise BadRow(_("户主那一行的人现在是别的户里的成员。请先办迁出，或在“户”里换户主。"))
        for one in members:
            if one.stay is not None and (home is None or one.stay.household_id != home.pk):
                raise BadRow(_("第 %(line)d 行的人还在另一户里。请先办迁出。") % {"line": one.row.line})
        return home

    def write(self, home: Household | None, new: list[Member]) -> None:
        """Persons that are not there yet, the household, and who lives in it; the head first."""
        by, at, since = self.batch.by, self.at, self.since
        made: list[tuple[int, Made]] = []
        for one in sorted(new, key=lambda one: one.kin != Kin.HEAD):
            line = one.row.line
            person = one.person
            if person is None:
                person = add_resident(one.facts, by=by, at=at)
                made.append((line, (PERSON, person.pk)))
            if home is None:
                area, address = one.facts.area or 0, one.facts.address
                home = found_household(area=area, address=address, head=person, since=since, by=by, at=at)
                made.append((line, (HOUSEHOLD, home.pk)))
                stay = Membership.objects.get(household=home, person=person)
            else:
                stay = move_in(home, person, kin=one.kin, since=since, leaving=False, by=by, at=at)
            made.append((line, (MEMBERSHIP, stay.pk)))
        note(self.batch, made)


def since_of(batch: Batch) -> date:
    """The day from which they live together. Raises BadSheet."""
    try:
        return day(batch.options.get("since", ""), SINCE.heading)
    except BadCell as fault:
        raise BadSheet(str(fault)) from fault


def take(table: Table, batch: Batch) -> Outcome:
    """Take in the households, and the members of those there are."""
    return Intake(batch).take(table)


def remove(kind: str, key: int) -> None:
    """Remove one row an import made. Raises GoneOn when somebody has gone on with the household."""
    if kind == PERSON:
        remove_person(key)
    elif kind == MEMBERSHIP:
        stay = Membership.objects.filter(pk=key).first()
        if stay is not None:
            refuse_used(stay.household_id)
            if stay.until is not None:
                raise GoneOn
            stay.delete()
    elif kind == HOUSEHOLD:
        if Membership.objects.filter(household_id=key).exists():
            raise GoneOn
        Household.objects.filter(pk=key).delete()


def refuse_used(household: int) -> None:
    """Raises GoneOn when more than moving in has happened to a household."""
    if Event.objects.filter(row_kind=HOUSEHOLD, row_id=household).exclude(move__in=OPENING).exists():
        raise GoneOn


def undo(batch: Batch) -> Undone:
    """Take back the members and households nobody has gone on with."""
    return undo_each(batch, remove)
