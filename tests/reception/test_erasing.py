"""What is erased of a visit: with the appeal it led to, else when its own time is over; numbers and counts stay."""

from datetime import timedelta

import pytest

from lianxin.kernel import clock
from lianxin.kernel.erasure.registry import ERASED, parts_of, record_named
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.models import Matter
from lianxin.reception.erasing import forget_visits, old_visits
from lianxin.reception.models import Speaker, Talk, Visit
from tests.reception.day import a_slot, come, ended, heard
from tests.township import Township

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
SAID = {"evidence": ["身份证复印件"], "asked": "打电话 19900003333 没人接。", "signing_note": "他说的话"}


def named(town: Township, outcome: str) -> Visit:
    """A visit of a group with names, telephone, needs and words."""
    who = {"persons": 6, "speakers": ["甲"], "name": "林小满", "phone": "19900001111", "needs": ["sign"]}
    visit = heard(town, come(town, a_slot(town), **who))
    ended(town, visit, outcome, **SAID)
    visit.refresh_from_db()
    return visit


def is_nobody(visit: Visit) -> None:
    """Nothing of who came and what they said is left; that six came, when, and what came of it, is."""
    before = (visit.number, visit.persons, visit.taken_at, visit.state)
    visit.refresh_from_db()
    assert (visit.name, visit.phone, visit.phone_index, visit.needs) == ("", "", "", [])
    assert (visit.number, visit.persons, visit.taken_at, visit.state) == before
    talk = Talk.objects.get(visit=visit)
    assert (talk.asked, talk.evidence) == (ERASED, [])
    assert {talk.told, talk.signing_note} <= {ERASED, ""}
    assert Speaker.objects.count() == 0
    assert not SealedPiece.objects.filter(row_kind="visit").exists()


@pytest.mark.req("INV-20")
def test_a_visit_is_emptied_with_the_appeal_it_led_to(town: Township) -> None:
    visit = named(town, "opened")
    for part in parts_of(record_named("appeal")):
        part.erase("matter", [Matter.objects.get().pk])
    is_nobody(visit)


@pytest.mark.req("INV-20")
def test_a_visit_that_led_to_no_appeal_has_a_time_of_its_own(town: Township) -> None:
    visit, other = named(town, "told"), named(town, "opened")
    assert list(old_visits(clock.now() - timedelta(days=1))) == []
    later = clock.now() + timedelta(days=1)
    assert list(old_visits(later)) == [visit]
    assert forget_visits(later) == 1
    assert list(old_visits(later)) == []
    other.refresh_from_db()
    assert other.name == "林小满"
    Speaker.objects.filter(visit=other).delete()
    SealedPiece.objects.filter(row_kind="visit", row_id=other.pk).delete()
    is_nobody(visit)
