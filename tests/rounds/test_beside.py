"""The page of a matter says on which round it was taken down, to who may look at rounds (来自敲门)."""

from datetime import datetime

import pytest
from django.test import Client

from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.places.models import Area
from lianxin.rounds.actions.doors import find_need
from lianxin.rounds.models import Need, Round
from tests.rounds.drive import Drive
from tests.township import at, enter

SAID = {"text": "屋顶漏雨。", "type": "help", "identity": "anonymous"}


def asked_at_the_door(drive: Drive, when: datetime) -> Matter:
    """A need of the first door, on its way to the water station."""
    door = drive.doors(drive.begin())[0]
    need = find_need(door, SAID, by=drive.town.clerk, client_id=uuid7(), device_at=when)
    drive.town.working(need.matter)
    return need.matter


def page(by: Actor, matter: Matter) -> str:
    """The page of a matter as somebody reads it."""
    answer = enter(Client(), by).get(f"/matters/{matter.number}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.req("KNK-02")
def test_a_matter_says_on_which_round_and_day_it_was_taken_down_and_not_at_which_door(drive: Drive) -> None:
    matter = asked_at_the_door(drive, at("2022-02-07 07:05"))
    row, door = Round.objects.get(), Need.objects.get().door
    shown = page(drive.town.clerk, matter)
    line = f'来自敲门：<a class="target" href="/rounds/{row.pk}/">冬季用电安全敲门，2022年2月7日</a>'
    assert line in shown
    assert f"/rounds/doors/{door.pk}/" not in shown
    assert "来自敲门" not in page(drive.town.water_handler, matter)


@pytest.mark.req("KNK-02")
def test_of_a_round_elsewhere_nothing_is_shown(drive: Drive) -> None:
    matter = asked_at_the_door(drive, at("2022-02-07 09:05"))
    elsewhere = Area.objects.create(code="990901102000", name="白石镇", kind="town")
    Round.objects.update(area=elsewhere)
    assert "来自敲门" not in page(drive.town.triage, matter)
