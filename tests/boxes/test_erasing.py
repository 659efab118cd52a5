"""What is left of a slip when its time has come: number and outcome, not a word and nobody's name (C11)."""

import pytest

from lianxin.boxes.actions import sorting
from lianxin.boxes.models import Slip, Transcript
from lianxin.kernel.erasure.registry import ERASED, Order, parts_of, record_named
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.rebuild import check
from tests.boxes.opened import AtTheBox

WORDS = "请打 19900002222 问邻居。"


def erased(code: str, row_kind: str, key: int, at_box: AtTheBox) -> None:
    """One row of this record, as the job does it."""
    one = record_named(code)
    for part in parts_of(one):
        part.erase(row_kind, [key])
    assert one.write is not None
    one.write([key], Order(batch=1, record=code, by=at_box.town.system))


@pytest.mark.req("C11")
def test_a_slip_loses_its_words_and_keeps_its_outcome(at_box: AtTheBox) -> None:
    slip = at_box.slip(at_box.counted(1), WORDS, name="林小满", phone="19900001111")
    at_box.go(slip, "answer", outcome="rectified", answer="已上门办好。")
    assert [row.pk for row in record_named("slip").ended()] == [slip.pk]  # type: ignore[misc]  # it has one
    erased("slip", "slip", slip.pk, at_box)
    slip, said = Slip.objects.get(), Transcript.objects.get()
    assert (said.text, said.name, said.phone, said.phone_index, slip.answer) == (ERASED, "", "", "", ERASED)
    assert (slip.outcome, slip.number) == ("rectified", 1)
    assert not SealedPiece.objects.exists()
    assert list(check()) == []


@pytest.mark.req("C11")
def test_what_its_appeal_loses_the_slip_loses(at_box: AtTheBox) -> None:
    slip = at_box.slip(at_box.counted(1), WORDS, name="林小满", phone="19900001111")
    said = {"type": "help", "category": None}
    sorting.file_slip(slip, "file", by=at_box.town.clerk, data=said, client_id=uuid7(), version=slip.version)
    slip.refresh_from_db()
    assert slip.matter_id is not None
    erased("contact", "matter", slip.matter_id, at_box)
    kept = Transcript.objects.get()
    assert (kept.name, kept.text) == ("", "请打 〔电话①〕 问邻居。")
    erased("appeal", "matter", slip.matter_id, at_box)
    assert Transcript.objects.get().text == ERASED
    assert not SealedPiece.objects.exists()
