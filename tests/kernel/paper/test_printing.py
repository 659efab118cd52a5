"""Every print is on record, the second one is a copy, and a sheet in the hand is known again by its square."""

import io
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from PIL import Image, ImageFilter

from lianxin.kernel.models.county import County
from lianxin.kernel.models.printing import PrintLog
from lianxin.kernel.paper import marks, printing, scanning
from lianxin.kernel.paper.layout import Field, Fields, Form, Variable
from lianxin.kernel.paper.printing import Paper, give_out
from lianxin.kernel.paper.unprintable import MissingGlyph, Unprintable
from lianxin.kernel.prints.erasure import F103, register_paper
from tests.kernel.paper.photos import photo_of, photographed
from tests.kernel.paper.reading import said
from tests.township import Township, enter

SECRET = Form(
    "T-02",
    "限制表",
    "2026-12",
    blocks=(Fields((Field("情况", "{what}"),)),),
    variables=(Variable("what", "情况"),),
    restricted=True,
)


def paper(**more: Any) -> Paper:
    """One restricted sheet about one row."""
    given = {
        "form": SECRET,
        "data": {"what": "家里有病人。"},
        "number": "7-1",
        "row_kind": "case",
        "row_id": 7,
    }
    return Paper(**{**given, **more})


@pytest.mark.req("FRM-08")
def test_each_print_is_on_record_with_who_when_and_which_edition_and_the_second_is_a_copy(
    town: Township,
) -> None:
    first = give_out(paper(), office="青禾镇", by=town.clerk)
    second = give_out(paper(), office="青禾镇", by=town.leader, kind="docx")
    third = give_out(paper(), office="青禾镇", by=town.clerk)
    assert "副本" not in said(first.body)
    assert "第3份（副本）" in said(third.body)
    rows = list(
        PrintLog.objects.order_by("pk").values_list("form", "edition", "number", "copy", "kind", "by")
    )
    assert rows == [
        ("T-02", "2026-12", "7-1", 1, "pdf", town.clerk.account),
        ("T-02", "2026-12", "7-1", 2, "docx", town.leader.account),
        ("T-02", "2026-12", "7-1", 3, "pdf", town.clerk.account),
    ]
    assert PrintLog.objects.filter(post_id=town.clerk.post).count() == 2
    assert (first.name, second.name) == ("T-02 限制表 7-1.pdf", "T-02 限制表 7-1.docx")
    assert give_out(paper(number="7-2"), office="青禾镇", by=town.clerk).copy == 1


@pytest.mark.req("FRM-08")
def test_a_restricted_form_carries_name_unit_and_time_of_who_prints_it_a_blank_one_does_not(
    town: Township,
) -> None:
    filled = said(give_out(paper(), office="青禾镇", by=town.clerk).body)
    assert filled.count(f"{town.clerk.name}{town.clerk.duty}".replace(" ", "")) == 3
    blank = said(give_out(paper(data=None, number=""), office="青禾镇", by=town.clerk).body)
    assert town.clerk.name not in blank


@pytest.mark.req("FRM-08")
def test_a_print_that_failed_is_not_on_record(town: Township) -> None:
    with pytest.raises(MissingGlyph):
        give_out(paper(data={"what": "\U0002a700"}), office="青禾镇", by=town.clerk)
    assert PrintLog.objects.count() == 0


def test_who_was_overtaken_draws_again_with_the_next_number(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_out(paper(), office="青禾镇", by=town.clerk)
    real, asked = printing.next_copy, []

    def overtaken(wanted: Paper) -> int:
        asked.append(1)
        return 1 if len(asked) == 1 else real(wanted)

    monkeypatch.setattr(printing, "next_copy", overtaken)
    assert give_out(paper(), office="青禾镇", by=town.clerk).copy == 2
    monkeypatch.setattr(printing, "next_copy", lambda wanted: 1)
    with pytest.raises(Unprintable, match="请再点一次"):
        give_out(paper(), office="青禾镇", by=town.clerk)


@pytest.mark.req("FRM-04")
def test_each_blank_sheet_has_a_number_of_its_own_which_its_square_says(town: Township) -> None:
    sheets = [give_out(Paper(F103), office="青禾镇", by=town.clerk) for _ in range(2)]
    year = PrintLog.objects.order_by("pk")[0].at.year
    for place, made in enumerate(sheets, start=1):
        number = f"{year}-{place:05d}"
        assert f"纸表编号{number}" in said(made.body)
        assert "副本" not in said(made.body)
        assert scanning.marks_in(photo_of(made.body)) == [(number, marks.check_code("F-103", number))]
    assert set(PrintLog.objects.values_list("row_kind", "copy")) == {("blank", 1)}


@pytest.mark.req("FRM-01")
@pytest.mark.parametrize(
    ("degrees", "lean", "blur"),
    [(0, 0, 0), (7, 0, 0), (90, 0.05, 0), (180, 0.1, 1), (-38, 0.12, 1), (255, 0.08, 0)],
)
def test_a_sheet_photographed_askew_is_known_again(
    town: Township, degrees: float, lean: float, blur: float
) -> None:
    made = give_out(paper(form=F103, data={"year": "2026"}, number="7-000"), office="青禾镇", by=town.clerk)
    picture = photographed(made.body, degrees=degrees, lean=lean).filter(ImageFilter.GaussianBlur(blur))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=70)
    assert scanning.marks_in(kept.getvalue()) == [("7-000", marks.check_code("F-103", "7-000"))]


def test_a_number_with_a_code_that_is_not_its_own_belongs_to_no_form(county: County) -> None:
    code = marks.check_code("F-103", "101-2026-000042-7")
    assert scanning.form_of("101-2026-000042-7", code) is F103
    assert scanning.form_of("101-2026-000043-7", code) is None
    assert scanning.form_of("101-2026-000042-7", "00000000") is None
    assert marks.read(f"101-2026-000042-7 {code}") == ("101-2026-000042-7", code)
    assert marks.read(f"编号 101-2026-000042-7 {marks.shown(code).lower()}") == ("101-2026-000042-7", code)
    assert marks.read("https://example.com/?q=1") is None
    blank = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(blank, "PNG")
    assert scanning.marks_in(blank.getvalue()) == []


def test_the_register_of_erasures_prints_across_the_page_with_its_total(town: Township) -> None:
    line = ["2026-1", "求助件的姓名", 40, "保存期满五年", 7, "安全员", "镇长", "2026年12月1日 09:30"]
    made = give_out(
        register_paper(2026, [line, ["2026-2", "附件", 2, *line[3:]]]), office="青禾镇", by=town.leader
    )
    text = said(made.body)
    for told in ("F-103", "编号103-2026", "合计条数42", "2026-1求助件的姓名40保存期满五年7安全员镇长"):
        assert told in text
    none = said(give_out(register_paper(2025, []), office="青禾镇", by=town.leader).body)
    assert "合计条数0" in none


def test_every_form_prints_blank_from_its_page_and_what_cannot_be_is_said_there(
    town: Township, settings: Any, tmp_path: Any
) -> None:
    clerk = enter(Client(), town.clerk)
    shown = clerk.get("/papers/").content.decode()
    for code in ("F-28", "F-29", "F-93", "F-95", "F-98", "F-99", "F-102", "F-103"):
        assert f"<b>{code}</b>" in shown
        for kind, size in (("pdf", ""), ("pdf", "large"), ("docx", "")):
            answer = clerk.post(f"/papers/{code}/blank/", {"as": kind, "size": size})
            assert answer.status_code == 200
            assert f".{kind}" in unquote(answer["Content-Disposition"])
    assert PrintLog.objects.count() == 24
    assert clerk.post("/papers/F-00/blank/").status_code == 404
    assert clerk.get("/papers/F-93/blank/").status_code == 405
    settings.PAPER_FONTS = tmp_path
    refused = clerk.post("/papers/F-93/blank/", {"as": "pdf", "next": "/papers/"}, follow=True)
    assert "打印用的字体不全" in refused.content.decode()
    assert PrintLog.objects.count() == 24
