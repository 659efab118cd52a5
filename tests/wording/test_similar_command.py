"""./run similar group needs a file and nothing else (归并一张表)."""

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from lianxin.site.cli import main

ROWS = [
    (
        "a1",
        "桂花苑小区的搅拌站扰民",
        "搅拌站昼夜生产，噪音很大，粉尘飘进窗户，请把搅拌站搬走。",
        "2026/1/2 8:00",
    ),
    (
        "a2",
        "桂花苑旁的搅拌站太吵",
        "桂花苑小区旁搅拌站晚上开工，噪音吵得睡不着，粉尘也大，希望搬走。",
        "2026-01-05",
    ),
    ("a3", "清溪镇龙塘村的路没修", "通组路坑坑洼洼，下雨没法走。", "2026-01-03"),
]


def sheet(path: Path, rows: Sequence[tuple[str, ...]], *, encoding: str = "utf-8-sig") -> Path:
    """A sheet with Chinese headings."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([("编号", "标题", "内容", "时间"), *rows])
    return path


def asked(source: Path, out: Path) -> list[str]:
    """The words of the command."""
    columns = ["--id", "编号", "--title", "标题", "--text", "内容", "--time", "时间"]
    return ["similar", "group", "--csv", str(source), *columns, "--out", str(out)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_row_gets_its_group(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    out = tmp_path / "groups.csv"
    assert main(asked(sheet(tmp_path / "in.csv", ROWS, encoding=encoding), out)) == 0
    assert out.read_text(encoding="utf-8") == "id,group\na1,a1\na2,a1\na3,a3\n"
    assert "共 3 条，归成 2 组" in capsys.readouterr().out


def test_it_needs_no_database(tmp_path: Path) -> None:
    out = tmp_path / "groups.csv"
    home = {
        **os.environ,
        "LIANXIN_HOME": str(tmp_path / "nowhere"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/x",
    }
    words = asked(sheet(tmp_path / "in.csv", ROWS), out)
    subprocess.run([sys.executable, "-m", "lianxin", *words], env=home, check=True, capture_output=True)
    assert not (tmp_path / "nowhere").exists()
    assert len(out.read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.parametrize(
    ("rows", "said"),
    [([("a1", *ROWS[0][1:]), ("a1", *ROWS[1][1:])], "前面已经有了"), ([("", *ROWS[0][1:])], "编号是空的")],
)
def test_a_row_that_cannot_be_told_apart_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[tuple[str, ...]], said: str
) -> None:
    assert main(asked(sheet(tmp_path / "in.csv", rows), tmp_path / "out.csv")) == 2
    assert said in capsys.readouterr().err


def test_a_missing_file_or_column_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(tmp_path / "none.csv", tmp_path / "out.csv")) == 2
    assert "打不开" in capsys.readouterr().err
    (tmp_path / "in.csv").write_text("编号,标题\n1,x\n", encoding="utf-8")
    assert main(asked(tmp_path / "in.csv", tmp_path / "out.csv")) == 2
    assert "“内容”“时间”" in capsys.readouterr().err


def test_the_real_messages_are_grouped(tmp_path: Path) -> None:
    source = Path(os.environ.get("LIANXIN_DATA", "")) / "appeals-unlabelled-4326.csv"
    if not os.environ.get("LIANXIN_DATA") or not source.exists():
        pytest.skip("LIANXIN_DATA does not name the folder of real messages, which is outside the repository")
    out = tmp_path / "groups.csv"
    columns = ["--id", "留言编号", "--title", "留言主题", "--text", "留言详情", "--time", "留言时间"]
    assert main(["similar", "group", "--csv", str(source), *columns, "--out", str(out)]) == 0
    groups = [line.split(",")[1] for line in out.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(groups) == 4326
    assert 2500 < len(set(groups)) < 4000
