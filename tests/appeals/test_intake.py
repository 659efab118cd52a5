"""Importing a foreign sheet: every good row once, every bad row back with its reason."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from lianxin.appeals.intake.mapping import BadMapping, SheetMapping, read_mapping
from lianxin.appeals.intake.rows import BadRow, moment, phone, satisfaction
from lianxin.appeals.intake.run import Report, import_sheet, undo_batch
from lianxin.appeals.intake.sheet import read_file
from lianxin.appeals.models import Appeal, Callback, Reply
from lianxin.appeals.queries.standing import voided_because
from lianxin.kernel.audit import verify
from lianxin.kernel.models.event import Event
from lianxin.kernel.search import find_ids
from lianxin.kernel.sheets.book import open_book
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.matters.models import Contact, Matter
from lianxin.matters.rebuild import check, missing_numbers
from lianxin.site.cli import main
from tests.township import Township, at

MAPPING = """
source = "县热线"
[columns]
"编号" = "external_number"
"标题" = "title"
"内容" = "text"
"类型" = "type"
"村" = "area"
"时间" = "filed_at"
"姓名" = "reporter"
"电话" = "phone"
"答复" = "reply"
"答复时间" = "replied_at"
"满意度" = "satisfaction"
[values.type]
"投诉件" = "complaint"
[values.satisfaction]
"很好" = "5"
"""
HEADER = "编号,标题,内容,类型,村,时间,姓名,电话,答复,答复时间,满意度,来源网点"
GOOD = [
    "a1,水管漏水,\t水管漏了三天。,投诉件,樟荫村,2026/3/2 9:05:06,林小满,199 0000 1111,已修好。,2026-03-05,很好,东门",
    "a2,,路灯不亮,,,2026年3月3日,,,,,,",
]
BAD = [
    "b1,,,,,2026-03-02,,,,,,",
    "b2,,没有这个类型,表彰,,2026-03-02,,,,,,",
    "b3,,日期错了,,,3月2日,,,,,,",
    "b4,,村名不对,,无名村,2026-03-02,,,,,,",
    "b5,,电话不对,,,2026-03-02,林小满,=cmd,,,,",
    "b6,,时间在将来,,,2099-01-01,,,,,,",
]


@pytest.fixture
def mapping(tmp_path: Path) -> SheetMapping:
    """The mapping of the county's hotline."""
    path = tmp_path / "map.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return read_mapping(path)


def sheet(tmp_path: Path, lines: list[str], *, encoding: str = "utf-8") -> Path:
    """A CSV as an office sends it."""
    path = tmp_path / "sheet.csv"
    path.write_bytes("\r\n".join([HEADER, *lines]).encode(encoding))
    return path


def take(town: Township, path: Path, mapping: SheetMapping, **options: Any) -> Report:
    """Import a sheet by the system."""
    errors = path.with_name("errors.csv")
    return import_sheet(path, mapping, by=town.system, errors=errors, **options)


def test_rows_with_a_reply_become_answered_matters_with_their_own_times(
    town: Township, mapping: SheetMapping, tmp_path: Path
) -> None:
    take(town, sheet(tmp_path, GOOD), mapping)
    matter = Matter.objects.get(title="水管漏水")
    assert (matter.state, matter.late_entered) == ("closed", True)
    assert (matter.filed_at, matter.closed_at) == (at("2026-03-02 09:05:06"), at("2026-03-05 00:00"))
    appeal = Appeal.objects.get(matter=matter)
    assert (appeal.type, appeal.text, appeal.extra) == ("complaint", "水管漏了三天。", {"来源网点": "东门"})
    assert matter.area_id == town.village.pk
    assert Reply.objects.get(matter=matter).sent_at == at("2026-03-05 00:00")
    assert Callback.objects.get(matter=matter).satisfied == 5
    speaker = matter.appellants.get()
    assert (speaker.name, speaker.phone) == ("林小满", "19900001111")
    assert Contact.objects.get(matter=matter).channel == "platform"


def test_rows_without_a_reply_wait_at_the_triage_desk(
    town: Township, mapping: SheetMapping, tmp_path: Path
) -> None:
    take(town, sheet(tmp_path, GOOD), mapping)
    matter = Matter.objects.get(title="路灯不亮")
    assert (matter.state, matter.filed_at) == ("registered", at("2026-03-03 00:00"))
    assert list(find_ids("matter", "路灯")) == [matter.pk]


@pytest.mark.req("INV-12")
def test_a_second_run_creates_nothing(town: Township, mapping: SheetMapping, tmp_path: Path) -> None:
    path = sheet(tmp_path, GOOD)
    first, second = take(town, path, mapping), take(town, path, mapping)
    assert (first.rows, first.created, first.known, first.refused) == (2, 2, 0, 0)
    assert (second.rows, second.created, second.known, second.refused) == (2, 0, 2, 0)
    assert (Matter.objects.count(), Event.objects.count()) == (2, 2)
    assert verify("events").ok
    assert list(check()) == []


def test_the_command_takes_a_csv_longer_than_a_page_would(
    town: Township, mapping: SheetMapping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianxin.kernel.sheets.text.MOST_LINES", 3)
    monkeypatch.setattr("lianxin.appeals.intake.run.FIRST_SLICE", 3)
    monkeypatch.setattr("lianxin.appeals.intake.run.SLICE", 2)
    path = sheet(tmp_path, [f"c{n},,第{n}盏路灯不亮,,,2026-03-0{n},,,,,," for n in range(1, 8)])
    with pytest.raises(BadSheet, match="请分成几个文件"):
        open_book(path.read_bytes(), path.name)
    reached: list[tuple[int, int]] = []
    report = take(town, path, mapping, progress=lambda done, total: reached.append((done, total)))
    assert (report.rows, report.created, reached) == (7, 7, [(3, 7), (5, 7), (7, 7)])


def test_after_many_rows_the_database_looks_at_its_tables_and_after_a_trial_it_does_not(
    town: Township, mapping: SheetMapping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    monkeypatch.setattr("lianxin.appeals.intake.run.SLICE", 2)
    monkeypatch.setattr("lianxin.kernel.statistics.refresh_all", lambda: looks.append(Matter.objects.count()))
    take(town, sheet(tmp_path, GOOD), mapping, dry_run=True)
    assert looks == []
    take(town, sheet(tmp_path, GOOD), mapping)
    assert looks == [2]


def test_a_csv_that_breaks_off_takes_no_row(town: Township, mapping: SheetMapping, tmp_path: Path) -> None:
    with pytest.raises(BadSheet, match="第 4 行附近的引号不成对"):
        take(town, sheet(tmp_path, [*GOOD, 'a3,,"井盖松动']), mapping)
    assert not Matter.objects.exists()


def test_bad_rows_come_back_with_their_line_and_the_remedy(
    town: Township, mapping: SheetMapping, tmp_path: Path
) -> None:
    report = take(town, sheet(tmp_path, [GOOD[0], *BAD]), mapping)
    assert (report.rows, report.created, report.refused) == (7, 1, 6)
    assert report.error_sheet is not None
    with report.error_sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["行号"], row["编号"]) for row in rows] == [(str(n + 3), f"b{n + 1}") for n in range(6)]
    problems = [row["问题"] for row in rows]
    assert problems[0] == "「诉求内容」是空的，请补上内容再导入。"
    assert problems[2] == "「反映时间」的「3月2日」没有写年份。请写成 2026-01-31。"
    assert problems[5] == "反映时间不能晚于现在，请核对日期。"
    assert rows[4]["电话"] == "'=cmd"


def test_a_dry_run_counts_the_same_and_writes_nothing(
    town: Township, mapping: SheetMapping, tmp_path: Path
) -> None:
    report = take(town, sheet(tmp_path, [*GOOD, *BAD]), mapping, dry_run=True)
    assert (report.rows, report.created, report.refused) == (8, 2, 6)
    assert (Matter.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_the_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    brought = read_file(sheet(tmp_path, GOOD, encoding=encoding), ("编号",))
    assert brought.headers[0] == "编号"
    assert brought.rows[0]["内容"] == "水管漏了三天。"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "sheet.csv 是空的。"),
        (b"\xff\xfe\x00\xd8", "sheet.csv 的编码不是 UTF-8 也不是 GBK，请另存为「CSV UTF-8」。"),
        ("编号,名\0称".encode(), "sheet.csv 的编码不是 UTF-8 也不是 GBK，请另存为「CSV UTF-8」。"),
        ("编号,编号\n1,2".encode(), "表头里有重复的列：编号。请改成不同的名字。"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    with pytest.raises(BadSheet) as fault:
        read_file(path, ("编号",))
    assert str(fault.value) == said


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[columns]\n内容", "对照表 map.toml 读不出来"),
        ('[columns]\n"内容" = "words"', "对照表 [columns] 里有不认识的字段：words。"),
        (
            '[columns]\n"内容" = "text"\n"详情" = "text"',
            "对照表 [columns] 里有两列对到了同一个字段，请只留一列。",
        ),
        ('[columns]\n"标题" = "title"', "对照表 [columns] 里缺少 text（诉求内容）一列。"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(tmp_path: Path, toml: str, said: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(BadMapping) as fault:
        read_mapping(path)
    assert str(fault.value).startswith(said)


def test_a_sheet_without_a_mapped_column_is_refused_whole(
    town: Township, mapping: SheetMapping, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("编号,内容\n1,路灯不亮", encoding="utf-8")
    with pytest.raises(BadSheet, match="表里没有这些列：标题、类型"):
        take(town, path, mapping)
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026/3/2 9:05:06", "2026-03-02 09:05:06"),
        ("2026-3-2", "2026-03-02"),
        ("2026年3月2日", "2026-03-02"),
        ("45291", "2023-12-31"),
    ],
)
def test_dates_are_read_as_offices_write_them(text: str, right: str) -> None:
    assert moment(text, "反映时间") == at(right)


@pytest.mark.parametrize("text", ["2026-02-30", "昨天", "4529"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadRow):
        moment(text, "反映时间")


def test_phones_and_ratings_are_read_or_refused() -> None:
    assert (phone("+86 199-0000-1111"), phone("0999（123）4567")) == ("19900001111", "09991234567")
    assert (satisfaction("满意"), satisfaction("")) == (4, None)
    with pytest.raises(BadRow):
        phone("问支书")
    with pytest.raises(BadRow):
        satisfaction("还行")


def test_the_command_prints_the_counts_and_ends_with_one_when_rows_were_refused(
    town: Township, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    path, errors = sheet(tmp_path, [*GOOD, BAD[0]]), tmp_path / "errors.csv"
    words = [
        str(path),
        "--mapping",
        str(mapping),
        "--county",
        str(town.county),
        "--errors",
        str(errors),
        "--json",
    ]
    assert main(["import-appeals", *words]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed == {"rows": 3, "created": 2, "known": 0, "refused": 1, "error_sheet": str(errors)}


def test_the_command_refuses_a_county_that_is_not_here(
    town: Township, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-appeals", "x.csv", "--mapping", "m.toml", "--county", "110101"]) == 2
    assert "这里没有代码为 110101 的县" in capsys.readouterr().err


@pytest.mark.req("INV-13")
def test_an_import_nobody_touched_is_taken_back_and_may_come_again(
    town: Township, tmp_path: Path, mapping: SheetMapping
) -> None:
    path = sheet(tmp_path, GOOD)
    report = take(town, path, mapping)
    handled = Matter.objects.get(state="registered")
    town.go(handled, "contact", by=town.clerk, channel="phone", words="还是不亮。")
    assert undo_batch(report.batch, by=town.system) == (1, 1)
    assert undo_batch(report.batch, by=town.system) == (0, 1)
    gone = Matter.objects.get(state="voided")
    assert (gone.closed_at, voided_because(gone)) == (None, f"撤销导入批次 {report.batch}")
    assert list(missing_numbers()) == []
    assert list(check()) == []
    again = take(town, path, mapping)
    assert (again.created, again.known) == (1, 1)
    assert Matter.objects.filter(state="closed").count() == 1


def test_the_command_takes_a_batch_back_once(
    town: Township, tmp_path: Path, mapping: SheetMapping, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = take(town, sheet(tmp_path, GOOD), mapping).batch
    command = ["import-appeals", "--county", str(town.county), "--undo", batch]
    assert main(command) == 0
    assert "✓ 撤销 2 件" in capsys.readouterr().out
    assert main(command) == 2
    assert f"没有批次 {batch}" in capsys.readouterr().err


def test_a_value_nobody_knows_says_where_to_match_it(
    town: Township, mapping: SheetMapping, tmp_path: Path
) -> None:
    report = take(town, sheet(tmp_path, BAD[1:4:2]), mapping)
    assert [problem for _line, _cells, problem in report.faults] == [
        (
            "「诉求类型」的值「表彰」不认识。请对上它是哪一种：咨询、求助、投诉、举报、建议、表扬。"
            "写在对照表 map.toml 的 [values.type] 里，左边是表里的写法。"
        ),
        (
            "「所属区域」里没有「无名村」。请核对名称，或对上本县的名称。"
            "写在对照表 map.toml 的 [values.area] 里，左边是表里的写法。"
        ),
    ]
