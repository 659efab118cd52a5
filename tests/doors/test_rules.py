"""The words that stop somebody for a moment: found however they are written, and only ever raising."""

import pytest
from hypothesis import given, strategies as st

from lianxin.doors.rules import DANGERS, EMERGENCY_PHONES, dangers_in, raised, stops
from lianxin.matters.models import Urgency

ORDER = list(Urgency.values)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("村口的草垛着火了", ["fire"]),
        ("楼道里有人闻到煤气泄漏的味道", ["gas"]),
        ("天然气管子被挖断，正在泄露", ["gas"]),
        ("水泵漏电，我家老人触电了", ["shock"]),
        ("电线被风刮断掉在田里", ["shock"]),
        ("门口打架，有人持刀", ["violence"]),
        ("我爸说不想活了", ["despair"]),
        ("有小孩溺水", ["water"]),
        ("老人昏迷叫不醒", ["illness"]),
        ("后山滑坡，堵住门了", ["collapse"]),
        ("我奶奶走失了", ["missing"]),
        ("房子着火，有人昏迷在里面", ["fire", "illness"]),
    ],
)
def test_a_danger_is_known_by_its_words(text: str, codes: list[str]) -> None:
    assert [danger.code for danger in dangers_in(text)] == codes


@pytest.mark.parametrize(
    "text", ["房子着 火了", "房子着、火了", "房子着\n火了", "房子　着　火　了", "房子着⽕了"]
)
def test_blanks_and_marks_inside_a_word_hide_nothing(text: str) -> None:
    assert [danger.code for danger in dangers_in(text)] == ["fire"]


@pytest.mark.parametrize(
    "text", ["", "水管漏水三天", "路灯不亮", "想问问社保怎么交", "燃气费怎么交", "建议装个护栏"]
)
def test_ordinary_matters_stop_nobody(text: str) -> None:
    assert dangers_in(text) == ()
    assert stops(text, "help") == frozenset()


def test_every_danger_names_a_phone_and_what_to_do_first() -> None:
    for danger in DANGERS:
        assert danger.phones != ()
        assert [phone for phone in danger.phones if phone not in str(danger.advice)] == []
        assert set(danger.phones) <= {*EMERGENCY_PHONES, "12356"}


@given(st.sampled_from(ORDER), st.text())
def test_urgency_is_never_lowered(urgency: str, text: str) -> None:
    assert ORDER.index(raised(urgency, text)) >= ORDER.index(urgency)


@given(st.sampled_from(["家里着火", "有人触电", "看见有人溺水"]), st.text(), st.text())
def test_more_words_never_hide_a_danger(danger: str, before: str, after: str) -> None:
    assert raised("ordinary", before + danger + after) == "urgent"


def test_a_danger_raises_to_urgent_and_leaves_an_emergency_alone() -> None:
    assert raised("ordinary", "楼下着火") == "urgent"
    assert raised("emergency", "楼下着火") == "emergency"
    assert raised("ordinary", "路灯不亮") == "ordinary"


def test_an_accusation_stops_for_12388() -> None:
    assert stops("村干部收礼", "report") == {"report"}
    assert stops("村干部打伤人", "report") == {"report", "violence"}
