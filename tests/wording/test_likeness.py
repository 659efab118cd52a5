"""Place and wording are compared apart: both must agree, and a reason is given for each (同一诉求)."""

import pytest
from hypothesis import given, strategies as st

from lianxin.wording.rules.grouping import Message, group, joined
from lianxin.wording.rules.likeness import CAUTIOUS, Likeness, Where, compare
from lianxin.wording.rules.reasons import spoken
from lianxin.wording.rules.sketches import Sketch, keys_of, packed, plain, sketch, unpacked, whole_of, wording

NOISE = "旁边的搅拌站昼夜生产，噪音很大，粉尘飘进窗户，孩子咳嗽，请把搅拌站搬走。"
SAME_NOISE = "搅拌站晚上开工，噪音吵得睡不着，粉尘也大，希望搅拌站早点搬走。"
LAMPS = "楼下的路灯坏了半个月，老人夜里摔了一跤，请派电工来修。"
TEXTS = st.text(alphabet="桂花苑小区人民路搅拌站噪音粉尘路灯坏了三栋，。12", max_size=120)


def of(title: str, text: str) -> Sketch:
    """A text as it is compared."""
    return sketch(title, text)


def compared(one: Sketch, other: Sketch) -> Likeness:
    """Two texts compared while nothing is known of what is commonly said."""
    return compare(one, other, CAUTIOUS)


def test_the_same_thing_at_the_same_place_is_the_same() -> None:
    likeness = compared(
        of("桂花苑小区的搅拌站扰民", NOISE), of("桂花苑旁的搅拌站", f"桂花苑小区{SAME_NOISE}")
    )
    assert (likeness.where, likeness.same) == (Where.SAME, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("桂花苑小区的搅拌站扰民", "梅花园小区的搅拌站扰民"),
        ("人民路的搅拌站扰民", "解放路的搅拌站扰民"),
        ("岗头村的搅拌站扰民", "龙塘村的搅拌站扰民"),
        ("云岭镇的搅拌站扰民", "清溪镇的搅拌站扰民"),
        ("第三小学门口的搅拌站扰民", "清溪中学门口的搅拌站扰民"),
        ("建设路12号的搅拌站扰民", "建设路98号的搅拌站扰民"),
        ("桂花苑小区的搅拌站扰民", "在水一方的搅拌站扰民"),
    ],
)
def test_the_same_words_about_another_place_are_another_matter(one: str, other: str) -> None:
    assert not compared(of(one, NOISE), of(other, NOISE)).same


def test_other_buildings_of_one_estate_are_other_matters() -> None:
    first, second = (
        of("桂花苑3栋麻将馆扰民", "打到半夜，楼上睡不着。"),
        of("桂花苑8栋麻将馆扰民", "通宵开着，物业不管。"),
    )
    assert compared(first, second).where == Where.SAME
    assert not compared(first, second).same
    assert compared(first, of("桂花苑3栋麻将馆吵人", "麻将馆打到半夜，睡不着。")).same


def test_another_complaint_about_the_same_place_is_another_matter() -> None:
    likeness = compared(of("桂花苑小区的搅拌站扰民", NOISE), of("桂花苑小区路灯坏了", LAMPS))
    assert (likeness.where, likeness.same) == (Where.SAME, False)


def test_where_nobody_names_a_place_the_words_must_be_very_close() -> None:
    asked = of("大学生租房补贴什么时候发", "租房补贴去年申请的，今年还没到账。")
    assert compared(asked, of("租房补贴什么时候发", "去年申请的大学生租房补贴没到账。")).same
    assert not compared(asked, of("购房补贴怎么申请", "毕业三年，想问购房补贴的条件。")).same


def test_numbers_say_nothing_about_what_a_text_means() -> None:
    said = wording("停水了", "请打 19900001111，身份证 990901199001011234，楼上 306。", [])
    assert not any(char.isdigit() for gram in said for char in gram)


@pytest.mark.property
@given(TEXTS, TEXTS, TEXTS)
def test_likeness_is_the_same_both_ways_and_survives_storage(one: str, other: str, title: str) -> None:
    first, second = sketch(title, one), sketch("", other)
    there, back = compare(first, second), compare(second, first)
    assert (there.same, there.where) == (back.same, back.where)
    assert abs(there.wording - back.wording) < 1e-9
    assert 0 <= there.wording <= 1 + 1e-9
    stored = unpacked(packed(first))
    assert (stored.points, stored.runs, stored.buildings) == (first.points, first.runs, first.buildings)
    assert len(packed(first)) <= 4096
    assert keys_of(stored) == keys_of(first)


def test_what_is_stored_holds_no_character_of_the_text() -> None:
    body = packed(of("桂花苑小区的搅拌站扰民", NOISE))
    for word in ("桂花苑", "搅拌站"):
        assert word.encode() not in body
        assert word.encode("utf-16-be") not in body


def test_the_reason_is_given_in_the_words_of_the_text_at_hand() -> None:
    mine, theirs = ("桂花苑小区的搅拌站扰民", NOISE), ("桂花苑旁的搅拌站", SAME_NOISE)
    said = wording(*mine, [])
    words = spoken(whole_of(*mine), said, of(*theirs).grams)
    assert "搅拌站" in words
    assert "噪音" in "".join(words)


def test_groups_do_not_depend_on_the_order_and_are_named_by_their_first_message() -> None:
    rows = [
        Message("3", "桂花苑小区的搅拌站扰民", NOISE, "2026-03-01"),
        Message("1", "桂花苑旁的搅拌站", f"桂花苑小区{SAME_NOISE}", "2026/1/9 8:00"),
        Message("2", "梅花园小区的搅拌站扰民", NOISE, "2026-02-01"),
        Message("4", "桂花苑小区路灯坏了", LAMPS, "2026-04-01"),
    ]
    expected = {"1": "1", "2": "2", "3": "1", "4": "4"}
    assert group(rows) == expected
    assert group(rows[::-1]) == expected


def test_one_message_that_is_like_two_others_does_not_chain_them() -> None:
    chain = [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert joined(5, chain, share=0.6) == [0, 0, 2, 2, 4]
    assert joined(3, [(0, 1), (1, 2), (0, 2)], share=0.5) == [0, 0, 0]


@pytest.mark.property
@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=20
    )
)
def test_each_group_holds_together(pairs: list[tuple[int, int]]) -> None:
    edges = list(dict.fromkeys(pairs))
    leaders = joined(8, edges, share=0.5)
    for at, leader in enumerate(leaders):
        assert leaders[leader] == leader <= at
    assert plain("a") == plain("a")
