"""What a unit that assists may know (J13): facts, place and its own part; who speaks only where the lead ticked it."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from lianxin.appeals.exports import fill
from lianxin.appeals.models import Appellant, Passing, SubOrder
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.attachments import store
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed, visible
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.appeals.hands import state_of
from tests.appeals.reaching import handed_over
from tests.appeals.test_joint import ANSWER, START, answered, ask, joint
from tests.township import Township, actor, enter

NAME, PHONE, MASKED = "林小满", "19900001111", "199****1111"
REASON = {"field": "phone", "ground": "verify", "reason": "上门前核对身份"}
ALL = frozenset({"reporter", "phone", "text", "reply", "address"})


def with_more(town: Township, **more: Any) -> Matter:
    """A joint matter about which more was said and done, with a photo."""
    matter = joint(town, **more)
    words = {"channel": "phone", "identity": "named", "name": NAME, "phone": PHONE}
    town.go(matter, "contact", by=town.clerk, words="林小满又打电话来，19900001111。", **words)
    town.go(matter, "record", by=town.water_handler, kind="contact", text="给林小满打了电话。")
    town.go(matter, "correct", by=town.clerk, field="name", value="林小曼", why="听错了。")
    photo = BytesIO()
    Image.new("RGB", (8, 8), "red").save(photo, "PNG")
    upload = SimpleUploadedFile("林小满身份证.png", photo.getvalue(), content_type="image/png")
    store(upload, row_kind="matter", row_id=matter.pk)
    matter.refresh_from_db()
    return matter


def pages_of(by: Client, matter: Matter) -> str:
    """Everything somebody can open about one matter, and the lists."""
    one, who = f"/matters/{matter.number}/", Appellant.objects.filter(matter=matter).first()
    assert who is not None
    addresses = [
        *(one, f"{one}corrections/", f"{one}who/{who.pk}/", f"{one}answer/1/", f"/notice/{matter.number}/"),
        *(f"{one}do/record_helper/", f"{one}do/answer_helper/", "/matters/", "/desk/", "/desk/morning/"),
        *(f"/matters/?q={matter.number}", f"/api/v1/matters/{matter.number}"),
    ]
    return "".join(by.get(address).content.decode(errors="replace") for address in addresses)


@pytest.mark.req("J13", "INV-08")
def test_an_assistant_reads_facts_and_place_and_never_who_speaks(town: Township) -> None:
    matter = with_more(town)
    town.go(matter, "sign_helper", by=town.roads_handler)
    assert list(visible(town.roads_handler, Matter)) == [matter]
    helper = enter(Client(), town.roads_handler)
    page = helper.get(f"/matters/{matter.number}/")
    shown = page.content.decode()
    for told in ("水井边的水管漏了三天", "水井边第二家", SubOrder.objects.get().demand, "本单位是协办"):
        assert told in shown
    everything = pages_of(helper, matter)
    for hidden in (NAME, PHONE, MASKED, "199****", "林＊", "又打电话来", "给林", "身份证"):
        assert hidden not in everything, hidden
    assert page.context["folder"].speakers == []
    assert list(page.context["papers"]) == []


@pytest.mark.req("J13", "INV-08")
def test_nor_by_search_export_attachment_or_a_guessed_address(town: Township) -> None:
    matter, by = with_more(town), town.roads_handler
    for who in (NAME, PHONE):
        assert list(listed(Asked(who=who), by=by, now=START)) == []
        assert list(listed(Asked(who=who), by=town.water_handler, now=START)) == [matter]
    assert list(listed(Asked(words="又打电话"), by=by, now=START)) == []
    assert list(listed(Asked(words="又打电话"), by=town.water_handler, now=START)) == [matter]
    assert list(listed(Asked(words="水管漏了"), by=by, now=START)) == [matter]
    cells = fill([matter], by, ALL)[matter.pk]
    assert (cells.get("reporter", ""), cells.get("phone", "")) == ("", "")
    assert not any(PHONE in str(cell) or NAME in str(cell) for cell in cells.values())
    helper, paper = enter(Client(), by), Attachment.objects.get()
    address = reverse("attachment", kwargs={"client_id": paper.client_id})
    assert helper.get(address).status_code == 404
    assert enter(Client(), town.water_handler).get(address).status_code == 200
    for appellant in Appellant.objects.filter(matter=matter):
        address = f"/matters/{matter.number}/who/{appellant.pk}/"
        assert helper.post(address, REASON).status_code == 404
    assert not AccessEntry.objects.filter(actor_id=by.account).exists()


@pytest.mark.req("J13")
def test_where_the_lead_ticked_it_with_a_reason_the_look_is_open_and_on_record(town: Township) -> None:
    matter = with_more(town, identity=True, why_identity="要进屋查水表。")
    event = Event.objects.get(move="add_helper")
    assert (event.facts["identity"], event.facts["unit"]) == (True, town.roads.pk)
    assert "水表" not in str(event.facts)
    helper = enter(Client(), town.roads_handler)
    assert MASKED in helper.get(f"/matters/{matter.number}/").content.decode()
    assert list(listed(Asked(who=NAME), by=town.roads_handler, now=START)) == [matter]
    appellant = Appellant.objects.filter(matter=matter).first()
    assert appellant is not None
    page = helper.post(f"/matters/{matter.number}/who/{appellant.pk}/", REASON)
    assert PHONE in page.content.decode()
    assert AccessEntry.objects.get().actor_id == town.roads_handler.account


@pytest.mark.req("J13")
def test_identity_without_a_reason_is_refused(town: Township) -> None:
    with pytest.raises(Exception, match="要写明理由"):
        joint(town, identity=True)


@pytest.mark.req("J13", "C9")
def test_a_unit_that_is_not_told_who_speaks_lets_nobody_else_know(town: Township) -> None:
    matter = town.working(town.file(identity="confidential", when=START), when=START)
    said = {"unit": town.roads.pk, "demand": "补路。", "why_identity": "上门要核对。"}
    for ticked in ("identity", "papers"):
        with pytest.raises(Refused, match="本单位也不知道"):
            town.go(matter, "add_helper", by=town.water_handler, when=START, **{**said, ticked: True})
    town.go(matter, "add_helper", by=town.water_handler, when=START, **said)
    shown = enter(Client(), town.roads_handler).get(f"/matters/{matter.number}/").content.decode()
    assert MASKED not in shown
    assert list(listed(Asked(who=NAME), by=town.roads_handler, now=START)) == []


@pytest.mark.req("J13", "C9")
def test_the_desk_may_and_the_resident_reads_to_whom_and_why(town: Township) -> None:
    matter = town.working(town.file(identity="confidential", when=START), when=START)
    said = {"unit": town.roads.pk, "demand": "补路。", "identity": True, "why_identity": "上门要核对。"}
    town.go(matter, "add_helper", by=town.triage, when=START, **said)
    given = Passing.objects.get(unit=town.roads)
    assert (given.identity, given.reason) == (True, "上门要核对。")
    assert AccessEntry.objects.filter(what="passed").count() == 1
    shown = enter(Client(), town.roads_handler).get(f"/matters/{matter.number}/").content.decode()
    assert MASKED in shown


def complained(town: Township, matter: Matter) -> None:
    """A complaint in the hands of the water station."""
    said = {"type": "complaint", "category": town.category.pk, "area": town.village.pk, "urgency": "ordinary"}
    town.go(matter, "accept", by=town.triage, when=START, **said)
    town.go(matter, "dispatch", by=town.triage, when=START, unit=town.water.pk, basis="职责清单")
    town.go(matter, "sign", by=town.water_handler, when=START)


@pytest.mark.req("J13", "C9", "A7")
def test_what_is_said_against_a_unit_is_neither_shared_with_it_nor_is_it_called(town: Township) -> None:
    matter = town.file(type="complaint", when=START)
    town.go(matter, "name_accused", by=town.triage, when=START, units=[town.roads.pk])
    complained(town, matter)
    with pytest.raises(Refused, match="反映的就是这个单位"):
        town.go(matter, "add_helper", by=town.water_handler, when=START, unit=town.roads.pk, demand="补路。")
    call = {"kind": "public", "place": "井边", "at": START, "purpose": "看。", "units": [town.roads.pk]}
    with pytest.raises(Refused, match="不能叫它来"):
        town.go(matter, "whistle", by=town.water_handler, when=START, **call)
    form = (
        enter(Client(), town.water_handler).get(f"/matters/{matter.number}/do/add_helper/").content.decode()
    )
    assert "村镇建设办" not in form


@pytest.mark.req("J13", "C9")
def test_of_a_complaint_an_assistant_reads_no_words_that_tell_who_speaks(town: Township) -> None:
    matter = town.file(type="complaint", text="我住楼下402，井盖响了一夜。", when=START)
    complained(town, matter)
    ask(town, matter)
    shown = enter(Client(), town.roads_handler).get(f"/matters/{matter.number}/").content.decode()
    assert "井盖响了一夜" in shown
    assert "402" not in shown


@pytest.mark.req("INV-08", "J13")
def test_what_turns_out_to_be_an_accusation_is_gone_for_those_who_assisted(town: Township) -> None:
    matter = joint(town)
    handed_over(town, matter)
    assert state_of(matter) == "sealed"
    assert SubOrder.objects.get().recalled_at is not None
    assert enter(Client(), town.roads_handler).get(f"/matters/{matter.number}/").status_code == 404
    assert list(check()) == []


@pytest.mark.req("J13")
def test_afterwards_it_reads_its_own_part_and_changes_nothing_and_taken_back_it_knows_nothing(
    town: Township,
) -> None:
    matter = joint(town)
    answered(town, matter)
    helper = enter(Client(), town.roads_handler)
    page = helper.get(f"/matters/{matter.number}/")
    assert ANSWER in page.content.decode()
    assert page.context["moves"] == []
    other = joint(town)
    town.go(other, "recall_helper", by=town.water_handler, unit=town.roads.pk, reason="不用了。")
    assert helper.get(f"/matters/{other.number}/").status_code == 404


@pytest.mark.req("J13")
def test_of_two_assistants_neither_reads_the_others_part(town: Township) -> None:
    hall = actor(town.hall, "协办", Role.HANDLER)
    matter = joint(town)
    town.go(matter, "add_helper", by=town.water_handler, when=START, unit=town.hall.pk, demand="请安排车辆。")
    shown = enter(Client(), hall).get(f"/matters/{matter.number}/").content.decode()
    assert "请安排车辆。" in shown
    assert "补好" not in shown


@pytest.mark.req("J13", "INV-08")
def test_an_accusation_is_never_worked_on_jointly(town: Township) -> None:
    matter = town.working(town.file())
    matter.appeal.type = "report"
    matter.appeal.save()
    assert not visible(town.roads_handler, Matter).exists()
    with pytest.raises(Exception, match="举报不走普通派单"):
        town.go(matter, "add_helper", by=town.triage, unit=town.roads.pk, demand="补路。")


@pytest.mark.req("J13")
def test_who_sees_it_all_from_another_post_sees_it_all(town: Township) -> None:
    matter = joint(town)
    both = actor(town.roads, "兼任", Role.HANDLER, Role.CALLBACK)
    assert isinstance(both, Actor)
    assert MASKED in enter(Client(), both).get(f"/matters/{matter.number}/").content.decode()


@pytest.mark.req("C10", "J13")
def test_each_unit_it_went_to_stands_among_who_has_seen_it(town: Township) -> None:
    matter = joint(town)
    call = {"kind": "public", "place": "井边", "at": START, "purpose": "一起看。", "units": [town.hall.pk]}
    town.go(matter, "whistle", by=town.water_handler, when=START, **call)
    page = enter(Client(), town.auditor).get(f"/matters/{matter.number}/looks/")
    told = {(str(line.what), line.why) for line in page.context["lines"]}
    assert {("派单", "供水站"), ("增派协办", "村镇建设办"), ("吹哨", "便民服务中心")} <= told
