"""Next month's list rings at the bell of who may put it forward, once; a sealed one rings where it is known (C11)."""

from dataclasses import replace

import pytest
from django.test import Client

from lianxin.kernel import clock, notices
from lianxin.kernel.actor import Actor
from lianxin.kernel.erasure import batches
from lianxin.kernel.jobs import Work, trade_of
from lianxin.kernel.models.erasure import ErasureBatch
from lianxin.matters.models import Matter
from tests.erasure.canary import LISTED, LONG_AGO
from tests.township import Township, at, enter

HANDS = ("administrator", "security", "triage", "leader", "auditor", "clerk", "water_handler")


def ring() -> None:
    """What the worker does every hour."""
    trade_of("every.people.erasures").run(Work("", {}, 1, LISTED))


def told(town: Township) -> dict[str, list[str]]:
    """What stands at each bell, by who has something there."""
    found = {who: words_for(getattr(town, who)) for who in HANDS}
    return {who: words for who, words in found.items() if words}


def words_for(by: Actor) -> list[str]:
    """The sentences somebody has not read."""
    rows = notices.unread(by).filter(letter="staff.erasure").order_by("pk")
    return [f"{row.variables['due']} {row.variables['count']} {row.row_id}" for row in rows]


@pytest.mark.req("C11")
def test_who_may_put_the_list_forward_is_told_once_and_reads_it_there(town: Township) -> None:
    for _ in range(2):
        town.closed(town.file(when=LONG_AGO), LONG_AGO)
    with clock.standing_at(LISTED):
        ring()
        assert told(town) == {}
        (batch,) = batches.list_next_month()
        ring()
        ring()
        line = [f"2026-12-01 2 {batch.pk}"]
        assert told(town) == {"administrator": line, "security": line}
        browser = enter(Client(), town.security)
        shown = browser.get("/notices/").content.decode()
        assert "2026-12-01 起可以删除的清单列好了（2 条）" in shown
        (row,) = notices.unread(town.security).filter(letter="staff.erasure")
        assert notices.links_of([row]) == {row.pk: f"/erasure/{batch.pk}/"}
        assert browser.get(f"/erasure/{batch.pk}/").status_code == 200
        assert told(town) == {"administrator": line}
        batches.propose(batch, by=town.security)
        batches.refuse(ErasureBatch.objects.get(), why="档案馆要先看", by=town.leader)
        ring()
        assert told(town) == {"administrator": line}


@pytest.mark.req("C11")
def test_a_list_of_accusations_rings_at_the_triage_desk_only_while_it_may_know_of_it(town: Township) -> None:
    matter = town.closed(town.file(when=LONG_AGO), LONG_AGO)
    matter.appeal.type = "report"
    matter.appeal.save()
    Matter.objects.filter(pk=matter.pk).update(closed_at=at("2015-01-05 08:00"))
    with clock.standing_at(LISTED):
        (batch,) = batches.list_next_month()
        ring()
        assert (batch.sealed, told(town)) == (True, {"triage": [f"2026-12-01 1 {batch.pk}"]})
        assert words_for(replace(town.triage, roles=town.clerk.roles)) == []
