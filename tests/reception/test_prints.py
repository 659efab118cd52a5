"""F-47 and F-48: what stands on the register of a reception and on the record of a talk, blank and filled."""

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.kernel import clock
from lianxin.kernel.models.printing import PrintLog
from tests.kernel.paper.reading import pages, printed, squeezed
from tests.reception.day import ASKED, a_slot, come, ended, heard
from tests.reception.rota_of import MONDAY, reception
from tests.township import Township, enter

PROMISE = {"promised": "周五前修好", "told": "当天派人去看，修好以前先围起来。"}


@pytest.mark.req("F-48", "RCP-05")
def test_the_record_of_a_talk_says_what_was_asked_told_and_promised(town: Township, client: Client) -> None:
    slot = a_slot(town)
    visit = heard(town, come(town, slot, name="林小满"))
    said = {
        **PROMISE,
        "promised_unit": town.water.pk,
        "promised_on": slot.day,
        "evidence": ["照片 2 张（复印件）"],
    }
    ended(town, visit, "opened", area=town.village.pk, **said)
    visit.refresh_from_db()
    enter(client, town.clerk)
    text = printed(client, reverse("visit_paper", kwargs={"key": visit.pk, "what": "talk"}))
    assert visit.matter is not None
    wanted = (
        "F-48",
        visit.matter.number,
        ASKED,
        PROMISE["told"],
        PROMISE["promised"],
        town.water.name,
        "本人签字",
    )
    assert [one for one in wanted if squeezed(one) not in text] == []
    receipt = printed(client, reverse("visit_paper", kwargs={"key": visit.pk, "what": "evidence"}))
    assert squeezed("照片 2 张（复印件）") in receipt
    assert set(PrintLog.objects.values_list("form", flat=True)) == {"F-48", "F-48R"}


@pytest.mark.req("F-46", "RCP-02")
def test_the_notice_says_on_which_day_who_receives_where(town: Township, client: Client) -> None:
    with clock.standing_at(MONDAY):
        desk = reception(town)
        desk.publish(desk.plan("2022-02-16"))
        enter(client, town.triage)
        sent = {"since": "2022-02-14", "until": "2022-02-28", "as": "pdf"}
        answer = client.post(f"/reception/kinds/{desk.kind.pk}/notice/", sent)
    text = squeezed("".join(pages(bytes(answer.content))))
    wanted = ("F-46", desk.kind.name, desk.kind.place, "2022年2月16日", desk.leaders[0].name)
    assert [one for one in wanted if squeezed(one) not in text] == []


@pytest.mark.req("F-47", "RCP-06")
def test_the_register_has_a_line_for_every_visit_with_its_outcome(town: Township, client: Client) -> None:
    slot = a_slot(town)
    ended(town, heard(town, come(town, slot, name="林小满")), "told")
    ended(town, heard(town, come(town, slot, persons=3)), "passed_on", body="县交通局")
    come(town, slot, name="赵安")
    text = printed(enter(client, town.clerk), reverse("reception_register", kwargs={"key": slot.pk}))
    wanted = ("F-47", slot.kind.name, "告知途径", "转出", "等候", "3")
    assert [one for one in wanted if squeezed(one) not in text] == []


@pytest.mark.req("FRM-04")
@pytest.mark.parametrize("code", ["F-46", "F-47", "F-48", "F-49", "F-50"])
def test_each_prints_blank_for_a_day_without_power(town: Township, client: Client, code: str) -> None:
    text = printed(enter(client, town.clerk), reverse("paper_blank", kwargs={"code": code}))
    assert code in text
