"""`./run classes`: files as offices have them, refusals that name the column, two columns more."""

import csv
import io
from pathlib import Path

import pytest

from lianxin.site.cli import main
from tests.kernel.sheet_files import workbook
from tests.wording.invented import messages

pytestmark = pytest.mark.once

HEADINGS = ["编号", "标题", "正文", "分类"]


def sheet(rows: list[list[str]], headings: list[str]) -> str:
    held = io.StringIO(newline="")
    csv.writer(held).writerows([headings, *rows])
    return held.getvalue()


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model from a GBK file with two empty rows and one without a class."""
    folder = tmp_path_factory.mktemp("classes")
    said = messages(15)
    rows = [[str(at), title, text, label] for at, (title, text, label) in enumerate(said)]
    rows[3][1:3] = ["", " "]
    rows[5][1:3] = ["", ""]
    rows[7][3] = ""
    file, model = folder / "learn.csv", folder / "model"
    file.write_bytes(sheet(rows, HEADINGS).encode("gb18030"))
    words = ["classes", "train", "--csv", str(file), "--title", "标题", "--text", "正文", "--label", "分类"]
    assert main([*words, "--out", str(model)]) == 0
    return model


def predict(model: Path, file: Path, out: Path, title: str = "标题", text: str = "正文") -> int:
    words = ["classes", "predict", "--model", str(model), "--csv", str(file)]
    return main([*words, "--title", title, "--text", text, "--out", str(out)])


def test_training_counts_and_names_the_rows_it_left_out(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[str(at), *one] for at, one in enumerate(messages(8))]
    rows[3][1:3], rows[5][3] = ["", ""], ""
    file = tmp_path / "learn.csv"
    file.write_text(sheet(rows, HEADINGS), encoding="utf-8-sig")
    words = ["classes", "train", "--csv", str(file), "--title", "标题", "--text", "正文", "--label", "分类"]
    assert main([*words, "--out", str(tmp_path / "model")]) == 0
    said = capsys.readouterr().out
    assert "1 行标题和正文都是空的，跳过：第 5 行" in said
    assert "1 行没有分类，跳过：第 7 行" in said
    assert "学 30 行，4 类" in said
    assert "各类平均 F1" in said


def test_a_sheet_comes_back_with_two_columns_more(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = messages(5, seed=7)
    rows = [[str(at), title, text] for at, (title, text, _) in enumerate(fresh)]
    rows.insert(2, ["x", "", ""])
    rows[0][1] = f"=1+1 {rows[0][1]}"
    file, out = tmp_path / "new.csv", tmp_path / "out.csv"
    file.write_text(sheet(rows, HEADINGS[:3]), encoding="utf-8")
    assert predict(trained, file, out) == 0
    assert "1 行标题和正文都是空的" in capsys.readouterr().out
    with out.open(encoding="utf-8", newline="") as held:
        found = list(csv.DictReader(held))
    assert list(found[0]) == ["编号", "标题", "正文", "label", "confidence"]
    assert (found[2]["编号"], found[2]["label"], found[2]["confidence"]) == ("x", "", "")
    told = [row["label"] for row in found if row["编号"] != "x"]
    assert told == [label for *_, label in fresh]
    assert all(0 < float(row["confidence"]) <= 1 for row in found if row["编号"] != "x")
    assert found[0]["标题"].startswith("'=")


def test_a_workbook_is_read_too_and_a_column_called_label_makes_room(trained: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "new.xlsx", tmp_path / "out.csv"
    rows = [["标题", "正文", "label"], ["路灯不亮", "村口路灯不亮，一片黑。", "甲"]]
    file.write_bytes(workbook(rows))
    assert predict(trained, file, out) == 0
    with out.open(encoding="utf-8-sig", newline="") as held:
        (row,) = csv.DictReader(held)
    assert (row["label_before"], row["label"]) == ("甲", "照明")


def test_a_missing_column_is_named_beside_those_there_are(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new.csv"
    file.write_text("题目,正文\n路灯,不亮\n", encoding="utf-8")
    assert predict(trained, file, tmp_path / "out.csv") == 1
    assert "没有“标题”这一列。这张表的列是：题目、正文。" in capsys.readouterr().err
    assert predict(trained, tmp_path / "nothing.csv", tmp_path / "out.csv") == 1
    assert "打不开" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_damaged_or_foreign_model_is_refused_in_plain_words(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, model = tmp_path / "new.csv", tmp_path / "model"
    file.write_text("标题,正文\n路灯,不亮\n", encoding="utf-8")
    held = bytearray(trained.read_bytes())
    held[-9] ^= 1
    for data, words in ((bytes(held), "坏了"), (b"%PDF-1.7", "不是分类模型文件"), (b"LXCLASS9", "别的版本")):
        model.write_bytes(data)
        assert predict(model, file, tmp_path / "out.csv") == 1
        assert words in capsys.readouterr().err


def test_what_is_lacking_on_the_line_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["classes", "train", "--csv", "x.csv", "--title", "标题"]) == 2
    assert "还缺 --text、--label、--out" in capsys.readouterr().err
    file = tmp_path / "few.csv"
    file.write_text("标题,正文,分类\n路灯,不亮,照明\n", encoding="utf-8")
    words = ["classes", "train", "--csv", str(file), "--title", "标题", "--text", "正文", "--label", "分类"]
    assert main([*words, "--out", str(tmp_path / "model")]) == 1
    assert "能学的只有 1 行、1 类" in capsys.readouterr().err
