"""Orchards, trees and what is noted about them; nothing of the real domain."""

from typing import ClassVar

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import (
    CountyForeignKey,
    CountyManager,
    CountyModel,
    CountyOneToOneField,
    CountyQuerySet,
)


class Sort(models.Model):
    """A sort of fruit, the same in every county."""

    table_kind: ClassVar[str] = "reference"

    name = models.CharField(max_length=20, unique=True)

    LEVELS = Levels(public="id name")


class Orchard(CountyModel):
    """An orchard, perhaps part of another."""

    name = models.CharField(max_length=20)
    part_of = CountyForeignKey("self", models.CASCADE, null=True, related_name="parts")
    best = CountyForeignKey("Tree", models.CASCADE, null=True, related_name="+")

    LEVELS = Levels(public="name part_of best")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "name"], name="shape_orchard_name")]
        indexes = [
            models.Index(fields=["county", "part_of"], name="shape_orchard_part_of"),
            models.Index(fields=["county", "best"], name="shape_orchard_best"),
        ]


class TreeQuerySet(CountyQuerySet["Tree"]):
    """Questions about trees."""

    def tall(self) -> "TreeQuerySet":
        return self.filter(height__gte=10)


class Tree(CountyModel):
    """A tree of a sort in an orchard, with labels."""

    orchard = CountyForeignKey(Orchard, models.CASCADE, related_name="trees")
    sort = models.ForeignKey(Sort, models.PROTECT, db_index=False, related_name="+")
    height = models.IntegerField(default=1)
    labels = models.ManyToManyField("Label", through="Labelling", related_name="trees")

    LEVELS = Levels(public="orchard sort height")
    objects = CountyManager.from_queryset(TreeQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["county", "orchard", "-height"], name="shape_tree_orchard")]


class Plate(CountyModel):
    """The one plate of a tree, whose key it takes."""

    id = None
    tree = CountyOneToOneField(Tree, models.CASCADE, primary_key=True, related_name="plate")
    text = models.CharField(max_length=20)

    LEVELS = Levels(public="tree text")


class Graft(CountyModel):
    """A twig of one tree on another: two keys to the same table."""

    scion = CountyForeignKey(Tree, models.CASCADE, related_name="given")
    stock = CountyForeignKey(Tree, models.CASCADE, related_name="taken")

    LEVELS = Levels(public="scion stock")

    class Meta:
        indexes = [
            models.Index(fields=["county", "scion"], name="shape_graft_scion"),
            models.Index(fields=["county", "stock"], name="shape_graft_stock"),
        ]


class Mark(CountyModel):
    """Something scratched into a plate; points at a key that is itself a key."""

    plate = CountyForeignKey(Plate, models.CASCADE, related_name="marks")
    text = models.CharField(max_length=20)

    LEVELS = Levels(public="plate text")

    class Meta:
        indexes = [models.Index(fields=["county", "plate"], name="shape_mark_plate")]


class Keeper(CountyModel):
    """Who looks after one orchard, or after none any more."""

    name = models.CharField(max_length=20)
    orchard = CountyOneToOneField(Orchard, models.SET_NULL, null=True, related_name="keeper")

    LEVELS = Levels(personal="name", internal="orchard")


class Label(CountyModel):
    """A word for trees."""

    word = models.CharField(max_length=20)

    LEVELS = Levels(public="word")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "word"], name="shape_label_word")]


class Labelling(CountyModel):
    """A label on a tree."""

    tree = CountyForeignKey(Tree, models.CASCADE, related_name="+")
    label = CountyForeignKey(Label, models.PROTECT, related_name="+")

    LEVELS = Levels(public="tree label")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "tree", "label"], name="shape_labelling_once")
        ]
        indexes = [models.Index(fields=["county", "label"], name="shape_labelling_label")]
