"""E2 as far as the visit goes: a dispute over requisition money, brought at seven after a festival."""

from datetime import time

import pytest

from lianxin.appeals.models import Appeal
from lianxin.kernel import clock
from lianxin.matters.models import Contact, Matter
from lianxin.reception.models import Visit
from lianxin.reception.queries.visits import label_of
from tests.reception.day import a_slot, come, ended, heard, market_day, turn
from tests.township import Township, at

pytestmark = pytest.mark.django_db


@pytest.mark.req("E2", "SEV-03")
def test_what_is_brought_at_seven_is_an_appeal_with_the_times_of_each_step(town: Township) -> None:
    seven = {"starts": time(7, 0), "ends": time(8, 30), "name": "今晨七点有约", "windows": 1}
    with clock.standing_at(at("2022-02-07 06:50")):
        slot = a_slot(town, kind=market_day(town, **seven))
        visit = come(town, slot, persons=2, name="傅小满")
    with clock.standing_at(at("2022-02-07 07:05")):
        heard(town, visit)
    with clock.standing_at(at("2022-02-07 07:25")):
        said = {
            "asked": "征地补偿款和邻居算不清，同一组的，谁也不让。",
            "told": "上午请村委会和两家坐到一起，先看承包权证。",
            "promised": "上午十点前通知两家",
            "promised_unit": town.hall.pk,
            "promised_on": slot.day,
            "type": "help",
        }
        ended(town, visit, "opened", **said)
        turn(slot, "end", by=town.triage)
    visit = Visit.objects.get()
    assert (visit.taken_at, visit.talked_at, visit.settled_at) == (
        at("2022-02-07 06:50"),
        at("2022-02-07 07:05"),
        at("2022-02-07 07:25"),
    )
    appeal, matter = Appeal.objects.get(), Matter.objects.get()
    assert (appeal.external_number, visit.matter) == (label_of(visit), matter)
    assert (matter.filed_at, Contact.objects.get().channel) == (at("2022-02-07 07:05"), "visit")
    assert (visit.talk.promised_unit, visit.talk.promised_on) == (town.hall, slot.day)
    assert slot.state == "ended"
