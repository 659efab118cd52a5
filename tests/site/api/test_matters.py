"""Matters at the interface: the list and its pages, one of them with its moves, masked as on the screen."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel.models.event import AccessEntry
from lianxin.matters.filters import filters
from lianxin.matters.models import Matter
from lianxin.site.api.operations.matters import Filters
from tests.site.api.hands import Program, problem, program
from tests.township import Township, at

pytestmark = pytest.mark.once


def numbers(page: dict[str, object]) -> list[str]:
    """The numbers a page lists."""
    return [one["number"] for one in page["matters"]]


def test_one_matter_is_told_whole(town: Township) -> None:
    matter = town.closed(town.file())
    told = program(town.triage).read(f"/matters/{matter.number}")
    assert told["number"] == matter.number
    assert told["state"] == {"code": "closed", "name": "已办结"}
    assert told["holder"]["name"] == "供水站"
    assert told["area"] == {"id": town.village.pk, "code": town.village.code, "name": "樟荫村"}
    assert told["filed_at"] == timezone.localtime(matter.filed_at).isoformat(timespec="milliseconds")
    assert told["filed_at"].endswith("+08:00")
    appeal = told["appeal"]
    assert appeal["text"].startswith("樟荫村水井边")
    assert [one["unit"]["code"] for one in appeal["orders"]] == ["02"]
    assert [one["text"] for one in appeal["handlings"]] == ["已打电话，约好下午上门。"]
    assert [(one["resolved"]["code"], one["satisfied"]) for one in appeal["callbacks"]] == [("yes", 5)]
    assert appeal["replies"][0]["sent_at"] is not None
    assert {one["limit"]["code"] for one in told["clocks"]} >= {"T3"}


@pytest.mark.req("A2")
def test_a_person_is_masked_as_on_the_screen_and_never_told_more(town: Township) -> None:
    matter = town.working(town.file(text="水管漏了，打19900005555找我。", identity="confidential"))
    seen = program(town.triage).ask(f"/matters/{matter.number}").content.decode()
    assert all(secret not in seen for secret in ("19900001111", "19900005555", "林小满"))
    assert "199****1111" in seen
    handler = program(town.water_handler).read(f"/matters/{matter.number}")["appeal"]
    assert [(one["name"], one["phone"]) for one in handler["speakers"]] == [("", "")]
    assert handler["numbers"] == []


def test_what_may_not_be_known_of_is_not_there(town: Township) -> None:
    accusation = town.file(type="report", text="反映某人的作风。")
    elsewhere = town.dispatched(town.file())
    asking = program(town.leader)
    said = problem(asking.ask(f"/matters/{accusation.number}"), 404, "not_found")
    never = problem(asking.ask("/matters/101-2026-009999-9"), 404, "not_found")
    assert said["detail"] == never["detail"]
    problem(program(town.roads_handler).ask(f"/matters/{elsewhere.number}/events"), 404, "not_found")
    problem(asking.ask("/matters/%00"), 404, "not_found")


def test_the_moves_of_the_page_are_offered_with_what_their_forms_ask(town: Township) -> None:
    matter = town.accepted(town.file())
    offered = {one["code"]: one for one in program(town.triage).read(f"/matters/{matter.number}")["moves"]}
    assert {"dispatch", "refer", "merge", "tag"} <= set(offered)
    assert not {"paper", "void", "approve_correction"} & set(offered)
    unit, basis, demand = offered["dispatch"]["fields"]
    assert (unit["name"], unit["type"], unit["required"]) == ("unit", "integer", True)
    assert {one["value"] for one in unit["choices"]} == {town.water.pk, town.roads.pk}
    assert (basis["max_length"], demand["required"]) == (200, False)
    assert program(town.auditor).read(f"/matters/{matter.number}")["moves"] == []


def test_events_are_told_in_order_with_who(town: Township) -> None:
    matter = town.working(town.file())
    told = program(town.reviewer).read(f"/matters/{matter.number}/events")["events"]
    assert [one["move"]["code"] for one in told] == ["register", "accept", "dispatch", "sign"]
    assert told[-1]["who"] == "供水站 维修（维修员）"
    assert [one["seq"] for one in told] == sorted(one["seq"] for one in told)


def test_pages_follow_one_another_whatever_comes_in_between(town: Township) -> None:
    rows = [town.file(when=at(f"2026-11-{day:02d} 09:00")) for day in range(1, 8)]
    asking, seen, address = program(town.triage), [], "/matters?size=3"
    while address:
        page = asking.client.get(f"/api/v1{address.removeprefix('/api/v1')}", headers=asking.headers).json()
        seen += numbers(page)
        address = page["next"]
        town.file()
    assert seen == [row.number for row in reversed(rows)]
    assert page["total"] is None


def test_the_filters_are_those_of_the_page_and_stay_in_the_next_address(town: Township) -> None:
    mine, other = town.working(town.file()), town.file(text="路灯不亮。", address="村口")
    asking = program(town.triage)
    assert numbers(asking.read("/matters", q="路灯")) == [other.number]
    assert numbers(asking.read("/matters", place="水井边")) == [mine.number]
    assert numbers(asking.read("/matters", unit=town.water.pk)) == [mine.number]
    assert numbers(asking.read("/matters", state="registered")) == [other.number]
    assert numbers(asking.read("/matters", **{"class": town.category.pk})) == [mine.number]
    page = asking.read("/matters", area=town.village.pk, counted="true", size=1, total="true")
    assert page["total"] == 2
    asked = parse_qs(urlsplit(page["next"]).query)
    assert {name: asked[name] for name in ("area", "counted", "size")} == {
        "area": [str(town.village.pk)],
        "counted": ["1"],
        "size": ["1"],
    }


def test_every_filter_of_the_page_is_one_of_the_interface() -> None:
    asked = {field.alias or name for name, field in Filters.model_fields.items()}
    assert {one.name for one in filters()} <= asked
    assert {"q", "place", "who", "state", "area", "unit", "overdue", "since", "until", "figure"} <= asked


def test_what_the_page_passes_over_a_program_is_told(town: Township) -> None:
    asking = program(town.triage)
    for asked, field in [
        ({"state": "nowhere"}, "state"),
        ({"overdu": "1"}, "overdu"),
        ({"area": "樟荫村"}, "area"),
        ({"figure": "new"}, "figure"),
        ({"since": "9999-12-31"}, "since"),
        ({"after": "7"}, "after"),
        ({"size": "1000"}, "size"),
        ({"state": ["open", "closed"]}, "state"),
    ]:
        said = problem(asking.ask("/matters", **asked), 422, "invalid")
        assert [one["field"] for one in said["errors"]] == [field]
        assert said["errors"][0]["sentence"].endswith("。")


@pytest.mark.req("C10")
def test_looking_for_a_person_is_on_record_and_only_for_those_who_may(town: Township) -> None:
    matter = town.file()
    assert numbers(program(town.triage).read("/matters", who="19900001111")) == [matter.number]
    entry = AccessEntry.objects.get(what="names")
    assert (entry.actor_id, entry.post_id) == (town.triage.account, town.triage.post)
    problem(program(town.reviewer).ask("/matters", who="林小满"), 403, "not_allowed")


def test_a_list_is_read_with_the_same_few_questions_however_long_it_is(
    town: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asking = program(town.triage)
    asking.read("/matters")  # the token's first use is stamped
    for _round in range(2):
        for _row in range(4):
            town.file()
        with django_assert_num_queries(
            5
        ):  # the county, the token, who it is, whom to keep away from, the list
            assert len(asking.read("/matters")["matters"]) == Matter.objects.count()


def test_look_ups_say_what_ids_and_codes_mean(
    town: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asking = program(town.clerk)
    asking.read("/states")
    with django_assert_num_queries(4):
        areas = asking.read("/areas")
    assert [(one["name"], one["kind"]["code"]) for one in areas["areas"]] == [
        ("青禾镇", "town"),
        ("樟荫村", "village"),
    ]
    assert areas["areas"][1]["parent"] == f"{town.village.code[:9]}000"
    first = asking.read("/areas", size=1)
    assert [one["name"] for one in follow(asking, first["next"])["areas"]] == ["樟荫村"]
    assert [one["name"] for one in asking.read("/areas", q="zyc")["areas"]] == ["樟荫村"]
    with django_assert_num_queries(6):
        units = asking.read("/units")["units"]
    assert {one["name"] for one in units if one["takes_work"]} == {"供水站", "村镇建设办"}
    classes = asking.read("/classes")
    assert [(one["id"], one["open"]) for one in classes["classes"]] == [(town.category.pk, True)]
    problem(asking.ask("/classes", edition="1999"), 422, "invalid")
    assert {"code": "closed", "name": "已办结"}.items() <= {
        one["code"]: one for one in asking.read("/states")["states"]
    }["closed"].items()


def follow(asking: Program, address: str) -> dict[str, list[dict[str, str]]]:
    """The next page, by the address the last one gave."""
    return asking.client.get(address, headers=asking.headers).json()
