"""What of an address may be shown: roads and estates, never a door, a house or a telephone."""

import pytest
from hypothesis import given, strategies as st

from lianxin.insight.rules.doors import PUBLIC, digest_of, door_of, has_number, place_of

DIGITS = st.text("0123456789", min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("水井路 12 号", "水井路"),
        ("水井路12号3栋2单元501室", "水井路"),
        ("岗头新村三栋二单元", "岗头新村"),
        ("凤坦小区 5 栋 402", "凤坦小区"),
        ("水井边第二家", "水井"),
        ("李家第二家", ""),
        ("林小满家门口的路", ""),
        ("王师傅隔壁的巷", ""),
        ("", ""),
        ("五组", "五组"),
        ("樟荫村水井", "樟荫村水井"),
    ],
)
def test_what_may_be_shown(address: str, place: str) -> None:
    assert place_of(address) == place


@given(st.sampled_from(["水井", "凤坦", "老街口"]), st.sampled_from(PUBLIC[:10]), DIGITS, DIGITS)
def test_no_digit_of_a_door_is_left(name: str, kind: str, number: str, room: str) -> None:
    shown = place_of(f"{name}{kind}{number}号{room}室")
    assert shown == f"{name}{kind}"
    assert place_of(f"{name}{kind} {number} 号") == shown  # neighbours meet at one place
    assert number not in shown


@given(st.text(max_size=40))
def test_whatever_is_typed_nothing_with_a_number_is_shown(text: str) -> None:
    shown = place_of(text)
    assert len(shown) <= 16
    assert not any(sign.isdigit() for sign in shown if sign.isascii())
    assert len(digest_of(shown)) == 12


def test_doors_are_compared_without_width_and_blanks() -> None:
    assert door_of("水井路 １２ 号") == door_of("水井路12号")


@pytest.mark.parametrize(
    "text", ["打 19900001111 问", "199 0000 1111", "１９９００００１１１１", "证件 99010119900101123X"]
)
def test_a_telephone_or_identity_number_is_found(text: str) -> None:
    assert has_number(text)


def test_a_small_number_is_none() -> None:
    assert not has_number("每周降到 1 件以下，2026 年 12 月前完成")
