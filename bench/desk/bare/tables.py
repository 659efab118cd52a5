"""The product's tables as plain models: Django's own managers, no walls."""

from typing import Any

from django.apps import apps
from django.db import models


def plain(label: str) -> Any:
    """A model over the table of one of the product's, every column a plain field."""
    original: Any = apps.get_model(label)
    fields: dict[str, Any] = {}
    for one in original._meta.concrete_fields:
        if one.is_relation:
            key = models.BigIntegerField(db_column=one.column, null=one.null, primary_key=one.primary_key)
            fields[one.attname] = key
        else:
            fields[one.attname] = one.clone()
    meta = type("Meta", (), {"app_label": "bare", "db_table": original._meta.db_table, "managed": False})
    body = {**fields, "Meta": meta, "__module__": __name__}
    return type(original.__name__, (models.Model,), body)


LABELS = (
    "matters.Matter appeals.Appeal matters.Contact appeals.Appellant matters.Clock appeals.Order appeals.Handling "
    "appeals.Reply appeals.Callback kernel.SearchRow kernel.Event kernel.ChainHead kernel.NumberSeries kernel.Message "
    "kernel.Job kernel.Notice people.Consent people.Unit people.Post people.Account places.Area appeals.AppealClass "
    "kernel.SealedPiece wording.Mark wording.Sketched"
).split()
TABLES = {label: plain(label) for label in LABELS}
