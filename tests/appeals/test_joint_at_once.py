"""联办, two desks at the same moment: one wins, nothing is asked twice, the last answer gives the matter back."""

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lianxin.appeals.models import SubOrder
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.appeals.hands import state_of
from tests.appeals.test_joint import ANSWER, DEMAND, START, joint
from tests.faults.at_once import at_once
from tests.township import Township, actor

pytestmark = pytest.mark.django_db(transaction=True)


def deed(matter: Matter, move: str, by: Actor, **data: Any) -> partial[Event]:
    """One move, as a page sends it."""
    return partial(act, matter, move, by=by, data=data, client_id=uuid7(), version=matter.version, at=START)


@pytest.mark.req("J2", "F5")
def test_lead_and_desk_ask_the_same_unit_at_once_and_it_is_asked_once(town: Township) -> None:
    matter = town.working(town.file(when=START), when=START)
    matter.refresh_from_db()
    said = {"unit": town.roads.pk, "demand": DEMAND}
    ends = at_once(
        town.county,
        [deed(matter, "add_helper", by, **said) for by in (town.water_handler, town.triage)],
    )
    assert sorted(type(end).__name__ for end in ends) == ["Event", "Refused"]
    assert SubOrder.objects.count() == 1
    assert list(check()) == []


@pytest.mark.req("J3", "J4", "F5")
def test_two_assistants_answer_at_once_and_the_lead_gets_it_back_after_the_second(town: Township) -> None:
    other = actor(town.hall, "应急", Role.HANDLER)
    matter = joint(town)
    town.go(matter, "add_helper", by=town.water_handler, when=START, unit=town.hall.pk, demand="派车。")
    for by in (town.roads_handler, other):
        town.go(matter, "sign_helper", by=by, when=START)
    matter.refresh_from_db()
    both = {by: deed(matter, "answer_helper", by, answer=ANSWER) for by in (town.roads_handler, other)}
    ends = dict(zip(both, at_once(town.county, list(both.values())), strict=True))
    late = next(by for by, end in ends.items() if isinstance(end, Refused))
    assert [ends[late].code, state_of(matter)] == ["stale", "joint"]
    town.go(matter, "answer_helper", by=late, when=START, answer=ANSWER)
    assert state_of(matter) == "working"
    assert list(check()) == []


@pytest.mark.req("J2")
def test_the_table_itself_knows_a_unit_once(town: Township) -> None:
    matter = joint(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubOrder.objects.create(matter=matter, unit=town.roads, demand="再来", due_at=START, asked_at=START)
