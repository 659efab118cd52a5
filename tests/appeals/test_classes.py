"""The list of classes: read from what an office has, an edition at a time, and never half."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.appeals.actions.classes import NewEdition, publish_classes, withdraw_classes
from lianxin.appeals.actions.duty import LineFacts
from lianxin.appeals.forms.triage import AcceptForm, NeedInfoForm
from lianxin.appeals.intake.classes import sheet, tree_in, tree_of_file
from lianxin.appeals.models import Appeal, AppealClass, ClassEdition
from lianxin.appeals.queries import classes
from lianxin.appeals.rules.class_tree import BadTree, Entry, Known, Placed, compare, place, read
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Clock
from lianxin.matters.refusals import Refused as MoveRefused
from lianxin.people.rules import Refused
from lianxin.site.cli import main
from tests.appeals.catalogue import WATER, catalogue, first_list
from tests.kernel.sheet_files import workbook
from tests.township import Township, enter

REAL = Path(__file__).parents[3] / "shared" / "data" / "category-tree-517.csv"
NAMES = "一级分类,二级分类,三级分类\n城乡建设,供水,水压\n城乡建设,供水,停水\n农业,补贴,\n"
CODED = "代码,名称,上级,关键词,部门清单\n01,城乡建设,,,\n0101,供水,01,自来水 停水,是\n02,农业,,,\n"


def placed_of(text: str, known: Known | None = None) -> list[Placed]:
    """The tree of a sheet."""
    lines = [line.split(",") for line in text.splitlines()]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    return read(lines[0], rows, known or Known())


def test_names_of_three_levels_become_a_tree_with_codes() -> None:
    found = [("/".join(one.codes), one.entry.name) for one in placed_of(NAMES)]
    assert found == [
        ("01", "城乡建设"),
        ("02", "农业"),
        ("01/0101", "供水"),
        ("02/0201", "补贴"),
        ("01/0101/010101", "水压"),
        ("01/0101/010102", "停水"),
    ]


def test_a_code_is_kept_by_name_and_that_of_a_class_that_is_gone_is_never_given_again() -> None:
    known = Known({("农业",): "01", ("农业", "补贴"): "0101"}, frozenset({"01", "0101", "02", "0201"}))
    found = {one.entry.name: one.entry.code for one in placed_of(NAMES, known)}
    assert found == {
        "农业": "01",
        "补贴": "0101",
        "城乡建设": "03",
        "供水": "0301",
        "水压": "030101",
        "停水": "030102",
    }


def test_codes_with_parents_keep_their_codes_keywords_and_flags() -> None:
    water = placed_of(CODED)[-1]
    assert (water.codes, water.entry.keywords, water.entry.departments) == (
        ("01", "0101"),
        "自来水 停水",
        True,
    )


FAULTY = {
    "名字\n甲\n": [
        "表头要有“代码,名称,上级”三列，或者“一级分类,二级分类,三级分类”三列。现在的表头是：名字。"
    ],
    "一级分类,二级分类,三级分类\n甲,,乙\n甲,丙,丁\n甲,丙,丁\n": [
        "第 2 行：上一级是空的",
        "第 4 行：“甲 / 丙 / 丁”和第 3 行重复",
    ],
    "code,name,parent\n1,甲,\n1,乙,\n2/3,丙,\n4,,\n5,丁,9\n": [
        "第 3 行：代码“1”和第 2 行重复",
        "第 4 行：代码“2/3”只能用",
        "第 5 行：名称要有",
        "第 6 行：“丁”没有上级“9”",
    ],
    "code,name,parent\n1,甲,\n2,乙,1\n3,丙,2\n4,丁,3\n": ["第 5 行：“丁”没有上级“3”，或者超过三级"],
    "code,name,parent\n1,甲,2\n2,乙,1\n": ["第 2 行：“甲”没有上级“2”", "第 3 行：“乙”没有上级“1”"],
    "code,name,parent\n1,甲,\n2,甲,\n": ["第 3 行：“甲”在同一个上级下面已经有了，见第 2 行"],
    "code,name,parent\n": ["表里没有分类"],
}


@pytest.mark.parametrize(("text", "faults"), FAULTY.items())
def test_every_bad_line_is_named(text: str, faults: list[str]) -> None:
    with pytest.raises(BadTree) as told:
        placed_of(text)
    found = [words for _line, words in told.value.faults]
    assert len(found) == len(faults)
    assert all(words.startswith(fault) for words, fault in zip(found, faults, strict=True)), found


def test_a_comparison_tells_added_renamed_moved_and_gone_by_code() -> None:
    before = {"01": ("城建", ("01",)), "0101": ("供水", ("09", "0101")), "07": ("旧类", ("07",))}
    found = compare(before, placed_of(CODED))
    assert (found.added, found.renamed) == ([("02", "农业")], [("01", "城建", "城乡建设")])
    assert (found.moved, found.gone, found.kept) == ([("0101", "供水")], [("07", "旧类")], 0)


@pytest.mark.skipif(not REAL.exists(), reason="the real list is not here")
def test_a_real_list_of_517_classes_is_taken_and_comes_back_the_same(town: Township) -> None:
    placed = tree_of_file(REAL)
    # 103 second and 390 third names, but the same name under two branches is two classes.
    assert [sum(one.level == level for one in placed) for level in (1, 2, 3)] == [15, 118, 517]
    publish_classes(placed, NewEdition("517", date(2026, 1, 1)), by=town.system, client_id=uuid7())
    again = tree_in(sheet("517").lstrip("\ufeff"), "again")
    assert [one.codes for one in again] == [one.codes for one in placed]
    changes = compare(classes.before_and_codes(), again)
    assert (changes.added, changes.renamed, changes.gone, changes.kept) == ([], [], [], 650)


def test_an_edition_holds_from_its_day_on_and_the_old_one_until_then(town: Township) -> None:
    first_list(town)
    later = classes.today() + timedelta(days=40)
    publish_classes(placed_of(CODED), NewEdition("2027-01", later), by=town.administrator, client_id=uuid7())
    assert classes.edition_in_force() == "2026-12"
    assert classes.edition_in_force(later - timedelta(days=1)) == "2026-12"
    assert classes.edition_in_force(later) == "2027-01"
    assert [card.code for card in classes.edition_cards()][:2] == ["2027-01", "2026-12"]


def test_an_edition_is_written_once_whole_and_on_record(town: Township) -> None:
    key, new = uuid7(), NewEdition("x", date(2026, 5, 1))
    for _ in range(2):
        publish_classes(placed_of(CODED), new, by=town.administrator, client_id=key)
    assert AppealClass.objects.filter(edition="x").count() == 3
    event = Event.objects.get(move="classes.published")
    assert event.facts == {"edition": "x", "classes": 3}
    with pytest.raises(Refused) as refusal:
        publish_classes(placed_of(CODED), new, by=town.administrator, client_id=uuid7())
    assert refusal.value.field == "code"
    with pytest.raises(Refused) as refusal:
        publish_classes(
            placed_of(CODED), NewEdition("y", date(2026, 4, 30)), by=town.system, client_id=uuid7()
        )
    assert refusal.value.field == "effective"


@pytest.mark.req("XC-09")
def test_a_matter_keeps_the_class_it_was_given_and_a_used_edition_can_not_be_taken_back(
    town: Township,
) -> None:
    first_list(town)
    matter = town.accepted(town.file())  # with the class of the edition before
    with pytest.raises(Refused) as refusal:
        withdraw_classes("2026-11", by=town.administrator)
    assert "已经有 1 件事用了" in refusal.value.message
    assert Appeal.objects.get(pk=matter.pk).category == town.category
    withdraw_classes("2026-12", by=town.administrator)
    assert classes.edition_in_force() == "2026-11"
    assert not ClassEdition.objects.exists()
    with pytest.raises(Refused) as refusal:
        withdraw_classes("2026-11", by=town.administrator)


def test_of_two_editions_of_one_day_the_last_made_holds(town: Township) -> None:
    first_list(town, edition="z")
    publish_classes(placed_of(CODED), NewEdition("a", date(2026, 1, 1)), by=town.system, client_id=uuid7())
    assert classes.edition_in_force() == "a"


# On pages


@pytest.fixture
def keeper(town: Township) -> Client:
    """The administrator at a browser."""
    return enter(Client(), town.administrator)


def upload(text: str, encoding: str = "gbk") -> object:
    """A file as a browser sends it."""
    return SimpleUploadedFile("分类.csv", text.encode(encoding), content_type="text/csv")


def hidden(body: str) -> dict[str, str]:
    """The hidden boxes of a preview."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', body))


def test_an_upload_is_looked_at_first_and_written_when_confirmed(town: Township, keeper: Client) -> None:
    first_list(town)
    catalogue(town, LineFacts(town.water.pk, "清单", class_code="02"))
    typed = {"edition": "2027-01", "effective": f"{classes.today():%Y-%m-%d}", "note": "县里新文件"}
    body = keeper.post("/classes/new/", {**typed, "file": upload(CODED)}).content.decode()
    assert "共 3 类：一级 2，二级 1，三级 0。" in body
    assert "<ins>农业</ins>" in body
    assert "第 1 行：类别 公用设施 × 区域 * → 供水站" in body
    assert not ClassEdition.objects.filter(code="2027-01").exists()
    answer = keeper.post("/classes/new/", hidden(body) | {"step": "confirm"})
    assert (answer.status_code, answer["Location"]) == (302, "/classes/map/")
    assert [row.code for row in classes_of("2027-01")] == ["01", "0101", "02"]


def test_a_workbook_with_a_title_above_is_taken_and_its_faults_name_the_lines_it_shows(
    town: Township, keeper: Client
) -> None:
    first_list(town)
    rows = [("青禾县事项分类",), (), *(line.split(",") for line in CODED.splitlines())]
    typed = {"edition": "2027-01", "effective": f"{classes.today():%Y-%m-%d}"}
    body = keeper.post("/classes/new/", {**typed, "file": book(rows)}).content.decode()
    assert "共 3 类：一级 2，二级 1，三级 0。" in body
    assert keeper.post("/classes/new/", hidden(body) | {"step": "confirm"}).status_code == 302
    assert [row.code for row in classes_of("2027-01")] == ["01", "0101", "02"]
    wrong = book([*rows, ("0202", "停水", "77")])
    body = keeper.post("/classes/new/", {**typed, "edition": "2027-02", "file": wrong}).content.decode()
    assert f"第 {len(rows) + 1} 行：“停水”没有上级“77”" in body


def book(rows: Sequence[Sequence[str]]) -> object:
    """The same as a workbook."""
    return SimpleUploadedFile("分类.xlsx", workbook(rows))


def classes_of(edition: str) -> list[AppealClass]:
    """The classes of an edition, by code."""
    return list(AppealClass.objects.filter(edition=edition).order_by("code"))


def test_a_bad_upload_names_its_lines_keeps_what_was_typed_and_writes_nothing(
    town: Township, keeper: Client
) -> None:
    bad = "代码,名称,上级\n01,城建,\n0101,供水,77\n01,重复,\n"
    typed = {"edition": "2027-01", "effective": "2020-01-01", "note": "新文件"}
    answer = keeper.post("/classes/new/", {**typed, "file": upload(bad, "utf-8-sig")})
    assert answer.status_code == 422
    assert "生效日期不能早于今天" in answer.content.decode()
    typed["effective"] = "2099-01-01"
    body = keeper.post("/classes/new/", {**typed, "file": upload(bad, "utf-8-sig")}).content.decode()
    assert "第 3 行：“供水”没有上级“77”" in body
    assert "第 4 行：代码“01”和第 2 行重复" in body
    assert 'value="新文件"' in body
    assert AppealClass.objects.count() == 1


def test_what_a_class_asks_for_is_changed_on_its_page_and_put_on_record(
    town: Township, keeper: Client
) -> None:
    row = first_list(town)[WATER]
    typed = {"keywords": "自来水 井", "checklist": "停了几天\n影响几户", "limit_key": "T6c", "active": "on"}
    assert keeper.post(f"/classes/{row.pk}/", typed | {"departments": "on"}).status_code == 302
    classes.forget()
    assert classes.checklist_of(row.pk) == ["停了几天", "影响几户"]
    assert (classes.limit_key_of(row.pk), classes.is_simple(row.pk)) == ("T6c", False)
    assert classes.tree().on_departments_list(["02", WATER])
    assert Event.objects.get(move="classes.changed").facts["departments"] is True
    assert "自来水 井" in keeper.get("/classes/?q=井").content.decode()


def test_an_edition_goes_out_as_a_sheet_and_comes_back_without_a_change(
    town: Township, keeper: Client
) -> None:
    first_list(town, checklist="停了几天\n影响几户", departments=True)
    body = keeper.get("/classes/of/2026-12/sheet/").content.decode("utf-8-sig")
    assert "0201,供水,02,自来水 停水,,停了几天；影响几户,,,是,是" in body
    changes = compare(classes.before_and_codes(), tree_in(body, "x"))
    assert (changes.added, changes.renamed, changes.moved, changes.gone, changes.kept) == ([], [], [], [], 5)


def test_an_undo_is_asked_for_first_and_refused_once_the_edition_is_in_use(
    town: Township, keeper: Client
) -> None:
    town.accepted(town.file())
    first_list(town)
    assert keeper.get("/classes/of/2026-12/undo/").status_code == 200
    assert keeper.post("/classes/of/2026-11/undo/").status_code == 409
    assert keeper.post("/classes/of/2026-12/undo/").status_code == 302
    assert keeper.get("/classes/of/2026-12/undo/").status_code == 404
    assert {row.edition for row in AppealClass.objects.all()} == {"2026-11"}


# The picker of 受理


def many(town: Township) -> dict[str, AppealClass]:
    """A list too long to walk through."""
    return first_list(town, *(Entry(f"01{n:02d}", f"其他 {n}", "01") for n in range(2, 72)))


def test_a_short_list_is_a_plain_select_in_groups(town: Township) -> None:
    known = first_list(town)
    form = AcceptForm(by=town.triage, row=town.file())
    assert list(form.fields) == ["type", "category", "area", "urgency", "track"]
    assert form.fields["category"].choices[1:] == [
        ("交通", [(known["0101"].pk, "道路")]),
        ("公用设施", [(known[WATER].pk, "供水"), (known[LIGHT_CODE].pk, "路灯")]),
    ]


LIGHT_CODE = "0203"


FOUND = {"gs": ["供水"], "停水": ["供水"], "公用": ["供水", "路灯"], "0203": ["路灯"]}


@pytest.mark.parametrize(("words", "found"), FOUND.items())
def test_a_long_list_is_searched_by_initials_keyword_branch_and_code_without_a_script(
    town: Township, words: str, found: list[str]
) -> None:
    many(town)
    matter, desk = town.file(), enter(Client(), town.triage)
    typed = {"find": words, "look": "1", "type": "complaint", "category": "", "area": town.village.pk}
    answer = desk.post(f"/matters/{matter.number}/do/accept/", typed | {"urgency": "urgent"})
    form = answer.context["form"]
    assert answer.status_code == 200
    assert [name for _group, rows in form.fields["category"].choices[1:] for _key, name in rows] == found
    assert form["type"].value() == "complaint"
    assert form["urgency"].value() == "urgent"
    assert Event.objects.filter(move="accept").count() == 0
    if len(found) == 1:
        key = form["category"].value()
        sent = typed | {"urgency": "urgent", "category": key}
        del sent["look"]
        assert desk.post(f"/matters/{matter.number}/do/accept/", sent).status_code == 302
        assert Appeal.objects.get(pk=matter.pk).category.name == found[0]


def test_what_is_used_most_comes_first_in_a_long_list(town: Township) -> None:
    known = many(town)
    for code, times in ((LIGHT_CODE, 1), ("0150", 2)):
        for _ in range(times):
            town.file(category=known[code].pk)
    form = AcceptForm(by=town.triage, row=town.file())
    group, rows = form.fields["category"].choices[1]
    assert (group, [name for _key, name in rows]) == ("最近常用", ["其他 50", "路灯"])


def test_a_command_imports_an_edition_or_names_the_bad_lines(
    town: Township, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(NAMES.encode("gb18030"))
    words = ["import-classes", str(path), "--county", str(town.county), "--edition", "2027-01"]
    assert main([*words, "--from", "2027-01-01"]) == 0
    told = "共 6 类（一级 2，二级 2，三级 2）：新增 6，改名 0，换上级 0，不再有 1，2027-01-01 起用"
    assert f"✓ 已导入“2027-01”这一版：{told}" in capsys.readouterr().out
    path.write_text("一级,二级,三级\n甲,,乙\n", encoding="utf-8")
    assert main([*words[:-1], "2027-02", "--from", "2027-02-01"]) == 1
    assert "第 2 行：上一级是空的" in capsys.readouterr().err
    path.write_text(NAMES, encoding="utf-8")
    assert main([*words, "--from", "2027-03-01"]) == 1
    assert "已经有“2027-01”这一版" in capsys.readouterr().err


def test_a_class_that_is_kept_from_the_handling_unit_shows_it_nobody(town: Township) -> None:
    row = first_list(town, secret=True)[WATER]
    matter = town.file(category=row.pk)
    town.go(
        matter,
        "accept",
        by=town.triage,
        type="help",
        category=row.pk,
        area=town.village.pk,
        urgency="ordinary",
    )
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="清单")
    who = matter.appellants.get().pk
    unit, desk = enter(Client(), town.water_handler), enter(Client(), town.triage)
    assert "林＊" not in unit.get(f"/matters/{matter.number}/").content.decode()
    assert "林＊" in desk.get(f"/matters/{matter.number}/").content.decode()
    reason = {"reason": "电话核实位置"}
    assert unit.post(f"/matters/{matter.number}/who/{who}/", reason).status_code == 404


def test_a_class_gives_its_limit_its_checklist_and_leave_to_answer_at_once(town: Township) -> None:
    asks = {"limit_key": "T6d", "checklist": "停了几天\n影响几户", "simple": True}
    row = first_list(town, **asks)[WATER]
    matter = town.file(category=row.pk)
    form = NeedInfoForm(by=town.triage, row=matter)
    assert [words for words, _label in form.fields["usual"].choices] == ["停了几天", "影响几户"]
    said = {"type": "help", "category": row.pk, "area": town.village.pk, "track": "ordinary"}
    town.go(matter, "accept", by=town.triage, urgency="ordinary", **said)
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="清单")
    town.go(matter, "sign", by=town.water_handler)
    assert Clock.objects.filter(row_id=matter.pk, limit__startswith="T6").get().limit == "T6d"
    answer = {"outcome": "explained", "reply": "水厂今晚八点恢复供水，已当面说清楚。", "confirmed": True}
    town.go(town.file(category=row.pk), "answer_now", by=town.triage, simple=False, **answer)
    with pytest.raises(MoveRefused):
        town.go(town.file(), "answer_now", by=town.triage, simple=False, **answer)


def test_placing_keeps_parents_before_children() -> None:
    entries = [Entry("0101", "供水", "01"), Entry("01", "城建")]
    assert [one.entry.code for one in place(entries)] == ["01", "0101"]
