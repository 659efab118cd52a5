"""Figures at the interface: n and d with the formula, and the list of just those rows."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.site.api.hands import problem, program
from tests.township import Township, at

pytestmark = pytest.mark.once

WEEK = {"since": "2026-11-02", "until": "2026-11-08"}


@pytest.mark.req("CNT-04")
def test_a_figure_is_told_with_its_formula_and_its_list_holds_as_many(town: Township) -> None:
    for day in (3, 4, 20):
        town.file(when=at(f"2026-11-{day:02d} 09:00"))
    asking = program(town.leader)
    told = asking.read("/figures/new", **WEEK)
    assert (told["n"], told["d"], told["words"]) == (2, None, "2件")
    assert told["unit"] == {"code": "matter", "name": "件"}
    assert told["formula"].startswith("这段时间里群众反映的件数")
    listed = asking.client.get(f"{told['rows']}&total=true", headers=asking.headers).json()
    assert listed["total"] == told["n"] == len(listed["matters"])


def test_a_rate_is_told_with_both_its_numbers(town: Township) -> None:
    town.closed(town.file(when=at("2026-11-03 09:00")), at("2026-11-03 15:00"))
    asking = program(town.auditor)
    rates = [one["code"] for one in asking.read("/figures")["figures"] if one["rate"]]
    assert rates
    for code in rates:
        told = asking.read(f"/figures/{code}", **WEEK)
        assert told["words"].startswith(f"{told['n']}/{told['d']}") or told["d"] == 0
        for side, count in (("rows", told["n"]), ("rows_below", told["d"])):
            listed = asking.client.get(f"{told[side]}&total=true", headers=asking.headers).json()
            assert listed["total"] == count


def test_who_may_see_less_counts_less_and_casework_is_not_asked(town: Township) -> None:
    town.file(when=at("2026-11-03 09:00"), type="report", text="反映某人的作风。")
    assert program(town.leader).read("/figures/new", **WEEK)["n"] == 0
    problem(program(town.clerk).ask("/figures"), 403, "not_allowed")


def test_what_makes_no_sense_is_named(town: Township) -> None:
    asking = program(town.leader)
    problem(asking.ask("/figures/no-such", **WEEK), 404, "not_found")
    for wrong in (
        {"until": "2026-11-08"},
        {"since": "2026-11-08", "until": "2026-11-02"},
        WEEK | {"part": "colour:red"},
        WEEK | {"since": "yesterday"},
    ):
        assert problem(asking.ask("/figures/new", **wrong), 422, "invalid")["errors"][0]["field"] == "since"


def test_a_figure_is_counted_by_one_question(
    town: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asking = program(town.leader)
    asking.read("/figures")
    with django_assert_num_queries(5):  # the county, the token, who it is, whom they avoid, the count
        asking.read("/figures/new", **WEEK)
