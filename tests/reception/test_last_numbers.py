"""Fifty people ask for the last ten numbers at the same moment; two windows press the button together."""

from functools import partial

import pytest

from lianxin.kernel.audit import verify
from lianxin.kernel.ids import uuid7
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.intake.numbers import call_next, give
from lianxin.reception.models import Visit
from tests.faults.at_once import at_once
from tests.reception.day import a_slot, come
from tests.township import Township

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.req("RCP-08", "F4")
def test_of_fifty_who_ask_at_once_ten_get_the_last_ten_numbers(town: Township) -> None:
    slot = a_slot(town, numbers=12)
    come(town, slot), come(town, slot)
    asks = [partial(give, slot, {"persons": 1}, by=town.clerk, client_id=uuid7()) for _ in range(50)]
    ends = at_once(town.county, asks)
    given = sorted(end.number for end in ends if isinstance(end, Visit))
    refused = [end for end in ends if isinstance(end, Exception)]
    assert given == list(range(3, 13))
    assert [type(end) for end in refused] == [Refused] * 40
    assert {end.message[:12] for end in refused} == {"今天这一场的号已经取完。"}
    assert Visit.objects.count() == 12
    assert verify("events").ok
    assert [one for one in check() if one.row_kind == "visit"] == []


def test_one_form_sent_ten_times_at_once_takes_one_number(town: Township) -> None:
    slot = a_slot(town)
    ask = partial(give, slot, {"persons": 1}, by=town.clerk, client_id=uuid7())
    ends = at_once(town.county, [ask] * 10)
    assert {end.pk for end in ends} == {Visit.objects.get().pk}


def test_two_windows_that_press_at_once_call_two_numbers(town: Township) -> None:
    slot = a_slot(town, windows=4)
    for _one in range(4):
        come(town, slot)
    presses = [partial(call_next, slot, window, by=town.clerk, client_id=uuid7()) for window in (1, 2, 3, 4)]
    called = at_once(town.county, presses)
    assert sorted(one.number for one in called) == [1, 2, 3, 4]
    assert sorted(Visit.objects.values_list("window", "calls")) == [(1, 1), (2, 1), (3, 1), (4, 1)]
