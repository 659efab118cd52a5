"""The words that stop somebody for a moment: found however they are written, and only ever raising."""

import pytest

from lianxin.doors.rules import DANGERS, EMERGENCY_PHONES, dangers_in, stops
from lianxin.wording.rules.urgency import SIGNS


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


def test_every_sign_of_danger_to_life_has_its_phones_here() -> None:
    assert [danger.code for danger in DANGERS] == [sign.code for sign in SIGNS if sign.life]


def test_a_crowd_or_a_threat_stops_nobody_who_files() -> None:
    assert stops("几十人聚众堵路", "complaint") == frozenset()


def test_an_accusation_stops_for_12388() -> None:
    assert stops("村干部收礼", "report") == {"report"}
    assert stops("村干部打伤人", "report") == {"report", "violence"}
