"""F-28 and F-29: read out, signed, kept; they say what was agreed to then."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel.models.printing import PrintLog
from lianxin.people.actions.consents import Said, record_consent
from lianxin.people.models import Consent
from tests.kernel.paper.reading import blocks, said
from tests.people.neighbours import other_village, resident, village_clerk
from tests.township import Township, enter

NAMES = ("欧阳" + "慕容雪莹" * 7, "买买提·阿不都热合曼·艾合买提江", "𠮷䶮㛃𬭊")


def printed(by: Client, address: str, kind: str = "pdf") -> bytes:
    """The file a button gives."""
    answer = by.post(address, {"as": kind})
    assert answer.status_code == 200
    return bytes(answer.content)


@pytest.mark.req("INV-16", "FRM-03", "FRM-05")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("purpose", "code"), [("photo", "F-28"), ("assistance", "F-29"), ("appeal", "F-29")])
def test_a_form_to_sign_has_the_name_the_text_and_room_for_who_cannot_write(
    town: Township, name: str, purpose: str, code: str
) -> None:
    person = resident(town, name)
    client, address = enter(Client(), town.clerk), f"/residents/{person.pk}/consents/{purpose}/sign/"
    text = said(printed(client, address))
    for told in (code, name, "您可以随时要求", "按指印处", "本人不识字，由代读，见证人。", "监护人"):
        assert told in text
    assert name in list(blocks(printed(client, address, "docx")))
    assert PrintLog.objects.filter(form=code, row_kind="person", row_id=person.pk).count() == 2


def test_a_consent_that_was_given_prints_with_its_text_way_and_guardian(town: Township) -> None:
    child = resident(town, "林小苗", born=timezone.localdate().replace(year=timezone.localdate().year - 8))
    given = Said("photo", "paper", "林大山")
    row = record_consent(given, by=town.clerk, at=timezone.now(), person=child)
    client = enter(Client(), town.clerk)
    address = f"/residents/{child.pk}/consents/{row.pk}/file/"
    text = said(printed(client, address))
    for told in (
        "林小苗",
        "林大山",
        "纸质签字",
        "文本版次2026-11",
        f"编号28-{row.pk:06d}",
        "撤下不影响我办事",
    ):
        assert told in text
    assert "副本" in said(printed(client, address))


@pytest.mark.req("FRM-08")
def test_a_paper_about_a_household_in_need_carries_the_watermark_others_do_not(town: Township) -> None:
    person = resident(town, "林小满")
    client = enter(Client(), town.clerk)
    mark = f"{town.clerk.name}{town.clerk.duty}".replace(" ", "")
    sheets = {
        purpose: said(printed(client, f"/residents/{person.pk}/consents/{purpose}/sign/"))
        for purpose in ("assistance", "appeal")
    }
    assert [sheets[purpose].count(mark) for purpose in ("assistance", "appeal")] == [3, 0]


def test_papers_of_residents_out_of_sight_are_not_there(town: Township) -> None:
    person = resident(town, "林小满")
    row = record_consent(Said("photo", "paper"), by=town.clerk, at=timezone.now(), person=person)
    far = enter(Client(), village_clerk(other_village(town)))
    for address in (
        f"/residents/{person.pk}/consents/photo/sign/",
        f"/residents/{person.pk}/consents/{row.pk}/file/",
    ):
        assert far.post(address).status_code == 404
        assert enter(Client(), town.auditor).post(address).status_code == 403
    near = enter(Client(), town.clerk)
    assert near.post(f"/residents/{person.pk}/consents/nothing/sign/").status_code == 404
    other = resident(town, "周秀")
    assert near.post(f"/residents/{other.pk}/consents/{row.pk}/file/").status_code == 404
    assert Consent.objects.count() == 1
    assert PrintLog.objects.count() == 0
