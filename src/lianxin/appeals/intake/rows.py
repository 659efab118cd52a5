"""From a foreign row to the data of a move: each value read, or refused with its field and the remedy."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lianxin.appeals.intake.columns import LABELS
from lianxin.appeals.intake.mapping import SheetMapping
from lianxin.appeals.rules import AppealType, Identity, Satisfaction
from lianxin.kernel.context import current_county
from lianxin.kernel.imports.rows import BadRow
from lianxin.kernel.sheets import cells
from lianxin.kernel.sheets.cells import BadCell, refuse_error
from lianxin.kernel.sheets.columns import Text
from lianxin.kernel.sheets.writing import KEY
from lianxin.matters.models import Channel, Matter

NAMESPACE = uuid.UUID("6f1f3d5e-6f0b-5c0e-9a51-0e2c4f3f7a10")
TYPES, CHANNELS = AppealType.choices, Channel.choices
TITLE_MOST = Matter._meta.get_field("title").max_length or 120


@dataclass(frozen=True)
class Lookups:
    """What names in the sheet stand for in this county; `elsewhere` are places outside the importer's area."""

    areas: Mapping[str, int]
    classes: Mapping[str, int]
    elsewhere: Collection[str] = frozenset()


def entry(row: Mapping[str, str], mapping: SheetMapping, known: Lookups) -> dict[str, Any]:
    """One row as the data of `register` or `backfill`; columns nobody mapped stay with it. Raises BadRow."""
    told = {name: translate(mapping, name, row.get(header, "")) for header, name in mapping.columns.items()}
    told = {name: value for name, value in {**mapping.defaults, **told}.items() if value}
    if not told.get("text"):
        raise BadRow(_("「诉求内容」是空的，请补上内容再导入。"))
    reporter = told.get("reporter", "")
    kept = {*mapping.columns, KEY}
    return {
        "text": told["text"],
        "title": told.get("title", "")[:TITLE_MOST],
        "type": choice(told, "type", TYPES, AppealType.HELP),
        "channel": choice(told, "channel", CHANNELS, Channel.PLATFORM),
        "category": named(told, "class", known.classes),
        "area": place(told, known),
        "address": told.get("address", "")[:200],
        "filed_at": moment(told.get("filed_at", ""), _("反映时间")),
        "identity": Identity.NAMED if reporter else Identity.ANONYMOUS,
        "name": reporter,
        "phone": phone(told.get("phone", "")),
        "reply": told.get("reply", ""),
        "replied_at": moment(told.get("replied_at", ""), _("答复时间")),
        "satisfaction": satisfaction(told.get("satisfaction", "")),
        "external_number": told.get("external_number", "")[:60],
        "source": mapping.source,
        "late_entered": True,
        "extra": {header: cell for header, cell in row.items() if header not in kept and cell},
    }


def translate(mapping: SheetMapping, name: str, value: str) -> str:
    """A value in our words, when the mapping has a translation for it. Raises BadRow for an error of the sheet."""
    try:
        refuse_error(value, LABELS[name])
    except BadCell as fault:
        raise BadRow(str(fault)) from fault
    return mapping.values.get(name, {}).get(value, value)


def choice(told: Mapping[str, str], name: str, known: Sequence[tuple[str, Text]], default: str) -> str:
    """One of our codes, by the code or by our word for it. Raises BadRow."""
    value = told.get(name, default)
    if value in dict(known):
        return value
    for code, words in known:
        if value == str(words):
            return code
    sentence = _("「%(label)s」的值「%(value)s」不认识。请对上它是哪一种：%(known)s。")
    possible = "、".join(str(words) for _code, words in known)
    raise BadRow(sentence % {"label": LABELS[name], "value": value, "known": possible}, field=name)


def named(told: Mapping[str, str], name: str, known: Mapping[str, int]) -> int | None:
    """The key of something the county calls by this name or code. Raises BadRow."""
    value = told.get(name, "")
    if not value:
        return None
    if value not in known:
        sentence = _("「%(label)s」里没有「%(value)s」。请核对名称，或对上本县的名称。")
        raise BadRow(sentence % {"label": LABELS[name], "value": value}, field=name)
    return known[value]


def place(told: Mapping[str, str], known: Lookups) -> int | None:
    """The area a row names. Raises BadRow when there is none such, or it is not the importer's."""
    value = told.get("area", "")
    if value in known.elsewhere and value not in known.areas:
        raise BadRow(_("「所属区域」的「%(value)s」不在您管的范围内，这一行没有收。") % {"value": value})
    return named(told, "area", known.areas)


def moment(text: str, label: str) -> datetime | None:
    """A date as offices write it, in the office's time zone. Raises BadRow."""
    try:
        return cells.moment(text, label) if text else None
    except BadCell as fault:
        raise BadRow(str(fault)) from fault


def phone(text: str) -> str:
    """The digits of a telephone number. Raises BadRow when it holds anything else."""
    try:
        return cells.phone(text, _("电话")) if text else ""
    except BadCell as fault:
        raise BadRow(str(fault)) from fault


def satisfaction(text: str) -> int | None:
    """One of the five levels, by number or by name. Raises BadRow."""
    if not text:
        return None
    levels = {str(level.value): level.value for level in Satisfaction}
    levels |= {str(level.label): level.value for level in Satisfaction}
    if text not in levels:
        sentence = _("「满意度」的值「%(text)s」不认识。请对上 1 到 5。")
        raise BadRow(sentence % {"text": text}, field="satisfaction")
    return levels[text]


def client_id(data: Mapping[str, Any], row: Mapping[str, str]) -> uuid.UUID:
    """The same row of the same source gives the same id, so importing a sheet twice adds nothing."""
    own = data["external_number"] or "|".join(row.values())
    return uuid.uuid5(NAMESPACE, f"{current_county()}|{data['source']}|{own}")
