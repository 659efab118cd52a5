"""From a foreign row to the data of a move: each value read, or refused with its field and the remedy."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.appeals.intake.mapping import SheetMapping
from lianxin.appeals.rules import AppealType, Identity, Satisfaction
from lianxin.kernel.context import current_county
from lianxin.matters.models import Channel, Matter

NAMESPACE = uuid.UUID("6f1f3d5e-6f0b-5c0e-9a51-0e2c4f3f7a10")
DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})[:：](\d{1,2})(?:[:：](\d{1,2}))?)?(?:\.\d+)?"
)
TYPES, CHANNELS = AppealType.values, Channel.values
TITLE_MOST = Matter._meta.get_field("title").max_length or 120


class BadRow(Exception):
    """A row that can't be taken; the message names the field and the remedy."""


@dataclass(frozen=True)
class Lookups:
    """What names in the sheet stand for in this county."""

    areas: Mapping[str, int]
    classes: Mapping[str, int]


def entry(row: Mapping[str, str], mapping: SheetMapping, known: Lookups) -> dict[str, Any]:
    """One row as the data of `register` or `backfill`; columns nobody mapped stay with it. Raises BadRow."""
    told = {name: translate(mapping, name, row.get(header, "")) for header, name in mapping.columns.items()}
    told = {name: value for name, value in {**mapping.defaults, **told}.items() if value}
    if not told.get("text"):
        raise BadRow(_("「诉求内容」是空的，请补上内容再导入。"))
    reporter = told.get("reporter", "")
    return {
        "text": told["text"],
        "title": told.get("title", "")[:TITLE_MOST],
        "type": choice(told, "type", TYPES, AppealType.HELP, _("诉求类型")),
        "channel": choice(told, "channel", CHANNELS, Channel.PLATFORM, _("渠道")),
        "category": named(told, "class", known.classes, _("事项分类")),
        "area": named(told, "area", known.areas, _("所属区域")),
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
        "extra": {header: cell for header, cell in row.items() if header not in mapping.columns and cell},
    }


def translate(mapping: SheetMapping, name: str, value: str) -> str:
    """A value in our words, when the mapping has a translation for it."""
    return mapping.values.get(name, {}).get(value, value)


def choice(told: Mapping[str, str], name: str, known: list[str], default: str, label: str) -> str:
    """One of our codes. Raises BadRow."""
    value = told.get(name, default)
    if value not in known:
        sentence = _(
            "「%(label)s」的值「%(value)s」不认识。请在对照表的 [values.%(name)s] 里写明它是哪一种：%(known)s。"
        )
        raise BadRow(sentence % {"label": label, "value": value, "name": name, "known": "、".join(known)})
    return value


def named(told: Mapping[str, str], name: str, known: Mapping[str, int], label: str) -> int | None:
    """The key of something the county calls by this name or code. Raises BadRow."""
    value = told.get(name, "")
    if not value:
        return None
    if value not in known:
        sentence = _(
            "「%(label)s」里没有「%(value)s」。请核对名称，或在对照表的 [values.%(name)s] 里对上本县的名称。"
        )
        raise BadRow(sentence % {"label": label, "value": value, "name": name})
    return known[value]


def moment(text: str, label: str) -> datetime | None:
    """A date as offices write it, in the office's time zone. Raises BadRow."""
    if not text:
        return None
    found = DATE.fullmatch(text.strip())
    if found is None:
        sentence = _("「%(label)s」的「%(text)s」不是日期。请写成 2026-01-31 或 2026/1/31 9:30。")
        raise BadRow(sentence % {"label": label, "text": text})
    year, month, date, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return timezone.make_aware(datetime(year, month, date, hour, minute, second))  # noqa: DTZ001  # aware here
    except ValueError as error:
        sentence = _("「%(label)s」没有「%(text)s」这一天，请核对。")
        raise BadRow(sentence % {"label": label, "text": text}) from error


def phone(text: str) -> str:
    """The digits of a telephone number. Raises BadRow when it holds anything else."""
    if not text:
        return ""
    digits = re.sub(r"^\+?86(?=1\d{10}$)", "", re.sub(r"[\s\-()（）]", "", text))
    if digits and not re.fullmatch(r"\d{5,20}", digits):
        raise BadRow(_("「电话」的「%(text)s」不是电话号码，请改正或留空。") % {"text": text})
    return digits


def satisfaction(text: str) -> int | None:
    """One of the five levels, by number or by name. Raises BadRow."""
    if not text:
        return None
    levels = {str(level.value): level.value for level in Satisfaction}
    levels |= {str(level.label): level.value for level in Satisfaction}
    if text not in levels:
        sentence = _("「满意度」的值「%(text)s」不认识。请在对照表的 [values.satisfaction] 里对上 1 到 5。")
        raise BadRow(sentence % {"text": text})
    return levels[text]


def client_id(data: Mapping[str, Any], row: Mapping[str, str]) -> uuid.UUID:
    """The same row of the same source gives the same id, so importing a sheet twice adds nothing."""
    own = data["external_number"] or "|".join(row.values())
    return uuid.uuid5(NAMESPACE, f"{current_county()}|{data['source']}|{own}")
