"""A reply is read against what was asked: each warning where it belongs, and none on a reply that says it all."""

import pytest
from hypothesis import given, strategies as st

from lianxin.wording.rules.answers import ADVICE, CODES, SOFT, check, codes_of, firm_codes
from lianxin.wording.rules.asked import asks_in

GOOD = "供水站王师傅 11 月 3 日换了接头，已不漏水。还有问题请打供水站电话 0912-5550000。"


def codes(asked: str, reply: str) -> list[str]:
    return codes_of(check(asked, reply))


@pytest.mark.parametrize(
    "reply",
    [
        GOOD,
        "派出所已立案，锁和门栏当天装好，夜里加了一趟巡逻。还有问题请打派出所电话。",
        "村镇建设办当夜通了排污管，2 日的污水清走、消了毒。再堵请打村镇建设办电话，夜里也有人接。",
        "按城乡居民医保的规定，转诊的可以报销六成，请带住院发票到便民服务中心二号窗口办。",
    ],
)
def test_a_reply_that_says_who_what_when_and_what_next_gets_no_warning(reply: str) -> None:
    assert codes("", reply) == []


@pytest.mark.parametrize(
    ("code", "reply"),
    [
        ("courtesy", "您好！您的留言已收悉，感谢您对我们工作的关心和支持！"),
        ("short", "村委会 11 月已修好，请打电话。"),
        (
            "no_who",
            "有关部门 11 月 3 日换了接头，已经不漏水了，水费也按实际用的算。还有问题请打电话 0912-5550000。",
        ),
        ("no_done", "供水站知道这件事，明年再说，大家都不容易，请打供水站电话 0912-5550000 再问。"),
        ("no_when", "供水站王师傅换了接头，已不漏水，路面也补了。还有问题请打供水站电话 0912-5550000。"),
        ("no_next", "供水站王师傅 11 月 3 日换了接头，不漏水了，路面也补平了，水压正常，大家放心。"),
        ("vague", "供水站已把换管子的事列入计划，会尽快安排。还有问题请打供水站电话 0912-5550000。"),
        ("pushed_away", "供水站 11 月 3 日去看过，这段管子不归我们，请向有关部门反映。"),
    ],
)
def test_each_fault_is_named_by_its_code(code: str, reply: str) -> None:
    assert code in codes("井边的水管漏水，什么时候修？" if code == "short" else "", reply)


def test_copying_the_question_is_named() -> None:
    asked = "我家门口那条路从去年夏天开始就坑坑洼洼，一下雨全是水，老人小孩走路都怕摔倒，请来修一修。"
    assert "copied" in codes(asked, f"{asked}村镇建设办 11 月 5 日去看过。")


def test_a_vague_promise_with_a_day_is_none() -> None:
    vague = "供水站将尽快更换这一段老管子，11 月 20 日前完工。请打供水站电话 0912-5550000。"
    assert "vague" not in codes("", vague)
    assert "vague" in codes("", "供水站 11 月 3 日看过现场，尽快更换老管子。请打供水站电话 0912-5550000。")


def test_a_name_or_a_number_makes_it_no_pushing_away() -> None:
    said = "供水站 11 月 3 日去看过，这段管子不归我们，请向%s反映。"
    assert "pushed_away" not in codes("", said % "县自来水公司")
    assert "pushed_away" not in codes("", (said % "有关部门")[:-1] + "，电话 0912-5551111。")


def test_a_sealed_number_counts_as_one() -> None:
    """In the database the telephone stands as its marker."""
    reply = "供水站王师傅 11 月 3 日换了接头，已不漏水。请打〔电话①〕。"
    assert "no_next" not in codes("", reply)


def test_what_was_asked_and_not_taken_up_is_quoted_and_only_asked_back() -> None:
    asked = "井边水管漏水请尽快修好。另外，低保什么时候复核？"
    found = [one for one in check(asked, GOOD) if one.code == "unanswered"]
    assert [one.words for one in found] == ["另外，低保什么时候复核？"]
    assert firm_codes(found) == []
    answered = GOOD + "低保 12 月 5 日前复核。"
    assert "unanswered" not in codes(asked, answered)


def test_a_question_of_when_wants_a_day() -> None:
    asked = "请问桥什么时候修好通车？"
    assert "unanswered" in codes(asked, "村镇建设办已去看过桥，修好通车以后告诉大家，请打村镇建设办电话。")
    assert "unanswered" not in codes(asked, "村镇建设办已去看过桥，12 月底修好通车，请打村镇建设办电话。")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("水管漏了三天。", []),
        ("请问医保怎么报销？", ["请问医保怎么报销？"]),
        ("我们要求把井边的老水管换掉。", ["要求把井边的老水管换掉"]),
        ("天理何在？难道没有人管吗？", []),
        (
            "想问三件事：1、低保怎么申请办理，2、水费能否分三期交清",
            ["低保怎么申请办理", "水费能否分三期交清"],
        ),
        ("希望领导重视，给老百姓做主！", []),
        ("他要求我们自己出钱买水表。", []),
    ],
)
def test_what_counts_as_asked(text: str, asked: list[str]) -> None:
    assert [one.text for one in asks_in(text)] == asked


def test_every_code_says_what_to_do() -> None:
    assert tuple(ADVICE) == CODES
    assert set(CODES) > SOFT
    assert all("请" in str(advice) for advice in ADVICE.values())


@given(st.text(max_size=200), st.text(max_size=300))
def test_anything_typed_is_read_without_fault_and_quoted_from_where_it_stands(asked: str, reply: str) -> None:
    for one in check(asked, reply):
        if one.start >= 0:
            assert reply[one.start : one.end] == one.words


def test_nothing_written_is_not_judged() -> None:
    assert check("水管漏水。", "  \n") == ()
