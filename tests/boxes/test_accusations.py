"""举报 out of a box: sealed in the moment it is marked; nobody but the discipline desk ever finds it (BOX-02, C9)."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from lianxin.boxes.actions import sealing, sorting
from lianxin.boxes.models import Opening, Slip, Transcript
from lianxin.boxes.queries.openings import board, contents
from lianxin.boxes.waiting import of_boxes
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.figures.registry import figures
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.matters.refusals import Refused
from lianxin.people.models import Unit
from tests.boxes.opened import AtTheBox, slip_words
from tests.township import Township, actor, enter

WORDS = "供水站站长收了施工队的好处，他的电话是 19900007777。"


@pytest.fixture
def desk(town: Township) -> Actor:
    """纪检岗, in an office of its own."""
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    return actor(office, "纪检", Role.DISCIPLINE)


def photo(name: str = "slip.jpg") -> SimpleUploadedFile:
    """A picture of a slip."""
    data = BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")


def marked(at_box: AtTheBox, opening: Opening, **more: object) -> Slip:
    """An accusation registered by the clerk, with a photo."""
    said = slip_words(WORDS, "accusation", **more)
    return sorting.take_down(opening, said, [photo()], by=at_box.town.clerk, client_id=uuid7())


def everybody(town: Township) -> list[Actor]:
    """All who work here but the discipline desk."""
    staff = (town.clerk, town.triage, town.water_handler, town.reviewer, town.caller, town.leader)
    return [*staff, town.administrator, town.security, town.auditor, town.resident]


@pytest.mark.req("BOX-02", "BOX-07", "INV-08", "C9")
def test_it_goes_to_the_discipline_desk_in_the_moment_it_is_marked(at_box: AtTheBox, desk: Actor) -> None:
    opening = at_box.counted(1)
    slip = marked(at_box, opening, accused=at_box.town.water.pk)
    matter = Matter.objects.get()
    assert (matter.state, matter.number[:4], matter.filed_at) == ("sealed", "900-", opening.opened_at)
    assert matter.contacts.get().channel == "box"
    assert [one.unit_id for one in matter.accused.all()] == [at_box.town.water.pk]
    assert attached_to("matter", [matter.pk]).count() == 1
    assert (slip.state, slip.outcome) == ("answered", "referred")
    assert [one for one in everybody(at_box.town) if visible(one, Matter).exists()] == []
    assert visible(desk, Matter).get() == matter


@pytest.mark.req("BOX-02", "C9")
def test_nothing_of_it_stays_where_whoever_typed_it_looks(at_box: AtTheBox, desk: Actor) -> None:
    slip = marked(at_box, at_box.counted(1))
    assert not Transcript.objects.exists()
    assert not attached_to("slip", [slip.pk]).exists()
    assert not SealedPiece.objects.filter(row_kind="slip").exists()
    assert [one for one in (*everybody(at_box.town), desk) if visible(one, Slip).exists()] == []
    facts = [str(one.facts) for one in Event.objects.filter(row_kind="slip")]
    assert [words for words in facts if "供水站" in words or "matter" in words] == []


@pytest.mark.req("BOX-02", "INV-03")
def test_it_counts_as_one_that_was_passed_on_and_looks_like_any_other(at_box: AtTheBox, desk: Actor) -> None:
    opening = at_box.counted(2)
    marked(at_box, opening)
    other = at_box.slip(opening, "请修水渠。", "suggestion")
    at_box.go(other, "answer", outcome="referred", answer="已转县水务局。")
    for move in ("finish", "sort", "publish"):
        at_box.go(opening, move)
    shown = contents(opening, by=at_box.town.clerk)
    assert [(one.kind, one.state, one.outcome) for one in shown.rows] == [("—", "已反馈", "转办")] * 2
    assert {str(line.label): line.count for line in shown.kinds if line.count} == {
        "转办的、还在办的（不分类）": 2
    }
    opening.refresh_from_db()
    assert [(one.kind, one.result, one.answer) for one in board(opening).rows] == [("—", "转办", "")] * 2
    at_box.go(opening, "archive", paper_kept="柜 2")


@pytest.mark.req("BOX-02", "INV-08")
def test_whoever_asks_for_its_address_finds_what_never_was(
    at_box: AtTheBox, desk: Actor, client: Client
) -> None:
    opening = at_box.counted(1)
    slip, never = marked(at_box, opening), 99_999_999
    paper = attached_to("matter", [Matter.objects.get().pk]).get()
    for by in (at_box.town.clerk, at_box.town.triage, at_box.town.leader):
        enter(client, by)
        for name in ("slip", "slip_move"):
            more = {"move": "answer"} if name == "slip_move" else {}
            found = client.get(reverse(name, kwargs={"slip": slip.pk, **more}))
            nothing = client.get(reverse(name, kwargs={"slip": never, **more}))
            assert (found.status_code, nothing.status_code) == (404, 404)
        assert client.get(reverse("attachment", kwargs={"client_id": paper.client_id})).status_code == 404
        page = (
            client.get(reverse("opening", kwargs={"opening": opening.pk}))
            .content.decode()
            .partition("<main")[2]
        )
        assert [word for word in ("举报", "供水站", "900-") if word in page] == []


@pytest.mark.req("BOX-02", "INV-12")
def test_one_sent_twice_is_one_whatever_was_typed_the_second_time(at_box: AtTheBox, desk: Actor) -> None:
    opening, claim = at_box.counted(2), uuid7()
    for words in (WORDS, "站长收了钱。"):
        said = slip_words(words, "accusation")
        sorting.take_down(opening, said, (), by=at_box.town.clerk, client_id=claim)
    assert (Slip.objects.count(), Matter.objects.count()) == (1, 1)


@pytest.mark.req("BOX-02")
def test_no_figure_tells_how_many_there_were(at_box: AtTheBox, desk: Actor) -> None:
    slices = [one.slices for one in figures() if one.code.startswith("box_")]
    assert len(slices) == 3
    shown = contents(at_box.counted(0), by=at_box.town.leader)
    assert [line for line in shown.kinds if "举报" in str(line.label)] == []


@pytest.mark.req("BOX-02")
def test_without_a_discipline_desk_it_waits_sealed_and_the_clerk_is_told_what_to_do(
    at_box: AtTheBox, client: Client
) -> None:
    opening = at_box.counted(1)
    enter(client, at_box.town.clerk)
    sent = {"text": WORDS, "kind": "accusation", "client_id": str(uuid7())}
    address = reverse("slip_new", kwargs={"opening": opening.pk})
    page = client.post(address, sent, follow=True).content.decode()
    assert "单独装袋" in page
    assert "12388" in page
    assert "供水站" not in page
    slip, said = Slip.objects.get(), Transcript.objects.get()
    assert (slip.state, slip.outcome, said.text, said.waiting) == ("sealed", "", "", WORDS)
    assert not Matter.objects.exists()
    assert [one for one in everybody(at_box.town) if visible(one, Slip).exists()] == []
    at_box.go(opening, "finish")
    with pytest.raises(Refused, match="密封等转交的也算"):
        at_box.go(opening, "sort")


@pytest.mark.req("BOX-02")
def test_what_was_carried_away_leaves_nothing_here(at_box: AtTheBox, client: Client) -> None:
    opening = at_box.counted(1)
    slip = marked(at_box, opening)
    enter(client, at_box.town.clerk)
    address = reverse("slip_move", kwargs={"slip": slip.pk, "move": "deliver"})
    page = client.get(address)
    assert page.status_code == 200
    assert "供水站" not in page.content.decode()
    day = slip.registered_at.date().isoformat()
    client.post(address, {"body": "县纪委监委", "delivered_on": day, "client_id": uuid7(), "version": 1})
    slip.refresh_from_db()
    assert (slip.state, slip.outcome) == ("answered", "referred")
    assert not Transcript.objects.exists()


@pytest.mark.req("BOX-02")
def test_a_desk_that_comes_later_receives_what_waited(
    at_box: AtTheBox, client: Client, town: Township
) -> None:
    slip = marked(at_box, at_box.counted(1))
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    desk = actor(office, "纪检", Role.DISCIPLINE)
    assert [str(one.label) for one in of_boxes(desk)] == ["密封的意见条，等您接收：1 条"]
    enter(client, desk)
    assert client.get(reverse("slips_sealed")).status_code == 200
    address = reverse("slip_move", kwargs={"slip": slip.pk, "move": "receive"})
    client.post(address, {"accused": "", "client_id": uuid7(), "version": 1})
    matter = Matter.objects.get()
    assert (matter.state, visible(desk, Matter).get().pk) == ("sealed", matter.pk)
    assert "收了施工队的好处" in matter.appeal.text
    assert not Transcript.objects.exists()
    assert list(of_boxes(desk)) == []


@pytest.mark.req("BOX-02", "INV-08")
def test_where_every_hand_of_the_desk_has_to_keep_away_it_isnt_for_that_desk(
    at_box: AtTheBox, desk: Actor
) -> None:
    slip = marked(at_box, at_box.counted(1), accused=next(iter(desk.units)))
    assert (slip.state, slip.outcome) == ("to_higher", "")
    assert not Matter.objects.exists()
    assert not visible(desk, Slip).exists()
    assert list(of_boxes(desk)) == []


@pytest.mark.req("BOX-02")
def test_what_is_found_to_accuse_only_later_leaves_in_the_same_way(at_box: AtTheBox, desk: Actor) -> None:
    opening = at_box.counted(1)
    said = slip_words(WORDS, "complaint", name="林小满", phone="19900001111")
    slip = sorting.take_down(opening, said, [photo()], by=at_box.town.clerk, client_id=uuid7())
    assert visible(at_box.town.clerk, Slip).get() == slip
    assert "19900007777" not in Transcript.objects.get().text
    sealing.seal_registered(
        slip, "mark", by=at_box.town.clerk, data={"accused": None}, client_id=uuid7(), version=slip.version
    )
    assert not visible(at_box.town.clerk, Slip).exists()
    assert not Transcript.objects.exists()
    assert not attached_to("slip", [slip.pk]).exists()
    assert not SealedPiece.objects.filter(row_kind="slip").exists()
    matter = visible(desk, Matter).get()
    assert matter.appellants.get().identity == "confidential"
    assert attached_to("matter", [matter.pk]).count() == 1


@pytest.mark.req("BOX-02", "INV-08")
def test_an_appeal_that_turns_out_to_accuse_takes_its_slip_along(at_box: AtTheBox, desk: Actor) -> None:
    slip = at_box.slip(at_box.counted(1), "供水站的人态度不好，还收礼。", "complaint")
    sorting.file_slip(
        slip,
        "file",
        by=at_box.town.triage,
        data={"type": "complaint", "category": None},
        client_id=uuid7(),
        version=slip.version,
    )
    matter = Matter.objects.get()
    said = {"reason": "反映干部收礼。", "units": [at_box.town.water.pk], "people": []}
    at_box.town.go(matter, "hand_over", by=at_box.town.triage, **said)
    assert not visible(at_box.town.clerk, Slip).exists()
    assert sorting.follow_appeals() == 1
    slip.refresh_from_db()
    assert (slip.state, slip.outcome, slip.kind) == ("answered", "referred", "accusation")
    assert not Transcript.objects.exists()
