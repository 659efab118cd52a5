"""A township that keeps other hours than the county: set on the page, and the limits of its matters follow."""

import re

import pytest
from django.test import Client

from lianxin.kernel import editions
from lianxin.kernel.actor import Role
from lianxin.kernel.models.edition import Edition
from lianxin.matters.models import Clock, Matter
from lianxin.people.models import Unit
from lianxin.places.models import Area
from tests.township import OFFICE, TOWN, Township, actor, at, enter

pytestmark = pytest.mark.req("XC-08")

HOURS = "/settings/office.hours/"
OTHER = "990901102"  # 云岭乡
MONDAY = at("2026-11-30 09:00")


@pytest.fixture
def keeper(town: Township, settings, time_machine) -> Client:
    """The county's administrator at a browser; there are two townships."""
    settings.COUNTY = town.county
    time_machine.move_to(MONDAY)
    place = Area.objects.create(code=f"{town.county}000000", name="青禾县", kind="county")
    Area.objects.create(code=f"{OTHER}000", name="云岭乡", kind="town", parent=place)
    hall = Unit.objects.create(name="县政务服务局", code="09", kind="office", area=place)
    return enter(Client(), actor(hall, "系统管理", Role.ADMINISTRATOR))


def offered(client: Client, page: str = HOURS) -> list[tuple[str, str]]:
    """For which areas the page can be set."""
    box = re.search(r'<select[^>]*id="id_area">(.*?)</select>', client.get(page).content.decode(), re.DOTALL)
    return re.findall(r'<option value="(\d*)" *(?:selected)?>([^<]+)<', box[1]) if box else []


def put(client: Client, spans: str, *, area: str = "") -> str:
    """Change the hours as somebody does: look, then confirm. Gives what the look said."""
    address = f"{HOURS}?area={area}" if area else HOURS
    seen = client.post(address, {"spans": spans}).content.decode()
    assert client.post(address, {"spans": spans, "step": "confirm"}).status_code == 302
    editions.forget()
    return seen


def due(matter: Matter) -> dict[str, str]:
    """When the running limits of this matter end, by the office's clock."""
    running = Clock.objects.filter(row_id=matter.pk, kind__in=("W", "WH"), stopped=None)
    return {one.limit: f"{one.due.astimezone(OFFICE):%m-%d %H:%M}" for one in running}


def test_the_hours_of_a_township_move_its_limits_and_nobody_elses(town: Township, keeper: Client) -> None:
    elsewhere = Area.objects.create(code=f"{OTHER}201", name="岭脚村", kind="village")
    here, there = town.file(when=MONDAY), town.file(when=MONDAY, area=elsewhere.pk)
    usual = {"T2a": "11-30 14:30", "T3": "12-01 17:30"}
    assert due(here) == due(there) == usual

    seen = put(keeper, "09:00-12:00", area=TOWN)
    assert "办公时间 · 青禾镇" in seen
    assert re.findall(r"<li>(.*?)</li>", seen)[:3] == [
        "有 2 条正在计时的时限会变。",
        "其中 1 条提前，仍在当天，会告诉承办单位。",
        "其中 1 条推后，最多推后 1 天。",
    ]
    assert due(here) == {"T2a": "12-01 09:30", "T3": "12-01 12:00"}
    assert due(there) == usual

    put(keeper, "08:30-12:00, 14:00-17:00")
    assert due(here) == {"T2a": "12-01 09:30", "T3": "12-01 12:00"}
    assert due(there) == usual | {"T3": "12-01 17:00"}


def test_the_page_says_where_it_is_set_and_where_it_differs(town: Township, keeper: Client) -> None:
    assert offered(keeper) == [("", "全县"), (TOWN, "青禾镇"), (OTHER, "云岭乡")]
    assert offered(keeper, "/settings/office.face/") == []
    put(keeper, "08:30-12:00, 14:00-17:00")
    page = keeper.get(f"{HOURS}?area={TOWN}").content.decode()
    assert ("青禾镇改成" in page, "现在按全县的第 1 版" in page, "单独设了的" in page) == (True, True, False)
    put(keeper, "09:00-12:00", area=TOWN)
    page = keeper.get(f"{HOURS}?area={TOWN}").content.decode()
    assert "现在是第 1 版" in page
    assert f'<a class="target" href="{HOURS}?area={TOWN}">青禾镇</a>' in keeper.get(HOURS).content.decode()
    assert f"{HOURS}1/undo/?area={TOWN}" in page
    assert keeper.post(f"{HOURS}1/undo/?area={TOWN}", {"step": "confirm"}).status_code == 302
    assert [(one.scope, one.value["spans"]) for one in Edition.objects.order_by("pk")] == [
        ("", "08:30-12:00, 14:00-17:00"),
        (TOWN, "09:00-12:00"),
        (TOWN, "08:30-12:00, 14:00-17:00"),
    ]


def test_an_administrator_of_a_township_sets_nothing_for_its_neighbour(
    town: Township, keeper: Client
) -> None:
    own = enter(Client(), town.administrator)
    assert offered(own) == [("", "全县"), (TOWN, "青禾镇")]
    for answer in (
        own.get(f"{HOURS}?area={OTHER}"),
        own.post(f"{HOURS}?area={OTHER}", {"spans": "09:00-12:00", "step": "confirm"}),
        own.get(f"/settings/office.face/?area={TOWN}"),
    ):
        assert answer.status_code == 404
    assert not Edition.objects.exists()
