"""意见条: each becomes an appeal or gets an answer, and has one outcome in the end (BOX-05, XC-01)."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.boxes.actions import sorting
from lianxin.boxes.actions.stubs import new_stubs
from lianxin.boxes.models import Slip, Transcript
from lianxin.boxes.queries.slips import stub_of, words_of
from lianxin.boxes.rules import outcome_of_appeal
from lianxin.kernel.actor import Role, Shunned
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.matters.refusals import Refused
from lianxin.people.models import Post
from lianxin.places.models import Area
from tests.boxes.opened import AtTheBox
from tests.township import actor, enter


def filed(at_box: AtTheBox, slip: Slip, **more: Any) -> Matter:
    """转为诉求."""
    said = {"type": "help", "category": at_box.town.category.pk, **more}
    slip.refresh_from_db()
    sorting.file_slip(slip, "file", by=at_box.town.clerk, data=said, client_id=uuid7(), version=slip.version)
    slip.refresh_from_db()
    assert slip.matter is not None
    return slip.matter


@pytest.mark.req("BOX-05", "BOX-07")
def test_a_slip_becomes_an_appeal_by_the_channel_of_the_box(at_box: AtTheBox) -> None:
    opening = at_box.counted(1)
    slip = at_box.slip(opening, "低保停了三个月，请打 19900002222 问我。", name="林小满", phone="19900001111")
    matter = filed(at_box, slip)
    contact, speaker = matter.contacts.get(), matter.appellants.get()
    assert (contact.channel, matter.filed_at, matter.area) == ("box", opening.opened_at, at_box.box.area)
    assert (matter.appeal.category, speaker.identity, speaker.name) == (
        at_box.town.category,
        "confidential",
        "林小满",
    )
    assert (slip.state, slip.outcome) == ("working", "")


@pytest.mark.req("BOX-03")
def test_one_without_a_name_is_an_appeal_of_nobody(at_box: AtTheBox) -> None:
    matter = filed(at_box, at_box.slip(at_box.counted(1)))
    assert matter.appellants.get().identity == "anonymous"


@pytest.mark.req("XC-01")
def test_a_slip_joins_what_was_said_before_by_another_door(at_box: AtTheBox) -> None:
    known = at_box.town.file()
    slip = at_box.slip(at_box.counted(1), "水管还在漏。")
    sorting.join_slip(
        slip,
        "join",
        by=at_box.town.clerk,
        data={"number": known.number},
        client_id=uuid7(),
        version=slip.version,
    )
    slip.refresh_from_db()
    assert (slip.matter, Matter.objects.count()) == (known, 1)
    assert sorted(known.contacts.values_list("channel", flat=True)) == ["box", "web"]


@pytest.mark.req("BOX-05")
def test_the_outcome_of_an_appeal_is_that_of_its_slip_and_goes_when_it_goes_on(at_box: AtTheBox) -> None:
    slip = at_box.slip(at_box.counted(1))
    matter = filed(at_box, slip)
    assert sorting.follow_appeals() == 0
    town = at_box.town
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk, "urgency": "ordinary"}
    town.go(matter, "accept", by=town.triage, **said)
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单第 3 条")
    town.go(matter, "sign", by=town.water_handler)
    town.go(matter, "record", by=town.water_handler, kind="site", text="现场看过，换了灯泡。")
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply="当天已经换好灯泡，晚上亮了。")
    town.go(matter, "approve", by=town.reviewer)
    matter.refresh_from_db()
    if matter.state == "callback":
        town.go(matter, "call_back", by=town.caller, reached=True, resolved="yes", satisfied=5)
    assert sorting.follow_appeals() == 1
    slip.refresh_from_db()
    assert (slip.state, slip.outcome) == ("followed", "rectified")
    assert sorting.follow_appeals() == 0
    town.go(matter, "reopen", by=town.holder(matter), words="灯又坏了。")
    assert sorting.follow_appeals() == 1
    slip.refresh_from_db()
    assert (slip.state, slip.outcome) == ("working", "")


@pytest.mark.req("BOX-05")
@pytest.mark.parametrize(
    ("state", "outcome", "expected"),
    [
        ("closed", "resolved", "rectified"),
        ("archived", "resolved", "rectified"),
        ("closed", "partly", "explained"),
        ("closed", "unlawful", "explained"),
        ("rejected", "", "declined"),
        ("referred", "", "referred"),
        ("withdrawn", "", "explained"),
        ("voided", "", None),
        ("working", "", None),
    ],
)
def test_only_what_was_put_right_whole_counts_as_such(state: str, outcome: str, expected: str | None) -> None:
    assert outcome_of_appeal(state, outcome) == expected


@pytest.mark.req("BOX-05")
@pytest.mark.parametrize(
    ("move", "said", "sentence"),
    [
        ("decline", {"outcome": "declined"}, "不采纳要写理由"),
        ("decline", {"outcome": "illegible"}, "写一句为什么"),
        ("answer", {"outcome": "rectified", "answer": "好。"}, "至少 5 个字"),
        ("answer", {"outcome": "declined", "answer": "已经说明过。"}, "不采纳要写理由"),
    ],
)
def test_every_outcome_is_told_in_words(
    at_box: AtTheBox, move: str, said: dict[str, str], sentence: str
) -> None:
    slip = at_box.slip(at_box.counted(1))
    with pytest.raises(Refused, match=sentence):
        at_box.go(slip, move, **said)


def test_nobody_works_on_a_blank_slip(at_box: AtTheBox) -> None:
    slip = at_box.slip(at_box.counted(1), "", "blank")
    with pytest.raises(Refused, match="不能转为诉求"):
        filed(at_box, slip)
    assert not Matter.objects.exists()
    at_box.go(slip, "decline", outcome="illegible", reason="是空白的。")


@pytest.mark.req("XC-02")
def test_numbers_and_names_of_people_lie_sealed(at_box: AtTheBox) -> None:
    slip = at_box.slip(at_box.counted(1), "请打 19900002222 问邻居。", name="林小满", phone="19900001111")
    said = Transcript.objects.get()
    assert said.text == "请打 〔电话①〕 问邻居。"
    assert SealedPiece.objects.get().row_kind == "slip"
    shown = words_of(slip)
    assert shown is not None
    assert "199****2222" in shown.text
    clear = words_of(slip, clear=True)
    assert clear is not None
    assert "19900002222" in clear.text
    assert "19900001111" not in str(vars(said))


@pytest.mark.req("INV-07")
def test_whoever_wrote_it_does_not_deal_with_it(at_box: AtTheBox) -> None:
    at_box.slip(at_box.counted(1), phone="19900001111")
    own = replace(at_box.town.clerk, shuns=Shunned(phones=frozenset({blind_index("19900001111", "phone")})))
    assert visible(at_box.town.clerk, Slip).count() == 1
    assert visible(own, Slip).count() == 0


def test_a_stub_belongs_to_one_slip(at_box: AtTheBox) -> None:
    torn = new_stubs(1, by=at_box.town.clerk)[0]
    opening = at_box.counted(2)
    at_box.slip(opening, stub=stub_of(torn.number))
    with pytest.raises(Refused, match=f"条号 {torn.number} 已登记给"):
        at_box.slip(opening, stub=stub_of(torn.number))


def test_a_wrong_transcript_is_put_right(at_box: AtTheBox) -> None:
    slip = at_box.slip(at_box.counted(1), "路灯坏了。", "complaint")
    at_box.go(slip, "correct", text="路灯坏了半个月。", kind="suggestion")
    slip.refresh_from_db()
    assert (slip.kind, Transcript.objects.get().text) == ("suggestion", "路灯坏了半个月。")
    with pytest.raises(Refused, match="这是举报"):
        at_box.go(slip, "correct", text="路灯坏了半个月。", kind="accusation")


def test_slip_after_slip_on_one_page(at_box: AtTheBox, client: Client) -> None:
    opening = at_box.counted(2)
    enter(client, at_box.town.clerk)
    address = reverse("slip_new", kwargs={"opening": opening.pk})
    assert "第 1 张，共 2 张" in client.get(address).content.decode()
    sent = {"text": "路灯坏了。", "kind": "appeal", "wants_answer": "on", "client_id": str(uuid7())}
    answer = client.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert client.post(address, sent)["Location"] == address  # a double click
    assert Slip.objects.count() == 1
    last = client.post(address, sent | {"client_id": str(uuid7())})
    assert last["Location"] == reverse("opening", kwargs={"opening": opening.pk})


def test_what_was_typed_stays_when_it_is_refused(at_box: AtTheBox, client: Client) -> None:
    opening = at_box.counted(1)
    enter(client, at_box.town.clerk)
    address = reverse("slip_new", kwargs={"opening": opening.pk})
    sent = {
        "text": "村口的路灯坏了。",
        "kind": "appeal",
        "stub_number": "800-2026-000009-9",
        "client_id": uuid7(),
    }
    page = client.post(address, sent)
    assert page.status_code == 422
    words = page.content.decode()
    assert "没有这个条号" in words
    assert "村口的路灯坏了。" in words
    page = client.post(address, {"text": "村口的路灯坏了。", "client_id": uuid7()})
    assert page.status_code == 422
    assert "请选“类型”。" in page.content.decode()


def test_somebody_of_another_village_finds_nothing(at_box: AtTheBox, client: Client) -> None:
    other = Area.objects.create(
        code="990901101202", name="石桥村", kind="village", parent=at_box.town.village.parent
    )
    clerk = actor(at_box.town.roads, "石桥", Role.CLERK)
    Post.objects.filter(pk__in=clerk.posts).update(scopes=[other.code])
    opening = at_box.counted(1)
    slip = at_box.slip(opening)
    enter(client, clerk)
    for name, key in (("box", at_box.box.pk), ("opening", opening.pk), ("slip", slip.pk)):
        assert client.get(reverse(name, kwargs={name: key})).status_code == 404
