"""Each fence of the data shape stops the build when its reason is taken away."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey  # noqa: TID251  # the forbidden thing itself
from django.contrib.contenttypes.models import ContentType
from django.core.checks import registry
from django.db import models
from django.test.utils import isolate_apps

from lianxin.kernel.checks import check_tables, problems
from lianxin.kernel.levels import Levels, ours
from lianxin.kernel.models.county import CountyForeignKey, CountyManager, CountyModel, CountyOneToOneField
from tests.shape.models import Label, Orchard, Sort


@pytest.fixture(autouse=True)
def isolated() -> Iterator[Any]:
    """Models made in a test are forgotten after it."""
    with isolate_apps("tests.shape", attr_name=None, kwarg_name=None) as made:
        yield made


class Meta:
    """What every model of these tests says of itself."""

    app_label = "shape"


def numbers(model: type[models.Model]) -> list[str]:
    return [str(finding.id).removeprefix("lianxin.") for finding in problems(model)]


def test_a_sound_county_table_has_no_findings() -> None:
    class Sound(CountyModel):
        name = models.CharField(max_length=9)
        orchard = CountyForeignKey(Orchard, models.CASCADE)
        LEVELS = Levels(public="name", internal="orchard")

        class Meta(Meta):
            constraints = [
                models.UniqueConstraint(fields=["county", "name"], name="a"),
                models.UniqueConstraint("county", models.F("name").desc(), name="b"),
            ]
            indexes = [
                models.Index(fields=["county", "-name"], name="c"),
                models.Index(models.F("county"), models.F("name").desc(), name="d"),
            ]

    assert numbers(Sound) == []


def test_e001_a_field_without_a_level() -> None:
    class Bad(CountyModel):
        phone = models.CharField(max_length=9)

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E001"]


def test_e001_a_shared_table_too() -> None:
    class Bad(models.Model):
        table_kind = "reference"
        name = models.CharField(max_length=9)
        LEVELS = Levels(public="name")

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E001"]


def test_e002_a_field_with_two_levels() -> None:
    class Bad(CountyModel):
        phone = models.CharField(max_length=9)
        LEVELS = Levels(public="phone", restricted="phone")

        class Meta(Meta):
            pass

    class Worse(CountyModel):
        LEVELS = Levels(restricted="id")

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E002"]
    assert numbers(Worse) == ["E002"]


def test_e003_a_unique_field() -> None:
    class Bad(CountyModel):
        name = models.CharField(max_length=9, unique=True)
        LEVELS = Levels(public="name")

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E003"]


@pytest.mark.parametrize(
    "constraint",
    [
        models.UniqueConstraint(fields=["name"], name="a"),
        models.UniqueConstraint(fields=["name", "county"], name="a"),
        models.UniqueConstraint(models.F("name"), name="a"),
    ],
)
def test_e003_a_unique_constraint_not_beginning_with_the_county(constraint: models.UniqueConstraint) -> None:
    rules = [constraint]

    class Bad(CountyModel):
        name = models.CharField(max_length=9)
        LEVELS = Levels(public="name")

        class Meta(Meta):
            constraints = rules

    assert numbers(Bad) == ["E003"]


def test_e003_unique_together_not_beginning_with_the_county() -> None:
    class Bad(CountyModel):
        name = models.CharField(max_length=9)
        LEVELS = Levels(public="name")

        class Meta(Meta):
            unique_together = [("name", "county")]

    assert numbers(Bad) == ["E003"]


@pytest.mark.parametrize("kind", ["reference", "local"])
def test_e004_a_key_from_a_shared_table_into_a_county(kind: str) -> None:
    class Bad(models.Model):
        table_kind = kind
        orchard = models.ForeignKey(Orchard, models.CASCADE)
        LEVELS = Levels(public="id orchard")

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E004"]


@pytest.mark.parametrize("field", [models.ForeignKey, models.OneToOneField])
def test_e005_a_plain_key_between_county_tables(field: Any) -> None:
    class Bad(CountyModel):
        orchard = field(Orchard, models.CASCADE, db_index=False)
        LEVELS = Levels(public="orchard")

        class Meta(Meta):
            pass

    assert "E005" in numbers(Bad)


def test_e005_a_many_to_many_without_a_table_of_its_own() -> None:
    class Bad(CountyModel):
        labels = models.ManyToManyField(Label)

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E005"]


def test_e006_a_generic_key() -> None:
    class Bad(CountyModel):
        kind = models.ForeignKey(ContentType, models.CASCADE, db_index=False)
        row_id = models.BigIntegerField()
        row = GenericForeignKey("kind", "row_id")
        LEVELS = Levels(public="kind row_id")

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E006"]


def test_e007_an_index_of_one_field() -> None:
    class Bad(CountyModel):
        name = models.CharField(max_length=9, db_index=True)
        sort = models.ForeignKey(Sort, models.PROTECT)
        LEVELS = Levels(public="name sort")

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E007", "E007"]


@pytest.mark.parametrize(
    "index",
    [
        models.Index(fields=["name"], name="a"),
        models.Index(fields=["name", "county"], name="a"),
        models.Index(models.F("name").desc(), name="a"),
    ],
)
def test_e007_an_index_not_beginning_with_the_county(index: models.Index) -> None:
    found = [index]

    class Bad(CountyModel):
        name = models.CharField(max_length=9)
        LEVELS = Levels(public="name")

        class Meta(Meta):
            indexes = found

    assert numbers(Bad) == ["E007"]


def test_e008_a_table_that_is_neither_a_countys_nor_shared() -> None:
    class Bad(models.Model):
        LEVELS = Levels(public="id")

        class Meta(Meta):
            pass

    # The rule is for our apps; a model says where it lives by its module.
    Bad.__module__ = "lianxin.appeals.models"
    assert numbers(Bad) == ["E008"]


def test_e009_a_manager_that_forgets_the_county() -> None:
    class Bad(CountyModel):
        objects = CountyManager()
        everywhere = models.Manager()

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E009"]


def test_e010_a_county_key_with_a_shared_table_at_one_end() -> None:
    class Bad(CountyModel):
        sort = CountyForeignKey(Sort, models.PROTECT)
        LEVELS = Levels(public="sort")

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E010"]


def test_e011_a_level_for_a_field_that_is_not_there() -> None:
    class Bad(CountyModel):
        LEVELS = Levels(restricted="phone")

        class Meta(Meta):
            pass

    assert numbers(Bad) == ["E011"]


def test_a_one_to_one_county_key_needs_no_constraint_of_its_own() -> None:
    class Sound(CountyModel):
        orchard = CountyOneToOneField(Orchard, models.CASCADE)
        LEVELS = Levels(public="orchard")

        class Meta(Meta):
            pass

    assert numbers(Sound) == []


def test_only_tables_of_ours_are_looked_at(isolated: Any) -> None:
    class Bad(CountyModel):
        phone = models.CharField(max_length=9)

        class Meta(Meta):
            pass

    assert check_tables(registry=isolated) == []
    Bad.__module__ = "lianxin.appeals.models"
    assert [finding.id for finding in check_tables(registry=isolated)] == ["lianxin.E001"]


def test_the_rules_are_part_of_every_check() -> None:
    assert check_tables in registry.registry.get_checks()


def test_our_tables_keep_every_rule() -> None:
    assert [str(finding) for finding in check_tables()] == []
    assert any(ours(model) for model in apps.get_models())


def test_the_tables_of_the_tests_keep_every_rule_too() -> None:
    found = [
        str(finding) for model in apps.get_app_config("shape").get_models() for finding in problems(model)
    ]
    assert found == []
