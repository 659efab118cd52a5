"""A person may stay unknown: the whole main path without one, and a link only where somebody makes it (XC-02)."""

import pytest
from django.test import Client

from lianxin.appeals.models import Appellant
from lianxin.people.models import Person
from tests.people.neighbours import PHONE, other_village, resident, village_clerk
from tests.township import Township, enter

LOOK = {"field": "phone", "ground": "callback", "reason": "问问水管修好没有"}


@pytest.mark.req("XC-02")
@pytest.mark.parametrize(
    "who",
    [
        {"identity": "anonymous", "name": "", "phone": ""},
        {"identity": "confidential", "name": "", "phone": PHONE},
        {"identity": "named", "name": "林小满", "phone": ""},
    ],
)
def test_an_appeal_of_somebody_unknown_goes_the_whole_way(town: Township, who: dict[str, str]) -> None:
    matter = town.closed(town.file(**who))
    assert matter.state == "closed"
    assert Appellant.objects.get(matter=matter).person_id is None
    assert not Person.objects.filter(resident=True).exists()


@pytest.mark.req("XC-02")
def test_a_resident_is_proposed_by_telephone_and_linked_by_hand_only(town: Township, client: Client) -> None:
    person = resident(town, "林大山", phone=PHONE)
    resident(town, "王大力", phone="19900007777")
    matter = town.file()
    appellant = Appellant.objects.get(matter=matter)
    address = f"/matters/{matter.number}/who/{appellant.pk}/person/"
    browser = enter(client, town.triage)
    page = browser.get(address)
    assert [line.key for line in page.context["proposed"]] == [person.pk]
    assert "林大山" not in page.content.decode()
    assert Appellant.objects.get().person_id is None
    wrong = browser.post(address, {"person": "999999"}, follow=True).content.decode()
    assert "没有这个编号的档案" in wrong
    browser.post(address, {"person": person.pk})
    assert Appellant.objects.get().person_id == person.pk
    browser.post(address, {})
    assert Appellant.objects.get().person_id is None


def test_a_desk_proposes_no_resident_of_another_village(town: Township, client: Client) -> None:
    away = other_village(town)
    resident(town, "林大山", phone=PHONE)
    matter = town.file(area=away.pk)
    appellant = Appellant.objects.get(matter=matter)
    page = enter(client, village_clerk(away)).get(f"/matters/{matter.number}/who/{appellant.pk}/person/")
    assert (page.status_code, page.context["proposed"]) == (200, [])


@pytest.mark.req("XC-07")
def test_a_resident_reads_which_post_looked_at_their_number_and_what_for_but_no_name(
    town: Township, client: Client
) -> None:
    from lianxin.matters.receipts import receipt_code  # noqa: PLC0415

    matter = town.file()
    appellant = Appellant.objects.get(matter=matter)
    phone = Client()
    given = {"number": matter.number, "code": receipt_code(matter)}
    phone.post("/follow/", given)
    before = phone.get(f"/follow/{matter.number}/").content.decode()
    assert "还没有人查看过您的姓名和电话" in before
    enter(client, town.caller).post(f"/matters/{matter.number}/who/{appellant.pk}/", LOOK)
    after = phone.get(f"/follow/{matter.number}/").content.decode()
    assert "便民服务中心 回访 · 回访" in after
    assert not any(hidden in after for hidden in ("回访员", "问问水管"))
