"""意见条数 and 整改率: what is counted, and that the list behind it is the same (BOX-05, CNT-02)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.boxes.figures.declared import POSTED, PUT_RIGHT, SLIPS
from lianxin.boxes.rules import by_kind, by_outcome
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import DENOMINATOR, Query, tell
from lianxin.kernel.models.figure import ClaimedFigure
from tests.boxes.opened import AtTheBox
from tests.township import enter


def asked(code: str) -> Query:
    """The last week."""
    today = timezone.localdate()
    return Query(code, today - timedelta(days=6), today)


@pytest.mark.req("BOX-05", "INV-03")
def test_the_slips_are_the_sum_of_their_outcomes_and_of_their_kinds(at_box: AtTheBox) -> None:
    opening = at_box.counted(4)
    for kind, outcome in (("appeal", "rectified"), ("thanks", "explained"), ("complaint", "referred")):
        at_box.go(at_box.slip(opening, kind=kind), "answer", outcome=outcome, answer="已经办好答复。")
    at_box.slip(opening, "站长收了好处。", "accusation")
    queries = {"all": asked(SLIPS.code), "right": asked(PUT_RIGHT.code), "posted": asked(POSTED.code)}
    outcomes = ("rectified", "explained", "referred", "declined", "illegible", "duplicate", "open")
    kinds = ("appeal", "suggestion", "complaint", "thanks", "blank", "abuse", "illegible", "rest")
    queries |= {one: queries["all"].only("outcome", one) for one in outcomes}
    queries |= {f"kind {one}": queries["all"].only("kind", one) for one in kinds}
    told = tell(queries, by=at_box.town.leader, now=timezone.now())
    assert told["all"].n == 4 == sum(told[one].n for one in outcomes)
    assert sum(told[f"kind {one}"].n for one in kinds) == 4
    assert told["kind rest"].n == 2
    assert told["right"].words == "1/4 = 25.0 %"
    assert told["posted"].words == "0/4 = 0.0 %"
    assert told["all"].number.unit == Unit.SUGGESTION


@pytest.mark.req("BOX-05")
def test_the_list_behind_a_figure_is_what_it_counted_without_a_word(at_box: AtTheBox, client: Client) -> None:
    opening = at_box.counted(2)
    at_box.go(at_box.slip(opening), "answer", outcome="rectified", answer="已经办好。")
    at_box.slip(opening, "站长收了好处。", "accusation")
    enter(client, at_box.town.leader)
    page = client.get(asked(PUT_RIGHT.code).address(DENOMINATOR)).content.decode()
    assert page.count('<th scope="row"') == 2
    assert [one for one in ("路灯坏了", "好处", "举报") if one in page] == []
    assert client.get(asked(PUT_RIGHT.code).address()).content.decode().count('<th scope="row"') == 1
    assert client.get("/boxes/slips/?figure=new&since=2026-01-01&until=2026-01-02").status_code == 404


@pytest.mark.req("BOX-05", "INV-04", "CNT-02")
def test_thirty_eight_of_more_than_sixty_is_at_most_so_many_per_cent() -> None:
    claimed = ClaimedFigure(
        code=PUT_RIGHT.code, unit=Unit.SUGGESTION, numerator=38, denominator=60, below_at_least=True
    )
    assert str(claimed.rate) == "38/≥60 ≤ 63.3 %"


@pytest.mark.req("INV-03")
def test_the_lines_of_a_sum_add_up_whatever_came_out_of_the_box() -> None:
    pairs = [("appeal", ""), ("accusation", ""), ("accusation", "referred"), ("blank", "illegible")]
    assert sum(line.count for line in by_kind(pairs)) == 4
    assert sum(line.count for line in by_outcome(outcome for _, outcome in pairs)) == 4
    assert "举报" not in "".join(str(line.label) for line in by_kind(pairs))


@pytest.mark.req("BOX-05")
def test_the_page_of_figures_adds_up_and_opens_every_list(at_box: AtTheBox, client: Client) -> None:
    opening = at_box.counted(3)
    at_box.go(at_box.slip(opening), "answer", outcome="rectified", answer="已经办好。")
    at_box.slip(opening, kind="suggestion")
    at_box.slip(opening, "站长收了好处。", "accusation")
    enter(client, at_box.town.leader)
    page = client.get("/boxes/figures/").content.decode()
    assert "1/3 = 33.3 %" in page
    assert "举报" not in page
    lists = {one.replace("&amp;", "&") for one in re.findall(r'href="(/boxes/slips/\?[^"]+)"', page)}
    assert len(lists) == 8
    assert {client.get(one).status_code for one in lists} == {200}
