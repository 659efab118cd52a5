"""Two desks plan at the same moment, two leaders agree at the same moment: one wins, the other is told."""

from datetime import timedelta
from functools import partial

import pytest

from lianxin.kernel import clock
from lianxin.kernel.audit import verify
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import act, open_row
from lianxin.matters.flows import flow_named
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.actions.planning import plan_one
from lianxin.reception.models import Slot, SlotPerson
from lianxin.reception.rules.slots import Part
from lianxin.reception.workflow import SWAP
from tests.faults.at_once import at_once
from tests.reception.rota_of import reception
from tests.township import Township

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.req("RCP-01", "F4")
def test_of_ten_desks_that_plan_one_slot_at_once_one_does(town: Township) -> None:
    desk = reception(town, days="")
    day = clock.today() + timedelta(days=14)
    persons = [("leader", desk.key(desk.leaders[0])), ("substitute", desk.key(desk.leaders[1]))]
    data = {"kind": desk.kind, "day": day, "persons": persons}
    flow = flow_named("reception.slot")
    asks = [partial(plan_one, flow, by=town.triage, data=data, client_id=uuid7()) for _ in range(10)]
    ends = at_once(town.county, asks)
    refused = [end for end in ends if isinstance(end, Exception)]
    assert [type(end) for end in refused] == [Refused] * 9, refused
    assert (Slot.objects.count(), SlotPerson.objects.count()) == (1, 2)
    assert verify("events").ok
    assert list(check()) == []


@pytest.mark.req("RCP-02", "F4")
def test_a_leader_who_agrees_to_two_swaps_of_one_slot_at_once_swaps_one(town: Township) -> None:
    desk = reception(town, days="")
    days = [clock.today() + timedelta(days=n) for n in (10, 11, 12)]
    slots = [desk.plan(day.isoformat(), leader=n, substitute=3) for n, day in enumerate(days)]
    wanted = desk.person(slots[2]).pk
    rows = [
        open_row(
            SWAP,
            by=desk.leaders[n],
            data={"mine": desk.person(slots[n]).pk, "theirs": wanted},
            client_id=uuid7(),
        )
        for n in (0, 1)
    ]
    agree = [
        partial(act, row, "agree", by=desk.leaders[2], data={}, client_id=uuid7(), version=row.version)
        for row in rows
    ]
    ends = at_once(town.county, agree)
    assert sum(isinstance(end, Refused) for end in ends) == 1, ends
    leaders = SlotPerson.objects.filter(part=Part.LEADER).values_list("appointment_id", flat=True)
    assert sorted(leaders) == sorted(desk.key(leader) for leader in desk.leaders[:3])
