"""The mapping of an import: which column of a foreign sheet is which field, and what its values mean."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.appeals.intake.columns import COLUMNS

FIELDS = tuple(column.code for column in COLUMNS)


class BadMapping(Exception):
    """A mapping that can't be used; the message names the line and the remedy."""


@dataclass(frozen=True)
class SheetMapping:
    """Source header → field, and per field source value → our value; `source` names the sheet's origin.

    `file` is the mapping's file, where there is one: what a refusal advises to write goes there.
    """

    source: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    file: str = ""

    def headers_missing(self, headers: list[str]) -> list[str]:
        """Headers the mapping names and the sheet lacks."""
        return [header for header in self.columns if header not in headers]


def read_mapping(path: Path) -> SheetMapping:
    """The mapping file as data. Raises BadMapping."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        sentence = _("对照表 %(file)s 读不出来：%(why)s。请用 UTF-8 存成 TOML 文件。")
        raise BadMapping(sentence % {"file": path.name, "why": error}) from error
    columns = {str(header): str(name) for header, name in table(told, "columns").items()}
    check_fields(columns)
    values = {
        name: {str(k): str(v) for k, v in pairs.items()} for name, pairs in table(told, "values").items()
    }
    defaults = {str(name): str(value) for name, value in table(told, "defaults").items()}
    return SheetMapping(str(told.get("source", path.stem))[:40], columns, values, defaults, path.name)


def table(told: dict[str, object], name: str) -> dict[str, dict[str, str]]:
    """A table of the file, empty when it has none. Raises BadMapping when it is something else."""
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise BadMapping(_("对照表里的 [%(name)s] 应当是一张表。") % {"name": name})
    return found


def check_fields(columns: Mapping[str, str]) -> None:
    """Every field named exists, once, and the words themselves are among them. Raises BadMapping."""
    unknown = sorted(set(columns.values()) - set(FIELDS))
    if unknown:
        sentence = _("对照表 [columns] 里有不认识的字段：%(unknown)s。可用的字段：%(known)s。")
        raise BadMapping(sentence % {"unknown": "、".join(unknown), "known": "、".join(FIELDS)})
    if len(set(columns.values())) < len(columns):
        raise BadMapping(_("对照表 [columns] 里有两列对到了同一个字段，请只留一列。"))
    if "text" not in columns.values():
        raise BadMapping(_("对照表 [columns] 里缺少 text（诉求内容）一列。"))
