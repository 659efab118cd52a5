"""The order of the apps, read from the one place that states it: .importlinter."""

from collections.abc import Iterable
from configparser import ConfigParser

from django.db import models

from tests.architecture.shape import ROOT


def height_of_apps() -> dict[str, int]:
    """Each app's floor, the roof highest; apps of one line share a floor."""
    config = ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    layers = config["importlinter:contract:floors"]["layers"].split("\n")
    lines = [line.split("|") for line in layers if line.strip()]
    return {name.strip(): height for height, line in enumerate(reversed(lines)) for name in line}


def upward_keys(tables: Iterable[type[models.Model]]) -> list[str]:
    """Foreign keys, one-to-one and many-to-many fields from an app to one above it or beside it."""
    height = height_of_apps()
    found = []
    for model in tables:
        own = model._meta.app_label
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            other = field.related_model._meta.app_label if field.is_relation and field.related_model else own
            if own in height and other != own and height.get(other, -1) >= height[own]:
                found.append(f"{model._meta.label}.{field.name} -> {other}")
    return found
