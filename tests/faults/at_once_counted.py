"""What a page counts by one question is what the lists behind its numbers show, one number after the other."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from django.utils.timezone import localdate

from lianxin.appeals.figures import Scope
from lianxin.appeals.figures.balance import open_then
from lianxin.appeals.figures.declared import BY_ORIGINAL
from lianxin.appeals.figures.in_hand import DUE_SOON, LATE, InHand, banded, before
from lianxin.appeals.figures.weekly import due_soon, of_age, overdue
from lianxin.insight.figures.monday import band_name
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import DENOMINATOR, NUMERATOR, Query, figures, midnight, tell
from lianxin.people.models import Unit

DAY = timedelta(days=1)
IN_ONE = 11  # figures that count several spans by one question


def counted_at_once(since: datetime, now: datetime, *, by: Actor) -> None:
    """Three spans from a moment until some days from now, of every figure that can, and what is in hand."""
    first, today = localdate(since), localdate(now)
    third = (today - first) // 3
    cuts = [first, first + third + DAY, first + 2 * third + 2 * DAY, today + 3 * DAY]
    spans_are_the_spans(cuts, by=by, now=now)
    what_is_in_hand([midnight(cut) for cut in cuts], cuts[-1] - DAY, by=by, now=now)
    units_are_the_units(first, today + DAY, by=by, now=now)


def spans_are_the_spans(cuts: list[date], *, by: Actor, now: datetime) -> None:
    """What a figure gives for several spans at once are the rows of each."""
    asked = {
        f"{figure.code}:{since}": Query(figure.code, since, until - DAY)
        for figure in figures()
        if figure.across
        for since, until in pairwise(cuts)
    }
    assert len(asked) == IN_ONE * (len(cuts) - 1)
    for name, told in tell(asked, by=by, now=now).items():
        sides = [told.query.rows(side, by=by, now=now).count() for side in told.figure.sides]
        assert [told.n, told.d][: len(sides)] == sides, name


def what_is_in_hand(moments: list[datetime], last: date, *, by: Actor, now: datetime) -> None:
    """One walk over what is in hand gives what the lists of `open`, `overdue` and `due_soon` show."""
    asked, scope = Query("open", last, last).asked(by=by, now=now), Scope(by)
    found, stood = InHand(asked), [open_then(scope, moment).count() for moment in moments]
    assert [found.at(moment).total() for moment in moments] == stood
    assert before(scope, stood[-1], moments[::-1]) == stood[-2::-1]
    for band, count in banded(found.at(asked.end)).items():
        assert of_age(open_then(scope, asked.end), band_name(*band), asked).count() == count, band
    late = (overdue(asked).count(), due_soon(asked).count())
    assert (found.pressing[LATE], found.pressing[DUE_SOON]) == late


def units_are_the_units(since: date, until: date, *, by: Actor, now: datetime) -> None:
    """Every unit's share of the limits that ended in a span is its part of the figure."""
    whole = Query("on_time", since, until)
    found = BY_ORIGINAL.by_unit(whole.asked(by=by, now=now))
    for key in [*Unit.objects.values_list("pk", flat=True), None]:
        of_unit = whole.only("unit", str(key or "none"))
        sides = [of_unit.rows(side, by=by, now=now).count() for side in (NUMERATOR, DENOMINATOR)]
        assert list(found.get(key, (0, 0))) == sides, key
