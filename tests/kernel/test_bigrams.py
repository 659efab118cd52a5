"""How text becomes tokens that no engine cuts differently."""

import re

import pytest
from hypothesis import given, strategies as st

from lianxin.kernel.bigrams import LONGEST_WORD, MOST_LETTERS, MOST_TOKENS, code, index_tokens, phrases


def spelled(text: str) -> str:
    """What a token of these characters looks like."""
    return "".join(map(code, text))


def test_each_character_begins_a_pair_and_the_last_stands_alone() -> None:
    assert index_tokens("路灯坏") == " ".join([spelled("路灯"), spelled("灯坏"), spelled("坏")])


def test_words_and_numbers_stay_whole_and_punctuation_only_parts() -> None:
    expected = ["wwi", "wfi", "3", spelled("号"), "000042", "x" + spelled("café")]
    assert index_tokens("Wi-Fi，３号 000042 CAFÉ") == " ".join(expected)


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


def test_lone_surrogates_and_nul_only_part() -> None:
    assert index_tokens("路\ud800灯\x00水") == " ".join(map(code, "路灯水"))


def test_no_two_characters_are_spelled_alike() -> None:
    points = [*range(0x3000, 0xD800), *range(0x20000, 0x31350)]
    assert len({code(chr(point)) for point in points}) == len(points)


def test_a_very_long_text_is_cut_at_whole_tokens() -> None:
    assert len(index_tokens("路灯" * MOST_TOKENS).split()) == MOST_TOKENS
    long = index_tokens(" ".join(["é" * 100] * MOST_TOKENS))
    assert len(long) <= MOST_LETTERS
    assert {len(token) for token in long.split()} == {1 + 4 * LONGEST_WORD}


@pytest.mark.parametrize("query", ["", "  ", "？！", "()*:\"'", "\ud800"])
def test_nothing_searchable_is_no_phrase(query: str) -> None:
    assert phrases(query) == []


def test_spaces_part_a_query_and_punctuation_joins_it() -> None:
    apart, joined = phrases("路灯　坏了"), phrases("路灯，坏了")
    assert [phrase.tokens for phrase in apart] == [(spelled("路灯"),), (spelled("坏了"),)]
    assert [phrase.tokens for phrase in joined] == [(spelled("路灯"), spelled("灯"), spelled("坏了"))]
    assert [phrase.prefix for phrase in phrases("灯 3号 路灯 3")] == [True, True, False, False]
