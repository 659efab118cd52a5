from typing import Any

from django.db import migrations

from lianxin.kernel.append_only import CHAINS, protect, unprotect


def forwards(apps: Any, editor: Any) -> None:
    protect(editor.connection, CHAINS)


def backwards(apps: Any, editor: Any) -> None:
    unprotect(editor.connection, CHAINS)


class Migration(migrations.Migration):
    """Events and access entries can only be added."""

    dependencies = [("kernel", "0002_search")]
    operations = [migrations.RunPython(forwards, backwards)]
