"""One edition of the classes read through another: every matter counts once, in the old list and in the new (XC-09)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.appeals.actions.classes import NewEdition, map_same_names, publish_classes, write_map
from lianxin.appeals.forms.triage import AcceptForm
from lianxin.appeals.models import Appeal, ClassMap
from lianxin.appeals.queries import classes
from lianxin.appeals.queries.by_class import counts
from lianxin.appeals.rules.class_tree import Entry, place
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.matters.queries import Asked, listed
from lianxin.people.rules import Refused
from tests.appeals.catalogue import LIGHT, WATER, first_list
from tests.kernel.sheet_files import workbook
from tests.township import Township, at, enter

OLD, NEW = "2026-12", "2027-01"


@pytest.fixture
def two(town: Township) -> Township:
    """The old list, and a new one: 供水 split in two of one branch, 路灯 in two of two branches, 道路 renamed."""
    first_list(town)
    entries = [
        Entry("A", "市政"),
        Entry("A1", "停水", "A"),
        Entry("A2", "水质", "A"),
        Entry("A3", "城区路灯", "A"),
        Entry("B", "乡村"),
        Entry("B3", "乡村路灯", "B"),
        Entry("B4", "道路", "B"),
    ]
    new = NewEdition(NEW, date(2026, 6, 1))
    publish_classes(place(entries), new, by=town.administrator, client_id=uuid7())
    said = {WATER: ["A1", "A2"], LIGHT: ["A3", "B3"]}
    write_map(OLD, NEW, said, by=town.administrator)
    map_same_names(OLD, NEW, by=town.administrator)
    return town


def row(edition: str, code: str) -> int:
    """The key of a class."""
    return classes.tree(edition).by_code[code].pk


@pytest.mark.req("XC-09")
def test_a_class_is_read_forwards_as_what_it_became_and_backwards_as_what_it_was(two: Township) -> None:
    new, old = classes.in_edition(NEW), classes.in_edition(OLD)
    assert new[row(OLD, WATER)] == {row(NEW, "A1"), row(NEW, "A2")}
    assert new[row(OLD, "0101")] == {row(NEW, "B4")}
    assert new[row(NEW, "A1")] == {row(NEW, "A1")}
    assert old[row(NEW, "A2")] == {row(OLD, WATER)}
    assert old[row(NEW, "B3")] == {row(OLD, LIGHT)}
    assert new[two.category.pk] == frozenset()


@pytest.mark.req("XC-09")
def test_a_third_edition_is_read_through_the_second(two: Township) -> None:
    third = NewEdition("2028-01", date(2026, 9, 1))
    entries = [Entry("X", "路"), Entry("X1", "村路", "X")]
    publish_classes(place(entries), third, by=two.administrator, client_id=uuid7())
    write_map(NEW, "2028-01", {"B4": ["X1"]}, by=two.administrator)
    assert classes.in_edition("2028-01")[row(OLD, "0101")] == {row("2028-01", "X1")}
    assert classes.in_edition(OLD)[row("2028-01", "X1")] == {row(OLD, "0101")}


def filed(two: Township) -> None:
    """Six of the old list, two of the new, one of a list nobody mapped, one without a class."""
    told = [
        (OLD, WATER, 3),
        (OLD, LIGHT, 2),
        (OLD, "0101", 1),
        (NEW, "A1", 1),
        (NEW, "B3", 1),
        ("2026-11", "0301", 1),
    ]
    for edition, code, times in told:
        for _ in range(times):
            two.file(category=row(edition, code))
    two.file()


@pytest.mark.req("XC-09")
def test_the_figures_by_class_add_up_in_either_edition_and_each_opens_the_matters_it_counts(
    two: Township,
) -> None:
    filed(two)
    found = counts(by=two.leader, edition=NEW, since=None, until=None)
    assert [(one.name, one.count) for one in found.rows] == [
        ("市政", 4),  # the old 供水 is surely in it, the old 路灯 is not
        ("停水", 1),
        ("水质", 0),
        ("城区路灯", 0),
        ("乡村", 2),
        ("乡村路灯", 1),
        ("道路", 1),
    ]
    assert [one.count for one in found.apart] == [1, 3]
    before = counts(by=two.leader, edition=OLD, since=None, until=None)
    assert [(one.name, one.count) for one in before.rows] == [
        ("交通", 1),
        ("道路", 1),
        ("公用设施", 7),
        ("供水", 4),
        ("路灯", 3),
    ]
    for told in (found, before):
        tops = sum(one.count for one in told.rows if one.level == 1)
        assert tops + sum(one.count for one in told.apart) == told.total == 10
        for one in [*told.rows, *told.apart]:
            asked = Asked(more=(("class", one.asked), ("edition", told.edition)))
            assert listed(asked, by=two.leader, now=clock.now()).count() == one.count, one


def test_the_page_of_figures_links_to_its_lists_and_leaves_out_what_the_reader_may_not_see(
    two: Township,
) -> None:
    filed(two)
    two.file(type="report", category=row(NEW, "A1"))
    desk, leader = enter(Client(), two.triage), enter(Client(), two.leader)
    assert leader.get("/by-class/").context["found"].total == 10
    assert desk.get("/by-class/").context["found"].total == 11
    body = leader.get(f"/by-class/?edition={OLD}&since=2026-01-01").content.decode()
    link = f"/matters/?class={row(OLD, WATER)}&amp;edition={OLD}&amp;since=2026-01-01"
    assert f'<a class="target" href="{link}">4</a>' in body
    assert leader.get(link.replace("&amp;", "&")).content.decode().count('class="table-title"') == 4


@pytest.mark.req("XC-09")
def test_a_matter_registered_under_the_old_list_is_accepted_under_the_new_one(two: Township) -> None:
    sure, open_ = two.file(category=row(OLD, "0101")), two.file(category=row(OLD, WATER))
    assert AcceptForm(by=two.triage, row=sure)["category"].value() == row(NEW, "B4")
    assert AcceptForm(by=two.triage, row=open_)["category"].value() is None
    assert Appeal.objects.get(pk=sure.pk).category_id == row(OLD, "0101")


def test_names_propose_and_a_map_names_the_codes_it_does_not_know(two: Township) -> None:
    known = {one.old.code: (one.new, one.proposed) for one in classes.map_rows(OLD, NEW)}
    assert known == {WATER: ("A1 A2", ""), LIGHT: ("A3 B3", ""), "0101": ("B4", "B4")}
    with pytest.raises(Refused) as refusal:
        write_map(OLD, NEW, {"0999": ["A1"], WATER: ["Z9"]}, by=two.administrator)
    assert refusal.value.message == "分类里没有这些代码：0999、Z9。请核对版次和代码。"
    assert ClassMap.objects.count() == 5


def test_the_map_is_typed_on_its_page_and_goes_out_and_in_as_a_sheet(two: Township) -> None:
    keeper = enter(Client(), two.administrator)
    page = f"/classes/map/?old={OLD}&new={NEW}"
    box = {code: f"to_{row(OLD, code)}" for code in (WATER, LIGHT, "0101")}
    typed = {box[WATER]: "A1", box[LIGHT]: "", box["0101"]: "B4", "save": "1"}
    assert keeper.post(page, typed | {box[WATER]: "A1 Z9"}).status_code == 422
    assert keeper.post(page, typed).status_code == 302
    assert sorted(ClassMap.objects.values_list("old__code", "new__code")) == [("0101", "B4"), (WATER, "A1")]
    sheet = keeper.get(f"/classes/map/sheet/?old={OLD}&new={NEW}").content.decode("utf-8-sig")
    assert f"{LIGHT},公用设施 / 路灯,\r\n" in sheet
    brought = sheet.replace("公用设施 / 路灯,", "公用设施 / 路灯,A3 B3")
    answer = keeper.post(f"/classes/map/import/?old={OLD}&new={NEW}", {"text": brought})
    assert answer.status_code == 302
    assert ClassMap.objects.filter(old__code=LIGHT).count() == 2
    wrong = SimpleUploadedFile("对照.xlsx", workbook([("新旧对照",), ("旧代码", "新代码"), ("0201", "Z9")]))
    answer = keeper.post(f"/classes/map/import/?old={OLD}&new={NEW}", {"file": wrong})
    assert (answer.status_code, ClassMap.objects.count()) == (422, 4)
    assert "Z9" in answer.content.decode()


def test_the_button_takes_over_every_same_name(town: Township) -> None:
    first_list(town)
    new = NewEdition(NEW, date(2026, 6, 1))
    entries = [Entry("9", "公用设施"), Entry("91", "供水", "9"), Entry("92", "路灯", "9")]
    publish_classes(place(entries), new, by=town.administrator, client_id=uuid7())
    keeper = enter(Client(), town.administrator)
    assert "同名的 2 类都照对" in keeper.get("/classes/map/").content.decode()
    keeper.post("/classes/map/", {"same": "1"})
    assert sorted(ClassMap.objects.values_list("old__code", "new__code")) == [(WATER, "91"), (LIGHT, "92")]


def test_the_list_is_filtered_by_a_class_of_the_edition_in_force(two: Township) -> None:
    with clock.standing_at(at("2026-03-01 09:00")):
        assert classes.edition_in_force() == OLD
    filed(two)
    body = enter(Client(), two.leader).get(f"/matters/?class={row(NEW, 'A')}").content.decode()
    assert body.count('class="table-title"') == 4
    assert f'<option value="{row(NEW, "A")}" selected>市政</option>' in body
