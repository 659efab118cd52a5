"""Migrations keep the shape: on PostgreSQL every key of a county table carries the county.

The same operations run on SQLite, where the plain keys stand.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, migrations, models, transaction

from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County, CountyRow
from lianxin.kernel.postgres.catalogue import faults
from tests.plugins.query_lint import watched
from tests.shape.citus import GONE, STUBS, moved
from tests.shape.models import Orchard
from tests.shape.probe import ON_POSTGRES, Probe, county_table, key, one

HERE, THERE = 990901, 990902

postgres_only = pytest.mark.skipif(not ON_POSTGRES, reason="the shape is PostgreSQL's")


@pytest.fixture
def probe(transactional_db: None) -> Iterator[Probe]:
    County.objects.create(code=HERE, name="青禾县")
    County.objects.create(code=THERE, name="白杨县")
    made = Probe()
    made.run(
        county_table("House"), county_table("Door", ("name", models.CharField(max_length=9, default="")))
    )
    yield made
    made.undo()
    assert not [table for table in connection.introspection.table_names() if table.startswith("probe_")]


OWNER = ("county_id",), ("kernel_county", ("code",))


def to_house(column: str = "house_id") -> dict[tuple[str, ...], tuple[str, tuple[str, ...]]]:
    return {OWNER[0]: OWNER[1], ("county_id", column): ("probe_house", ("county_id", "id"))}


@postgres_only
@pytest.mark.django_db
def test_every_table_of_the_project_has_the_shape() -> None:
    assert faults(connection) == []


@postgres_only
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("CREATE UNIQUE INDEX bad ON shape_tree (height)", "shape_tree: bad is unique without the county"),
        ("CREATE INDEX bad ON shape_tree (height)", "shape_tree: bad is index not beginning with the county"),
        (
            """ALTER TABLE shape_tree ADD CONSTRAINT bad FOREIGN KEY (county_id, height)
            REFERENCES shape_label (county_id, id) DEFERRABLE""",
            "shape_tree: bad is deferrable",
        ),
        (
            """CREATE UNIQUE INDEX one ON shape_label (id);
            ALTER TABLE shape_tree ADD CONSTRAINT bad FOREIGN KEY (height) REFERENCES shape_label (id)""",
            "shape_tree: bad is key between county tables without the county",
        ),
        (
            """CREATE UNIQUE INDEX one ON shape_label (id);
            ALTER TABLE shape_sort ADD CONSTRAINT bad FOREIGN KEY (id) REFERENCES shape_label (id)""",
            "shape_sort: bad is key from a shared table into a county",
        ),
    ],
)
def test_the_catalogue_names_what_breaks_the_shape(statement: str, fault: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert fault in faults(connection)


def test_a_new_table_has_county_and_id_as_its_key(probe: Probe) -> None:
    expected = {("county_id", "id")} if ON_POSTGRES else set()
    assert probe.unique("House") == expected


def test_a_county_added_in_a_later_step_makes_the_same_shape(probe: Probe) -> None:
    plain = migrations.CreateModel(
        "Bell",
        [("door", one("Door", primary_key=True)), ("house", one("House", null=True))],
        bases=(CountyRow, models.Model),
    )
    owner = models.ForeignKey("kernel.County", models.PROTECT, db_index=False, related_name="+")
    before = probe.state
    after = before.clone()
    with connection.schema_editor() as editor:
        for operation in (plain, migrations.AddField("Bell", "county", owner)):
            base, after = after, after.clone()
            operation.state_forwards("probe", after)
            operation.database_forwards("probe", editor, base, after)
            probe.done.append((operation, base, after))
    probe.state = after
    probe.check()
    if ON_POSTGRES:
        assert probe.unique("Bell") == {("county_id", "door_id"), ("county_id", "house_id")}
    probe.done[-2:] = [(plain, before, after)]


def test_a_key_added_to_a_table_with_rows_carries_the_county(probe: Probe) -> None:
    probe.model("Door").objects.create(county_id=HERE)
    probe.run(migrations.AddField("Door", "house", key("House", null=True)))
    assert probe.model("Door").objects.get().house_id is None
    if ON_POSTGRES:
        assert probe.keys("Door") == to_house()


def test_a_key_with_a_default_is_added_to_rows(probe: Probe) -> None:
    house = probe.model("House").objects.create(county_id=HERE)
    probe.model("Door").objects.create(county_id=HERE)
    probe.run(migrations.AddField("Door", "house", key("House", default=house.pk), preserve_default=False))
    assert probe.model("Door").objects.get().house_id == house.pk
    if ON_POSTGRES:
        assert probe.keys("Door") == to_house()


def test_a_renamed_key_carries_the_county(probe: Probe) -> None:
    probe.run(
        migrations.AddField("Door", "house", key("House", null=True)),
        migrations.RenameField("Door", "house", "home"),
    )
    if ON_POSTGRES:
        assert probe.keys("Door") == to_house("home_id")


def test_a_removed_key_leaves_nothing(probe: Probe) -> None:
    probe.run(
        migrations.AddField("Door", "house", one("House", null=True)),
        migrations.RemoveField("Door", "house"),
    )
    if ON_POSTGRES:
        assert probe.keys("Door") == dict([OWNER])
        assert probe.unique("Door") == {("county_id", "id")}


def test_a_key_made_required_carries_the_county(probe: Probe) -> None:
    probe.run(
        migrations.AddField("Door", "house", key("House", null=True)),
        migrations.AlterField("Door", "house", key("House")),
    )
    if ON_POSTGRES:
        assert probe.keys("Door") == to_house()


def test_a_key_may_become_one_to_one_and_back(probe: Probe) -> None:
    probe.run(
        migrations.AddField("Door", "house", key("House", null=True)),
        migrations.AlterField("Door", "house", one("House", null=True)),
    )
    if ON_POSTGRES:
        assert probe.keys("Door") == to_house()
        assert probe.unique("Door") == {("county_id", "id"), ("county_id", "house_id")}
    probe.run(migrations.AlterField("Door", "house", key("House", null=True)))
    if ON_POSTGRES:
        assert probe.keys("Door") == to_house()
        assert probe.unique("Door") == {("county_id", "id")}


def test_a_key_may_point_at_another_table(probe: Probe) -> None:
    probe.run(
        county_table("Barn"),
        migrations.AddField("Door", "house", key("House", null=True)),
        migrations.AlterField("Door", "house", key("Barn", null=True)),
    )
    if ON_POSTGRES:
        expected = {OWNER[0]: OWNER[1], ("county_id", "house_id"): ("probe_barn", ("county_id", "id"))}
        assert probe.keys("Door") == expected


def test_a_number_may_become_a_key_and_back(probe: Probe) -> None:
    probe.run(
        migrations.AddField("Door", "house", models.BigIntegerField(null=True, db_column="house_id")),
        migrations.AlterField("Door", "house", key("House", null=True)),
    )
    if ON_POSTGRES:
        assert probe.keys("Door") == to_house()
    probe.run(migrations.AlterField("Door", "house", models.BigIntegerField(null=True, db_column="house_id")))
    if ON_POSTGRES:
        assert probe.keys("Door") == dict([OWNER])


def test_a_renamed_table_keeps_its_keys(probe: Probe) -> None:
    probe.run(
        migrations.AddField("Door", "house", key("House", null=True)),
        migrations.RenameModel("House", "Home"),
        migrations.RenameModel("Door", "Gate"),
        migrations.AlterField("Gate", "house", key("Home")),
    )
    if ON_POSTGRES:
        expected = {OWNER[0]: OWNER[1], ("county_id", "house_id"): ("probe_home", ("county_id", "id"))}
        assert probe.keys("Gate") == expected


def test_a_row_may_point_at_its_own_table(probe: Probe) -> None:
    probe.run(migrations.AddField("House", "part_of", key("House", null=True)))
    if ON_POSTGRES:
        expected = {OWNER[0]: OWNER[1], ("county_id", "part_of_id"): ("probe_house", ("county_id", "id"))}
        assert probe.keys("House") == expected


def test_a_key_may_be_the_primary_key_and_be_pointed_at(probe: Probe) -> None:
    probe.run(
        county_table("Plate", ("door", one("Door", primary_key=True))),
        county_table("Scratch", ("plate", key("Plate"))),
    )
    if ON_POSTGRES:
        assert probe.unique("Plate") == {("county_id", "door_id")}
        assert probe.keys("Scratch")[("county_id", "plate_id")] == ("probe_plate", ("county_id", "door_id"))


def test_unique_constraints_come_and_go(probe: Probe) -> None:
    constraint = models.UniqueConstraint(fields=["county", "name"], name="probe_door_name")
    partial = models.UniqueConstraint(
        fields=["county", "name"], condition=~models.Q(name=""), name="probe_door_partial"
    )
    probe.run(
        migrations.AddField("Door", "house", one("House", null=True)),
        migrations.AddConstraint("Door", constraint),
        migrations.AddConstraint("Door", partial),
        migrations.AlterField("Door", "name", models.TextField(default="")),
        migrations.RemoveConstraint("Door", "probe_door_name"),
    )
    if ON_POSTGRES:
        expected = {("county_id", "id"), ("county_id", "house_id"), ("county_id", "name")}
        assert probe.unique("Door") == expected


def test_a_constraint_on_a_one_to_one_key_outlives_the_key(probe: Probe) -> None:
    mine = models.UniqueConstraint(fields=["county", "house"], name="probe_door_house")
    probe.run(
        migrations.AddField("Door", "house", one("House", null=True)),
        migrations.AddConstraint("Door", mine),
        migrations.AlterField("Door", "house", key("House", null=True)),
    )
    if ON_POSTGRES:
        assert probe.unique("Door") == {("county_id", "id"), ("county_id", "house_id")}


def test_a_data_migration_saves_within_the_county(probe: Probe) -> None:
    for code in (HERE, THERE):
        probe.model("Door").objects.create(county_id=code)

    def rename(registry: Any, editor: Any) -> None:
        for door in registry.get_model("probe", "Door").objects.all():
            door.name = f"门{door.county_id}"
            door.save()

    probe.run(migrations.RunPython(rename, migrations.RunPython.noop))
    names = set(probe.model("Door").objects.values_list("name", flat=True))
    assert names == {f"门{HERE}", f"门{THERE}"}


@postgres_only
def test_the_database_refuses_a_reference_into_another_county(probe: Probe) -> None:
    probe.run(migrations.AddField("Door", "house", key("House", null=True)))
    house = probe.model("House").objects.create(county_id=THERE)
    door = probe.model("Door")
    with pytest.raises(IntegrityError), transaction.atomic():
        # At once, not at the end of the transaction.
        door.objects.bulk_create([door(county_id=HERE, house_id=house.pk)])
    assert door.objects.count() == 0


@postgres_only
def test_a_cluster_is_told_of_each_new_table(probe: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STUBS)
    monkeypatch.setattr(connection.features, "citus", True, raising=False)
    try:
        probe.run(
            county_table("Barn", ("house", one("House", null=True))),
            migrations.CreateModel("Sort", [("id", models.BigAutoField(primary_key=True))]),
        )
        with pytest.raises(DatabaseError, match="lacks"):
            distribute_with_a_bad_index(probe.model("House"))
        with connection.schema_editor() as editor:
            editor.distribute(County)
            with connection.cursor() as cursor:
                cursor.execute("SHOW citus.multi_shard_modify_mode")
                assert cursor.fetchone() == ("sequential",)
        with connection.cursor() as cursor:
            handed = [("probe_barn", "distributed", "default"), ("kernel_county", "reference", None)]
            assert moved(cursor) == handed
    finally:
        monkeypatch.undo()
        with connection.cursor() as cursor:
            cursor.execute(GONE)


def distribute_with_a_bad_index(model: type[models.Model]) -> None:
    with connection.schema_editor() as editor:
        editor.execute(f"CREATE UNIQUE INDEX bad ON {model._meta.db_table} (id)")
        editor.distribute(model)


def fill() -> None:
    """One row of a shared table, one of a county table."""
    County.objects.create(code=HERE, name="青禾县")
    with in_county(HERE):
        Orchard.objects.create(name="东坡")
        assert Orchard.objects.count() == 1


def rows() -> int:
    """How many rows there are of either."""
    with in_county(HERE):
        return County.objects.count() + Orchard.objects.count()


def test_flushing_empties_county_tables_too(transactional_db: None) -> None:
    fill()
    with watched(now=False):  # it empties the tables of all counties
        call_command("flush", interactive=False, verbosity=0)
    assert rows() == 0


@pytest.mark.parametrize("time", [1, 2])
def test_a_test_with_transactions_of_its_own_leaves_nothing_behind(transactional_db: None, time: int) -> None:
    assert rows() == 0
    fill()
