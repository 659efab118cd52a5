"""Urgent words: found however they are written, not where they are denied or only look alike."""

import pytest
from hypothesis import given, strategies as st

from lianxin.wording.rules.urgency import SIGNS, heard

SAID = {
    "fire": "楼下着火了",
    "gas": "厨房煤气泄漏",
    "shock": "有人触电",
    "violence": "两伙人械斗",
    "despair": "他说要自伤",
    "water": "小孩溺水",
    "illness": "老人昏迷",
    "collapse": "后墙坍塌",
    "missing": "儿童失联两天",
    "threat": "扬言要放火",
    "crowd": "几百人集体上访",
}


def codes(text: str) -> list[str]:
    return [one.code for one in heard(text)]


@pytest.mark.parametrize(("code", "text"), SAID.items())
def test_each_sign_is_heard_with_the_words_that_say_so(code: str, text: str) -> None:
    assert code in codes(text)
    assert all(one.words in text for one in heard(text))


def test_every_sign_of_the_table_is_tried() -> None:
    assert set(SAID) == {sign.code for sign in SIGNS}


@pytest.mark.parametrize(
    "text",
    [
        "不是要自杀，只是心里烦",
        "检查过了，没有煤气泄漏",
        "并没有打架",
        "燃气费怎么交",
        "燃气公司的电话打不通",
        "新装的燃气泄漏报警器要不要钱",
        "一股触电般的感觉",
        "漏电保护开关坏了换一个",
        "电线杆挡了门",
        "楼上落水管坏了",
        "店里跳楼价甩卖",
        "学校做防溺水宣传",
        "消防队来做火灾演练",
        "电脑中毒了",
        "关心弱势群体",
        "道德绑架业主",
        "聚众赌博",
        "万一发生火灾，消防车进不来",
        "堆满杂物，有火灾隐患",
        "他扬言自己不怕投诉",
        "孩子成绩严重滑坡",
        "看着火车站的脏水",
        "上下班全堵路上",
        "极易引发地面塌陷",
    ],
)
def test_what_is_denied_or_only_looks_alike_is_no_sign(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("没有人管。着火了", "fire"),
        ("没有，着火了", "fire"),
        ("是不是要自杀我不知道", "despair"),
        ("有没有煤气泄漏请来看", "gas"),
        ("没有打架，是持刀", "violence"),
        ("可能有人溺水", "water"),
        ("好像煤气泄漏了", "gas"),
        ("不要防溺水宣传了，真有人溺水", "water"),
    ],
)
def test_a_denial_holds_only_for_the_word_it_stands_before(text: str, code: str) -> None:
    assert code in codes(text)


def test_a_gap_inside_a_sign_ends_with_the_sentence() -> None:
    assert codes("天然气管子被挖断，正在泄露") == ["gas"]
    assert codes("去交天然气费。门口泄洪沟堵了") == []
    assert codes("交了煤气费，楼上漏水") == []


def test_dangers_to_life_are_marked_as_such_and_the_rest_not() -> None:
    assert [one.life for one in heard("扬言要放火，几百人聚众堵路")] == [False, False]
    assert [one.life for one in heard("有人落水")] == [True]


def test_a_county_adds_words_and_phrases_that_are_harmless() -> None:
    assert codes("红石崖又在掉石头") == []
    assert [(one.code, one.words) for one in heard("红石崖又在掉石头", own=["红石崖"])] == [("own", "红石崖")]
    assert codes("起火岭村要修路") == ["fire"]
    assert [one.code for one in heard("起火岭村要修路", harmless=["起火岭"])] == []
    assert [one.code for one in heard("起火岭村起火了", harmless=["起火岭"])] == ["fire"]


@given(st.sampled_from(sorted(SAID.values())), st.text(max_size=20), st.text(max_size=20))
def test_more_words_of_the_house_never_hide_a_sign(said: str, before: str, after: str) -> None:
    assert set(codes(said)) <= set(codes(f"{before}。{said}。{after}"))
