"""五个一: twenty market days and nine openings of a box, and what its article printed beside what the records give."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from lianxin.appeals.models import Callback
from lianxin.boxes.figures.report import report
from lianxin.boxes.models import Opening, Slip
from lianxin.kernel.actor import Role
from lianxin.kernel.audit import verify
from lianxin.kernel.figures.registry import Query
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.reception.figures.visits import outcomes, told
from lianxin.reception.models import FieldCheck, Slot, Visit
from lianxin.site.playbooks.playing import Played
from tests.replay.conftest import Stage, somebody, take_on

pytestmark = pytest.mark.django_db
FIRST = date(2014, 2, 12)


@pytest.fixture(scope="module")
def played(stage: Stage) -> Played:
    return stage("five-ones")


def span(code: str, played: Played) -> Query:
    """A figure over the whole story."""
    return Query(code, played.book.first.date(), played.book.last.date())


@pytest.mark.req("RCP-04", "RCP-06", "RCP-07")
def test_two_hundred_came_thirty_matters_were_opened_twenty_eight_are_done(played: Played) -> None:
    by, now = somebody(Role.LEADER), played.book.last
    found = told(span("visits", played), by=by, now=now)
    assert found["visitors"].n == Visit.objects.aggregate(all=Sum("persons"))["all"] == 207
    assert found["reception_opened"].n == Matter.objects.count() == 30
    assert str(found["reception_done"].rate) == "28/30 = 93.3 %"
    # 35 calls about 28 matters: what rang in vain was a call too, and no matter more.
    assert (found["reception_called_back"].n, found["reception_calls"].n) == (28, 35)
    assert Callback.objects.filter(reached=False).count() == 7


@pytest.mark.req("RCP-06")
def test_every_visit_has_its_outcome_and_they_add_up(played: Played) -> None:
    by, now = somebody(Role.LEADER), played.book.last
    lines = {state: one.n for state, one in outcomes(span("visits", played), by=by, now=now)}
    assert lines.pop(None) == 0
    assert sum(lines.values()) == Visit.objects.count() == len(played.book.visits)
    assert all(lines.values())
    days = Slot.objects.filter(starts_at__lte=now).values_list("day", "state")
    assert {state for _, state in days} == {"ended"}
    assert {day.isoweekday() for day, _ in days} == {3}


@pytest.mark.req("RCP-12")
def test_the_road_was_looked_at_and_counted(played: Played) -> None:
    visit = Visit.objects.get(slot__day=FIRST, persons=6)
    assert FIRST.isoweekday() == 3
    assert visit.persons > visit.speakers.count() > 1
    look = FieldCheck.objects.get()
    assert [str(one) for one in look.quantities.order_by("pk")] == [
        "涵洞 4 座",
        "塌方 10 余处",
        "里程 10 公里",
    ]
    assert look.cost is not None
    assert look.cost >= 20_000
    assert visit.matter is not None
    assert visit.matter.state == "closed"


@pytest.mark.req("BOX-01", "BOX-05")
def test_sixty_slips_and_more_each_with_what_became_of_it(played: Played) -> None:
    by, now = somebody(Role.LEADER), played.book.last
    found = report(played.book.first.date(), now.date(), by=by, now=now)
    assert found.all.n == Slip.objects.count() == 63
    assert str(found.put_right.rate) == "38/63 = 60.3 %"
    assert sum(line.told.n for line in found.outcomes) == sum(line.told.n for line in found.kinds) == 63
    counts = Counter(Slip.objects.values_list("outcome", flat=True))
    assert counts[""] == 2
    for opening in Opening.objects.all():
        assert opening.count == opening.slips.count()


@pytest.mark.req("CNT-02", "CNT-06")
def test_what_was_printed_stands_beside_what_was_counted(played: Played) -> None:
    held = {
        one.row.name: [(ours.claimed, ours.reckoned, ours.difference) for ours in one.ours]
        for one in played.claims
    }
    assert held == {
        "接待群众": [("200余人", "207人", "")],
        "办理事件": [("30件", "30件", "")],
        "回访": [],
        "落实": [("28件", "28件", "")],
        "意见箱意见": [("60余条", "63条", "")],
        "意见箱整改": [("38条", "38条", "")],
    }
    apart = {one.row.name: one.cannot for one in played.claims if one.cannot}
    assert apart == {"回访": "单位不同（件 和 次），不能比。"}
    own = {one.row.name: one.own.reckoned for one in played.claims if one.own is not None}
    assert own == {"落实": "28/30 = 93.3 %", "意见箱整改": "38/≥60 ≤ 63.3 %"}


def test_the_records_are_whole(played: Played) -> None:
    assert verify("events").ok
    assert list(check()) == []
    assert set(Matter.objects.values_list("state", flat=True)) == {"closed", "working"}


def test_the_pages_of_the_story_open(played: Played, client: Client, settings) -> None:
    settings.COUNTY, settings.DEMO = played.book.code, True
    take_on(client, Role.LEADER)
    pages = ("claims", "leader", "monday", "reception_counts", "box_figures")
    for name in pages:
        answer = client.get(reverse(name))
        assert (answer.status_code, "枫沱乡连心桥" in answer.content.decode()) == (200, True), name
