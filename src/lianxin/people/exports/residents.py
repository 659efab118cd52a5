"""The residents' list as a sheet: masked as on the screen; in clear by choice, with a reason and a second person."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import Ask, Asked, ExportLine, ExportList, offer, slices
from lianxin.kernel.ids import ids_in
from lianxin.kernel.masking import mask_name, mask_phone
from lianxin.kernel.sheets.columns import Text
from lianxin.kernel.sheets.writing import Cell
from lianxin.people.columns import RESIDENT
from lianxin.people.models import Person
from lianxin.people.queries.residents import PERSON, keys_listed, visible_residents
from lianxin.people.rules.residents import residents_desk

SEALED = ("id_number", "phone", "other_phone")


def words_of(asked: Asked) -> str:
    """What was typed into the search box."""
    return asked.get("q", "").strip()


def count(by: Actor, ask: Ask) -> int:
    """How many the list has."""
    return len(keys_listed(words_of(ask.asked), by=by))


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The residents of the list, in its order."""
    for keys in slices(keys_listed(words_of(ask.asked), by=by)):
        rows = visible_residents(by).filter(pk__in=keys).select_related("area")
        known = {row.pk: row for row in rows}
        for key in keys:
            if key in known:
                yield line(known[key], ask.columns)


def by_keys(by: Actor, keys: Sequence[str]) -> Iterator[ExportLine]:
    """The residents a sheet names by its hidden keys, what is sealed left out."""
    rows = visible_residents(by).filter(client_id__in=ids_in(keys)).select_related("area")
    for row in rows:
        yield line(row, frozenset())


def line(person: Person, chosen: frozenset[str]) -> ExportLine:
    """One resident; a sealed value is opened only when its column was chosen."""
    cells: dict[str, Cell] = {
        "file": str(person.pk),
        "name_masked": mask_name(person.name),
        "name": person.name,
        "sex": person.sex,
        "born": person.born,
        "born_year": str(person.born.year) if person.born else "",
        "phone_masked": "" if "phone" in chosen else mask_phone(person.phone),
        "area_name": person.area.name if person.area else "",
        "area": person.area.code if person.area else "",
        "address": person.address,
    }
    cells |= {name: getattr(person, name) for name in SEALED if name in chosen}
    return ExportLine(person.pk, str(person.client_id), cells)


def words(by: Actor, asked: Asked) -> Sequence[tuple[Text, Text]]:
    """The search in words."""
    typed = words_of(asked)
    return [(_("查找"), typed)] if typed else []


offer(
    ExportList(
        "residents",
        _("居民"),
        lambda by: RESIDENT,
        see=residents_desk,
        count=count,
        lines=lines,
        usual=frozenset({"file", "name_masked", "born_year", "phone_masked", "area_name", "area"}),
        off_paper=frozenset({"area"}),
        back="residents",
        row_kind=PERSON,
        words=words,
        comes_in="residents",
        by_keys=by_keys,
        masks={"name_masked": "name", "phone_masked": "phone", "born_year": "born"},
    )
)
