"""What a deleted row leaves behind inside the database's own files, and how it goes (残留).

SQLite overwrites what it frees (`secure_delete` in the settings); its full-text index keeps a deleted row's words in
its segments until they are merged, its write-ahead log old pages until it is emptied. PostgreSQL keeps old rows until
a VACUUM. Nothing of this can be done inside a transaction, so it follows the run.
"""

from django.apps import apps
from django.db import connection

from lianxin.kernel.erasure.registry import all_parts

MERGE = "INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts) VALUES ('optimize')"


def scrub() -> None:
    """Let the database forget what was erased; inside a transaction only what can be done there."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(MERGE)
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    elif not connection.in_atomic_block:
        labels = sorted({part.model._meta.label for part in all_parts()})
        with connection.cursor() as cursor:
            for label in labels:
                cursor.execute(f"VACUUM {connection.ops.quote_name(apps.get_model(label)._meta.db_table)}")
