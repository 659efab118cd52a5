"""What everybody may see: totals, no cell of few people, and none to be found by subtraction."""

from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from lianxin.insight.chores import publish_quarters
from lianxin.insight.models import PublicTable
from lianxin.insight.rules.public import Cell, Row, guarded, part_of
from lianxin.insight.rules.quarters import Quarter, finished, quarter_of
from lianxin.kernel import clock
from lianxin.places.models import Area
from tests.township import TOWN, Township, at

K = 5
HEAVIEST = 150_000
CELLS = st.one_of(st.integers(0, 9), st.integers(0, 60))


def rows_of(numbers: list[tuple[int, int]]) -> list[Row]:
    """Rows of two columns, each matter of another person."""
    cells = [
        tuple(Cell(n, frozenset((place, column, one) for one in range(n))) for column, n in enumerate(pair))
        for place, pair in enumerate(numbers)
    ]
    return [Row(f"{place}村", one) for place, one in enumerate(cells)]


def small(number: int) -> bool:
    return 0 < number < K


@pytest.mark.once
@pytest.mark.req("XC-13", "C15")
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=9))
def test_no_shown_cell_is_small_and_none_is_left_by_subtracting_what_is_shown(
    numbers: list[tuple[int, int]],
) -> None:
    rows = rows_of(numbers)
    found = guarded(rows, k=K)
    for column in range(2):
        total = sum(pair[column] for pair in numbers)
        if found is None:
            continue
        lines = [row.cells[column].count for row in found.rows]
        lines += [found.rest[column].count] if found.merged else []
        assert sum(lines) == total
        assert not small(total)
        assert not any(small(n) for n in lines)
        for size in range(len(lines) + 1):  # the total less any lines that are shown
            for taken in combinations(lines, size):
                assert not small(total - sum(taken))
    if found is not None and found.merged:
        hidden = [
            pair for place, pair in enumerate(numbers) if f"{place}村" not in {r.label for r in found.rows}
        ]
        assert len([pair for pair in hidden if any(pair)]) >= 2  # the merged line is about no place alone


@pytest.mark.once
@given(CELLS, CELLS)
def test_neither_a_part_nor_what_is_left_of_the_whole_is_small(whole: int, part: int) -> None:
    whole, part = max(whole, part), min(whole, part)
    cells = [Cell(n, frozenset(range(n))) for n in (whole, part)]
    told = part_of(*cells, k=K)
    if told is None:
        assert small(whole) or small(part) or (small(whole - part) and whole < 2 * K)
        return
    assert not small(told.count)
    assert told.at_least or not small(whole - told.count)
    assert told.count <= part if told.at_least else told.count == part


@pytest.mark.once
@pytest.mark.req("XC-13")
def test_forty_calls_of_one_person_are_one_person() -> None:
    one_caller = Cell(40, frozenset({"林"}))
    many = Cell(30, frozenset(range(30)))
    found = guarded([Row("甲村", (one_caller,)), Row("乙村", (many,)), Row("丙村", (many,))], k=K)
    assert found is not None
    assert ([row.label for row in found.rows], found.rest[0].count) == (["丙村"], 70)


@pytest.mark.once
def test_quarters_do_not_overlap() -> None:
    autumn = quarter_of(at("2026-11-29 00:00").date())
    assert (autumn.since, autumn.until, autumn.number) == (
        at("2026-10-01 00:00").date(),
        at("2026-12-31 00:00").date(),
        4,
    )
    assert [quarter.number for quarter in finished(autumn.since, 4)] == [3, 2, 1, 4]
    assert autumn.later == Quarter(at("2027-01-01 00:00").date())


def filed_in(town: Township, area: Area, times: int, first: int, **more: Any) -> None:
    """So many appeals of different people of a place, in July."""
    for place in range(times):
        phone = f"199000{first:02}{place:03}"
        town.file(area=area.pk, when=at("2026-07-06 09:00"), phone=phone, name=f"林{first}{place}", **more)


def published() -> PublicTable:
    """What the chore of 1 October makes public of the third quarter."""
    with clock.standing_at(at("2026-10-01 05:00")):
        publish_quarters()
        publish_quarters()
    return PublicTable.objects.get(area="", since="2026-07-01")


@pytest.fixture
def villages(town: Township) -> list[Area]:
    """樟荫村 and three more."""
    names = ("竹溪村", "石桥村", "枫林村")
    more = [
        Area.objects.create(
            code=f"{TOWN}{202 + place}", name=name, kind="village", parent=town.village.parent
        )
        for place, name in enumerate(names)
    ]
    return [town.village, *more]


@pytest.mark.req("XC-13")
def test_a_village_of_two_people_is_merged_with_the_next_smallest(
    town: Township, villages: list[Area], client: Client
) -> None:
    for first, (area, times) in enumerate(zip(villages, (9, 7, 2, 0), strict=True)):
        filed_in(town, area, times, first)
    filed_in(town, villages[0], 1, 9, type="report")
    row = published()
    assert row.content["received"] == 18
    assert row.content["tables"]["place"] == {"rows": [["樟荫村", 9, 0]], "merged": 2, "rest": [9, 0]}
    page = client.get("/open/").content
    body = page.decode()
    assert len(page) < HEAVIEST
    assert "石桥村" not in body
    assert "竹溪村" not in body
    for secret in ("水管", "林00", "19900", "供水站"):
        assert secret not in body


@pytest.mark.req("XC-13")
def test_what_was_made_public_stays_whatever_is_filed_later(
    town: Township, villages: list[Area], client: Client
) -> None:
    filed_in(town, villages[0], 6, 0)
    before = published().content
    assert (before["received"], before["done"], before["satisfied"]) == (6, 0, None)
    filed_in(town, villages[0], 1, 1)
    assert published().content == before
    assert client.get("/open/?quarter=2026-07-01").status_code == 200
    assert client.get("/open/?quarter=2026-10-01").status_code == 404


@pytest.mark.req("XC-13")
def test_fewer_than_five_people_are_no_number_at_all(town: Township, client: Client) -> None:
    filed_in(town, town.village, 4, 0)
    content = published().content
    assert content["received"] is None
    assert set(content["tables"].values()) == {None}
    assert "不足 5" in client.get("/open/?quarter=2026-07-01").content.decode()


def test_a_county_of_several_townships_has_a_page_for_each_that_is_large_enough(
    town: Township, client: Client
) -> None:
    filed_in(town, town.village, 6, 0)
    for place, (code, name, times) in enumerate(
        (("102", "白溪镇", 8), ("103", "云岭乡", 3), ("104", "松坪乡", 7))
    ):
        other = Area.objects.create(code=f"990901{code}000", name=name, kind="town")
        village = Area.objects.create(
            code=f"990901{code}201", name=f"{name[0]}桥村", kind="village", parent=other
        )
        filed_in(town, village, times, place + 1)
    content = published().content
    rows = [line[0] for line in content["tables"]["place"]["rows"]]
    assert (rows, content["tables"]["place"]["rest"]) == (["白溪镇", "松坪乡"], [9, 0])
    assert client.get("/open/990901102/").status_code == 200
    assert client.get("/open/990901103/").status_code == 404  # 云岭乡 is merged on the county's page
    page = client.get("/open/990901102/").content.decode()
    assert "白桥村" in page
    # By class or month it could be subtracted from the county's page: what is left is a neighbour's.
    assert set(PublicTable.objects.get(area="990901102").content["tables"]) == {"place"}
    assert ("按月份分" in page, "按事情分" in page, "回访满意" in page) == (False, False, False)


def test_before_anything_is_public_the_page_says_when(town: Township, client: Client) -> None:
    assert "还没有公布的数字" in client.get("/open/").content.decode()
    assert client.get("/open/990901101/").status_code == 404
