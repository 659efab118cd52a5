"""Places are found by the shape of their names and by names that are known (地点识别)."""

import time

import pytest
from hypothesis import given, strategies as st

from lianxin.wording.rules.place_shapes import PlaceKind
from lianxin.wording.rules.places import Known, Names, core, numeral, read

SHAPES = [
    ("云岭镇岗头村三组的水管裂了", "town:云岭镇 village:岗头村"),
    ("桂花苑小区门口垃圾没人运", "estate:桂花苑小区"),
    ("投诉金桂花园3栋2单元楼下麻将馆", "estate:金桂花园 building:3栋2单元"),
    ("人民路与解放路交叉口红绿灯坏了", "road:人民路 crossing:人民路与解放路 road:解放路"),
    ("建设路123号门前积水", "road:建设路 door:建设路123号"),
    ("反映岗头中心小学门口拥堵", "house:岗头中心小学"),
    ("A3区人民医院停车难", "district:A3区"),
    ("地铁三号线夜间施工", "station:地铁三号线"),
    ("家住青山社区，旁边的兴旺养猪厂很臭", "village:青山社区 house:兴旺养猪厂"),
    ("龙泉公园湖边路灯不亮", "park:龙泉公园"),
]
NONE = [
    "我小区没有路灯",
    "贵公司什么时候退钱",
    "很多路都坏了，马路上坑坑洼洼",
    "希望当地政府和有关部门管一管",
    "这条路修了三年，几个小区的人都没法走",
    "其他学校都放假了，我们学校还在补课",
    "家庭困难，法庭也不管",
    "现在的时代不同了",
    "三岔路上没有路灯，机耕路塌了一截",
    "下雨以后停水机耕路走不了",
    "通村路、环村路都没有硬化",
]
PIECES = st.sampled_from(
    [
        *"桂花金水路街村镇区县小区公园苑城号栋单元与和、，。 3一A-·",
        "小区",
        "街道",
        "人民路",
        "位于",
        "交叉口",
        "地铁",
    ]
)


@pytest.mark.parametrize(("text", "expected"), SHAPES, ids=[text[:6] for text, _ in SHAPES])
def test_a_place_is_known_by_the_end_of_its_name(text: str, expected: str) -> None:
    assert " ".join(f"{one.kind}:{one.text}" for one in read(text)) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert [one.text for one in read(text) if one.points] == []


def test_a_place_has_one_key_however_it_is_said() -> None:
    assert {one.key for said in ("桂花苑小区", "桂花苑社区", "桂花·苑") for one in read(said)} == {"桂花苑"}
    assert {one.key for said in ("三栋", "3栋", "3号楼", "3幢") for one in read(said)} == {"3栋"}
    assert [numeral(one) for one in ("十", "十二", "二十", "三十五", "7", "B2")] == [
        "10",
        "12",
        "20",
        "35",
        "7",
        "B2",
    ]
    first, second = (read(f"在{said}路口") for said in ("人民路和解放路交叉", "解放路与人民路十字"))
    assert [one.key for one in first if one.kind == PlaceKind.CROSSING] == [
        one.key for one in second if one.kind == PlaceKind.CROSSING
    ]


def test_a_name_of_the_county_is_found_without_its_ending() -> None:
    names = Names([Known("岗头新村", PlaceKind.VILLAGE, 7), Known("云岭镇", PlaceKind.TOWN, 1)])
    found = read("我们云岭的岗头新这边停水了", names)
    assert [(one.text, one.area) for one in found] == [("岗头新", 7)]
    assert [(one.text, one.area) for one in read("岗头新村停水", names)] == [("岗头新村", 7)]


@pytest.mark.property
@given(st.lists(PIECES, max_size=60).map("".join))
def test_spans_lie_in_the_text_and_reading_again_gives_the_same(text: str) -> None:
    found = read(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end] or "·" in text
        assert one.key
    assert found == read(text)
    assert found == sorted(found)


@pytest.mark.property
@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(text[one.start : one.end] for one in read(text))


@pytest.mark.property
@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_core_has_no_ending_left_to_drop_that_leaves_a_name(name: str) -> None:
    assert core(name).startswith(core(name)[:1])
    assert len(core(name)) >= min(2, len(name.replace("·", "")))


@pytest.mark.parametrize(
    "piece", ["路", "小区", "人民路与", "桂花苑小区", "A", "一", "3栋", "·桂", "与和及", "地铁1"]
)
def test_a_hundred_thousand_characters_take_time_in_proportion(piece: str) -> None:
    short, long = piece * (5_000 // len(piece)), piece * (100_000 // len(piece))
    took = []
    for text in (short, long):
        began = time.process_time()
        read(text)
        took.append(time.process_time() - began)
    assert took[1] < 5
    assert took[1] < 100 * max(took[0], 0.01)
