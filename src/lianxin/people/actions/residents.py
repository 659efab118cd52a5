"""Adding and correcting residents; each change is an event of codes only (居民档案)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel import search
from lianxin.kernel.actor import Actor
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.events import looked
from lianxin.kernel.search import SearchText
from lianxin.people.actions.record import record
from lianxin.people.models import Person, PersonName
from lianxin.people.queries.residents import ID_NUMBER, PERSON, PHONE
from lianxin.people.rules import Refused
from lianxin.people.rules.names import keys_of
from lianxin.people.rules.residents import ResidentFacts, residents_desk

FILE_REASON = "办理居民事务"
"""Why a file is opened, in the log's own language."""


def require_desk(by: Actor) -> None:
    """Only who keeps residents' records changes them. Raises Refused."""
    if not residents_desk(by, None):
        raise Refused(_("居民档案由登记和派单岗位维护，请找他们改。"))


@transaction.atomic
def add_resident(facts: ResidentFacts, *, by: Actor, at: datetime) -> Person:
    """A new resident's record. Raises Refused."""
    require_desk(by)
    person = Person(resident=True)
    changed = fill(person, facts)
    person.save()
    name_all(person, facts)
    record(PERSON, person.pk, "resident.added", by=by, at=at, fields=changed)
    return person


@transaction.atomic
def correct_resident(person: Person, facts: ResidentFacts, *, version: int, by: Actor, at: datetime) -> None:
    """Put a record right; a name that is given up stays as a former name when it is among them.

    Raises Refused when somebody else was first.
    """
    require_desk(by)
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.version != version:
        raise Refused(_("别人刚改过这份档案。请看过新的内容再改。"))
    changed = fill(held, facts)
    held.version += 1
    held.save()
    name_all(held, facts)
    record(PERSON, held.pk, "resident.corrected", by=by, at=at, fields=changed)


def fill(person: Person, facts: ResidentFacts) -> list[str]:
    """Put the facts into the row; gives the codes of the fields that changed."""
    changed = [
        field
        for field in ("name", "sex", "born", "address")
        if getattr(person, field) != getattr(facts, field)
    ]
    person.name, person.sex, person.born, person.address = facts.name, facts.sex, facts.born, facts.address
    if person.area_id != facts.area:
        person.area_id = facts.area
        changed.append("area")
    sealed = (("id_number", ID_NUMBER), ("phone", PHONE), ("other_phone", PHONE))
    for field, purpose in sealed:
        value = getattr(facts, field)
        if value is not None and value != getattr(person, field):
            setattr(person, field, value)
            setattr(person, f"{field}_index", blind_index(value, purpose))
            changed.append(field)
    return changed


def name_all(person: Person, facts: ResidentFacts) -> None:
    """Have the person found by the present name and every former one."""
    wanted = {name: True for name in facts.former if name} | {facts.name: False}
    PersonName.objects.filter(person=person).delete()
    rows = []
    for name, former in wanted.items():
        keys = keys_of(name)
        rows.append(
            PersonName(
                person=person,
                name=name,
                former=former,
                pinyin=keys.pinyin,
                initials=keys.initials,
                ear=keys.ear,
            )
        )
    PersonName.objects.bulk_create(rows)
    search.index([SearchText(PERSON, person.pk, wording=" ".join(wanted))])


def texts_of(keys: Sequence[int]) -> list[SearchText]:
    """What these residents are found by, for an index that is made anew."""
    called: dict[int, list[str]] = {}
    for key, name in (
        PersonName.objects.filter(person__in=keys).order_by("pk").values_list("person_id", "name")
    ):
        called.setdefault(key, []).append(name)
    return [SearchText(PERSON, key, wording=" ".join(names)) for key, names in called.items()]


def file_opened(person: Person, *, by: Actor) -> None:
    """Somebody opened a resident's file: on record (promise 1)."""
    looked(PERSON, person.pk, by=by, what="file", reason=FILE_REASON)
