"""Where tables live, and where a county's ids begin."""

import io
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.kernel.counties import serve
from lianxin.kernel.distribution import (
    NATIONAL,
    county_models,
    first_id,
    kind_of,
    kind_of_table,
    range_of,
    start_ids,
)
from lianxin.kernel.models.county import County
from lianxin.places.intake.run import import_table
from lianxin.places.models import Area
from tests.shape.models import Label, Orchard, Plate, Sort, Tree

HERE, THERE = 370102, 990902
COUNTRY = "code,name,level,parent\n99,云汀省,1,\n9909,云汀市,2,99\n990902,白杨县,3,9909\n"


@pytest.fixture
def unbegun(db: None) -> Iterator[None]:
    """No table has given out an id, as in an installation of this minute."""
    begin_anew()
    yield
    begin_anew()


@pytest.fixture
def here(unbegun: None) -> Iterator[None]:
    County.objects.create(code=HERE, name="青禾县")
    with in_county(HERE):
        yield


def begin_anew() -> None:
    """PostgreSQL's sequences neither know what other tests did nor come back with the transaction."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in county_models():
            if model._meta.pk.get_internal_type() == "BigAutoField":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), 1, false)", [model._meta.db_table]
                )


def take_in(table: str) -> None:
    """Import a table of divisions, from the operator's command line."""
    import_table(io.BytesIO(table.encode()), by=system(THERE), at=timezone.now())


def test_each_table_has_a_kind() -> None:
    assert [kind_of(model) for model in (Tree, Sort, County)] == ["county", "reference", "reference"]
    assert [kind_of(model) for model in (Permission, Session)] == ["reference", "local"]
    assert kind_of_table("shape_tree") == "county"
    assert kind_of_table("auth_group_permissions") == "reference"
    assert kind_of_table("django_migrations") == "local"


def test_county_models_are_those_with_a_county() -> None:
    found = set(county_models())
    assert {Orchard, Tree, Plate} <= found
    assert not {County, Sort, Permission} & found


def test_ids_of_a_county_begin_at_its_code(here: None) -> None:
    started = start_ids(HERE)
    assert "shape_orchard" in started
    assert "shape_plate" not in started
    orchard = Orchard.objects.create(name="东坡")
    assert orchard.pk == 3179151972368385
    assert orchard.pk >> 33 == HERE
    assert [row.pk for row in Orchard.objects.bulk_create([Orchard(name="西坡")])] == [orchard.pk + 1]


def test_a_table_with_rows_is_left_alone(here: None) -> None:
    first = Orchard.objects.create(name="东坡")
    assert "shape_orchard" not in start_ids(HERE)
    assert Orchard.objects.create(name="西坡").pk == first.pk + 1


def test_starting_twice_changes_nothing(here: None) -> None:
    start_ids(HERE)
    start_ids(HERE)
    assert Orchard.objects.create(name="东坡").pk == first_id(HERE) + 1


def test_a_county_that_joins_draws_from_the_range_of_the_first(here: None) -> None:
    start_ids(HERE)
    first = Orchard.objects.create(name="东坡")
    serve(THERE, "白杨县")
    with in_county(THERE):
        # No range of its own, in the tables that are empty neither: an id is of the house, a row of its county.
        assert start_ids(THERE) == []
        second = Orchard.objects.create(name="西坡")
        assert Label.objects.create(word="老树").pk == first_id(HERE) + 1
    assert [second.pk, range_of(second.pk), second.county_id] == [first.pk + 1, HERE, THERE]


def test_two_installations_never_give_out_the_same_id(here: None) -> None:
    """Each begins at its first county, so that their rows lie in one table later without renumbering."""
    start_ids(HERE)
    mine = {Orchard.objects.create(name=name).pk for name in ("东坡", "西坡")}
    Orchard.objects.all().delete()
    begin_anew()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'shape_orchard'")
    start_ids(THERE)
    theirs = {Orchard.objects.create(name=name).pk for name in ("东坡", "西坡")}
    assert [range_of(pk) for pk in (*mine, *theirs)] == [HERE, HERE, THERE, THERE]


def test_what_comes_before_any_county_has_the_range_of_the_nation(unbegun: None) -> None:
    take_in(COUNTRY + "990902101,白杨镇,4,990902\n")
    with in_county(THERE):
        areas = list(Area.objects.order_by("pk").values_list("pk", flat=True))
        assert [range_of(pk) for pk in areas] == [NATIONAL, NATIONAL]
    # The office that is set up afterwards takes its own range wherever nothing stands yet.
    County.objects.create(code=HERE, name="青禾县")
    with in_county(HERE):
        started = start_ids(HERE)
        assert "places_area" not in started
        assert range_of(Orchard.objects.create(name="东坡").pk) == HERE
        assert Area.objects.create(code="990901101000", name="青禾镇", kind="town").pk == areas[-1] + 1


def test_an_import_into_an_installation_stays_in_its_range(here: None) -> None:
    start_ids(HERE)
    take_in(COUNTRY)
    with in_county(THERE):
        assert [range_of(area.pk) for area in Area.objects.all()] == [HERE]


def test_the_highest_id_fits_the_numbers_of_a_browser() -> None:
    assert first_id(999999) + (1 << 33) < 1 << 53
