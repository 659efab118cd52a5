"""The wall of a county: what is read, joined, saved and deleted names the county."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Count, Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.context import NoCounty, WrongCounty, all_counties, in_county
from lianxin.kernel.models.county import County
from tests.shape.models import Graft, Keeper, Label, Labelling, Mark, Orchard, Plate, Sort, Tree

HERE, THERE = 990901, 990902


@pytest.fixture
def counties(db: None) -> None:
    for code in (HERE, THERE):
        County.objects.create(code=code, name=f"县{code}")


@pytest.fixture
def here(counties: None) -> Iterator[None]:
    with in_county(HERE):
        yield


@pytest.fixture
def orchard(here: None) -> Orchard:
    return Orchard.objects.create(name="东坡")


@pytest.fixture
def tree(orchard: Orchard) -> Tree:
    return Tree.objects.create(orchard=orchard, sort=Sort.objects.create(name="梨"), height=12)


def foreign(name: str = "西坡") -> Orchard:
    """An orchard of the other county."""
    with in_county(THERE):
        return Orchard.objects.create(name=name)


def statements(queries: CaptureQueriesContext, verb: str) -> list[str]:
    return [query["sql"] for query in queries if query["sql"].startswith(verb)]


def test_a_query_without_a_county_is_refused(counties: None) -> None:
    with pytest.raises(NoCounty):
        Orchard.objects.all()
    with pytest.raises(NoCounty):
        Orchard.objects.count()


def test_a_row_without_a_county_is_not_written(counties: None) -> None:
    with pytest.raises(NoCounty):
        Orchard(name="东坡").save()
    with pytest.raises(NoCounty):
        Orchard._base_manager.bulk_create([]) or Orchard(name="东坡").save()
    with all_counties("count"):
        assert Orchard.objects.count() == 0


def test_a_new_row_takes_the_county_of_the_work_at_hand(orchard: Orchard) -> None:
    assert orchard.county_id == HERE
    rows = Orchard.objects.bulk_create([Orchard(name="南坡"), Orchard(name="北坡")])
    assert [row.county_id for row in rows] == [HERE, HERE]
    assert (
        sorted(row.pk for row in rows)
        == list(Orchard.objects.order_by("pk").values_list("pk", flat=True))[1:]
    )


def test_a_query_sees_its_own_county_only(orchard: Orchard) -> None:
    foreign()
    assert [row.name for row in Orchard.objects.all()] == ["东坡"]
    with in_county(THERE):
        assert [row.name for row in Orchard.objects.all()] == ["西坡"]
    with all_counties("both are meant"):
        assert Orchard.objects.count() == 2


def test_a_row_never_changes_county(orchard: Orchard) -> None:
    row = Orchard.objects.get()
    row.county_id = THERE
    with pytest.raises(WrongCounty), all_counties("try it"):
        row.save()
    orchard.county_id = THERE
    with pytest.raises(WrongCounty), all_counties("try it"):
        orchard.save()
    with all_counties("look"):
        assert list(Orchard.objects.values_list("county_id", "name")) == [(HERE, "东坡")]


def test_a_row_made_in_bulk_never_changes_county_either(here: None) -> None:
    row = Orchard.objects.bulk_create([Orchard(name="东坡")])[0]
    row.county_id = THERE
    with pytest.raises(WrongCounty), all_counties("try it"):
        row.save()
    with all_counties("look"):
        assert list(Orchard.objects.values_list("county_id", "name")) == [(HERE, "东坡")]


def test_a_row_of_another_county_is_not_saved_here(here: None) -> None:
    other = foreign()
    other.name = "改名"
    with pytest.raises(WrongCounty):
        other.save()
    with pytest.raises(WrongCounty):
        Orchard.objects.bulk_create([Orchard(name="新", county_id=THERE)])
    with in_county(THERE):
        assert [row.name for row in Orchard.objects.all()] == ["西坡"]


def test_relations_of_another_countys_row_are_refused(here: None) -> None:
    other = foreign()
    with pytest.raises(WrongCounty):
        other.trees.count()


def test_saving_names_the_county_and_never_assigns_it(tree: Tree) -> None:
    with CaptureQueriesContext(connection) as queries:
        tree.height = 13
        tree.save()
        tree.save(update_fields=["height"])
    for update in statements(queries, "UPDATE"):
        assert f'"county_id" = {HERE}' in update.split("WHERE")[1]
        assert "county_id" not in update.split("WHERE")[0]
    assert len(statements(queries, "UPDATE")) == 2
    assert Tree.objects.get().height == 13


def test_reading_again_names_the_county(tree: Tree) -> None:
    Tree.objects.update(height=3)
    with CaptureQueriesContext(connection) as queries:
        tree.refresh_from_db()
        slim = Tree.objects.only("height").get()
        assert slim.orchard_id == tree.orchard_id
    assert tree.height == 3
    assert all(f'"county_id" = {HERE}' in query["sql"] for query in queries)


def test_joins_both_ways_equate_the_counties(tree: Tree) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert list(Tree.objects.filter(orchard__name="东坡").select_related("orchard")) == [tree]
        assert list(Orchard.objects.filter(trees__height=12)) == [tree.orchard]
        assert list(Plate.objects.filter(tree__orchard__name="无")) == []
        assert list(Orchard.objects.annotate(n=Count("trees")).values_list("n", flat=True)) == [1]
    for query in queries:
        for join in query["sql"].split("JOIN")[1:]:
            assert join.split("WHERE")[0].count('"county_id"') == 2, join


def test_forward_access_names_the_county_and_needs_no_context(tree: Tree) -> None:
    fresh = Tree.objects.get()
    with CaptureQueriesContext(connection) as queries:
        assert fresh.orchard.name == "东坡"
    assert f'"county_id" = {HERE}' in queries[0]["sql"]


def test_a_one_to_one_row_is_found_both_ways(tree: Tree) -> None:
    Plate.objects.create(tree=tree, text="壹")
    fresh = Tree.objects.get()
    with CaptureQueriesContext(connection) as queries:
        assert fresh.plate.text == "壹"
    assert f'"county_id" = {HERE}' in queries[0]["sql"]
    assert Plate.objects.get(pk=tree.pk).tree == tree


def test_relations_name_the_county_even_across_counties(tree: Tree) -> None:
    with all_counties("the row says which"), CaptureQueriesContext(connection) as queries:
        assert list(tree.orchard.trees.all()) == [tree]
        assert Tree.objects.filter(orchard=tree.orchard).count() == 1
        assert Orchard.objects.filter(trees=tree).count() == 1
    assert all(f'"county_id" = {HERE}' in query["sql"] for query in queries)


def test_prefetching_across_counties_asks_for_the_counties_of_its_rows(tree: Tree) -> None:
    other = foreign()
    with in_county(THERE):
        Tree.objects.create(orchard=other, sort=tree.sort)
    with all_counties("both are meant"), CaptureQueriesContext(connection) as queries:
        found = list(Orchard.objects.order_by("county").prefetch_related("trees"))
        assert [row.trees.count() for row in found] == [1, 1]
        assert [row.trees.all()[0].county_id for row in found] == [HERE, THERE]
    assert f'"county_id" IN ({HERE}, {THERE})' in queries[1]["sql"]


def test_subqueries_equate_the_counties(tree: Tree) -> None:
    trees = Tree.objects.filter(orchard=OuterRef("pk"))
    with CaptureQueriesContext(connection) as queries:
        assert list(Orchard.objects.filter(Exists(trees))) == [tree.orchard]
        assert list(Orchard.objects.exclude(trees__height=12)) == []
        assert list(Orchard.objects.filter(~Exists(trees))) == []
    with all_counties("both are meant"):
        assert list(Orchard.objects.exclude(trees__height=12)) == []
    for query in queries:
        assert '"county_id" = ("shape_orchard"."county_id")' in query["sql"]


def test_many_to_many_goes_through_a_table_with_a_county(tree: Tree) -> None:
    label = Label.objects.create(word="老")
    tree.labels.add(label)
    assert Labelling.objects.get().county_id == HERE
    assert list(tree.labels.all()) == [label]
    assert list(label.trees.filter(height__gte=10)) == [tree]
    assert [list(row.labels.all()) for row in Tree.objects.prefetch_related("labels")] == [[label]]
    tree.labels.clear()
    assert Labelling.objects.count() == 0


def test_own_questions_stay_within_the_county(tree: Tree) -> None:
    assert list(Tree.objects.all().tall()) == [tree]
    assert list(Tree.objects.tall()) == [tree]
    with in_county(THERE):
        assert list(Tree.objects.tall()) == []


@pytest.mark.parametrize("by_query", [False, True])
def test_deleting_cascades_within_the_county(tree: Tree, by_query: bool) -> None:
    part = Orchard.objects.create(name="东坡一", part_of=tree.orchard)
    Keeper.objects.create(name="甲", orchard=part)
    plate = Plate.objects.create(tree=tree, text="壹")
    Mark.objects.create(plate=plate, text="贰")
    Graft.objects.create(scion=tree, stock=tree)
    foreign()
    with CaptureQueriesContext(connection) as queries:
        doomed = Orchard.objects.filter(pk=tree.orchard_id) if by_query else tree.orchard
        count, by_table = doomed.delete()
    assert by_table == {
        "shape.Orchard": 2,
        "shape.Tree": 1,
        "shape.Plate": 1,
        "shape.Mark": 1,
        "shape.Graft": 1,
    }
    assert count == 6
    assert Keeper.objects.get().orchard_id is None
    for query in queries:
        if "shape_" in query["sql"]:
            assert f'"county_id" = {HERE}' in query["sql"], query["sql"]
    with all_counties("look"):
        assert [row.name for row in Orchard.objects.all()] == ["西坡"]


def test_rows_that_point_at_each_other_go_together(tree: Tree) -> None:
    orchard = tree.orchard
    orchard.best = tree
    orchard.save()
    assert orchard.delete()[1] == {"shape.Orchard": 1, "shape.Tree": 1}
    assert orchard.pk is None


def test_what_is_protected_stays(tree: Tree) -> None:
    label = Label.objects.create(word="老")
    tree.labels.add(label)
    with pytest.raises(models.ProtectedError):
        label.delete()
    assert Label.objects.count() == 1
    assert tree.delete()[1] == {"shape.Tree": 1, "shape.Labelling": 1}


def test_rows_of_two_counties_go_in_one_delete(orchard: Orchard) -> None:
    foreign()
    with all_counties("empty the table"):
        assert Orchard.objects.all().delete() == (2, {"shape.Orchard": 2})


def test_uniqueness_counts_within_the_county(orchard: Orchard) -> None:
    assert foreign(orchard.name).pk != orchard.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Orchard.objects.create(name=orchard.name)
    with pytest.raises(IntegrityError), transaction.atomic():
        Keeper.objects.bulk_create([Keeper(name="甲", orchard=orchard), Keeper(name="乙", orchard=orchard)])
    assert Keeper.objects.count() == 0


def test_bulk_writes_name_the_county(tree: Tree) -> None:
    tree.height = 20
    with CaptureQueriesContext(connection) as queries:
        Tree.objects.bulk_update([tree], ["height"])
        Tree.objects.filter(height=20).update(height=21)
        Orchard.objects.update_or_create(name="东坡", defaults={"part_of": None})
    for update in statements(queries, "UPDATE"):
        assert f'"county_id" = {HERE}' in update
    assert Tree.objects.get().height == 21


def test_checking_a_form_value_looks_in_the_county(orchard: Orchard, tree: Tree) -> None:
    tree.full_clean(exclude=["labels"])
    other = foreign()
    tree.orchard_id = other.pk
    with pytest.raises(Exception, match="orchard"):
        tree.full_clean(exclude=["labels"])
