"""The pages about places: a tree that stays short, changes with a preview, known places (XC-09)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel import clock
from lianxin.places.actions import changes
from lianxin.places.models import Address, Area, AreaChange
from tests.places.conftest import MERGED, Valley, midday
from tests.township import TOWN, enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(valley: Valley) -> Client:
    return enter(Client(), valley.town.administrator)


def text_of(answer: object) -> str:
    body = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.split('id="main"')[1]))


def seen(page: object) -> str:
    return re.findall(r'name="seen" value="(\w+)"', page.content.decode())[0]  # type: ignore[attr-defined]


MERGER = {
    "others": "楮溪村",
    "into": "new",
    "name": "樟溪村",
    "kind": "village",
    "code": "",
    "on": "2026-11-02",
    "basis": "青政发〔2026〕3 号",
}


@pytest.mark.req("XC-09")
def test_a_merger_is_shown_before_it_is_made_and_can_be_taken_back(valley: Valley, admin: Client) -> None:
    valley.town.file(area=valley.north.pk)
    address = f"/areas/{valley.north.pk}/change/merge/"
    assert "与哪些合并" in text_of(admin.get(address))
    preview = admin.post(address, MERGER)
    assert "没办完的事 1" in text_of(preview)
    assert not AreaChange.objects.exists()
    # Other answers than those of the preview are shown again first.
    other = admin.post(address, {**MERGER, "name": "新溪村", "seen": seen(preview)})
    assert "办了以后会怎样" in text_of(other)
    assert not AreaChange.objects.exists()
    done = admin.post(address, {**MERGER, "seen": seen(preview)}, follow=True)
    assert "已办好" in text_of(done)
    assert "到 2026年11月1日 为止" in text_of(admin.get(f"/areas/{valley.north.pk}/"))
    new = Area.objects.get(name="樟溪村")
    assert "来自 樟荫村 合并 青政发〔2026〕3 号" in text_of(admin.get(f"/areas/{new.pk}/"))
    assert "合并 樟荫村、楮溪村 → 樟溪村" in text_of(admin.get("/areas/changes/"))
    undone = admin.post(f"/areas/changes/{AreaChange.objects.get().pk}/undo/", follow=True)
    assert "已撤回，区划和原来一样" in text_of(undone)
    assert not Area.objects.filter(name="樟溪村").exists()


@pytest.mark.req("XC-09")
def test_the_day_offered_is_the_offices_and_is_taken(valley: Valley, admin: Client) -> None:
    """In a demo the office's clock stands elsewhere: the machine's day would be refused as still to come."""
    address = f"/areas/{valley.north.pk}/change/merge/"
    with clock.shifted(timedelta(days=-9)):
        offered = admin.get(address).context["form"].initial["on"]
        given = {**MERGER, "on": offered.isoformat()}
        preview = admin.post(address, given)
        assert admin.post(address, {**given, "seen": seen(preview)}).status_code == 302
        assert AreaChange.objects.get().on == offered == timezone.localdate() - timedelta(days=9)
        assert "樟荫村" not in text_of(admin.get(f"/areas/{valley.place.pk}/"))


@pytest.mark.req("XC-09")
@pytest.mark.parametrize(
    ("slug", "said", "left"),
    [
        ("rename", {"name": "樟荫社区", "kind": "community", "reading": ""}, "樟荫社区"),
        ("split", {"parts": "樟东村\n樟西村，990901101288"}, "樟荫村"),
        ("end", {}, "樟荫村"),
    ],
)
def test_the_other_changes_have_their_pages(
    valley: Valley, admin: Client, slug: str, said: dict[str, str], left: str
) -> None:
    address = f"/areas/{valley.north.pk}/change/{slug}/"
    given = {**said, "on": "2026-11-02", "basis": "青政发〔2026〕3 号"}
    preview = admin.post(address, given)
    assert preview.status_code == 200
    answer = admin.post(address, {**given, "seen": seen(preview)})
    assert answer.status_code == 302
    assert Area.objects.get(pk=valley.north.pk).name == left
    assert AreaChange.objects.count() == 1


def test_a_group_moves_by_its_own_page(valley: Valley, admin: Client) -> None:
    address = f"/areas/{valley.groups[0].pk}/change/move/"
    given = {"parent": valley.south.pk, "on": "2026-11-02", "basis": "会议纪要〔2026〕1 号"}
    preview = admin.post(address, given)
    assert admin.post(address, {**given, "seen": seen(preview)}).status_code == 302
    assert Area.objects.get(pk=valley.groups[0].pk).parent_id == valley.south.pk


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"others": "没有的村"}, "没有找到“没有的村”。请核对名称，或填 12 位代码。"),
        ({"others": ""}, "请填“与哪些合并”。"),
        ({"name": ""}, "请填合并后的名称"),
        ({"basis": ""}, "请填“依据的文号”。"),
        ({"on": "2099-01-01"}, "日期还没到"),
        ({"on": "昨天"}, "日期不对"),
    ],
)
def test_what_is_wrong_stands_at_its_box_and_what_was_typed_stays(
    valley: Valley, admin: Client, changed: dict[str, str], said: str
) -> None:
    page = admin.post(f"/areas/{valley.north.pk}/change/merge/", {**MERGER, **changed})
    assert page.status_code == 422
    assert said in text_of(page)
    assert (changed.get("others") or changed.get("basis") or MERGER["into"]) in page.content.decode()
    assert not AreaChange.objects.exists()


def test_several_groups_are_added_at_once(valley: Valley, admin: Client) -> None:
    address = f"/areas/{valley.north.pk}/add/"
    assert admin.post(address, {"kind": "group", "names": "三组\n 四组 \n\n"}).status_code == 302
    assert Area.objects.get(name="四组").code == f"{TOWN}201004"
    again = admin.post(address, {"kind": "group", "names": "三组"})
    assert (again.status_code, "“三组”已经有了" in text_of(again)) == (422, True)
    assert admin.get(f"/areas/{valley.place.pk}/add/").status_code == 404


def test_a_reading_is_put_right(valley: Valley, admin: Client) -> None:
    address = f"/areas/{valley.south.pk}/reading/"
    assert admin.post(address, {"reading": "拼音"}).status_code == 422
    assert admin.post(address, {"reading": "zhu xi cun"}).status_code == 302
    assert Area.objects.get(pk=valley.south.pk).initials == "zxc"


def test_a_clerk_looks_but_changes_nothing(valley: Valley) -> None:
    clerk = enter(Client(), valley.town.clerk)
    page = clerk.get(f"/areas/{valley.north.pk}/")
    assert "合并" not in text_of(page)
    for address in ("change/merge/", "add/", "reading/"):
        assert clerk.get(f"/areas/{valley.north.pk}/{address}").status_code == 403


@pytest.mark.parametrize(("query", "names"), [("zy", ["樟荫村"]), ("楮", ["楮溪村"]), ("无", [])])
def test_the_tree_is_searched_by_name_and_initials(
    valley: Valley, admin: Client, query: str, names: list[str]
) -> None:
    page = admin.get("/areas/", {"q": query})
    assert [hit.name for hit in page.context["hits"]] == names


@pytest.mark.parametrize("villages", [2, 400])
def test_a_node_shows_a_page_and_asks_as_often_whatever_it_holds(
    valley: Valley, admin: Client, villages: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [
        Area(code=f"{TOWN}{300 + n}", name=f"第{n}村", kind="village", parent=valley.place)
        for n in range(villages)
    ]
    Area.objects.bulk_create(rows)
    admin.get("/areas/")
    with django_assert_num_queries(7):  # who asks, what waits at the bell, the townships
        admin.get("/areas/")
    with django_assert_num_queries(13):  # … the area, its full name, what it holds, its history, its places
        page = admin.get(f"/areas/{valley.place.pk}/")
    level = page.context["level"]
    assert len(level.rows) == min(50, villages + 2)
    if level.next:
        following = admin.get(f"/areas/{valley.place.pk}/", {"after": level.next}).context["level"]
        assert following.rows[0].code > level.rows[-1].code


def test_a_list_while_typing_is_of_the_askers_own_area(valley: Valley) -> None:
    far = Area.objects.create(code="990901102201", name="樟荫坪村", kind="village")
    staff = enter(Client(), valley.town.clerk).get("/areas/find/", {"q": "樟荫", "name": "area"})
    assert re.findall(r'value="(\d+)"', staff.content.decode()) == [str(valley.north.pk)]
    assert "<html" not in staff.content.decode()
    resident = Client().get("/areas/find/", {"q": "樟荫", "name": '"><script>'})
    assert re.findall(r'name="area" value="(\d+)"', resident.content.decode()) == [
        str(valley.north.pk),
        str(far.pk),
    ]


def test_a_known_place_is_kept_offered_at_the_desk_and_dropped(valley: Valley) -> None:
    clerk = enter(Client(), valley.town.clerk)
    address = f"/areas/{valley.north.pk}/known/"
    assert "还没有" in text_of(clerk.get(address))
    said = {"name": "夏老屋口", "room": "", "point": "29.1234, 111.6543", "system": "gcj02"}
    assert clerk.post(address, said).status_code == 302
    kept = Address.objects.get()
    assert (kept.given_north, kept.given_east, kept.given_system) == (29.1234, 111.6543, "gcj02")
    assert kept.latitude is not None
    assert (round(kept.latitude, 4), round(kept.longitude or 0, 4)) == (29.1264, 111.6488)
    assert '<option value="夏老屋口">' in clerk.get("/desk/new/").content.decode()
    again = clerk.post(address, {"name": "夏老屋口", "system": "gcj02"})
    assert "“夏老屋口”已经记下了" in text_of(again)
    swapped = clerk.post(address, {**said, "name": "井边", "point": "111.6543, 29.1234"})
    assert (swapped.status_code, "经度和纬度写反了" in text_of(swapped)) == (422, True)
    assert "111.6543, 29.1234" in swapped.content.decode()
    clerk.post(f"/areas/known/{kept.pk}/forget/")
    assert '<option value="夏老屋口">' not in clerk.get("/desk/new/").content.decode()
    assert clerk.post(address, {"name": "夏老屋口", "system": "gcj02"}).status_code == 302
    assert Address.objects.get().active


def test_known_places_of_another_village_are_not_there(valley: Valley) -> None:
    clerk = enter(Client(), valley.north_clerk)
    assert clerk.get(f"/areas/{valley.south.pk}/known/").status_code == 404
    other = Address.objects.create(area=valley.south, name="渡口")
    answer = clerk.post(f"/areas/known/{other.pk}/forget/", follow=True)
    assert answer.status_code == 404
    assert Address.objects.get(pk=other.pk).active


@pytest.mark.req("XC-09")
def test_figures_are_read_by_the_old_map_or_the_new_one(valley: Valley) -> None:
    """Two villages merged: the counts of before are theirs by the old map, the new one's by the new map."""
    town = valley.town
    for village, count in ((valley.north, 2), (valley.south, 1), (valley.groups[3], 1)):
        for _ in range(count):
            town.file(area=village.pk)
    town.file(area=None)
    valley.merge()
    town.file(area=valley.joined().pk)
    leader = enter(Client(), town.leader)

    def table(**query: str) -> dict[str, tuple[int, bool]]:
        shown = leader.get("/leader/villages/", query).context["table"]
        assert shown.total == 6
        assert shown.nowhere == 1
        return {row.line.name: (row.line.count, bool(row.address)) for row in shown.rows}

    assert table() == {"樟溪村": (5, True)}
    assert table(on="2026-11-01") == {"樟荫村": (2, True), "楮溪村": (2, True), "樟溪村": (1, False)}
    for row in leader.get("/leader/villages/", {"on": "2026-11-01"}).context["table"].rows:
        if row.address:
            assert len(leader.get(row.address).context["rows"]) == row.line.count
    whole = leader.get("/leader/villages/").context["table"].rows[0]
    assert len(leader.get(whole.address).context["rows"]) == 5


@pytest.mark.req("XC-09")
def test_the_list_behind_a_count_is_of_the_same_day(valley: Valley) -> None:
    """Where a village took the other in, its list by the old map is without the other's matters."""
    town = valley.town
    for area, count in ((valley.north, 2), (valley.south, 1), (valley.groups[0], 1)):
        for _ in range(count):
            town.file(area=area.pk)
    day_after = valley.decision(MERGED + timedelta(days=1))
    changes.move(valley.groups[0], valley.south, valley.decision())
    changes.merge([valley.north], valley.south, day_after)
    leader = enter(Client(), town.leader)
    for day, counts in {
        "2026-11-01": {"樟荫村": 3, "楮溪村": 1},
        "2026-11-02": {"樟荫村": 2, "楮溪村": 2},
        "2026-11-03": {"楮溪村": 4},
    }.items():
        rows = leader.get("/leader/villages/", {"on": day}).context["table"].rows
        assert {row.line.name: row.line.count for row in rows} == counts
        lists = {row.line.name: leader.get(row.address) for row in rows}
        assert {name: len(page.context["rows"]) for name, page in lists.items()} == counts
        for name, page in lists.items():
            assert f"{name}</option>" in page.content.decode()
            assert "请重选" not in page.content.decode()


@pytest.mark.req("XC-09")
def test_old_reports_still_show_the_old_name(valley: Valley) -> None:
    """Closed before the village was renamed: list and page name it as it was; open ones as it is."""
    town = valley.town
    old = town.closed(town.file(area=valley.north.pk, text="旧事一件，早就办好了。"))
    under_way = town.file(area=valley.north.pk, text="新事一件，还没有办。")
    old.closed_at = midday(MERGED - timedelta(days=1))
    old.save()
    changes.rename(valley.north, name="樟荫社区", kind="community", reading="", decision=valley.decision())
    leader = enter(Client(), town.leader)
    body = leader.get("/matters/").content.decode()
    assert re.findall(r'data-label="地点">([^<]+)<', body) == ["樟荫社区", "樟荫村"]
    assert "樟荫村" in text_of(leader.get(f"/matters/{old.number}/"))
    assert "樟荫社区" in text_of(leader.get(f"/matters/{under_way.number}/"))


@pytest.mark.req("XC-09")
def test_an_open_matter_of_an_old_village_keeps_it_when_it_is_accepted(valley: Valley) -> None:
    """The list of places has only the new village; the old one stays chosen, not lost."""
    matter = valley.town.file(area=valley.north.pk)
    valley.merge()
    triage = enter(Client(), valley.town.triage)
    page = triage.get(f"/matters/{matter.number}/do/accept/").content.decode()
    options = re.findall(
        r'<option value="(\d*)"( selected)?', page.split('name="area"')[1].split("</select>")[0]
    )
    assert options == [("", ""), (str(valley.joined().pk), ""), (str(valley.north.pk), " selected")]


def test_a_unit_may_serve_any_area_of_a_large_county(valley: Valley, admin: Client) -> None:
    rows = [
        Area(code=f"{TOWN}{300 + n}", name=f"第{n}村", kind="village", parent=valley.place) for n in range(70)
    ]
    Area.objects.bulk_create(rows)
    said = {"name": "楮溪村委员会", "code": "82", "kind": "village", "phone": "", "active": "on"}
    assert admin.post("/units/new/", {**said, "area-words": "楮溪"}).status_code == 302
