"""A restored copy does not bring back who was erased (C12)."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lianxin.kernel import clock
from lianxin.kernel.audit import verify
from lianxin.kernel.erasure import batches, journal
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.models.erasure import JournalLine
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from tests.erasure.canary import LISTED, LONG_AGO, PHONE, RUN, WORD, agreed, found, told_by
from tests.township import Township


def line(matter: Matter, mark: str = "") -> dict[str, object]:
    """What the journal says of a matter, as JSON gives it back."""
    row = {"record": "appeal", "row_kind": "matter", "row_id": matter.pk, "batch": 7, "at": RUN.isoformat()}
    told: dict[str, object] = json.loads(json.dumps({**row, "mark": mark or str(matter.client_id)}))
    return told


@pytest.mark.req("C12")
def test_what_the_copy_brought_back_is_erased_again_and_the_log_tells_it(
    town: Township, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    matter = told_by(town)
    with django_capture_on_commit_callbacks(execute=True):
        assert journal.replay([line(matter)]) == 1
    assert journal.replay([line(matter)]) == 0
    assert found(WORD, PHONE) == set()
    assert JournalLine.objects.count() == 1
    assert verify("events").ok
    assert list(check()) == []


@pytest.mark.req("C12")
def test_an_id_that_is_somebody_elses_by_now_is_left_alone(town: Township) -> None:
    matter = town.closed(town.file(when=LONG_AGO), LONG_AGO)
    assert journal.replay([line(matter, mark="0190a3c0-0000-7000-8000-000000000000")]) == 0
    matter.refresh_from_db()
    assert matter.title != ERASED


def test_a_kind_of_record_this_version_does_not_know_is_named(town: Township) -> None:
    matter = town.file()
    with pytest.raises(LookupError, match="gossip"):
        journal.replay([{**line(matter), "record": "gossip"}])


@pytest.mark.req("C12")
def test_after_a_run_the_journal_stands_in_a_file_beside_the_database_once(town: Township) -> None:
    matter = told_by(town)
    with clock.standing_at(LISTED):
        (batch,) = batches.list_next_month()
    with clock.standing_at(RUN):
        agreed(town, batch)
    assert journal.write_out() == 0
    with journal.journal_path().open("a", encoding="ascii") as file:
        file.write('\n{"record": "app')  # cut off by a crash
    assert [(row["row_id"], row["mark"]) for row in journal.written()] == [(matter.pk, str(matter.client_id))]
    assert journal.written() == journal.export()
    assert WORD not in journal.journal_path().read_text(encoding="ascii")
