"""The table of an earlier edition: matters begun under it go on by it, and the log gives them back all the same."""

from datetime import timedelta

import pytest
from django.test import Client

from lianxin.appeals.workflow import APPEAL, EARLIER
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.job import Job
from lianxin.kernel.worker import run_due
from lianxin.matters.act import act, offers, open_row
from lianxin.matters.flows import flow_named, flow_of
from lianxin.matters.models import Clock, Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.township import Township, at, enter

MONDAY = at("2026-11-02 09:00")
THEN = {
    "register": ((), ("registered",)),
    "backfill": ((), ("closed",)),
    "contact": (
        ("registered", "to_dispatch", "to_sign", "working", "closing", "callback", "rework"),
        (),
    ),
    "accept": (("registered",), ("to_dispatch",)),
    "dispatch": (("to_dispatch",), ("to_sign",)),
    "sign": (("to_sign",), ("working",)),
    "record": (("working", "rework"), ()),
    "finish": (("working", "rework"), ("closing",)),
    "approve": (("closing",), ("callback",)),
    "send_back": (("closing",), ("working",)),
    "call_back": (("callback",), ("closed", "rework")),
    "rate": (("callback", "closed"), ()),
}
LATER = {
    "relimit",
    "choose_way",
    "tag",
    "paper",
}  # not of the table: they hold for whatever is open, see the edition


@pytest.fixture
def old(town: Township) -> Matter:
    """A matter that was filed under the earlier edition."""
    row: Matter = open_row(EARLIER, by=town.resident, data=town.words(), client_id=uuid7(), at=MONDAY)
    return row


def test_the_earlier_table_is_as_it_was() -> None:
    ways = {move.code: (move.source, move.to) for move in EARLIER.moves if move.code not in LATER}
    assert ways == THEN
    assert (EARLIER.edition, APPEAL.edition) == ("2026-11", "2026-12")
    assert flow_named("appeal") is APPEAL
    limits = {limit.code: (limit.kind, limit.amount) for limit in EARLIER.limits}
    assert limits == {
        "T2a": ("W", 0.5),
        "T2": ("W", 1),
        "T6a": ("W", 2),
        "T6b": ("W", 5),
        "T6c": ("H", 24),
        "T11": ("W", 1),
        "T12": ("W", 3),
        "T13": ("W", 5),
    }


@pytest.mark.req("INV-01")
def test_a_matter_of_the_earlier_edition_finishes_by_its_table(town: Township, old: Matter) -> None:
    town.closed(old, when=MONDAY + timedelta(hours=1))
    assert (old.state, old.edition, flow_of(old)) == ("closed", "2026-11", EARLIER)
    town.closed(town.file(when=MONDAY), when=MONDAY + timedelta(hours=1))
    assert list(check()) == []


@pytest.mark.parametrize("move", ["need_info", "answer_now", "propose_reject", "escalate", "reach"])
def test_the_moves_of_today_are_not_in_the_earlier_table(town: Township, old: Matter, move: str) -> None:
    with pytest.raises(Refused) as refusal:
        act(old, move, by=town.triage, data={}, client_id=uuid7(), version=old.version)
    assert refusal.value.code == "not_in_table"
    assert [one.code for one in offers(old, town.triage)] == [
        "contact",
        "accept",
        "choose_way",
        "tag",
        "paper",
    ]


def test_nobody_signs_for_a_unit_under_the_earlier_table(town: Township, old: Matter) -> None:
    town.dispatched(old, when=MONDAY)
    assert not Job.objects.filter(kind="matters.timer").exists()
    run_due(now=at("2026-11-20 09:00"))
    old.refresh_from_db()
    assert old.state == "to_sign"


def test_a_limit_of_today_is_shown_with_its_name_on_a_matter_of_the_earlier_edition(
    town: Township, old: Matter
) -> None:
    town.accepted(old, when=MONDAY)
    Clock.objects.filter(row_id=old.pk, limit="T2a").update(edition="2026-11", kind="", amount=0)
    page = enter(Client(), town.triage).get(f"/matters/{old.number}/").content.decode()
    for label in ("首次联系", "甄别派单"):
        assert label in page
