"""A frozen figure stays what it was; counted again it says what changed, row by row, and why."""

import pytest

from lianxin.kernel import clock
from lianxin.kernel.figures.frozen import freeze, hash_of, recount, untouched, whys
from lianxin.kernel.figures.registry import NUMERATOR, Query
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.figure import Fixed, FrozenFigure
from tests.township import Township, at

WEEK = (at("2026-11-02 00:00").date(), at("2026-11-08 00:00").date())
CUT_OFF = at("2026-11-09 09:00")
LATER = at("2026-11-10 09:00")


def frozen(town: Township, code: str = "new") -> FrozenFigure:
    """The figure of the week as the leader froze it on Monday."""
    with clock.standing_at(CUT_OFF):
        return freeze(Query(code, *WEEK), by=town.leader, client_id=uuid7(), purpose="周报")


@pytest.mark.req("CNT-04")
def test_counting_again_names_every_row_that_came_or_went_and_why(town: Township) -> None:
    main, twin, wrong, moved = (town.file(when=at("2026-11-03 09:00")) for _ in range(4))
    row = frozen(town)
    with clock.standing_at(LATER):
        town.merged(twin, main, when=LATER)
        town.voided(wrong, when=LATER)
        late = town.file(when=at("2026-11-05 09:00"))
        told = recount(row, by=town.leader, now=LATER)
    assert told is not None
    assert (row.numerator, told.numerator) == (4, 3)
    assert whys(told.changes) == {
        (NUMERATOR, False, "并入了别的件"): 1,
        (NUMERATOR, False, "作废"): 1,
        (NUMERATOR, True, "补录：事情在前，登记在后"): 1,
    }
    assert {one.row for one in told.changes} == {twin.pk, wrong.pk, late.pk}
    assert moved.pk not in {one.row for one in told.changes}


@pytest.mark.req("CNT-04")
def test_a_corrected_matter_leaves_the_count_with_that_reason(town: Township) -> None:
    matter = town.file(when=at("2026-11-03 09:00"))
    row = frozen(town)
    said = {"field": "filed_at", "value": at("2026-10-30 09:00"), "why": "登记时写错了日子。"}
    with clock.standing_at(LATER):
        town.go(matter, "correct", by=town.triage, when=LATER, **said)
        asked = matter.corrections.get(decided_at=None)
        town.go(matter, "approve_correction", by=town.leader, when=LATER, correction=asked.pk)
        told = recount(row, by=town.leader, now=LATER)
    assert told is not None
    assert whys(told.changes) == {(NUMERATOR, False, "更正"): 1}


@pytest.mark.req("CNT-04")
def test_what_was_parted_again_comes_back_with_that_reason(town: Township) -> None:
    main, twin = (town.file(when=at("2026-11-03 09:00")) for _ in range(2))
    town.merged(twin, main, when=at("2026-11-04 09:00"))
    row = frozen(town)
    with clock.standing_at(LATER):
        town.go(twin, "unmerge", by=town.holder(twin), when=LATER, words="不是一回事。")
        told = recount(row, by=town.leader, now=LATER)
    assert told is not None
    assert whys(told.changes) == {(NUMERATOR, True, "撤销并案"): 1}


@pytest.mark.req("CNT-04")
def test_a_copy_holds_query_cut_off_and_hash_and_shows_when_it_was_touched(town: Township) -> None:
    town.file(when=at("2026-11-03 09:00"))
    row = FrozenFigure.objects.get(pk=frozen(town, "responded").pk)
    assert row.query == {"figure": "responded", "since": "2026-11-02", "until": "2026-11-08"}
    assert (row.cut_off, row.words, row.hash == hash_of(row)) == (CUT_OFF, "0/1 = 0.0 %", True)
    assert untouched(row)
    with pytest.raises(Fixed):
        row.save()
    FrozenFigure.objects.filter(pk=row.pk).update(numerator=1, rows={"numerator": [7], "denominator": [7]})
    row.refresh_from_db()
    assert not untouched(row)
    FrozenFigure.objects.filter(pk=row.pk).update(hash=hash_of(row))
    row.refresh_from_db()
    assert not untouched(row)  # the log still knows the first one


def test_a_double_click_freezes_once(town: Township) -> None:
    key = uuid7()
    first, second = (freeze(Query("new", *WEEK), by=town.leader, client_id=key) for _ in range(2))
    assert first.pk == second.pk
