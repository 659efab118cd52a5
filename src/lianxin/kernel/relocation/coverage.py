"""The build stops while a number could name an account and nobody says whether it does (覆盖检查)."""

from django.core.checks import CheckMessage, Error
from django.db import models

from lianxin.kernel.distribution import county_models
from lianxin.kernel.levels import ours
from lianxin.kernel.relocation.registry import all_shared, ties_of

OWN = {
    *(
        "row_id",
        "part_id",
        "reader_id",
        "joined_id",
        "batch_id",
        "spent_on",
        "seq",
        "step",
        "category",
        "mark",
    ),
    *("post_id", "made_post", "proposed_post", "asked_post", "decided_post"),
}
"""Numbers of the county's own rows, which move along unchanged; a mark is made the same way in every installation."""


def check_ties(app_configs: object = None, **options: object) -> list[CheckMessage]:
    """E040 for each number nobody says anything of, E041 for a sealed table's hash nobody can make again."""
    hint = "Say accounts(…) in the `relocating` module of its app, or add its name to OWN."
    return [
        *(Error(f"{name} may name an account", hint=hint, id="lianxin.E040") for name in unsaid()),
        *(Error(f"{name} is a hash nobody says how to make again", id="lianxin.E041") for name in unhashed()),
    ]


def unsaid() -> list[str]:
    """The numbers that are neither accounts nor known to be the county's own."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in filter(ours, county_models())
        for field in model._meta.local_concrete_fields
        if type(field) is models.BigIntegerField
        and field.name not in OWN
        and field.name not in ties_of(model).accounts
    ]


def unhashed() -> list[str]:
    """The blind indexes, by their name, that no app says how to make again."""
    tables = [*county_models(), *(one.model for one in all_shared())]
    return [
        f"{model._meta.label}.{field.name}"
        for model in filter(ours, tables)
        for field in model._meta.local_concrete_fields
        if field.name.endswith("_index") and field.name not in ties_of(model).indexes
    ]
