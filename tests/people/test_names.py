"""Names as people write, type and hear them (XC-10): pure rules, no database."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from lianxin.people.rules import names

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
RARE = ["𠮷", "䶮", "㛃", "𬭊"]


@pytest.mark.req("XC-10")
@pytest.mark.parametrize("dot", ["·", "•", "・", "．", "‧", "･", " · ", "."])
def test_the_dot_of_a_name_is_taken_in_every_shape_and_kept_in_one(dot: str) -> None:
    assert names.tidy_name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"
    assert names.name_fault("阿依古丽·买买提") is None


@pytest.mark.req("XC-10")
@pytest.mark.parametrize("sign", RARE)
def test_a_rare_character_is_taken_and_stays_itself(sign: str) -> None:
    name = f"{sign}小满"
    assert names.tidy_name(name) == name
    assert names.name_fault(name) is None
    assert names.keys_of(name).ear.endswith("xiaoman")
    assert names.keys_of(sign).ear != ""


@pytest.mark.parametrize("name", ["丁", "麦" * 34, "阿卜杜热合曼·吐尔逊·买买提伊明·艾则孜", "O'Neil"])
def test_a_name_may_have_one_character_or_more_than_thirty(name: str) -> None:
    assert names.name_fault(names.tidy_name(name)) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [("林小满1", "“1”"), ("林@满", "“@”"), ("·", "至少要有一个字"), ("麦" * 65, "最多 64 个字")],
)
def test_what_is_no_name_is_refused_by_what_is_wrong(name: str, said: str) -> None:
    assert said in (names.name_fault(name) or "")


@pytest.mark.req("XC-10")
def test_names_that_sound_alike_have_one_key_for_the_ear_and_others_do_not() -> None:
    ears = {name: names.keys_of(name).ear for name in ("陈小满", "成小满", "程小满", "张小满", "陈大满")}
    assert ears["陈小满"] == ears["成小满"] == ears["程小满"]
    assert len(set(ears.values())) == 3
    assert names.keys_of("陈").pinyin != names.keys_of("程").pinyin
    assert names.keys_of("石").ear == names.keys_of("司").ear
    assert names.keys_of("李").ear == names.keys_of("倪").ear


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("林小满", "linxiaoman", "lxm"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
    ],
)
def test_a_name_is_found_by_pinyin_and_initials(name: str, pinyin: str, initials: str) -> None:
    keys = names.keys_of(name)
    assert (keys.pinyin, keys.initials) == (pinyin, initials)


@given(st.text(HAN, min_size=1, max_size=6), st.text(HAN, max_size=4))
def test_the_beginning_of_a_name_is_the_beginning_of_its_keys(first: str, rest: str) -> None:
    short, whole = names.keys_of(first), names.keys_of(first + rest)
    assert whole.ear.startswith(short.ear)
    assert short.ear <= whole.ear < names.after(short.ear)
    assert whole.initials.startswith(short.initials)


@given(st.text(max_size=40))
def test_tidying_a_name_twice_changes_nothing_more(typed: str) -> None:
    once = names.tidy_name(typed)
    assert names.tidy_name(once) == once


def test_reading_names_leaves_the_phrases_out_of_memory() -> None:
    asks = (
        "import sys; from lianxin.people.rules import names; print(names.keys_of('单小满').pinyin); "
        "from lianxin.places import pinyin; print('pypinyin.phrases_dict' in sys.modules, *pinyin.read('厦门'))"
    )
    words = [sys.executable, "-c", asks]
    said = subprocess.run(
        words, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, check=True
    )
    assert said.stdout.split("\n")[:2] == ["shanxiaoman", "False xia men"]
