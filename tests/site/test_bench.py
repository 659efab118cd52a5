"""The bench goes on working: a small county is filled, its log holds, all that is measured is answered.

No time is asserted.
"""

import sys
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Q

from lianxin.kernel import chain, numbering
from lianxin.kernel.context import in_county
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.search import SearchRow
from lianxin.matters import rebuild
from lianxin.matters.ledger import history
from lianxin.matters.models import Matter
from lianxin.matters.queries import open_states
from tests.plugins.query_lint import watched
from tests.site.checkout import ROOT

sys.path.append(str(ROOT / "bench"))
from desk import copies, filling, patterns, results, sql  # the folder of the bench is no package of ours
from desk.county import COUNTY
from desk.in_process import InProcess
from desk.keys import acts, sign_in
from desk.operations import OPERATIONS, WORDS
from desk.rows import fresh

COUNT = 200


@pytest.fixture
def keys(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A county with two hundred appeals."""
    monkeypatch.setattr(patterns, "EACH", 3)
    monkeypatch.setattr(settings, "COUNTY", COUNTY)
    with in_county(COUNTY):
        filling.fill(COUNT, lambda words: None)
    return sign_in()


def test_the_bench_fills_a_sound_county_and_does_what_it_measures(keys: dict[str, Any]) -> None:
    with in_county(COUNTY):
        assert [one for one in chain.county_links(Event) if isinstance(one, chain.Break)] == []
        assert list(rebuild.check()) == []
        assert list(rebuild.missing_numbers()) == []
        waiting = Matter.objects.filter(state__in=open_states()).count()
        assert (Matter.objects.count(), COUNT // 8 < waiting < COUNT // 2) == (COUNT, True)
    draw = Random(1)
    for one in OPERATIONS:
        one.ask(InProcess(keys["sessions"][one.who]), keys, draw)  # type: ignore[arg-type]  # asks the same
    with in_county(COUNTY):
        assert Matter.objects.count() == COUNT + 4  # at the desk, twice from home, and by a program
        assert Event.objects.filter(move="record").count() == 1
    floors_find_and_write_the_same()


def test_copies_are_appeals_with_numbers_of_their_own(keys: dict[str, Any]) -> None:
    draw = Random(1)
    with in_county(COUNTY):
        others = Event.objects.exclude(row_kind="matter").count()
        events = Event.objects.count() - others
        connection.check_constraints()  # what is put off until the commit would stand in the way of an index
        with watched(now=False):  # nobody is at work, and no cluster
            copies.multiply(3)
        assert (Matter.objects.count(), Event.objects.count()) == (3 * COUNT, 3 * events + others)
        assert SearchRow.objects.filter(row_kind="matter").count() == 3 * COUNT
        assert all(numbering.check(one, COUNTY) for one in Matter.objects.values_list("number", flat=True))
        assert list(rebuild.missing_numbers()) == []
        latest = Matter.objects.latest("pk")
        assert [event.row_id for event in history(latest)] == [latest.pk] * 4
        known = {**keys, "matters": [(latest.pk, latest.number, latest.area_id)]}
    for one in OPERATIONS:
        one.ask(InProcess(keys["sessions"][one.who]), known, draw)  # type: ignore[arg-type]  # asks the same
    with in_county(COUNTY):
        assert Matter.objects.count() == 3 * COUNT + 4


def floors_find_and_write_the_same() -> None:
    """What bare Django and the driver do is what the product does."""
    kinds = acts()
    with in_county(COUNTY):
        assert {row.label for row in kinds["create"]} >= {"matters.Matter", "appeals.Appeal", "kernel.Event"}
        assert [row.label for row in kinds["record"]].count("appeals.Handling") == 1
        again = list(fresh(kinds["create"]))
        assert [row.label for row in again] == [row.label for row in kinds["create"]]
        mark = "%s"
        for words in WORDS:
            condition, params = sql.says(words, connection.vendor, mark)
            asked = f"SELECT count(*) FROM kernel_searchrow s WHERE s.county_id = {COUNTY} AND {condition}"
            said = Q(title__contains=words) | Q(appeal__text__contains=words)
            with connection.cursor() as cursor:
                cursor.execute(asked, params)
                (found,) = cursor.fetchone()
            assert found == Matter.objects.filter(said).count(), words
        assert set(sql.OPEN) <= set(open_states())


def test_the_page_of_results_is_what_was_measured() -> None:
    text = results.SHOWN.read_text(encoding="utf-8")
    for one in results.read().values():
        assert "\n".join(results.section(one)) in text
