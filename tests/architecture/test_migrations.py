"""A first start makes all tables: five seconds where each migration makes its own at once, half a minute where not."""

from django.db.migrations import AddConstraint, AddIndex, CreateModel, Migration
from django.db.migrations.loader import MigrationLoader

from lianxin.kernel.migrating import CreateModels


def test_the_tables_of_a_migration_are_made_at_once_and_with_their_indexes() -> None:
    """What `makemigrations` writes apart goes into one `CreateModels`: each step builds all models anew."""
    ours = {
        f"{app}.{name}": migration
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if migration.__module__.startswith("lianxin.")
    }
    assert len(ours) > 30
    slow = {name: said for name, migration in ours.items() if (said := apart(migration))}
    assert slow == {}


def apart(migration: Migration) -> list[str]:
    """The tables it makes one by one, and what it adds to a table of its own afterwards."""
    alone = [one for one in migration.operations if isinstance(one, CreateModel)]
    together = [one for one in migration.operations if isinstance(one, CreateModels)]
    made = {table.name_lower for table in [*alone, *(table for one in together for table in one.tables)]}
    added = [one for one in migration.operations if isinstance(one, AddIndex | AddConstraint)]
    one_by_one = [one.describe() for one in alone] if len(alone) + len(together) > 1 else []
    return one_by_one + [one.describe() for one in added if one.model_name_lower in made]
