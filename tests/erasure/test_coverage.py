"""The build stops at a personal field of which nobody says what erasing makes of it (C11)."""

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from lianxin.kernel.erasure import coverage, registry
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel
from lianxin.people.models import Person

pytestmark = pytest.mark.once


def test_every_personal_field_of_the_product_is_spoken_for() -> None:
    assert [one for one in run_checks() if str(one.id).startswith("lianxin.E02")] == []


@pytest.mark.req("C11")
@isolate_apps("lianxin.appeals")
def test_a_new_personal_field_without_a_word_is_named() -> None:
    class Diary(CountyModel):
        words = models.TextField()
        mood = models.TextField()
        LEVELS = Levels(personal="words", restricted="mood")

        class Meta:
            app_label = "appeals"

    assert coverage.uncovered([Diary]) == ["appeals.Diary.words", "appeals.Diary.mood"]


def test_an_eraser_that_is_taken_away_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    left = [part for part in registry.all_parts() if part.model is not Person]
    monkeypatch.setattr(registry, "_parts", left)
    found = coverage.check_coverage()
    assert ("lianxin.E020", True) in {(one.id, "people.Person.phone_sealed" in one.msg) for one in found}


def test_what_is_said_to_stay_must_be_personal_and_not_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {("people.Person", "area"): "…", ("people.Person", "name"): "…", ("people.Person", "version"): "…"}
    monkeypatch.setattr(registry, "_stays", said)
    assert coverage.pointless() == ["people.Person.name", "people.Person.version"]
