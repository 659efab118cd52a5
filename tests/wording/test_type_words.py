"""The type is proposed from words that speak for it, with these words, and never where nothing does."""

import pytest

from lianxin.appeals.rules import AppealType
from lianxin.wording.rules import types
from lianxin.wording.rules.types import propose

KINDS = (types.ENQUIRY, types.HELP, types.COMPLAINT, types.REPORT, types.SUGGESTION, types.PRAISE)


def test_the_types_are_those_of_the_appeal() -> None:
    assert set(KINDS) == set(AppealType.values)
    assert {clue.type for clue in types.CLUES} == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("enquiry", "请问高龄补贴怎么申请，要带什么材料？"),
        ("help", "我家停水三天了，请求帮忙解决。"),
        ("complaint", "楼下饭店天天油烟扰民，多次投诉没人管。"),
        ("report", "村支书贪污低保款，实名举报。"),
        ("suggestion", "建议在学校门口增设减速带。"),
        ("praise", "表扬供水站的师傅，半夜来修水管。"),
    ],
)
def test_each_type_is_proposed_with_its_words(kind: str, text: str) -> None:
    found = propose("", text)
    assert found is not None
    assert found.type == kind
    assert found.words != ()
    assert all(word in text for word in found.words)


def test_a_noisy_neighbour_is_no_accusation_of_an_official() -> None:
    found = propose("举报楼上装修噪音扰民", "每天早上六点就开工。")
    assert found is not None
    assert found.type == "complaint"


@pytest.mark.parametrize("text", ["", "井边。", "老井边第三家"])
def test_nothing_is_proposed_where_nothing_speaks_for_it(text: str) -> None:
    assert propose("", text) is None


def test_the_title_weighs_more_than_the_text() -> None:
    found = propose("建议增开一班公交", "现在等车要一个小时，很不方便，为什么不多开一班？")
    assert found is not None
    assert found.type == "suggestion"
