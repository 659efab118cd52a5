"""Where tables live, and where a county's ids begin."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection

from lianxin.kernel.context import in_county
from lianxin.kernel.distribution import county_models, first_id, kind_of, kind_of_table, start_ids
from lianxin.kernel.models.county import County
from tests.shape.models import Orchard, Plate, Sort, Tree

HERE = 370102


@pytest.fixture
def here(db: None) -> Iterator[None]:
    County.objects.create(code=HERE, name="青禾县")
    with in_county(HERE):
        yield
    if connection.vendor == "postgresql":
        # Sequences don't come back with the transaction.
        with connection.cursor() as cursor:
            for model in county_models():
                if model._meta.pk.get_internal_type() == "BigAutoField":
                    cursor.execute(
                        "SELECT setval(pg_get_serial_sequence(%s, 'id'), 1, false)", [model._meta.db_table]
                    )


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


def test_the_highest_id_fits_the_numbers_of_a_browser() -> None:
    assert first_id(999999) + (1 << 33) < 1 << 53
