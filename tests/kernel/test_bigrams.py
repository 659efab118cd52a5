"""How text becomes tokens that no engine cuts differently."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from lianxin.kernel.bigrams import MOST_LETTERS, code, index_tokens, phrases


def spelled(text: str) -> str:
    """What a token of these characters looks like."""
    return "".join(map(code, text))


def test_each_character_begins_a_pair_and_the_last_stands_alone() -> None:
    assert index_tokens("路灯坏") == " ".join([spelled("路灯"), spelled("灯坏"), spelled("坏")])


def test_letters_digits_and_signs_are_cut_as_all_others() -> None:
    assert index_tokens("Wi，３号 é") == f"rwri riscm scm3 3{spelled('号')} {spelled('号')} {spelled('é')}"


@pytest.mark.req("quality-20")
def test_characters_outside_the_basic_plane_are_characters() -> None:
    assert (len(code("路")), len(code("𠮷"))) == (4, 6)
    assert index_tokens("𠮷祥") == f"{code('𠮷')}{code('祥')} {code('祥')}"


def test_compatibility_forms_are_one_with_what_they_stand_for() -> None:
    assert index_tokens("㎡ ＡＢ ﬁ \uf900") == index_tokens("m2 ab fi 豈")


@given(st.text(st.characters(), max_size=80))
def test_tokens_are_letters_and_digits_whatever_the_text(text: str) -> None:
    tokens = index_tokens(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", tokens)
    assert all(re.fullmatch(r"[a-z0-9]+", token) for phrase in phrases(text) for token in phrase.tokens)


def test_no_characters_code_is_the_beginning_of_anothers() -> None:
    points = [
        *range(0x21, 0x41),
        *range(0x5B, 0xD800),
        *range(0x20000, 0x31350),
    ]  # no capitals: they are made small
    spellings = sorted(code(chr(point)) for point in points)
    assert len(set(spellings)) == len(points)
    assert not any(after.startswith(one) for one, after in pairwise(spellings))


def test_a_very_long_text_is_cut_at_a_whole_token() -> None:
    long = index_tokens("路灯" * 100_000)
    assert MOST_LETTERS - 9 <= len(long) <= MOST_LETTERS
    assert {len(token) for token in long.split()} == {8}


@pytest.mark.parametrize("query", ["", "  ", "\u3000\n"])
def test_nothing_typed_is_no_phrase(query: str) -> None:
    assert phrases(query) == []


def test_blanks_part_a_query_and_nothing_else() -> None:
    apart, joined = phrases("路灯　坏了"), phrases("路灯，坏")
    assert [phrase.tokens for phrase in apart] == [(spelled("路灯"),), (spelled("坏了"),)]
    assert [phrase.tokens for phrase in joined] == [(spelled("路灯"), spelled("灯,"), spelled(",坏"))]
    assert [phrase.prefix for phrase in phrases("灯 3号 路灯 3")] == [True, False, False, True]
