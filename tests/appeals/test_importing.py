"""The wizard and `./run import-appeals` are one engine: the same file gives the same result by either."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.intake import run
from lianxin.appeals.intake.mapping import read_mapping
from lianxin.appeals.intake.run import import_sheet, undo_batch
from lianxin.appeals.models import Appeal
from lianxin.kernel.models.imports import ImportRun
from lianxin.matters.models import Matter
from tests.appeals.hands import papers_are_in_the_log
from tests.kernel.sheet_files import workbook
from tests.township import Township, enter
from tests.web.bringing import bring, done, latest, matched

MAPPING = """
source = "12345"
[columns]
"工单号" = "external_number"
"内容" = "text"
"类型" = "type"
"村" = "area"
"来电时间" = "filed_at"
"来电人" = "reporter"
"电话" = "phone"
"答复" = "reply"
"满意度" = "satisfaction"
[values.type]
"投诉件" = "complaint"
[defaults]
channel = "phone"
"""
FIRST = "a1", "水管漏了三天。", "投诉件", "青禾镇樟荫村", "2026年3月2日 9时5分", "林小满", "+86 199-0000-1111"
ROWS = [
    ["青禾镇三月热线工单"],
    ["工单号", "内容", "类型", "村", "来电时间", "来电人", "电话", "答复", "满意度", "坐席"],
    [],
    [*FIRST, "已修好。", "满意", "07"],
    ["a2", "路灯不亮。", "求助", "樟荫村", 46083, "", "", "", "", ""],
    ["a2", "路灯不亮。", "求助", "樟荫村", 46083, "", "", "", "", ""],
    ["a3", "", "", "", "2026-03-02", "", "", "", "", ""],
    ["a4", "日期错了。", "", "", "3月2日", "", "", "", "", ""],
    ["a5", "号码坏了。", "", "", "2026-03-02", "晏清溪", "1.99E+10", "", "", ""],
    ["a6", "时间在将来。", "", "", "2099-01-01", "", "", "", "", ""],
    ["a7", "#N/A", "", "", "2026-03-02", "", "", "", "", ""],
]  # fmt: skip


def taken() -> list[tuple[Any, ...]]:
    """What came of the sheet, but its batch."""
    rows = Appeal.objects.exclude(matter__state="voided").select_related("matter").order_by("external_number")
    return [
        (
            row.external_number,
            row.matter.state,
            row.matter.title,
            row.matter.area_id,
            row.matter.filed_at,
            row.matter.closed_at,
            row.type,
            row.source,
            row.extra,
            [(one.name, one.phone) for one in row.matter.appellants.all()],
            [one.channel for one in row.matter.contacts.all()],
        )
        for row in rows
    ]


@pytest.mark.req("XC-04")
def test_the_wizard_and_the_command_give_the_same_result(
    client: Client, town: Township, tmp_path: Path
) -> None:
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "工单.xlsx").write_bytes(workbook(ROWS))
    mapping, errors = read_mapping(tmp_path / "map.toml"), tmp_path / "problems.csv"
    rehearsed = import_sheet(tmp_path / "工单.xlsx", mapping, by=town.system, errors=errors, dry_run=True)
    assert (Matter.objects.count(), rehearsed.created, rehearsed.known) == (0, 2, 1)
    report = import_sheet(tmp_path / "工单.xlsx", mapping, by=town.system, errors=errors)
    by_command = taken()
    assert undo_batch(report.batch, by=town.system) == (2, 0)
    assert taken() == []
    enter(client, town.triage)
    bring(client, "appeals", [], data=workbook(ROWS))
    matched(client, latest(), **{"o-source": "12345", "o-channel": "phone"})
    looked = latest()
    assert (looked.counts["created"], looked.unknown) == (1, {"type": ["投诉件"]})
    client.post(f"/imports/{looked.pk}/values/", {"v-type-0": "complaint"})
    done(client)
    assert taken() == by_command
    assert len(by_command) == 2
    own = ImportRun.objects.get()
    assert (own.counts["created"], own.counts["known"]) == (report.created, report.known) == (2, 1)
    assert own.faults == [[line, words] for line, _cells, words in report.faults]
    assert [line for line, _words in own.faults] == [7, 8, 9, 10, 11]
    papers_are_in_the_log()


@pytest.mark.req("INV-12")
def test_a_row_that_comes_twice_counts_once_in_a_rehearsal_too(
    town: Township, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "FIRST_SLICE", 1)
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "工单.xlsx").write_bytes(workbook([ROWS[1], ROWS[4], ROWS[3], ROWS[4]]))
    mapping, errors = read_mapping(tmp_path / "map.toml"), tmp_path / "problems.csv"
    rehearsed, report = (
        import_sheet(tmp_path / "工单.xlsx", mapping, by=town.system, errors=errors, dry_run=dry_run)
        for dry_run in (True, False)
    )
    assert (rehearsed.created, rehearsed.known) == (report.created, report.known) == (2, 1)
