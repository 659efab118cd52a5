"""Telephone and ID numbers inside what people write: sealed, masked on the page, in clear for who wrote them."""

from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st

from lianxin.appeals.models import Appeal, Appellant, Handling, Reply
from lianxin.doors.actions import file_appeal
from lianxin.kernel import pieces, search
from lianxin.kernel.context import all_counties
from lianxin.kernel.id_check import check_sign
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.models.piece import SealedPiece
from lianxin.kernel.models.search import SearchRow
from lianxin.kernel.pieces import Shown, Taken, pieces_of
from lianxin.matters.models import Contact, Matter
from tests.township import Township, enter

PHONE, OTHER = "19900005555", "199-0000-6666"
ID = "99090119560312001" + check_sign("99090119560312001")
SAID = f"我叫林小满，身份证{ID}，电话{PHONE}。隔壁电话{OTHER}，也可打{PHONE}。单号19900007777。"
KEPT = "我叫林小满，身份证〔身份证①〕，电话〔电话①〕。隔壁电话〔电话②〕，也可打〔电话①〕。单号19900007777。"
MASKED = (
    "我叫林小满，身份证990*************"
    f"{ID[-2:]}，电话199****5555。隔壁电话199****6666，也可打199****5555。单号19900007777。"
)
REASON = {"field": "phone", "ground": "verify", "reason": "电话核实漏水位置"}


def everything_stored() -> str:
    """All tables that hold what was said, as the bytes on the disk."""
    rows: list[str] = []
    with all_counties("looking at the bytes of the tables"), connection.cursor() as cursor:
        for table in (
            "appeals_appeal",
            "matters_matter",
            "matters_contact",
            "appeals_handling",
            "appeals_reply",
            "kernel_sealedpiece",
            "kernel_searchrow",
            "kernel_event",
        ):
            cursor.execute(f"SELECT * FROM {table}")
            rows += [
                str([bytes(c) if isinstance(c, memoryview) else c for c in row]) for row in cursor.fetchall()
            ]
    return "\n".join(rows)


@pytest.mark.req("C5")
def test_numbers_in_what_is_written_are_sealed_wherever_it_is_written(town: Township) -> None:
    matter = town.working(town.file(text=SAID, extra={"联系方式": f"{PHONE}转"}))
    town.go(matter, "record", by=town.water_handler, kind="contact", text=f"打了{PHONE}，没人接。")
    reply = f"师傅{OTHER}会上门，供水站电话0912-5550123。"
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=reply)
    assert Appeal.objects.get().text == KEPT
    assert Contact.objects.get().words == KEPT
    assert Handling.objects.get().text == "打了〔电话①〕，没人接。"
    assert Reply.objects.get().text == "师傅〔电话①〕会上门，供水站电话0912-5550123。"
    assert Appeal.objects.get().extra == {"联系方式": "〔电话①〕转"}
    stored = everything_stored()
    for number in (PHONE, OTHER, "19900006666", ID):
        assert number not in stored


def test_a_title_says_only_that_there_was_one(town: Township) -> None:
    said = town.file(text=f"我的电话是{PHONE}请打给我说说水管的事情好不好谢谢")
    typed = town.file(title=f"林小满{PHONE}")
    assert said.title.startswith("我的电话是〔电话〕请打给我")
    assert typed.title == "林小满〔电话〕"


def test_the_index_finds_the_words_and_no_number(town: Township) -> None:
    matter = town.file(text=SAID)
    assert list(search.find_ids("matter", "隔壁电话")) == [matter.pk]
    assert list(search.find_ids("matter", "5555")) == []
    assert list(search.find_ids("matter", "19900007777")) == [matter.pk]


@pytest.mark.req("C2")
def test_the_page_shows_them_masked(town: Township, client: Client) -> None:
    matter = town.dispatched(town.file(text=SAID))
    page = enter(client, town.water_handler).get(f"/matters/{matter.number}/").content.decode()
    assert MASKED in page
    for number in (PHONE, OTHER, ID):
        assert number not in page


@pytest.mark.parametrize(("who", "shown"), [("water_handler", False), ("leader", False), ("clerk", True)])
def test_of_who_asked_for_confidence_only_the_desks_see_so_much(
    town: Township, client: Client, who: str, shown: bool
) -> None:
    matter = town.dispatched(town.file(text=SAID, identity="confidential"))
    page = enter(client, getattr(town, who)).get(f"/matters/{matter.number}/").content.decode()
    assert ("199****5555" in page, "〔电话①〕" in page) == (shown, not shown)


@pytest.mark.req("C3")
@pytest.mark.parametrize(
    ("identity", "who", "status"),
    [
        ("named", "water_handler", 200),
        ("named", "leader", 200),
        ("named", "reviewer", 403),
        ("confidential", "water_handler", 404),
        ("confidential", "triage", 200),
        ("anonymous", "leader", 404),
        ("named", "roads_handler", 404),
    ],
)
def test_one_is_shown_for_a_reason_to_who_may_know_who_speaks(
    town: Township, client: Client, identity: str, who: str, status: int
) -> None:
    matter = town.dispatched(town.file(text=SAID, identity=identity))
    piece = SealedPiece.objects.get(part="appeal", kind="phone", ordinal=1)
    address = f"/matters/{matter.number}/said/{piece.pk}/"
    answer = enter(client, getattr(town, who)).post(address, REASON)
    assert answer.status_code == status
    assert (PHONE in answer.content.decode()) == (status == 200)
    looks = list(AccessEntry.objects.values_list("actor_id", "row_id", "what"))
    assert looks == ([(getattr(town, who).account, matter.pk, "said.phone")] if status == 200 else [])


def test_a_number_of_another_matter_is_not_there(town: Township, client: Client) -> None:
    mine, other = town.file(), town.file(text=SAID)
    piece = SealedPiece.objects.filter(row_id=other.pk).first()
    assert piece is not None
    address = f"/matters/{mine.number}/said/{piece.pk}/"
    assert enter(client, town.triage).post(address, REASON).status_code == 404


def test_what_is_written_again_keeps_its_markers(town: Township) -> None:
    matter = town.file(text=SAID)
    said = {"field": "text", "value": f"{KEPT}又一个19900008888。", "why": "补一个号码。"}
    town.go(matter, "correct", by=town.triage, **said)
    asked = matter.corrections.get()
    town.go(matter, "approve_correction", by=town.leader, correction=asked.pk)
    appeal = Appeal.objects.get()
    assert appeal.text == f"{KEPT}又一个〔电话③〕。"
    assert (
        Shown(pieces_of("matter", [matter.pk]), clear=True).text(appeal, "text")
        == f"{SAID}又一个19900008888。"
    )


def whole(text: str) -> str:
    """A text after its numbers were taken out, and put back."""
    taken = Taken(text)
    kept = taken.take()
    assert Taken(kept).take() == kept
    words = [(kind.marker(ordinal), value) for kind, ordinal, value in taken.found]
    return str(pieces.restored(kept, words)) if words else str(kept)


WRITTEN = st.lists(
    st.sampled_from(
        [PHONE, OTHER, ID, "0912-5550123", "〔电话①〕", "〔电话②〕", "〔身份证①〕", "，", "打", "5", " "]
    ),
    max_size=14,
).map("".join)


@pytest.mark.usefixtures("county")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITTEN | st.text("0123456789-〔电话①〕 １＋", max_size=60))
def test_text_and_pieces_are_the_original_to_the_letter(text: str) -> None:
    assert whole(text) == text


def test_the_same_form_sent_twice_is_one_appeal(town: Township) -> None:
    said, key = town.words(text=SAID), uuid7()
    first = file_appeal(said, [], by=town.resident, client_id=key, origin="web")
    assert file_appeal(said, [], by=town.resident, client_id=key, origin="web").pk == first.pk
    assert Matter.objects.count() == Appellant.objects.count() == 1


def test_what_was_written_before_there_was_a_seal_is_sealed_and_indexed_anew(town: Township) -> None:
    matter = town.answered(town.file(text="水管漏了。"))
    Appeal.objects.update(text=SAID)
    Contact.objects.update(words=SAID)
    Reply.objects.update(text=f"打{PHONE}。")
    Matter.objects.update(title=f"水管{PHONE}")
    SearchRow.objects.update(cut=1, wording="", who="")
    import_module("lianxin.appeals.chores")
    assert search.refresh() == 1
    assert (Appeal.objects.get().text, Contact.objects.get().words) == (KEPT, KEPT)
    assert (Reply.objects.get().text, Matter.objects.get().title) == ("打〔电话①〕。", "水管〔电话〕")
    assert list(search.find_ids("matter", "隔壁电话")) == [matter.pk]
    assert list(search.find_who("matter", ["open w:林小满"])) == [matter.pk]
    assert search.refresh() == 0
    assert SealedPiece.objects.count() == 7
    assert search.is_sound()


@pytest.mark.req("C5")
def test_what_is_forgotten_leaves_its_markers_and_nothing_to_open(town: Township, client: Client) -> None:
    matter = town.file(text=SAID)
    assert pieces.forget("matter", [matter.pk]) == 6
    page = enter(client, town.triage).get(f"/matters/{matter.number}/").content.decode()
    assert "〔电话①〕" in page
    assert "5555" not in page
