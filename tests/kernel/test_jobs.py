"""Jobs and timers from the side of those who ask for work."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given, strategies as st

from lianxin.kernel import jobs
from lianxin.kernel.context import in_county
from lianxin.kernel.jobs import KeyTaken, Work, cancel, enqueue, resend, schedule
from lianxin.kernel.models.county import County
from lianxin.kernel.models.job import Job

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OFFICE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def trades(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of this test's own with one idle kind."""
    monkeypatch.setattr(jobs, "_trades", {})
    jobs.handler("idle")(idle)
    jobs.handler("other")(idle)


@transaction.atomic
def fail_after_enqueuing() -> None:
    """An act that asks for work and then doesn't commit."""
    enqueue("idle", {}, key="k")
    raise RuntimeError("the act failed")


def idle(work: Work) -> None:
    """Nothing to do."""


@pytest.mark.req("F2")
def test_enqueued_twice_is_one_job(county: County) -> None:
    first = enqueue("idle", {"row": 1}, key="row:1", due_at=NOW)
    again = enqueue("idle", {"row": 1}, key="row:1", due_at=NOW + timedelta(hours=1))
    assert again.pk == first.pk
    assert list(Job.objects.values_list("key", "due_at", "status")) == [("row:1", NOW, "waiting")]


def test_the_same_key_names_another_job_in_another_county(county: County) -> None:
    enqueue("idle", {}, key="k")
    with in_county(County.objects.create(code=990902, name="邻县").code):
        enqueue("idle", {}, key="k")
        assert Job.objects.count() == 1
    assert Job.objects.count() == 1


@pytest.mark.req("F2")
def test_a_key_cannot_change_its_meaning(county: County) -> None:
    enqueue("idle", {"row": 1}, key="row:1")
    for kind, row in [("idle", 2), ("other", 1)]:
        with pytest.raises(KeyTaken):
            enqueue(kind, {"row": row}, key="row:1")
    assert list(Job.objects.values_list("kind", "payload")) == [("idle", {"row": 1})]


def test_a_kind_nobody_does_is_a_mistake_seen_at_once(county: County) -> None:
    with pytest.raises(LookupError, match="idle2"):
        enqueue("idle2", {}, key="k")
    with pytest.raises(LookupError, match="idle2"):
        schedule("idle2", NOW, key="k", payload={})
    assert Job.objects.count() == 0


@pytest.mark.req("F3")
@pytest.mark.django_db(transaction=True)
def test_a_job_goes_with_the_transaction_that_asked_for_it() -> None:
    County.objects.create(code=990901, name="青禾县")
    with in_county(990901):
        with pytest.raises(RuntimeError, match="the act failed"):
            fail_after_enqueuing()
        assert Job.objects.count() == 0


def test_a_timer_is_moved_not_doubled(county: County) -> None:
    schedule("idle", NOW, key="remind:1", payload={"row": 1})
    schedule("idle", NOW + timedelta(days=3), key="remind:1", payload={"row": 1})
    assert list(Job.objects.values_list("due_at", flat=True)) == [NOW + timedelta(days=3)]


@pytest.mark.parametrize("status", ["done", "dead", "running"])
def test_a_timer_that_went_off_can_be_set_again(county: County, status: str) -> None:
    schedule("idle", NOW, key="remind:1", payload={"row": 1})
    Job.objects.update(status=status, attempts=8, last_error="x", lease_until=NOW, done_at=NOW)
    schedule("idle", NOW + timedelta(days=3), key="remind:1", payload={"row": 2})
    job = Job.objects.get()
    assert (job.status, job.attempts, job.last_error, job.payload) == ("waiting", 0, "", {"row": 2})
    assert (job.lease_until, job.done_at) == (None, None)


def test_only_a_waiting_timer_can_be_unset(county: County) -> None:
    schedule("idle", NOW, key="remind:1", payload={})
    assert cancel("remind:1") is True
    assert cancel("remind:1") is False
    schedule("idle", NOW, key="remind:1", payload={})
    Job.objects.update(status="running")
    assert cancel("remind:1") is False
    assert Job.objects.count() == 1


@pytest.mark.req("F3")
def test_dead_letters_are_listed_oldest_first_and_can_be_sent_again(county: County) -> None:
    for number in (1, 2, 3):
        enqueue("idle", {}, key=f"k{number}", due_at=NOW - timedelta(hours=number))
    Job.objects.exclude(key="k2").update(status="dead", attempts=8)
    assert [job.key for job in jobs.dead_letters()] == ["k3", "k1"]
    job = jobs.dead_letters()[0]
    assert resend(job, now=NOW) is True
    assert resend(job, now=NOW) is False
    job.refresh_from_db()
    assert (job.status, job.attempts, job.due_at) == ("waiting", 0, NOW)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from([1, 5, 60, 1440]),
)
def test_a_chores_next_time_is_the_next_whole_period(now: datetime, minutes: int) -> None:
    period = timedelta(minutes=minutes)
    after = jobs.next_time(period, now)
    midnight = after.astimezone(OFFICE).replace(hour=0, minute=0, second=0, microsecond=0)
    assert now < after <= now + period
    assert (after - midnight) % period == timedelta()
