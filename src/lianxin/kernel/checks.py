"""The build stops when a table of ours lacks a field's level or steps over the wall of its county.

Each finding is an Error with the number of its rule. Imports no models: the app registers it while they load.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.core.checks import CheckMessage, Error
from django.db import models
from django.db.models.expressions import F, OrderBy

from lianxin.kernel.distribution import kind_of
from lianxin.kernel.levels import declared, levels_of, ours

Model = type[models.Model]


def check_tables(
    app_configs: object = None, *, registry: Apps = apps, **options: object
) -> list[CheckMessage]:
    """Every rule over every table of ours."""
    tables = [model for model in registry.get_models(include_auto_created=True) if ours(model)]
    return [finding for model in tables for finding in problems(model)]


def problems(model: Model) -> list[CheckMessage]:
    """What is wrong with one model, by number of rule."""
    return [finding for rule in RULES for finding in rule(model)]


def is_county(model: Model) -> bool:
    """Whether its rows belong to a county."""
    return kind_of(model) == "county"


def stored(model: Model) -> Iterable[Any]:
    """The columns of the model's own table."""
    return model._meta.local_concrete_fields


def keys(model: Model) -> Iterator[Any]:
    """The foreign keys of the model's own table."""
    return (field for field in stored(model) if field.remote_field)


def error(number: int, what: str, *, obj: Any, hint: str) -> Error:
    """A finding that stops the build."""
    return Error(what, hint=hint, obj=obj, id=f"lianxin.E{number:03}")


def every_field_has_a_level(model: Model) -> Iterator[CheckMessage]:
    """E001: a field without a level could end up on any list."""
    for field in stored(model):
        if not levels_of(model, field.name):
            yield error(1, f"{field} has no level", obj=model, hint="Name it once in LEVELS of its model.")


def no_field_has_two_levels(model: Model) -> Iterator[CheckMessage]:
    """E002: two levels are no level."""
    for field in stored(model):
        named = [level for levels in declared(model) for level in levels.of(field.name)]
        if len(set(named)) > 1:
            words = ", ".join(sorted(named))
            yield error(2, f"{field} has several levels: {words}", obj=model, hint="Keep one of them.")


def unique_within_the_county(model: Model) -> Iterator[CheckMessage]:
    """E003: what is unique is so within a county, and the county comes first."""
    hint = 'Write UniqueConstraint(fields=["county", …]).'
    if not is_county(model):
        return
    for field in stored(model):
        carries = getattr(field, "carries_county", False)
        if field.unique and not field.primary_key and not carries:
            yield error(3, f"{field} is unique across counties", obj=model, hint=hint)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and not begins_with_county(constraint):
            yield error(3, f"{constraint.name} doesn't begin with the county", obj=model, hint=hint)
    for names in model._meta.unique_together:
        if names[0] != "county":
            yield error(3, f"unique_together {names} doesn't begin with the county", obj=model, hint=hint)


def shared_tables_point_at_no_county(model: Model) -> Iterator[CheckMessage]:
    """E004: a table shared by all machines can't refer to rows that lie on one of them."""
    for field in keys(model):
        if not is_county(model) and is_county(field.remote_field.model):
            hint = "Keep the row's kind and id, or make this a CountyModel."
            yield error(4, f"{field} goes from a shared table into a county", obj=model, hint=hint)


def county_keys_carry_the_county(model: Model) -> Iterator[CheckMessage]:
    """E005: keys between county tables carry the county; a many-to-many has a table of its own."""
    if not is_county(model):
        return
    for field in keys(model):
        if is_county(field.remote_field.model) and not getattr(field, "carries_county", False):
            hint = "Use CountyForeignKey or CountyOneToOneField."
            yield error(5, f"{field} leaves out the county", obj=model, hint=hint)
    for many in model._meta.local_many_to_many:
        through = many.remote_field.through
        if through is not None and through._meta.auto_created:
            hint = "Write the table between as a CountyModel and name it in through=."
            yield error(5, f"the table between {many} leaves out the county", obj=model, hint=hint)


def no_generic_keys(model: Model) -> Iterator[CheckMessage]:
    """E006: a generic key is a join no machine can check or place."""
    for field in model._meta.private_fields:
        homes = {base.__module__ for base in type(field).__mro__}
        if "django.contrib.contenttypes.fields" in homes:
            yield error(6, f"{field} is a generic key", obj=model, hint="Keep row_kind and row_id.")


def indexes_begin_with_the_county(model: Model) -> Iterator[CheckMessage]:
    """E007: every query names the county, so every index begins with it."""
    hint = 'Write Index(fields=["county", …]) in Meta.indexes and db_index=False on the field.'
    if not is_county(model):
        return
    for field in stored(model):
        if field.db_index and not field.unique:
            yield error(7, f"the index of {field} leaves out the county", obj=model, hint=hint)
    for index in model._meta.indexes:
        if not begins_with_county(index):
            yield error(7, f"{index.name} doesn't begin with the county", obj=model, hint=hint)


def every_table_has_a_kind(model: Model) -> Iterator[CheckMessage]:
    """E008: who owns the rows is said for every table."""
    if kind_of(model) not in {"county", "reference", "local"}:
        hint = 'Derive from CountyModel, or say table_kind = "reference" or "local".'
        yield error(8, f"{model._meta.label} is neither a county's nor shared", obj=model, hint=hint)


def managers_ask_for_the_county(model: Model) -> Iterator[CheckMessage]:
    """E009: a manager that forgets the county is a hole in the wall."""
    if not is_county(model):
        return
    for manager in model._meta.managers:
        if not getattr(manager, "asks_for_county", False):
            hint = "Derive it from CountyManager; CountyManager.from_queryset(…) takes your questions."
            yield error(9, f"{manager} forgets the county", obj=model, hint=hint)


def carrying_keys_stay_in_counties(model: Model) -> Iterator[CheckMessage]:
    """E010: a CountyForeignKey needs a county at both ends."""
    for field in keys(model):
        if getattr(field, "carries_county", False) and not (
            is_county(model) and is_county(field.remote_field.model)
        ):
            yield error(10, f"{field} has a shared table at one end", obj=model, hint="Use ForeignKey.")


def levels_name_existing_fields(model: Model) -> Iterator[CheckMessage]:
    """E011: a level for a field that isn't there was meant for another."""
    mine = vars(model).get("LEVELS")
    names = {field.name for field in model._meta.concrete_fields}
    for name in mine.names() if mine else ():
        if name not in names:
            yield error(11, f"LEVELS names {name!r}, no field here", obj=model, hint="Correct the name.")


def begins_with_county(rule: models.Index | models.UniqueConstraint) -> bool:
    """Whether an index or constraint starts with the county, as a field or an expression."""
    if rule.fields:
        return rule.fields[0].removeprefix("-") == "county"
    first: Any = next(iter(rule.expressions), None)
    if isinstance(first, OrderBy):
        first = first.expression
    return isinstance(first, F) and vars(first).get("name") in {"county", "county_id"}


RULES: tuple[Callable[[Model], Iterator[CheckMessage]], ...] = (
    every_field_has_a_level,
    no_field_has_two_levels,
    unique_within_the_county,
    shared_tables_point_at_no_county,
    county_keys_carry_the_county,
    no_generic_keys,
    indexes_begin_with_the_county,
    every_table_has_a_kind,
    managers_ask_for_the_county,
    carrying_keys_stay_in_counties,
    levels_name_existing_fields,
)
