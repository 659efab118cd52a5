"""How protected each field is (分级): one line each in the model, no line fails the build."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.apps import apps
from django.db import models


class Level(StrEnum):
    """Who may see a value at most."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Levels:
    """The fields of one class by level, each a string of field names with spaces between.

    公开 public: anybody; 内部 internal: staff in their scope; 个人 personal: who handles the matter;
    限制 restricted: sealed, shown masked, revealed with a reason on record.
    """

    public: str = ""
    internal: str = ""
    personal: str = ""
    restricted: str = ""

    def of(self, field_name: str) -> list[Level]:
        """Every level this declaration gives the field: one, or a mistake."""
        return [level for level in Level if field_name in getattr(self, level.value).split()]

    def names(self) -> list[str]:
        """All field names declared here, in order of level."""
        return [name for level in Level for name in getattr(self, level.value).split()]


class Entry(NamedTuple):
    """One line of the data dictionary (数据字典)."""

    table: str
    field: str
    kind: str
    level: Level
    words: str


def declared(model: type[models.Model]) -> list[Levels]:
    """The declarations a model stands on, its own first, then its bases' along the MRO."""
    found = (vars(base).get("LEVELS") for base in model.__mro__)
    return [levels for levels in found if isinstance(levels, Levels)]


def levels_of(model: type[models.Model], field_name: str) -> set[Level]:
    """Every level any class of the MRO gives the field; a sound model has exactly one."""
    return {level for levels in declared(model) for level in levels.of(field_name)}


def level_of(model: type[models.Model], field_name: str) -> Level:
    """The level of one field. Raises LookupError when it has none or two."""
    levels = levels_of(model, field_name)
    if len(levels) != 1:
        raise LookupError(f"{model._meta.label}.{field_name} needs exactly one level, has {sorted(levels)}")
    return levels.pop()


def ours(model: type[models.Model]) -> bool:
    """Whether a model belongs to this project."""
    return model.__module__.startswith("lianxin.")


def dictionary() -> list[Entry]:
    """Every stored field of our tables with its level, by table, in the order of the columns."""
    tables = sorted((m for m in apps.get_models() if ours(m)), key=lambda m: m._meta.db_table)
    return [entry(model, field) for model in tables for field in model._meta.concrete_fields]


def entry(model: type[models.Model], field: "models.Field[object, object]") -> Entry:
    """The line of one field."""
    return Entry(
        table=model._meta.db_table,
        field=field.name,
        kind=field.get_internal_type(),
        level=level_of(model, field.name),
        words=str(field.help_text or field.verbose_name),
    )
