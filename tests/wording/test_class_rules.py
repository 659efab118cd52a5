"""The table of weights: the same with and without the library, a file that can't lie, words one can read."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from lianxin.wording.rules.class_file import BadModel, read_model, write_model
from lianxin.wording.rules.classes import ClassModel, merged
from lianxin.wording.rules.ngrams import features, pieces, plain
from lianxin.wording.trainer.alike import groups
from lianxin.wording.trainer.fitting import Recipe, fit, matrix, vocabulary
from lianxin.wording.trainer.judging import Example, judge_part, macro, part_of, splits
from tests.site.checkout import ROOT
from tests.wording.invented import messages

pytestmark = pytest.mark.once

FEW = messages(30)


@pytest.fixture(scope="module")
def model() -> ClassModel:
    """A table learnt from invented messages."""
    counted = [features(title, text) for title, text, _ in FEW]
    found = fit(counted, [label for *_, label in FEW])
    found.heat = 0.4
    return found


def test_a_message_is_its_pieces_in_one_spelling() -> None:
    assert plain("Ａ路１２３号\n\u3000 坏了") == "a路0号 坏了"
    assert pieces("水管漏水") == {
        "水": 2,
        "管": 1,
        "漏": 1,
        "水管": 1,
        "管漏": 1,
        "漏水": 1,
        "水管漏": 1,
        "管漏水": 1,
    }


def test_what_was_not_seen_is_told_right(model: ClassModel) -> None:
    fresh = messages(20, seed=9)
    assert [model.guess(title, text).label for title, text, _ in fresh] == [label for *_, label in fresh]
    sure = model.guess("路灯不亮", "村口路灯不亮，晚上一片黑。")
    assert 0.5 < sure.confidence <= 1
    assert sum(model.shares("路灯不亮", "村口路灯不亮。").values()) == pytest.approx(1)


def test_without_the_library_a_message_has_the_same_scores_as_with_it(model: ClassModel) -> None:
    counted = [features(title, text) for title, text, _ in FEW]
    recipe = Recipe()
    known = [vocabulary([one[part] for one in counted], least) for part, least in ((0, 5), (1, 3))]
    rows = matrix(counted, known, recipe.title).toarray()
    for (title, text, _), row in list(zip(FEW, rows, strict=True))[::7]:
        at, values = model.vector(title, text)
        assert dict(zip(at, values, strict=True)) == pytest.approx(
            {place: value for place, value in enumerate(row) if value}, abs=1e-6
        )


@pytest.mark.parametrize("text", ["", "？", "x", "\U00020bb7" * 3000])
def test_any_text_has_an_answer(model: ClassModel, text: str) -> None:
    guess = model.guess("", text)
    assert guess.label in model.labels
    assert 0 < guess.confidence <= 1
    assert model.words("", text, guess.label) == []


def test_the_words_that_speak_for_a_class_stand_in_the_message(model: ClassModel) -> None:
    title, text = "老桥头路灯不亮", "老桥头12号路灯不亮，灯杆歪了。请尽快处理，谢谢。"
    words = model.words(title, text, "照明")
    assert any("路灯" in word for word in words)
    assert all(word in title or word in text for word in words)
    assert not any(letter.isdigit() for word in words for letter in word)
    assert model.words(title, text, "没有这一类") == []


def test_overlapping_pieces_become_what_stands_there() -> None:
    assert merged(["村口路灯不亮三天"], [(2.0, "路灯"), (1.0, "灯不亮"), (0.5, "三天")]) == [
        "路灯不亮",
        "三天",
    ]


def test_a_model_comes_back_from_its_file(model: ClassModel) -> None:
    model.told = {"macro_f1": 0.9}
    again = read_model(write_model(model))
    assert again == model


@pytest.mark.property
@given(st.data())
def test_a_damaged_file_is_refused_wherever_it_is_damaged(model: ClassModel, data: st.DataObject) -> None:
    held = bytearray(write_model(model))
    at = data.draw(st.integers(0, len(held) - 1))
    held[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadModel):
        read_model(bytes(held))
    with pytest.raises(BadModel):
        read_model(bytes(held[:at]))


def test_a_foreign_file_and_one_of_another_edition_are_told_apart() -> None:
    for data, code in ((b"PK\x03\x04...", "foreign"), (b"", "foreign"), (b"LXCLASS2" + b"x" * 99, "newer")):
        with pytest.raises(BadModel) as told:
            read_model(data)
        assert told.value.code == code


def test_copies_belong_together_and_different_messages_do_not() -> None:
    text = "樟荫村水井边的水管漏了三天，路上全是水，老人走路要当心，请派人来修。"
    others = [f"{title}，{said}" for title, said, _ in messages(5)]
    found = groups([text, *others, f"再次反映：{text}"], [""] * (len(others) + 2))
    assert found[0] == found[-1]
    assert len(set(found)) > len(others) // 2
    named = groups(["甲", "乙的水管", "丙的路灯"], ["a", "b", "a"])
    assert (named[0] == named[2], named[0] == named[1]) == (True, False)


def test_copies_are_never_on_both_sides() -> None:
    examples = [Example("", "", "", str(serial % 37)) for serial in range(200)]
    judged = list[int]()
    for learn, test in splits(examples):
        assert not {examples[at].group for at in learn} & {examples[at].group for at in test}
        judged += test
    assert sorted(judged) == list(range(200))


def test_the_running_program_loads_no_library_that_learns() -> None:
    words = (
        "import django; django.setup(); import lianxin.site.urls, lianxin.site.commands.classes, sys;"
        "sys.exit(bool({'sklearn', 'numpy', 'scipy'} & set(sys.modules)))"
    )
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "lianxin.site.settings"}
    done = subprocess.run([sys.executable, "-c", words], env=known, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.deep
def test_real_messages_are_told_better_than_the_floor() -> None:
    path = Path(os.environ.get("LIANXIN_DATA", "/nowhere")) / "appeals-labelled.csv"
    if not path.is_file():
        pytest.skip("LIANXIN_DATA names no folder with appeals-labelled.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    examples = [Example(row["title"], row["detail"], row["label"], row["neardup_group"]) for row in rows]
    counted = [features(one.title, one.text) for one in examples]
    parts = [part_of(one.group, "judged") for one in examples]
    learn = [at for at, part in enumerate(parts) if part]
    test = [at for at, part in enumerate(parts) if not part]
    assert macro(judge_part(examples, counted, learn, test), sorted({one.label for one in examples})) > 0.89
