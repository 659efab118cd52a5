"""Erased is erased: of who spoke nothing is left anywhere, and everything that is counted stays (INV-20, C11)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from lianxin.insight.by_village import by_village_table
from lianxin.insight.figures import front
from lianxin.kernel import clock, search
from lianxin.kernel.audit import verify
from lianxin.kernel.erasure import batches
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.figures.registry import Query, figures, tell
from lianxin.kernel.models.erasure import BatchStatus, ErasureBatch, ErasureLine, JournalLine, RegisterLine
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.piece import SealedPiece
from lianxin.kernel.models.search import SearchRow
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed
from lianxin.matters.rebuild import check
from tests.erasure.canary import LISTED, LONG_AGO, PHONE, RUN, WORD, agreed, found, told_by
from tests.township import Township, at


def erase_what_is_due(town: Township) -> ErasureBatch:
    """List next month's, agree, and do it when the month has begun."""
    with clock.standing_at(LISTED):
        (batch,) = batches.list_next_month()
    with clock.standing_at(RUN):
        return agreed(town, batch)


@pytest.mark.req("INV-20")
def test_the_word_of_an_erased_matter_is_in_no_table_index_file_or_sealed_value(
    town: Township, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    matter = told_by(town)
    assert len(found(WORD, PHONE)) > 20
    with django_capture_on_commit_callbacks(execute=True):
        batch = erase_what_is_due(town)
    assert batch.status == BatchStatus.DONE
    assert found(WORD, PHONE) == set()
    assert search.find_ids("matter", WORD).count() == 0
    matter.refresh_from_db()
    assert (matter.title, matter.appeal.text, matter.query_hash) == (ERASED, ERASED, "")
    assert SealedPiece.objects.count() == SearchRow.objects.count() == 0


@pytest.mark.req("INV-20")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's file")
def test_the_bytes_of_the_database_file_do_not_hold_the_word_either(town: Township) -> None:
    told_by(town)
    assert WORD.encode() in connection.connection.serialize()
    erase_what_is_due(town)
    assert WORD.encode() not in connection.connection.serialize()


def counted(town: Township) -> dict[str, object]:
    """Every figure and the length of every list, for the leader and for the desk."""
    found: dict[str, object] = {}
    months = [at("2020-03-04 00:00"), at("2026-12-31 00:00")]
    for by in (town.leader, town.triage):
        for now in months:
            found[f"{by.duty} {now}"] = front(by=by, now=now)
            table = by_village_table(by=by, now=now, since=None, until=None, on=now.date())
            found[f"{by.duty} villages {now}"] = table
        for asked in (Asked(), Asked(state="open"), Asked(state="closed"), Asked(counted=True)):
            found[f"{by.duty} {asked}"] = listed(asked, by=by, now=months[-1]).count()
        for since, until in ((date(2020, 3, 1), date(2020, 3, 31)), (date(2020, 1, 1), date(2026, 12, 31))):
            asked_of = {one.code: Query(one.code, since, until) for one in figures()}
            told = tell(asked_of, by=by, now=months[-1])
            found |= {f"{by.duty} {until} {code}": (one.n, one.d) for code, one in told.items()}
        by_unit = Asked(unit=town.water.pk, since=LONG_AGO.date())
        found[f"{by.duty} unit"] = listed(by_unit, by=by, now=months[-1]).count()
    found["states"] = sorted(Matter.objects.values_list("pk", "state", "area_id", "holder_id", "closed_at"))
    return found


ENDS = ("closed", "merged", "rejected", "referred", "voided", "working")


def ended(town: Township, end: str) -> Matter:
    """A matter of long ago that came to this end; what a merged one was merged into is closed."""
    matter = town.file(when=LONG_AGO)
    if end != "merged":
        getattr(town, end)(matter, LONG_AGO)
        return matter
    main = town.working(town.file(when=LONG_AGO), LONG_AGO)
    town.merged(matter, main, LONG_AGO)
    reply = "供水站王师傅当天换了接头，已不漏水。还有问题请打供水站电话。"
    town.go(main, "record", by=town.water_handler, when=LONG_AGO, kind="contact", text="打过电话。")
    town.go(main, "finish", by=town.water_handler, when=LONG_AGO, outcome="resolved", reply=reply)
    town.go(main, "approve", by=town.reviewer, when=LONG_AGO)
    said = {"reached": True, "resolved": "yes", "satisfied": 4}
    town.go(main, "call_back", by=town.caller, when=LONG_AGO, **said)
    return matter


@pytest.mark.req("INV-20")
@pytest.mark.parametrize("ends", [ENDS, ("merged", "merged")])
def test_whatever_is_erased_every_figure_and_list_counts_as_before(
    town: Township, ends: tuple[str, ...]
) -> None:
    for end in ends:
        ended(town, end)
    before = counted(town)
    assert len([name for name, said in before.items() if isinstance(said, tuple) and said[0]]) > 10
    batch = erase_what_is_due(town)
    assert counted(town) == before
    gone = Matter.objects.filter(title=ERASED)
    assert set(gone) == set(Matter.objects.exclude(state="working"))
    assert set(JournalLine.objects.values_list("row_id", flat=True)) == set(gone.values_list("pk", flat=True))
    assert batch.lines.exclude(status="erased").count() == 0
    assert verify("events").ok
    assert list(check()) == []


@pytest.mark.req("F-103")
def test_the_register_says_what_why_how_many_and_whose_word_it_was_and_nobodys_name(town: Township) -> None:
    matters = [town.closed(town.file(when=LONG_AGO), LONG_AGO) for _one in range(2)]
    batch = erase_what_is_due(town)
    line = RegisterLine.objects.get()
    assert (line.year, line.number, line.record, line.cause, line.count, line.at) == (
        (2026, 1, "appeal", "monthly", 2, RUN)
    )
    assert line.basis.startswith("信访工作条例")
    assert (line.batch_id, line.proposed_by, line.decided_by) == (
        batch.pk,
        town.administrator.account,
        town.security.account,
    )
    moves = Event.objects.filter(row_kind="matter", row_id__in=[one.pk for one in matters], move="erase")
    assert [one.facts for one in moves] == [{"batch": batch.pk}] * 2


@pytest.mark.req("C11")
def test_the_contact_details_go_first_and_the_rest_of_the_matter_stays(town: Township) -> None:
    matter = told_by(town, at("2022-03-02 09:30"))
    words = matter.appeal.text
    erase_what_is_due(town)
    matter.refresh_from_db()
    appellant = matter.appellants.get()
    assert (appellant.name, appellant.phone, appellant.phone_index) == ("", "", "")
    assert (Matter.objects.get().appeal.text, search.find_ids("matter", "水管").count()) == (words, 1)
    assert found(PHONE) == set()
    assert set(SearchRow.objects.values_list("who", flat=True)) == {""}
    assert list(ErasureLine.objects.values_list("record", "status")) == [("contact", "erased")]
    assert Event.objects.filter(move="strip").count() == 1
    assert list(check()) == []


def test_what_is_not_kept_long_enough_is_not_listed_nor_what_was_listed_once(town: Township) -> None:
    town.closed(town.file(when=at("2024-01-05 09:00")), at("2024-01-05 09:00"))
    with clock.standing_at(LISTED):
        assert batches.list_next_month() == []
    town.closed(town.file(when=LONG_AGO), LONG_AGO)
    erase_what_is_due(town)
    with clock.standing_at(at("2026-12-29 08:00")):
        assert batches.list_next_month() == []
    assert RegisterLine.objects.count() == 1
