"""What had been said before counts as that also when nobody can say any more who spoke, and where (INV-20)."""

from datetime import timedelta

import pytest

from lianxin.appeals.figures.again import BEFORE, REPEATED
from lianxin.appeals.models import Appeal
from lianxin.appeals.rules import Identity
from lianxin.kernel import clock
from lianxin.kernel.erasure import batches
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.figures.frozen import ids_of
from lianxin.kernel.figures.registry import Query
from lianxin.matters.models import Matter
from tests.erasure.canary import LISTED, LONG_AGO, RUN, agreed
from tests.township import Township

SAME_PHONE = {"identity": Identity.NAMED, "phone": "19900004321"}
SAME_PLACE = {"identity": Identity.ANONYMOUS, "name": "", "phone": ""}


def twice(town: Township, *, apart: timedelta, second: bool, **who: str) -> tuple[Matter, Matter]:
    """Two matters of one class so far apart, from one telephone or one place; the second is over, too, or not."""
    rows = []
    for turn, when in enumerate((LONG_AGO, LONG_AGO + apart)):
        address = "水井边第二家" if who == SAME_PLACE else f"水井边第{turn}家"
        row = town.file(when=when, **{**who, "address": address})
        Appeal.objects.filter(matter=row).update(category=town.category)
        rows.append(town.closed(row, when) if second or not turn else town.accepted(row, when=when))
    return rows[0], rows[1]


def repeats(town: Township) -> set[int]:
    """What counts as said before, over the whole span of both."""
    since = LONG_AGO.date() - timedelta(days=1)
    query = Query(REPEATED.code, since, since + 2 * BEFORE)
    return set(ids_of(query, by=town.leader, now=RUN, scopes=tuple(town.leader.scopes))["numerator"])


def erase(town: Township) -> set[int]:
    """What is due next month goes; which matters lost their words."""
    with clock.standing_at(LISTED):
        lists = batches.list_next_month()
    with clock.standing_at(RUN):
        for batch in lists:
            agreed(town, batch)
    return set(Appeal.objects.filter(text=ERASED).values_list("matter_id", flat=True))


@pytest.mark.req("INV-20")
@pytest.mark.parametrize("who", [SAME_PHONE, SAME_PLACE])
@pytest.mark.parametrize("second", [True, False])
def test_what_was_said_before_stays_so_when_who_said_it_is_erased(
    town: Township, who: dict[str, str], second: bool
) -> None:
    first, again = twice(town, apart=timedelta(days=40), second=second, **who)
    assert repeats(town) == {again.pk}
    assert erase(town) == ({first.pk, again.pk} if second else {first.pk})
    assert repeats(town) == {again.pk}


@pytest.mark.req("INV-20")
def test_what_was_said_long_after_is_no_repeat_before_or_after(town: Township) -> None:
    first, later = twice(town, apart=BEFORE + timedelta(days=1), second=True, **SAME_PHONE)
    assert repeats(town) == set()
    assert erase(town) == {first.pk, later.pk}
    assert repeats(town) == set()


@pytest.mark.req("INV-08")
@pytest.mark.parametrize("who", [SAME_PHONE, SAME_PLACE])
def test_what_nobody_may_know_of_makes_no_other_a_repeat(town: Township, who: dict[str, str]) -> None:
    first, again = twice(town, apart=timedelta(days=40), second=False, **who)
    assert repeats(town) == {again.pk}
    Appeal.objects.filter(matter=first).update(type="report")
    assert repeats(town) == set()
