"""The index's column of names, and the engines' full-text indexes over all three columns.

SQLite: Django copies the table to add a column, and triggers go with the old one, so both are made again after it.
"""

from django.db import migrations, models

COLUMNS = "wording, place, who"
NEW, OLD = (", ".join(f"{row}.{name}" for name in COLUMNS.split(", ")) for row in ("new", "old"))
GONE = f"""INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts, rowid, {COLUMNS})
           VALUES ('delete', old.id, {OLD});"""  # noqa: S608  # constants of this file
ADDED = f"INSERT INTO kernel_searchrow_fts(rowid, {COLUMNS}) VALUES (new.id, {NEW});"  # noqa: S608
TRIGGERS = {
    "added": f"AFTER INSERT ON kernel_searchrow BEGIN {ADDED} END",
    "gone": f"AFTER DELETE ON kernel_searchrow BEGIN {GONE} END",
    "changed": f"AFTER UPDATE ON kernel_searchrow BEGIN {GONE} {ADDED} END",
}
DROP = [
    *(f"DROP TRIGGER IF EXISTS kernel_searchrow_{name}" for name in TRIGGERS),
    "DROP TABLE IF EXISTS kernel_searchrow_fts",
]
SQLITE = [
    f"""CREATE VIRTUAL TABLE kernel_searchrow_fts USING fts5(
        {COLUMNS}, content='kernel_searchrow', content_rowid='id', tokenize='ascii')""",
    *(f"CREATE TRIGGER kernel_searchrow_{name} {body}" for name, body in TRIGGERS.items()),
    "INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts) VALUES ('rebuild')",
]
POSTGRESQL = [
    "CREATE INDEX IF NOT EXISTS kernel_searchrow_who ON kernel_searchrow USING gin ((who::tsvector))",
]


def execute(schema_editor, sqlite, postgresql):
    statements = {"sqlite": sqlite, "postgresql": postgresql}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    execute(schema_editor, DROP, [])


def make(apps, schema_editor):
    execute(schema_editor, SQLITE, POSTGRESQL)


def unmake(apps, schema_editor):
    execute(schema_editor, DROP, ["DROP INDEX IF EXISTS kernel_searchrow_who"])


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_exports")]

    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.AddField("searchrow", "who", models.TextField(blank=True, default="")),
        migrations.AddField("searchrow", "cut", models.PositiveSmallIntegerField(default=1)),
        migrations.RunPython(make, unmake),
    ]
