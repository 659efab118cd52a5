"""A rate that is all or nothing three weeks running is a question to the auditor, no prize."""

import pytest
from django.test import Client

from lianxin.insight.chores import look_for_extremes
from lianxin.insight.models import QualityNote
from lianxin.kernel import clock
from lianxin.kernel.models.notice import Notice
from tests.township import TOWN, Township, at, enter

NOW = at("2026-11-23 05:00")
MONDAYS = ("2026-11-02", "2026-11-09", "2026-11-16")


def called(town: Township, monday: str) -> None:
    """One appeal whose first contact was in time."""
    matter = town.file(when=at(f"{monday} 09:00"))
    town.go(matter, "reach", by=town.triage, when=at(f"{monday} 10:00"), text="说好了。")


def look(town: Township) -> list[tuple[str, str]]:
    """What the chore notes down, as the auditor sees it."""
    with clock.standing_at(NOW):
        look_for_extremes()
        look_for_extremes()
    return sorted(QualityNote.objects.values_list("code", "area"))


@pytest.mark.req("CNT-08")
def test_three_full_weeks_are_noted_once_and_the_auditor_is_told(town: Township) -> None:
    for monday in MONDAYS:
        called(town, monday)
    assert look(town) == [("responded", "990901"), ("responded", TOWN)]
    told = Notice.objects.filter(letter="staff.extreme")
    assert [notice.post_id for notice in told] == [town.auditor.post]
    with clock.standing_at(NOW):
        auditor = enter(Client(), town.auditor)
        page = auditor.get("/leader/quality/").content.decode()
        bell = auditor.get("/notices/").content.decode()
    assert page.count("1/1 = 100.0 %") == 3
    assert "有个比率连续三周全满或全空" in bell


@pytest.mark.req("CNT-08")
def test_three_empty_weeks_are_noted_too(town: Township) -> None:
    for monday in MONDAYS:
        town.file(when=at(f"{monday} 09:00"))
    assert look(town) == [("responded", "990901"), ("responded", TOWN)]


@pytest.mark.req("CNT-08")
def test_two_weeks_or_one_that_failed_or_one_without_a_case_raise_nothing(town: Township) -> None:
    for monday in MONDAYS[1:]:
        called(town, monday)
    assert look(town) == []
    for monday in MONDAYS:
        called(town, monday)
    town.file(when=at("2026-11-09 09:00"))
    assert look(town) == []
