"""A unit that only assists knows neither who was called to one table nor what was seen at the spot (协办)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import open_row
from lianxin.matters.refusals import Refused
from lianxin.reception.workflow.checks import FIELD_CHECK
from lianxin.reception.workflow.sameday import SAME_DAY
from tests.appeals.test_joint import START, joint
from tests.township import Township, enter


@pytest.mark.req("J13")
def test_what_hangs_on_the_appeal_at_reception_is_not_for_who_only_assists(town: Township) -> None:
    matter = joint(town)
    said = {"matter": matter, "unit": town.roads.pk, "asked": "看井边的路面。", "due_on": date(2026, 11, 4)}
    talk = {"matter": matter, "received_at": START, "promised_by": START + timedelta(hours=6)}
    talk |= {"one": "林小满", "other": "赵安", "requisition": False}
    with clock.standing_at(START):
        look = open_row(
            FIELD_CHECK, by=town.water_handler, data={**said, "unit": town.hall.pk}, client_id=uuid7()
        )
        dispute = open_row(SAME_DAY, by=town.water_handler, data=talk, client_id=uuid7())
        for flow, data in ((FIELD_CHECK, said), (SAME_DAY, talk)):
            with pytest.raises(Refused, match="只是协办"):
                open_row(flow, by=town.roads_handler, data=data, client_id=uuid7())
        addresses = (f"/checks/{look.pk}/", f"/same-day/{dispute.pk}/")
        found = {
            by.name: [enter(Client(), by).get(address).status_code for address in addresses]
            for by in (town.water_handler, town.roads_handler, town.triage)
        }
    assert list(found.values()) == [[200, 200], [404, 404], [200, 200]]
