"""举报 at the doors: where a discipline desk takes it, it goes straight there, past everybody at the counter."""

import pytest

from lianxin.kernel.actor import Role
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from tests.doors.conftest import Phone, fields_of, text_of
from tests.township import Township, actor


@pytest.mark.req("INV-08")
def test_where_a_discipline_desk_takes_it_an_accusation_goes_straight_there(
    town: Township, phone: Phone
) -> None:
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    actor(office, "纪检", Role.DISCIPLINE)
    phone.open("/file/")
    page = phone.press("where", text="站长收了施工队的钱", type="report")
    assert fields_of(page)["at"] == "where"
    assert "举报的是哪个单位的人" in text_of(page)
    phone.press("check", identity="anonymous", accused=str(town.water.pk))
    assert "供水站" in text_of(phone.page)
    phone.press("send")
    matter = Matter.objects.get()
    assert (matter.state, matter.number[:4]) == ("sealed", "900-")
    assert [one.unit_id for one in matter.accused.all()] == [town.water.pk]
