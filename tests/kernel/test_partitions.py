"""The large tables split by county on one PostgreSQL server: the same rows, the same keys, the same work."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from lianxin.appeals.models import Appeal
from lianxin.kernel.audit import verify
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.distribution import large_models
from lianxin.kernel.events import looked
from lianxin.kernel.models.county import County, CountyForeignKey
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.search import SearchRow
from lianxin.kernel.postgres.catalogue import faults
from lianxin.kernel.postgres.definition import Definition, definition_of, partitioned
from lianxin.kernel.postgres.partitions import by_county
from lianxin.kernel.postgres.rebuilding import ByCounty, Whole, rebuild
from lianxin.kernel.postgres.steps import Step, run
from lianxin.kernel.search import find_ids
from lianxin.matters.models import Matter
from lianxin.people.models import Account
from tests.kernel.forger import refused
from tests.shape.models import Graft, Orchard, Sort, Tree
from tests.township import Township, settle
from tests.wording import learnt

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite splits no tables"),
    pytest.mark.django_db,
]
HERE, THERE = 990901, 990902


@pytest.fixture
def towns(town: Township) -> list[Township]:
    """Two counties with a town each, and in each an appeal for which a class was proposed, answered."""
    model = learnt.table()
    Account.objects.update(login=Concat("login", Value("-here")))
    other = County.objects.create(code=THERE, name="白杨县")
    with in_county(THERE):
        beside = settle(other)
        learnt.in_use(beside, model)
        looked_at(beside, beside.answered(beside.file()))
    learnt.in_use(town, model)
    looked_at(town, town.answered(town.file()))
    return [town, beside]


def looked_at(town: Township, matter: Matter) -> None:
    """Somebody reads what is sealed in it, which is put on record."""
    looked("matter", matter.pk, by=town.clerk, what="phone")


def do(steps: list[Step]) -> None:
    run(connection, steps, say=lambda title: None)


def definitions() -> dict[str, Definition]:
    tables = [model._meta.db_table for model in large_models()]
    return {table: definition_of(connection, table) for table in tables}


def rows() -> dict[str, list[Any]]:
    """Every row of every large table."""
    with all_counties("the test compares all rows"):
        return {
            model._meta.db_table: list(model._base_manager.order_by("county_id", "pk").values())
            for model in large_models()
        }


def part_of(table: str, county: int) -> str:
    """The partition that holds the rows of a county."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT tableoid::regclass::text FROM {table} WHERE county_id = %s", [county]
        )
        [(part,)] = cursor.fetchall()
    assert part.startswith(f"{table}_2_")
    return str(part)


def test_two_counties_go_on_with_all_their_rows(towns: list[Township]) -> None:
    kept, said = rows(), definitions()
    assert all({row["county_id"] for row in found} == {HERE, THERE} for found in kept.values())
    do(by_county(connection, 2))
    assert rows() == kept
    assert definitions() == said
    assert {partitioned(connection, table) for table in said} == {("h", 2)}
    assert faults(connection) == []
    assert by_county(connection, 2) == []
    for part in ("kernel_event", part_of("kernel_event", THERE)):
        assert refused(f"UPDATE {part} SET move = 'forged'")
        assert refused(f"DELETE FROM {part}")
    for town in towns:
        with in_county(town.county):
            matter = town.closed(town.file(text="樟荫村后山的路塌了一段。"))
            assert matter.pk > max(row["id"] for row in kept["matters_matter"])
            assert list(Matter.objects.filter(pk__in=find_ids("matter", "后山"))) == [matter]
            assert (
                Matter.objects.count()
                == Appeal.objects.count()
                == SearchRow.objects.filter(row_kind="matter").count()
                == 2
            )
            assert verify("events").ok


@pytest.mark.deep
def test_another_number_of_parts_and_none_at_all(towns: list[Township]) -> None:
    kept, said = rows(), definitions()
    for number, shape in ((3, ("h", 3)), (2, ("h", 2)), (0, ("", 0))):
        do(by_county(connection, number))
        assert {partitioned(connection, table) for table in said} == {shape}
    assert by_county(connection, 1) == []
    assert (rows(), definitions()) == (kept, said)


@pytest.fixture
def trees(county: County) -> None:
    """Three trees of an orchard; small tables to be rebuilt."""
    orchard = Orchard.objects.create(name="东坡")
    sort = Sort.objects.create(name="梨")
    Tree.objects.bulk_create(Tree(orchard=orchard, sort=sort, height=height) for height in (1, 2, 3))


def test_a_copy_that_lacks_rows_is_no_copy(trees: None) -> None:
    step = rebuild(definition_of(connection, "shape_tree"), ByCounty("shape_tree", 2))
    torn = [f"{one} WHERE height > 1" if one.startswith("INSERT") else one for one in step.statements]
    with pytest.raises(DatabaseError, match="does not hold all its rows"), transaction.atomic():
        do([replace(step, statements=tuple(torn))])
    assert Tree.objects.count() == 3
    assert partitioned(connection, "shape_tree") == ("", 0)


def test_walls_and_rights_come_along_and_no_part_is_open(trees: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """CREATE POLICY low ON shape_tree FOR SELECT USING (height < 3);
            ALTER TABLE shape_tree ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
            GRANT SELECT ON shape_tree TO PUBLIC"""
        )
    said = definition_of(connection, "shape_tree")
    assert (said.walled, said.forced, said.rights, len(said.policies)) == (
        True,
        True,
        (("SELECT", "PUBLIC"),),
        2,
    )
    do([rebuild(said, ByCounty("shape_tree", 2))])
    assert definition_of(connection, "shape_tree") == said
    part = definition_of(connection, "shape_tree_2_0")
    # Who asks a part past the table meets the same wall, and nobody else has a right to it.
    assert (part.walled, part.forced, part.policies, part.rights) == (True, True, said.policies, ())
    do([rebuild(said, Whole())])
    assert definition_of(connection, "shape_tree") == said
    assert Tree.objects.count() == 3


def test_a_later_release_changes_a_split_table_as_any_other(trees: None) -> None:
    do([rebuild(definition_of(connection, "shape_tree"), ByCounty("shape_tree", 2))])
    girth = models.IntegerField(default=7)
    girth.set_attributes_from_name("girth")
    thick = models.Index(fields=["county", "girth"], name="shape_tree_girth")
    single = models.UniqueConstraint(fields=["county", "orchard", "height"], name="shape_tree_single")
    with connection.schema_editor() as editor:
        editor.add_field(Tree, girth)
        editor.execute("CREATE INDEX shape_tree_girth ON shape_tree (county_id, girth)")
        editor.add_constraint(Tree, single)
    assert faults(connection) == []
    assert "girth" in definition_of(connection, "shape_tree_2_1").columns
    with pytest.raises(IntegrityError), transaction.atomic():
        Tree.objects.bulk_create([Tree(orchard=Orchard.objects.get(), sort=Sort.objects.get(), height=3)])
    scion = Graft._meta.get_field("scion")
    loose = CountyForeignKey(Tree, models.CASCADE, null=True, related_name="given")
    loose.set_attributes_from_name("scion")
    loose.model = Graft
    with connection.schema_editor() as editor:
        editor.alter_field(Graft, scion, loose)
        editor.alter_field(Graft, loose, scion)
        editor.remove_constraint(Tree, single)
        editor.remove_index(Tree, thick)
        editor.remove_field(Tree, girth)
    assert Tree.objects.count() == 3


def test_every_large_table_says_why() -> None:
    assert {"kernel_searchrow", "kernel_event", "matters_matter", "appeals_appeal"} <= set(definitions())
    assert Event in large_models()
    assert all(len(str(vars(model)["LARGE"]).split()) > 4 for model in large_models())
