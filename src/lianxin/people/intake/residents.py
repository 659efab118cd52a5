"""Residents by a sheet: each row judged as the form would, known ones left alone (居民导入)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import clock, search
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.imports.registry import Batch, Outcome, Undone
from lianxin.kernel.imports.rows import BadRow, GoneOn, Made, take_each, undo_each
from lianxin.kernel.sheets.table import Row, Table
from lianxin.people.actions.residents import add_resident, require_desk
from lianxin.people.forms import clean_phone
from lianxin.people.forms.residents import BETWEEN_NAMES, OLDEST
from lianxin.people.intake.columns import RESIDENTS
from lianxin.people.models import Consent, Person, ResidentTag
from lianxin.people.queries.residents import ID_NUMBER, PERSON, PHONE, by_phone, visible_residents
from lianxin.people.rules import Refused
from lianxin.people.rules.idnumber import born_by_id, id_fault, sex_by_id
from lianxin.people.rules.names import name_fault, tidy_name
from lianxin.people.rules.residents import ResidentFacts
from lianxin.places.queries import areas_by_code_and_name

Key = tuple[object, ...]


class Desk:
    """Who brings residents in, and what the words of the sheet stand for in their area."""

    def __init__(self, by: Actor) -> None:
        today = timezone.localdate()
        self.by, self.today = by, today
        self.every = areas_by_code_and_name(on=today)
        self.areas = (
            self.every if by.holds(Role.SYSTEM) else areas_by_code_and_name(on=today, scopes=by.scopes)
        )
        self.seen = set[Key]()

    def facts(self, told: Mapping[str, Any]) -> ResidentFacts:
        """What a row says of a resident. Raises BadRow naming everything that is wrong."""
        faults = list[str]()
        facts = ResidentFacts(
            name=self.name(told["name"], faults),
            former=[
                self.name(one, faults) for one in BETWEEN_NAMES.split(told["former"] or "") if one.strip()
            ],
            sex=told["sex"] or "",
            born=told["born"],
            id_number=told["id_number"] or "",
            phone=self.phone(told["phone"], faults),
            other_phone=self.phone(told["other_phone"], faults),
            area=self.area(told["area"] or "", faults),
            address=(told["address"] or "")[:200],
        )
        facts = self.agreed(facts, faults)
        if faults:
            raise BadRow("".join(faults))
        return facts

    def name(self, typed: str, faults: list[str]) -> str:
        """A name in its one spelling."""
        name = tidy_name(typed)
        fault = name_fault(name)
        if fault:
            faults.append(fault)
        return name

    def phone(self, typed: str | None, faults: list[str]) -> str:
        """A telephone as the forms take it."""
        try:
            return clean_phone(typed or "")
        except ValidationError as fault:
            faults += fault.messages
            return ""

    def area(self, word: str, faults: list[str]) -> int | None:
        """The place a row names, if it is one of the desk's own."""
        if not word and not self.by.holds(Role.TRIAGE, Role.SYSTEM):
            faults.append(_("「所在村（社区）、组」是空的，请补上。"))
        if not word or word in self.areas:
            return self.areas.get(word)
        words = {"value": word}
        if word in self.every:
            faults.append(_("「所在村（社区）、组」的「%(value)s」不在您管的范围内，这一行没有收。") % words)
        else:
            faults.append(
                _("「所在村（社区）、组」里没有「%(value)s」，请核对名称，同名的请写代码。") % words
            )
        return None

    def agreed(self, facts: ResidentFacts, faults: list[str]) -> ResidentFacts:
        """The ID number fills birth date and sex, and contradicts what is wrong."""
        number, born, sex = facts.id_number or "", facts.born, facts.sex
        if born is not None and not OLDEST < born.year <= self.today.year:
            faults.append(_("出生日期不能晚于今天，也不会早于 1850 年，请核对。"))
        if not number:
            return facts
        fault = id_fault(number, today=self.today)
        if fault:
            faults.append(fault)
            return facts
        if born not in {None, born_by_id(number)}:
            faults.append(_("出生日期和身份证号上的不一样，请对照证件核对。"))
        if sex not in {"", sex_by_id(number)}:
            faults.append(_("性别和身份证号上的不一样，请对照证件核对。"))
        return replace_facts(facts, born=born_by_id(number), sex=sex_by_id(number))

    def person(self, facts: ResidentFacts) -> Person | None:
        """The resident a row is about, when the office has one: by ID number, else by name and what stands with it."""
        rows = visible_residents(self.by).filter(merged_into=None)
        if facts.id_number:
            found = rows.filter(id_number_index=blind_index(facts.id_number, ID_NUMBER)).first()
            if found is not None:
                return found
        return rows.filter(same_human(facts)).order_by("pk").first()

    def first_time(self, facts: ResidentFacts) -> bool:
        """Whether this human being comes for the first time in this sheet."""
        rest = (facts.phone,) if facts.phone else (facts.born, facts.area, facts.address)
        key = (facts.id_number,) if facts.id_number else (facts.name, *rest)
        before = len(self.seen)
        self.seen.add(key)
        return len(self.seen) > before


def replace_facts(facts: ResidentFacts, *, born: date | None, sex: str) -> ResidentFacts:
    """The same with what an ID number says."""
    told = {name: getattr(facts, name) for name in ResidentFacts.__dataclass_fields__}
    return ResidentFacts(**{**told, "born": born, "sex": sex})


def same_human(facts: ResidentFacts) -> Q:
    """The same name, and the same telephone; without one the same birth date, place and address."""
    named = Q(name=facts.name)
    if facts.id_number:
        named &= Q(id_number_index="")
    if facts.phone:
        return named & by_phone(blind_index(facts.phone, PHONE))
    return named & Q(born=facts.born, area=facts.area, address=facts.address)


def take(table: Table, batch: Batch) -> Outcome:
    """Take in the residents nobody has yet."""
    desk, at = Desk(batch.by), clock.now()
    require_desk(batch.by)

    def check(row: Row, told: Mapping[str, Any]) -> ResidentFacts | None:
        facts = desk.facts(told)
        return facts if desk.first_time(facts) and desk.person(facts) is None else None

    def write(facts: ResidentFacts) -> Sequence[Made]:
        try:
            return [(PERSON, add_resident(facts, by=batch.by, at=at).pk)]
        except Refused as refusal:
            raise BadRow(refusal.message) from refusal

    return take_each(table, batch, RESIDENTS, check=check, write=write)


def remove_person(key: int) -> None:
    """Remove a resident an import made. Raises GoneOn when somebody has used the record."""
    person = Person.objects.select_for_update().filter(pk=key).first()
    if person is None:
        return
    used = (
        Consent.objects.filter(person=person).exists() or ResidentTag.objects.filter(person=person).exists()
    )
    if person.version != 1 or person.merged_into_id or used:
        raise GoneOn
    person.delete()
    search.forget(PERSON, [key])


def undo(batch: Batch) -> Undone:
    """Take back the residents nobody has gone on with."""
    return undo_each(batch, lambda kind, key: remove_person(key))
