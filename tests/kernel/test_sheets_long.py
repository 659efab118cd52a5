"""A CSV from the disk may have any number of rows; a page takes no more than it can hold."""

from pathlib import Path

import pytest

from lianxin.kernel.sheets.book import open_book
from lianxin.kernel.sheets.limits import MOST_ROWS, BadSheet
from lianxin.kernel.sheets.long import is_csv, open_long
from lianxin.kernel.sheets.table import table_of
from lianxin.kernel.sheets.text import MOST_LINES

KNOWN = {"标题", "内容"}


def csv_of(folder: Path, lines: list[str], *, encoding: str = "utf-8-sig") -> Path:
    """A CSV on the disk."""
    path = folder / "old.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_more_rows_than_a_page_takes_are_read_one_by_one(tmp_path: Path, encoding: str) -> None:
    path = csv_of(
        tmp_path,
        ["某热线导出", "标题,内容", *(f"第{n}件,路灯不亮" for n in range(MOST_LINES)), ",", "末件,桥面破损"],
        encoding=encoding,
    )
    table = open_long(path, KNOWN)
    assert (table.headings, table.header, table.count) == (["标题", "内容"], 2, MOST_LINES + 1)
    first, *_between, last = table.rows
    assert (first.line, first.cells) == (3, {"标题": "第0件", "内容": "路灯不亮"})
    assert (last.line, last.cells) == (MOST_LINES + 4, {"标题": "末件", "内容": "桥面破损"})
    with pytest.raises(BadSheet, match=f"超过 {MOST_ROWS} 行"):
        open_book(path.read_bytes(), path.name)


def test_a_column_without_a_heading_is_kept_however_late_it_is_filled(tmp_path: Path) -> None:
    path = csv_of(tmp_path, ["标题,内容", *["路灯,不亮"] * 5_000, "井盖,松动,,又来电"])
    table = open_long(path, KNOWN)
    assert table.headings == ["标题", "内容", "第 4 列"]
    assert [row.cells for row in table.rows][-1] == {"标题": "井盖", "内容": "松动", "第 4 列": "又来电"}
    short = open_book(path.read_bytes(), path.name).grid(0)
    assert table_of(short, KNOWN, path.name).headings == table.headings


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ('坏的,"没有收尾', "引号不成对"),
        ("坏的," * 300, "太宽了"),
        ("坏的,\0", "编码不是"),
    ],
)
def test_what_is_wrong_at_the_very_end_is_said_before_a_row_is_taken(
    tmp_path: Path, last: str, said: str
) -> None:
    path = csv_of(tmp_path, ["标题,内容", *["路灯,不亮"] * 2_001, last])
    with pytest.raises(BadSheet, match=said):
        open_long(path, KNOWN)


@pytest.mark.parametrize(
    ("written", "said"), [("", "是空的"), ("\n\n", "是空的"), ("<html><table>", "其实是网页")]
)
def test_what_is_no_sheet_is_refused_by_name(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "旧系统.csv"
    path.write_text(written, encoding="utf-8")
    assert is_csv(path)
    with pytest.raises(BadSheet, match=f"旧系统.csv.*{said}"):
        open_long(path, KNOWN)
