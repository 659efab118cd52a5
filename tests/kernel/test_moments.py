"""A moment counted back by the database is the one Python counts, to the microsecond."""

from datetime import timedelta

import pytest
from django.db.models import F

from lianxin.kernel.models.moments import DaysEarlier
from lianxin.matters.models import Matter
from tests.township import Township, at


@pytest.mark.parametrize("more", [timedelta(), timedelta(microseconds=7), timedelta(microseconds=999_999)])
@pytest.mark.parametrize("days", [30, 90, 366])
def test_whole_days_earlier_at_the_same_time_of_day(town: Township, more: timedelta, days: int) -> None:
    moment = at("2026-03-01 00:30") + more
    filed = town.file(when=moment)
    rows = Matter.objects.annotate(before=DaysEarlier(F("filed_at"), days)).filter(pk=filed.pk)
    assert rows.values_list("before", flat=True).get() == moment - timedelta(days=days)
    assert rows.filter(before__gte=moment - timedelta(days=days)).exists()
    assert not rows.filter(before__gt=moment - timedelta(days=days)).exists()
