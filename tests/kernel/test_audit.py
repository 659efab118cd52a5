"""Six ways to falsify the log with every right on the database; `audit verify` names each."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from lianxin.kernel.append_only import protect, unprotect
from lianxin.kernel.audit import anchor, anchor_path, verify
from lianxin.kernel.chain import digest
from lianxin.kernel.context import all_counties
from lianxin.kernel.events import looked
from lianxin.kernel.models.event import AccessEntry, ChainHead, Event
from tests.township import Township


@pytest.fixture(autouse=True)
def no_anchors_yet() -> None:
    """Anchors outlive a rolled back test, as they outlive a restored database."""
    for path in Path(settings.HOME.path, "anchors").iterdir():
        path.unlink()


@pytest.fixture
def log(town: Township) -> list[Event]:
    """Eight events of one appeal, anchored, with the database's own protection taken off."""
    town.closed(town.file())
    anchor("events")
    unprotect(connection)
    return list(Event.objects.order_by("seq"))


def found() -> tuple[int, str] | None:
    """Where the events' chain is said to break, and why."""
    broken = verify("events").broken
    return (broken.seq, broken.why) if broken else None


def change(log: list[Event]) -> None:
    """One event says another state."""
    Event.objects.filter(seq=4).update(target="closed")


def delete(log: list[Event]) -> None:
    """One event gone from the middle."""
    Event.objects.filter(seq=4).delete()


def insert(log: list[Event]) -> None:
    """A forged event between the third and the fourth, with a hash that fits the third."""
    forged = log[3]
    for event in reversed(log[3:]):
        Event.objects.filter(pk=event.pk).update(seq=event.seq + 1)
    forged.pk, forged.move = None, "forged"
    forged.hash = digest(log[2].hash, forged.county_id, 4, forged.content())
    forged.save(force_insert=True)


def reorder(log: list[Event]) -> None:
    """Two events change places."""
    for old, new in ((4, 1004), (5, 4), (1004, 5)):
        Event.objects.filter(seq=old).update(seq=new)


def cut_tail(log: list[Event]) -> None:
    """The last three events gone, and the head made to fit."""
    Event.objects.filter(seq__gt=5).delete()
    ChainHead.objects.filter(chain="events").update(seq=5, hash=log[4].hash)


def restore_old_copy(log: list[Event]) -> None:
    """The whole table and its head as they were after the second event."""
    Event.objects.filter(seq__gt=2).delete()
    ChainHead.objects.filter(chain="events").update(seq=2, hash=log[1].hash)


FORGERIES = [
    (change, (4, "altered")),
    (delete, (4, "missing")),
    (insert, (5, "unlinked")),
    (reorder, (4, "unlinked")),
    (cut_tail, (6, "rewound")),
    (restore_old_copy, (3, "rewound")),
]


@pytest.mark.req("INV-24")
@pytest.mark.parametrize(("forge", "said"), FORGERIES, ids=[forge.__name__ for forge, _ in FORGERIES])
def test_a_forgery_is_found_at_its_first_bad_row(
    log: list[Event], forge: Callable[[list[Event]], None], said: tuple[int, str]
) -> None:
    assert found() is None
    forge(log)
    assert found() == said


CHANGES = (
    {"target": "forged"},
    {"source": "forged"},
    {"move": "forged"},
    {"actor_id": 987_654},
    {"facts": {"forged": True}},
)


@pytest.mark.req("INV-24")
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changed=st.dictionaries(st.integers(1, 8), st.sampled_from(CHANGES), max_size=4),
    gone=st.sets(st.integers(1, 8), max_size=3),
)
def test_whatever_is_changed_or_gone_the_first_bad_row_is_named(
    log: list[Event], changed: dict[int, dict[str, object]], gone: set[int]
) -> None:
    before = transaction.savepoint()
    try:
        for seq, forged in changed.items():
            Event.objects.filter(seq=seq).update(**forged)
        if gone:
            Event.objects.filter(seq__in=gone).delete()
        named = found()
    finally:
        transaction.savepoint_rollback(before)
    first = min([*changed, *gone], default=None)
    assert (named[0] if named else None) == first
    assert found() is None


def test_a_tail_cut_without_touching_the_head_is_found_even_without_an_anchor(log: list[Event]) -> None:
    anchor_path("events").unlink()
    Event.objects.filter(seq__gt=5).delete()
    assert found() == (6, "head")


def test_a_history_rewritten_from_the_first_row_on_does_not_fit_its_anchor(log: list[Event]) -> None:
    prev = ""
    for event in log:
        event.actor_id = 99
        event.prev, event.hash = prev, digest(prev, event.county_id, event.seq, event.content())
        event.save()
        prev = event.hash
    ChainHead.objects.filter(chain="events").update(hash=prev)
    assert found() == (8, "rewritten")


def test_an_anchor_is_written_once_for_each_length(town: Township) -> None:
    town.file()
    assert anchor("events") is not None
    assert anchor("events") is None
    assert len(anchor_path("events").read_text().splitlines()) == 1


def test_the_access_log_has_a_chain_of_its_own(town: Township) -> None:
    looked("matter", 1, by=town.triage, what="identity", reason="电话核实")
    looked("matter", 1, by=town.triage, what="identity", reason="再次核实")
    unprotect(connection)
    AccessEntry.objects.filter(seq=1).update(reason="没看过")
    broken = verify("access").broken
    assert broken is not None
    assert (broken.seq, broken.why) == (1, "altered")
    assert verify("events").ok


@pytest.mark.parametrize("verb", ["UPDATE kernel_event SET move = 'forged'", "DELETE FROM kernel_event"])
def test_the_database_refuses_to_change_or_delete_an_event(town: Township, verb: str) -> None:
    town.file()
    unprotect(connection)
    protect(connection)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        all_counties("a forger asks nobody"),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)
    assert Event.objects.filter(move="register").count() == 1
