"""The build stops while a personal field is neither erased nor said to stay (覆盖检查)."""

from collections.abc import Iterable

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import models

from lianxin.kernel.erasure.registry import all_parts, all_stays
from lianxin.kernel.levels import Level, levels_of, ours

KEPT_FROM_MOST = {Level.PERSONAL, Level.RESTRICTED}


def check_coverage(app_configs: object = None, **options: object) -> list[CheckMessage]:
    """E020 for each personal field nothing is said of, E021 for what is said of no such field."""
    tables = [model for model in apps.get_models() if ours(model)]
    return [*(missing(name) for name in uncovered(tables)), *(idle(name) for name in pointless())]


def missing(name: str) -> Error:
    """The finding for one field."""
    hint = "Give it a part(…), or stays(…) with the reason, in the `erasing` module of its app."
    return Error(f"{name} is personal and nobody says what erasing makes of it", hint=hint, id="lianxin.E020")


def idle(name: str) -> Error:
    """The finding for a line about nothing."""
    return Error(f"{name} is said to stay, but it is erased, or not personal", id="lianxin.E021")


def uncovered(tables: Iterable[type[models.Model]]) -> list[str]:
    """The personal and restricted fields that no part and no reason covers."""
    erased = erased_fields()
    return [
        f"{model._meta.label}.{field.name}"
        for model in tables
        for field in model._meta.local_concrete_fields
        if levels_of(model, field.name) & KEPT_FROM_MOST
        and (model._meta.label, field.name) not in erased
        and (model._meta.label, field.name) not in all_stays()
    ]


def pointless() -> list[str]:
    """What is said to stay though some part erases it, or though it isn't personal."""
    erased = erased_fields()
    return [
        f"{label}.{name}"
        for label, name in all_stays()
        if (label, name) in erased or not levels_of(apps.get_model(label), name) & KEPT_FROM_MOST
    ]


def erased_fields() -> set[tuple[str, str]]:
    """Every (table, field) that some part deletes or empties."""
    found: set[tuple[str, str]] = set()
    for part in all_parts():
        label = part.model._meta.label
        deleted = (field.name for field in part.model._meta.local_concrete_fields) if part.delete else ()
        found |= {(label, name) for name in (*deleted, *part.empties)}
    return found
