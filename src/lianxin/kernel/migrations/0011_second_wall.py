from typing import Any

from django.db import migrations

from lianxin.kernel.postgres import policies


def on_one_postgres(connection: Any) -> bool:
    """Whether there are tables to put policies on: not on SQLite, and not on a cluster (ADR 0027)."""
    return connection.vendor == "postgresql" and not connection.features.citus


def forwards(apps: Any, editor: Any) -> None:
    if on_one_postgres(editor.connection):
        policies.raise_all(editor.connection)


def backwards(apps: Any, editor: Any) -> None:
    if on_one_postgres(editor.connection):
        policies.lower_all(editor.connection)


class Migration(migrations.Migration):
    """A policy on every county table there is; later tables get theirs as they are made (schema.py)."""

    dependencies = [("kernel", "0010_relocation")]
    operations = [migrations.RunPython(forwards, backwards)]
