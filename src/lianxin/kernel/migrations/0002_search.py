"""The engines' full-text indexes over kernel_searchrow, and what keeps SQLite's in step.

PostgreSQL: the tokens are letters and digits, so the plain cast makes the vector; to_tsvector takes twice as long.
SQLite: an external-content FTS5 table (no copy of the text; deleting works on 3.40) and three triggers.
Django rebuilds a SQLite table when a column changes, and triggers go with the old one: a later migration that
alters SearchRow runs `make` again. `tests/kernel/test_search.py` fails when the triggers are gone.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS kernel_searchrow_fts USING fts5(
        wording, place, content='kernel_searchrow', content_rowid='id', tokenize='ascii'
    )
    """,
    """
    CREATE TRIGGER IF NOT EXISTS kernel_searchrow_added AFTER INSERT ON kernel_searchrow BEGIN
        INSERT INTO kernel_searchrow_fts(rowid, wording, place) VALUES (new.id, new.wording, new.place);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS kernel_searchrow_gone AFTER DELETE ON kernel_searchrow BEGIN
        INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts, rowid, wording, place)
        VALUES ('delete', old.id, old.wording, old.place);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS kernel_searchrow_changed AFTER UPDATE ON kernel_searchrow BEGIN
        INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts, rowid, wording, place)
        VALUES ('delete', old.id, old.wording, old.place);
        INSERT INTO kernel_searchrow_fts(rowid, wording, place) VALUES (new.id, new.wording, new.place);
    END
    """,
    "INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts) VALUES ('rebuild')",
]
POSTGRESQL = [
    """
    CREATE INDEX IF NOT EXISTS kernel_searchrow_wording ON kernel_searchrow
    USING gin ((wording::tsvector))
    """,
    """
    CREATE INDEX IF NOT EXISTS kernel_searchrow_place ON kernel_searchrow
    USING gin ((place::tsvector))
    """,
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS kernel_searchrow_added",
        "DROP TRIGGER IF EXISTS kernel_searchrow_gone",
        "DROP TRIGGER IF EXISTS kernel_searchrow_changed",
        "DROP TABLE IF EXISTS kernel_searchrow_fts",
    ],
    "postgresql": [
        "DROP INDEX IF EXISTS kernel_searchrow_wording",
        "DROP INDEX IF EXISTS kernel_searchrow_place",
    ],
}


def make(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unmake(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_tables")]

    operations = [migrations.RunPython(make, unmake)]
