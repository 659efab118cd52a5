"""The rota as a pure function: filled, fair over the year, or it says what is lacking (INV-18)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import example, given, strategies as st

from lianxin.reception.rules.rota import Hand, Line, Rota, Wanted, arrange

FIRST = date(2022, 1, 3)


def wednesdays(many: int, *, every: int = 7, festivals: frozenset[int] = frozenset()) -> list[Wanted]:
    """So many slots, one each week, some of them on festivals."""
    return [Wanted(FIRST + timedelta(days=every * n), n in festivals) for n in range(many)]


def hands(many: int, **more: object) -> list[Hand]:
    """So many leaders in turn."""
    return [Hand(key, **more) for key in range(1, many + 1)]  # type: ignore[arg-type]


@st.composite
def turns(draw: st.DrawFn) -> list[Hand]:
    """Leaders, some of them away for a while, some willing."""
    found = []
    for key in range(1, draw(st.integers(2, 7)) + 1):
        away = []
        for _time in range(draw(st.integers(0, 2))):
            begins = FIRST + timedelta(days=draw(st.integers(0, 200)))
            away.append((begins, begins + timedelta(days=draw(st.integers(0, 60)))))
        found.append(Hand(key, willing=draw(st.booleans()), away=tuple(away)))
    return found


@st.composite
def slots(draw: st.DrawFn) -> list[Wanted]:
    """Slots of a year, a week or a few days apart, some on festivals, some that need more hands."""
    many, every = draw(st.integers(0, 40)), draw(st.sampled_from([1, 5, 7]))
    hard = draw(st.sets(st.integers(0, 40), max_size=8))
    more = draw(st.sets(st.integers(0, 40), max_size=4))
    return [Wanted(FIRST + timedelta(days=every * n), n in hard, 2 if n in more else 0) for n in range(many)]


@pytest.mark.req("INV-18")
@given(slots(), turns())
def test_every_slot_is_filled_by_somebody_who_is_there_or_says_that_nobody_is(
    wanted: list[Wanted], found: list[Hand]
) -> None:
    by_key = {hand.key: hand for hand in found}
    for line in arrange(wanted, found).lines:
        free = {hand.key for hand in found if hand.free(line.wanted.day)}
        assert (line.leader in free) if free else line.leader is None
        assert (line.substitute in free - {line.leader}) if len(free) > 1 else line.substitute is None
        assert all(by_key[key].free(line.wanted.day) for key in line.extras)
        named = [line.leader, line.substitute, *line.extras]
        assert len(set(named)) == len(named) or named.count(None) == 2
        assert line.short == (len(free) < 2 + line.wanted.extra)


@pytest.mark.req("INV-18", "RCP-01")
@given(slots(), st.integers(2, 8))
@example(  # no chain of single slots makes it even
    [Wanted(FIRST + timedelta(days=n), n in {0, 2, 3, 4, 5, 10, 20, 22}) for n in range(24)], 3
)
def test_over_a_year_nobody_leads_two_more_than_another(wanted: list[Wanted], many: int) -> None:
    made = arrange(wanted, hands(many))
    assert made.spread <= 1
    assert made.running == []
    assert sum(made.load.values()) == len(wanted)
    led = [line.leader for line in made.lines]
    assert all(one != other for one, other in pairwise(led))


@pytest.mark.req("INV-18")
@given(slots(), turns())
def test_somebody_leads_two_running_only_where_nobody_else_could(
    wanted: list[Wanted], found: list[Hand]
) -> None:
    made = arrange(wanted, found)
    by_key = {hand.key: hand for hand in found}
    for before, line in pairwise(made.lines):
        if line.leader is not None and line.leader == before.leader and not by_key[line.leader].willing:
            assert line in made.running


@pytest.mark.req("INV-18")
@given(st.data())
def test_with_leave_the_spread_is_the_least_there_is(data: st.DataObject) -> None:
    wanted = wednesdays(data.draw(st.integers(1, 7)))
    found = []
    for key in (1, 2, 3):
        away = tuple((one.day, one.day) for one in wanted if data.draw(st.booleans()))
        found.append(Hand(key, willing=True, away=away))
    wanted = [one for one in wanted if any(hand.free(one.day) for hand in found)]
    assert arrange(wanted, found).spread == least_spread(wanted, found)


def least_spread(wanted: Sequence[Wanted], found: Sequence[Hand]) -> int:
    """The fairest of all ways to fill the slots, tried one by one."""
    free = [[hand.key for hand in found if hand.free(one.day)] for one in wanted]
    best = len(wanted)
    for way in product(*free):
        load = Counter(way)
        counts = [load[hand.key] for hand in found]
        best = min(best, max(counts) - min(counts))
    return best


@pytest.mark.req("INV-18", "RCP-01")
def test_who_is_away_in_december_leads_more_before() -> None:
    december = (date(2022, 12, 1), date(2022, 12, 31))
    found = [Hand(1, away=(december,)), Hand(2), Hand(3), Hand(4)]
    wanted = [Wanted(FIRST + timedelta(days=7 * n)) for n in range(52)]
    made = arrange(wanted, found)
    assert made.load == {1: 13, 2: 13, 3: 13, 4: 13}


@pytest.mark.req("INV-18", "RCP-01")
@given(st.sets(st.integers(0, 51), min_size=6, max_size=12), st.integers(3, 6))
@example({1, 2, 17, 18, 44, 47}, 3)  # no single day can be exchanged here: a stretch of days can
def test_festivals_go_round_too_and_never_always_with_the_same_other(festivals: set[int], many: int) -> None:
    made = arrange(wednesdays(52, festivals=frozenset(festivals)), hands(many))
    assert made.spread <= 1
    assert max(made.festivals.values()) - min(made.festivals.values()) <= 1
    pairs = Counter((line.leader, line.substitute) for line in festive(made))
    assert len(pairs) > 1


def festive(made: Rota) -> list[Line]:
    """The slots on festivals."""
    return [line for line in made.lines if line.wanted.festival]


@pytest.mark.req("INV-18")
@given(st.sets(st.integers(0, 9), min_size=4, max_size=6), st.integers(1, 3))
def test_exchanging_festivals_keeps_who_led_before_from_leading_first(
    festivals: set[int], before: int
) -> None:
    made = arrange(wednesdays(10, festivals=frozenset(festivals)), hands(3), before=before)
    assert made.running == []
    assert made.lines[0].leader != before


@pytest.mark.req("INV-18")
def test_the_pair_that_had_a_festival_before_is_not_put_together_again() -> None:
    (line,) = arrange([Wanted(FIRST, festival=True)], hands(3), pairs=[(1, 2)]).lines
    assert (line.leader, line.substitute) == (1, 3)


@pytest.mark.req("RCP-01")
def test_who_led_the_last_slot_of_the_rota_before_does_not_lead_the_first() -> None:
    made = arrange(wednesdays(2), hands(3), before=1)
    assert [line.leader for line in made.lines] == [2, 1]  # not 1 again, whose turn it would be


@pytest.mark.req("RCP-01")
def test_who_led_more_this_year_comes_later() -> None:
    made = arrange(wednesdays(3), [Hand(1, led=2), Hand(2), Hand(3, led=1)])
    assert [line.leader for line in made.lines] == [2, 3, 2]
    assert made.spread == 0


@pytest.mark.req("RCP-01")
def test_somebody_with_two_posts_does_not_stand_in_for_themselves() -> None:
    (line,) = arrange(wednesdays(1), [Hand(1, person=7), Hand(2, person=7)]).lines
    assert (line.leader, line.substitute, line.short) == (1, None, True)


@pytest.mark.req("SEV-02")
def test_a_busy_day_has_two_persons_more_and_says_when_there_are_not_so_many() -> None:
    enough, short = (
        arrange([Wanted(FIRST, festival=True, extra=2)], hands(many)).lines[0] for many in (4, 3)
    )
    assert (enough.extras, enough.short) == ((3, 4), False)
    assert (short.extras, short.short) == ((3,), True)


@pytest.mark.req("RCP-01")
def test_who_only_stands_in_never_leads() -> None:
    made = arrange(wednesdays(6), [Hand(1), Hand(2), Hand(3, leads=False)])
    assert {line.leader for line in made.lines} == {1, 2}
    assert 3 in {line.substitute for line in made.lines}
