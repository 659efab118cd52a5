"""Areas as people pick and read them."""

from collections.abc import Iterator
from datetime import date

import pytest

from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County
from lianxin.places.models import Area
from lianxin.places.queries import (
    area_by_code,
    areas_by_code_and_name,
    full_name,
    series_of,
)
from lianxin.places.queries.lookup import of_kinds
from lianxin.places.rules import VILLAGES

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
COUNTY, TOWN, OTHER_TOWN = "990101", "990101101", "990101102"
AREAS = [
    ("990101000000", "云汀县", "county"),
    ("990101101000", "青禾镇", "town"),
    ("990101101202", "楮溪村", "village"),
    ("990101101201", "樟荫村", "village"),
    ("990101101201002", "二组", "group"),
    ("990101101201001", "一组", "group"),
    ("990101102000", "邻镇", "town"),
    ("990101102201", "楮溪村", "village"),
]


@pytest.fixture(autouse=True)
def county() -> Iterator[None]:
    County.objects.create(code=990101, name="云汀县")
    County.objects.create(code=990102, name="别县")
    with in_county(990102):
        Area.objects.create(code="990102101201", name="樟荫村", kind="village")
    with in_county(990101):
        for code, name, kind in AREAS:
            Area.objects.create(code=code, name=name, kind=kind)
        yield


def villages(scopes: tuple[str, ...] = (TOWN,), *, on: date = TODAY) -> list[str]:
    return [area.name for area in of_kinds(scopes, VILLAGES, on=on)]


def test_a_township_lists_its_own_villages_in_the_official_order() -> None:
    assert villages() == ["樟荫村", "楮溪村"]
    assert villages((TOWN, OTHER_TOWN)) == ["樟荫村", "楮溪村", "楮溪村"]


def test_nobody_without_a_scope_is_offered_anything() -> None:
    assert villages(()) == []


def test_numbers_begin_with_the_township() -> None:
    assert series_of(Area.objects.get(code="990101101201001").pk) == "101"
    assert series_of(Area.objects.get(code="990101000000").pk) == "000"
    assert series_of(Area.objects.get(code="990101102201").pk) == "102"


def test_a_matter_without_an_area_is_numbered_in_the_first_township() -> None:
    assert series_of(None) == "101"


def test_a_county_without_townships_still_numbers() -> None:
    with in_county(990102):
        Area.objects.all().delete()
        assert series_of(None) == "000"


def test_an_area_that_has_ended_is_no_longer_offered_but_still_found() -> None:
    Area.objects.filter(code="990101101202").update(valid_to=date(2026, 6, 30))
    assert villages() == ["樟荫村"]
    assert villages(on=date(2026, 6, 30)) == ["樟荫村", "楮溪村"]
    found = area_by_code("990101101202")
    assert found is not None
    assert found.name == "楮溪村"


def test_an_area_that_has_not_begun_is_not_offered() -> None:
    Area.objects.filter(code="990101101202").update(valid_from=date(2027, 1, 1))
    assert villages() == ["樟荫村"]


def test_another_countys_code_is_not_found() -> None:
    assert area_by_code("990102101201") is None


def test_a_name_that_means_two_villages_means_none() -> None:
    found = areas_by_code_and_name(on=TODAY)
    assert found["樟荫村"] == found["990101101201"]
    assert "楮溪村" not in found
    assert "990101101202" in found


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("990101101201001", "云汀县青禾镇樟荫村一组"),
        ("990101101201", "云汀县青禾镇樟荫村"),
        ("990101000000", "云汀县"),
    ],
)
def test_a_form_names_the_area_from_the_county_down(code: str, right: str) -> None:
    assert full_name(Area.objects.get(code=code)) == right
