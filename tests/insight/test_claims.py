"""What is claimed stands beside what the records give; the difference is named, neither is overwritten."""

from collections.abc import Iterator

import pytest
from django.test import Client

from lianxin.insight.rules.numbers import count_from, percent_from
from lianxin.kernel import clock
from lianxin.kernel.models.figure import ClaimedFigure
from tests.township import TOWN, Township, at, enter

SAID = {
    "name": "代办件占比",
    "numerator": "4770",
    "denominator": "6192",
    "percent": "78%",
    "unit": "matter",
    "scope": TOWN,
    "said_by": "县融媒体中心",
    "document": "《三亮一微》，2021 年 3 月，第 2 版",
}


@pytest.fixture
def leader(town: Township) -> Iterator[Client]:
    with clock.standing_at(at("2026-11-09 09:00")):
        yield enter(Client(), town.leader)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120余", (120, True)),
        ("6,192", (6192, False)),
        ("２８", (28, False)),
        ("至少60", (60, True)),
        ("60以上", (60, True)),
        ("很多", None),
        ("3.5", None),
    ],
)
def test_numbers_are_read_as_papers_write_them(text: str, number: tuple[int, bool] | None) -> None:
    assert count_from(text) == number


def test_percentages_keep_their_decimals() -> None:
    assert (percent_from("78％"), percent_from("77.0 %"), percent_from("约八成")) == (
        (780, 0),
        (770, 1),
        None,
    )


@pytest.mark.req("INV-04", "CNT-06")
def test_the_page_names_the_difference_and_marks_what_was_typed(leader: Client) -> None:
    assert leader.post("/leader/claims/new/", SAID).status_code == 302
    leader.get("/leader/claims/")  # takes the words that it was kept with it
    page = leader.get("/leader/claims/").content.decode()
    assert "报的是 78 %，按 4770/6192 算是 77.0 %，差 1.0 个百分点" in page
    assert page.count("手工填报") == 1
    for words in ("<b>78 %</b>", "4770/6192 = 77.0 %", "县融媒体中心", "系统里没有可比的数"):
        assert words in page


@pytest.mark.req("CNT-06", "CNT-02")
def test_a_claim_is_held_against_our_own_count_and_changes_nothing_of_it(
    leader: Client, town: Township
) -> None:
    for _ in range(3):
        town.file(when=at("2026-11-03 09:00"))
    ours = {"code": "new", "since": "2026-11-02", "until": "2026-11-08"}
    counted = {"numerator": "5", "denominator": "", "percent": ""} | ours
    leader.post("/leader/claims/new/", SAID | counted | {"name": "新收"})
    leader.post("/leader/claims/new/", SAID | counted | {"name": "三余", "numerator": "3余"})
    leader.post("/leader/claims/new/", SAID | counted | {"name": "人次", "unit": "attendance"})
    leader.post("/leader/claims/new/", SAID | counted | {"name": "无日期", "since": "", "until": ""})
    page = leader.get("/leader/claims/").content.decode()
    assert page.count("报的比算的多 2件") == 1
    assert "单位不同（人次 和 件），不能比" in page
    assert "没有起止日期，不可核" in page
    assert (page.count("3件"), page.count("3余件")) == (2, 1)
    assert 'href="/matters/?figure=new&amp;since=2026-11-02&amp;until=2026-11-08">3</a>' in (
        leader.get("/leader/monday/").content.decode()
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"document": ""}, "依据的文件"),
        ({"numerator": "很多"}, "“很多”不是数，请写成 4770 或 120余。"),
        ({"numerator": "", "percent": ""}, "请填多少，或者填百分比。"),
        ({"since": "2026-11-08", "until": "2026-11-02"}, "结束的日子比开始的还早"),
        ({"scope": "990901102"}, "说的是哪里"),
    ],
)
def test_what_cant_be_kept_is_refused_beside_its_box(
    leader: Client, wrong: dict[str, str], sentence: str
) -> None:
    answer = leader.post("/leader/claims/new/", SAID | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "县融媒体中心" in answer.content.decode()
    assert not ClaimedFigure.objects.exists()


def test_a_claim_taken_back_is_off_the_page_and_on_record(leader: Client, town: Township) -> None:
    leader.post("/leader/claims/new/", SAID)
    row = ClaimedFigure.objects.get()
    assert enter(Client(), town.auditor).post(f"/leader/claims/{row.pk}/withdraw/").status_code == 403
    assert leader.post(f"/leader/claims/{row.pk}/withdraw/").status_code == 302
    assert "代办件占比" not in leader.get("/leader/claims/").content.decode()
    assert ClaimedFigure.objects.get().withdrawn_at is not None
