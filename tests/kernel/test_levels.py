"""Every field says how protected it is."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from lianxin.kernel.levels import Level, Levels, dictionary, level_of, levels_of, ours
from lianxin.kernel.models.county import County, CountyModel
from tests.shape.models import Keeper, Plate


def test_levels_are_merged_along_the_bases() -> None:
    assert level_of(Keeper, "name") == Level.PERSONAL
    assert level_of(Keeper, "orchard") == Level.INTERNAL
    assert level_of(Keeper, "id") == Level.PUBLIC
    assert level_of(Keeper, "county") == Level.PUBLIC


def test_a_field_without_a_level_or_with_two_has_none() -> None:
    with isolate_apps("tests.shape"):

        class Half(CountyModel):
            phone = models.CharField(max_length=9)
            name = models.CharField(max_length=9)
            LEVELS = Levels(public="name", restricted="name")

            class Meta:
                app_label = "shape"

    with pytest.raises(LookupError, match="phone"):
        level_of(Half, "phone")
    with pytest.raises(LookupError, match="name"):
        level_of(Half, "name")
    assert levels_of(Half, "name") == {Level.PUBLIC, Level.RESTRICTED}


def test_a_level_is_a_whole_name_not_a_part_of_one() -> None:
    assert Levels(public="surname").of("name") == []


def test_names_come_in_order_of_level() -> None:
    assert Levels(restricted="d", public="a b", personal="c").names() == ["a", "b", "c", "d"]


def test_the_data_dictionary_lists_every_stored_field_of_ours_once() -> None:
    lines = dictionary()
    listed = [(line.table, line.field) for line in lines]
    expected = {
        (model._meta.db_table, field.name)
        for model in apps.get_models()
        if ours(model)
        for field in model._meta.concrete_fields
    }
    assert set(listed) == expected
    assert len(listed) == len(expected)
    assert [line.table for line in lines] == sorted(line.table for line in lines)


def test_the_data_dictionary_names_kind_level_and_words() -> None:
    line = next(line for line in dictionary() if line[:2] == ("kernel_county", "name"))
    assert line == ("kernel_county", "name", "CharField", Level.PUBLIC, "name")


def test_tables_of_the_tests_and_of_django_are_not_ours() -> None:
    assert ours(County)
    assert not ours(Plate)
