"""The logs kept month by month on PostgreSQL: months are there in time, strays are found, doubles are proven."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from lianxin.kernel import clock
from lianxin.kernel.audit import verify
from lianxin.kernel.context import all_counties
from lianxin.kernel.events import looked
from lianxin.kernel.models.event import Event
from lianxin.kernel.postgres import partitions
from lianxin.kernel.postgres.catalogue import faults
from lianxin.kernel.postgres.definition import definition_of, partitioned
from lianxin.kernel.postgres.months import following, month_of, wanted
from lianxin.kernel.postgres.partitions import by_county, by_month, make_ahead, parts_of
from lianxin.kernel.postgres.steps import Step, run
from lianxin.site.checkups.database import months as months_found
from lianxin.site.checkups.finding import State
from tests.kernel.forger import refused
from tests.township import Township, at

pytestmark = [pytest.mark.django_db]
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite splits no tables")
SEPTEMBER, OCTOBER = at("2026-09-30 23:30"), at("2026-10-01 00:30")


def do(steps: list[Step]) -> None:
    run(connection, steps, say=lambda title: None)


@pytest.fixture
def log(town: Township) -> Iterator[list[Event]]:
    """An appeal that came in September and was answered in October, with a look at a file in each month."""
    with clock.standing_at(SEPTEMBER):
        matter = town.file()
        looked("matter", matter.pk, by=town.clerk, what="phone")
    with clock.standing_at(OCTOBER):
        town.answered(matter)
        looked("matter", matter.pk, by=town.clerk, what="phone")
        yield list(Event.objects.order_by("seq"))


def months(table: str) -> list[str]:
    """The parts of a log, without its name."""
    return [name.removeprefix(f"{table}_") for name in parts_of(connection, table)]


def counted(part: str) -> int:
    with all_counties("the test counts all rows"), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {part}")
        return int(cursor.fetchone()[0])


def forge(log: list[Event], seq: int, recorded: datetime) -> None:
    """Somebody with every right on the database puts in a second event of this place."""
    forged = Event.objects.get(seq=seq)
    forged.pk, forged.recorded_at, forged.move = None, recorded, "forged"
    forged.save(force_insert=True)


@on_postgres
def test_a_log_by_month_holds_the_same_rows_and_goes_on(log: list[Event], town: Township) -> None:
    make_ahead()
    assert partitioned(connection, "kernel_event") == ("", 0)
    do(by_month(connection, clock.now()))
    assert by_month(connection, clock.now()) == []
    assert not {"kernel_event", "kernel_accessentry"} & {
        one.title.split()[0] for one in by_county(connection, 2)
    }
    ahead = ["rest", "y2026m09", "y2026m10", "y2026m11", "y2026m12", "y2027m01"]
    assert months("kernel_event") == months("kernel_accessentry") == ahead
    assert list(Event.objects.order_by("seq")) == log
    # The last half hour of September, by the office's clock.
    assert counted("kernel_event_y2026m09") == len([one for one in log if one.recorded_at == SEPTEMBER])
    assert counted("kernel_accessentry_y2026m09") == counted("kernel_accessentry_y2026m10") == 1
    assert faults(connection) == []
    town.closed(town.file())
    assert verify("events").ok
    assert verify("access").ok
    assert Event.objects.order_by("-seq")[0].pk > log[-1].pk
    assert counted("kernel_event_rest") == 0
    for part in ("kernel_event", "kernel_event_y2026m09", "kernel_accessentry_y2026m10"):
        assert refused(f"UPDATE {part} SET row_kind = 'forged'")
        assert refused(f"DELETE FROM {part}")
    # A second event of one place: refused within its month, proven by the chain across months.
    with pytest.raises(IntegrityError, match="kernel_event_y2026m10_seq"), transaction.atomic():
        forge(log, log[-1].seq, OCTOBER)
    forge(log, log[-1].seq, SEPTEMBER)
    broken = verify("events").broken
    assert broken is not None
    assert (broken.seq, broken.why) in {(log[-1].seq, "altered"), (log[-1].seq, "inserted")}


@on_postgres
def test_a_month_that_was_not_made_in_time_is_caught_and_made_up_for(
    log: list[Event], town: Township
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_event FORCE ROW LEVEL SECURITY")  # its policy stands already
    do(by_month(connection, clock.now()))
    with clock.standing_at(at("2027-02-28 23:59")):
        town.answered(town.file())
        caught = counted("kernel_event_rest")
        assert caught > 3
        assert "kernel_event 缺 2027-02、2027-03" in months_found().zh
        make_ahead()
        assert months_found().state is State.OK
        assert counted("kernel_event_rest") == 0
        assert counted("kernel_event_y2027m02") == caught
        assert "y2027m05" in months("kernel_event")
        assert by_month(connection, clock.now()) == []
    assert verify("events").ok
    assert faults(connection) == []
    assert refused("UPDATE kernel_event_y2027m02 SET move = 'forged'")
    # Back in its place, the rest is protected as before.
    with clock.standing_at(at("2028-02-29 12:00")):
        town.file()
    assert counted("kernel_event_rest") > 0
    assert refused("DELETE FROM kernel_event_rest")
    walled = [
        definition_of(connection, f"kernel_event{part}") for part in ("", "_rest", "_y2026m09", "_y2027m02")
    ]
    assert {(one.walled, one.forced, len(one.policies)) for one in walled} == {(True, True, 1)}


class Refused(Exception):
    """What the driver raises, with PostgreSQL's code of it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@on_postgres
def test_the_chore_gives_way_to_a_long_reader_and_hides_no_other_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run_into(sqlstate: str) -> None:
        def refuse(*_words: object, **_more: object) -> None:
            raise OperationalError from Refused(sqlstate)

        monkeypatch.setattr(partitions, "run", refuse)
        make_ahead()

    run_into(partitions.LOCK_NOT_AVAILABLE)
    with pytest.raises(OperationalError):
        run_into("53100")  # the disk is full


def test_months_follow_one_another_by_the_office_clock() -> None:
    assert month_of(SEPTEMBER) == date(2026, 9, 1)
    assert month_of(OCTOBER) == date(2026, 10, 1)
    assert following(date(2026, 12, 1)) == date(2027, 1, 1)
    assert wanted(at("2026-11-30 23:59")) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
