"""The page of a matter says from which box it came, to who may read the slip (来自意见箱)."""

import pytest
from django.test import Client

from lianxin.boxes.actions import sorting
from lianxin.boxes.models import Slip
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from tests.boxes.opened import AtTheBox
from tests.township import enter


def filed(at_box: AtTheBox, slip: Slip) -> Matter:
    """转为诉求, and on to the water station."""
    town = at_box.town
    said = {"type": "help", "category": town.category.pk}
    sorting.file_slip(slip, "file", by=town.clerk, data=said, client_id=uuid7(), version=slip.version)
    slip.refresh_from_db()
    matter = slip.matter
    assert matter is not None
    town.working(matter)
    return matter


def page(by: Actor, matter: Matter) -> str:
    """The page of a matter as somebody reads it, without line breaks."""
    answer = enter(Client(), by).get(f"/matters/{matter.number}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.req("BOX-03", "BOX-05")
def test_a_matter_says_from_which_slip_it_came_to_who_may_read_it(at_box: AtTheBox) -> None:
    opening = at_box.counted(2)
    slip = at_box.slip(opening, name="林小满", phone="19900001111")
    matter = filed(at_box, slip)
    more = at_box.slip(opening, "井边的灯也坏了。")
    shown = page(at_box.town.clerk, matter)
    assert f'来自意见箱：<a class="target" href="/boxes/slips/{slip.pk}/">03 号箱 ' in shown
    assert "开箱 第 1 张</a>" in shown
    assert f"/boxes/slips/{more.pk}/" not in shown
    for other in (at_box.town.water_handler, at_box.town.reviewer):  # no reader of slips
        shown = page(other, matter)
        assert "意见箱：" not in shown
        assert "/boxes/slips/" not in shown
        assert "19900001111" not in shown


@pytest.mark.req("XC-01")
def test_a_matter_of_another_door_says_which_slip_joined_it(at_box: AtTheBox) -> None:
    known = at_box.town.file()
    slip = at_box.slip(at_box.counted(1), "水管还在漏。")
    data = {"number": known.number}
    sorting.join_slip(slip, "join", by=at_box.town.clerk, data=data, client_id=uuid7(), version=slip.version)
    assert f'意见箱里又有人反映：<a class="target" href="/boxes/slips/{slip.pk}/">' in page(
        at_box.town.clerk, known
    )


@pytest.mark.req("BOX-02")
def test_of_a_slip_that_turned_out_to_accuse_nothing_is_shown(at_box: AtTheBox) -> None:
    slip = at_box.slip(at_box.counted(1))
    matter = filed(at_box, slip)
    Slip.objects.filter(pk=slip.pk).update(kind="accusation")
    assert "意见箱：" not in page(at_box.town.clerk, matter)
