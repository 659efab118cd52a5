"""拆分: different matters in one text (J15)."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from lianxin.appeals.actions.splitting import split_off
from lianxin.kernel.attachments import attached_to, store
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.message import Message
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.township import Township, at, enter

START = at("2026-11-02 09:00")
TEXT = "水管漏了三天，打 19900002222 找我。另外路灯也坏了一个月。"
SAID = {"text": "路灯坏了一个月，打〔电话①〕找我。", "type": "help", "title": ""}


def filed(town: Township) -> Matter:
    """Two matters in one text, with a photo."""
    matter = town.file(when=START, text=TEXT)
    photo = BytesIO()
    Image.new("RGB", (8, 8), "red").save(photo, "PNG")
    upload = SimpleUploadedFile("路灯.png", photo.getvalue(), content_type="image/png")
    store(upload, row_kind="matter", row_id=matter.pk)
    return matter


@pytest.mark.req("J15")
def test_contact_speaker_and_files_come_along_and_the_limits_run_from_the_first_registration(
    town: Township,
) -> None:
    first = filed(town)
    new = split_off(first, SAID, by=town.triage, client_id=uuid7())
    assert [(one.kind, one.other_id) for one in new.relations.all()] == [("split-from", first.pk)]
    speaker, contact = new.appellants.get(), new.contacts.get()
    assert (speaker.name, speaker.phone, speaker.contact) == ("林小满", "19900001111", contact)
    assert (contact.at, contact.channel) == (START, "web")
    assert (new.filed_at, new.area, new.state) == (START, town.village, "registered")
    theirs = {one.limit: one.started for one in running_clocks([new])[new.pk]}
    assert theirs == {"T2a": START, "T3": START}
    assert attached_to("matter", [new.pk]).count() == attached_to("matter", [first.pk]).count() == 1
    assert list(listed(Asked(who="林小满"), by=town.triage, now=START)) != []
    assert list(check()) == []


@pytest.mark.req("J15")
def test_whoever_spoke_is_told_both_numbers_and_the_desk_sees_them_side_by_side(town: Township) -> None:
    first = filed(town)
    new = split_off(first, SAID, by=town.triage, client_id=uuid7())
    told = Message.objects.get(row_id=new.pk)
    assert told.letter == "split"
    assert (told.variables["number"], told.variables["first"]) == (new.number, first.number)
    browser = enter(Client(), town.triage)
    assert new.number in browser.get(f"/matters/{first.number}/").content.decode()
    assert first.number in browser.get(f"/matters/{new.number}/").content.decode()


@pytest.mark.req("J15", "INV-08")
def test_a_number_in_the_words_is_sealed_anew_and_belongs_to_the_new_matter(town: Township) -> None:
    first = filed(town)
    new = split_off(first, SAID, by=town.triage, client_id=uuid7())
    assert "19900002222" not in new.appeal.text
    page = enter(Client(), town.triage).get(f"/matters/{new.number}/").content.decode()
    assert "199****2222" in page


@pytest.mark.req("J15")
def test_neither_an_accusation_nor_what_was_answered_is_split(town: Township) -> None:
    report = town.file(type="report", text="反映某人的作风，还有路灯坏了。")
    with pytest.raises(Refused, match="举报单独存放，不能拆分"):
        split_off(report, SAID, by=town.triage, client_id=uuid7())
    answered = town.answered(town.file())
    answered.refresh_from_db()
    with pytest.raises(Refused, match="已经答复或不在办，不能再拆"):
        split_off(answered, SAID, by=town.triage, client_id=uuid7())
    with pytest.raises(Refused) as refusal:
        split_off(town.file(), SAID, by=town.clerk, client_id=uuid7())
    assert refusal.value.code == "not_allowed"


def test_the_desk_splits_by_a_page_and_a_double_click_opens_one(town: Township) -> None:
    first = filed(town)
    browser, address = enter(Client(), town.triage), f"/matters/{first.number}/split/"
    assert "里面有另一件事，拆分" in browser.get(f"/matters/{first.number}/").content.decode()
    form = browser.get(address)
    assert form.status_code == 200
    data = {**SAID, "client_id": str(form.context["client_id"])}
    ends = [browser.post(address, data) for _ in range(2)]
    assert [end.status_code for end in ends] == [302, 302]
    assert ends[0]["Location"] == ends[1]["Location"]
    assert Matter.objects.count() == 2
