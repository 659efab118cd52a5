"""F-53, F-54, F-55: what stands on the papers of a box, and what never does."""

import re
from zlib import crc32

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.boxes.actions.stubs import new_stubs
from lianxin.boxes.models import Stub
from lianxin.boxes.queries.slips import opened_with, stub_of
from lianxin.kernel.models.printing import PrintLog
from tests.boxes.opened import AtTheBox
from tests.kernel.paper.reading import handed_out, pages, squeezed
from tests.township import enter


@pytest.mark.req("F-54", "XC-13")
def test_a_sheet_of_slips_has_numbers_and_codes_nobody_had_before(at_box: AtTheBox, client: Client) -> None:
    enter(client, at_box.town.clerk)
    sheets = [pages(handed_out(client, reverse("slips_print"))) for _ in range(2)]
    assert [len(sheet) for sheet in sheets] == [1, 1]
    pairs = [found for sheet in sheets for found in stubs_on(sheet[0])]
    assert len(pairs) == 6 == len(set(pairs)) == Stub.objects.count()
    answers = [opened_with(number, code) for number, code in pairs]
    assert [one.number for one in answers if one] == [number for number, _code in pairs]
    assert PrintLog.objects.filter(form="F-54").values_list("copy", flat=True)[0] == 1


def stubs_on(page: str) -> list[tuple[str, str]]:
    """Number and code of each stub on a page."""
    text = squeezed(page)
    return re.findall(r"撕条条号(800-\d{4}-\d{6}-\d)查询码(\d{16})", text)


@pytest.mark.req("F-53")
def test_the_record_of_an_opening_has_seals_openers_and_numbers_and_not_a_word(
    at_box: AtTheBox, client: Client
) -> None:
    torn = new_stubs(1, by=at_box.town.clerk)[0]
    opening = at_box.counted(2)
    at_box.slip(opening, "路灯坏了。", stub=stub_of(torn.number))
    at_box.slip(opening, "站长收了好处。", "accusation")
    enter(client, at_box.town.clerk)
    text = squeezed(
        "".join(pages(handed_out(client, reverse("opening_record", kwargs={"opening": opening.pk}))))
    )
    wanted = (
        "03村委会门口",
        "便民服务中心窗口员",
        "村（居）民代表周大有",
        "A0116",
        "A0117",
        "2条",
        torn.number,
    )
    assert [one for one in wanted if squeezed(one) not in text] == []
    assert [one for one in ("路灯", "好处", "供水站") if one in text] == []


@pytest.mark.req("F-55", "BOX-03")
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_what_is_posted_on_paper_is_number_kind_and_result(
    at_box: AtTheBox, client: Client, kind: str
) -> None:
    opening = at_box.sorted("suggestion", "appeal")
    at_box.go(opening, "publish")
    enter(client, at_box.town.clerk)
    body = handed_out(client, reverse("opening_board", kwargs={"opening": opening.pk}), kind)
    assert crc32(body)
    if kind == "pdf":
        text = squeezed("".join(pages(body)))
        assert [one for one in ("第1张", "第2张", "整改2条", "建议") if one not in text] == []
        assert "路灯" not in text


@pytest.mark.req("FRM-04")
@pytest.mark.parametrize("code", ["F-53", "F-54", "F-55"])
def test_each_prints_blank_for_a_day_without_power(at_box: AtTheBox, client: Client, code: str) -> None:
    enter(client, at_box.town.clerk)
    body = handed_out(client, reverse("paper_blank", kwargs={"code": code}))
    assert code in "".join(pages(body))
