"""Several real workers, killed at will: each effect once, each message under one id, cut lines mended."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from time import sleep, time_ns

import pytest
from django.conf import settings

from tests.gateways.receiver import Receiver, receiving
from tests.kernel.installation import Installation, installed, kill, wait_until

CREW = "tests.kernel.crew"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory, name="crew") as place:
        yield place


@pytest.fixture(autouse=True)
def nobody_works(place: Installation) -> Iterator[None]:
    """Each test leaves no process behind."""
    yield
    place.close()
    place.processes.clear()


def left(place: Installation, county: int) -> int:
    """How many of the county's jobs are not done yet, effects aside."""
    unfinished = "kind IN ('write', 'outbox.send') AND status <> 'done'"
    rows = place.rows(f"SELECT count(*) FROM kernel_job WHERE county_id = {county} AND {unfinished}")
    return int(rows[0][0])


def until_left(place: Installation, county: int, most: int = 0, *, seconds: float = 60) -> None:
    """Wait until no more than that many are left."""
    wait_until(lambda: left(place, county) <= most, seconds=seconds)


def effects(place: Installation, county: int) -> list[str]:
    """The numbers of the effects, in order; a number twice would be an effect twice."""
    keys = place.rows(f"SELECT key FROM kernel_job WHERE county_id = {county} AND kind = 'effect'")
    return sorted(key.split(":")[1] for (key,) in keys)


def numbers(count: int) -> list[str]:
    return sorted(str(number) for number in range(count))


def gateway(receiver: Receiver) -> dict[str, str]:
    return {
        "LIANXIN_SMS_URL": receiver.url,
        "LIANXIN_SMS_SECRET": receiver.secret.decode(),
        "LIANXIN_OUTBOUND_ALLOW": "127.0.0.0/8",
    }


@pytest.mark.req("F1", "F5")
def test_four_workers_do_five_hundred_jobs_once_each(place: Installation) -> None:
    place.run(CREW, "ask", "990911", "500")
    for _ in range(4):
        place.start(CREW, "work", "2", CREW_LEASE="60")
    until_left(place, 990911, seconds=90)
    assert effects(place, 990911) == numbers(500)
    claims = place.rows(
        "SELECT DISTINCT attempts FROM kernel_job WHERE county_id = 990911 AND kind = 'write'"
    )
    assert claims == [(1,)]


@dataclass(frozen=True)
class Siege:
    """How many workers do how many jobs of how many counties, and how often one of them is killed."""

    workers: int
    jobs: int
    counties: int
    kills: int
    seconds: float

    def codes(self, first: int) -> list[int]:
        """The counties, each with its share of the jobs."""
        return [first + number for number in range(self.counties)]

    @property
    def share(self) -> int:
        return self.jobs // self.counties


SMALL = Siege(workers=2, jobs=300, counties=3, kills=5, seconds=120)
# The township's one machine: one process, which the pages' writers wait for and it for them.
LARGE = Siege(workers=4 if settings.DATABASE_URL else 1, jobs=10_000, counties=5, kills=40, seconds=900)


def killed_at_random(place: Installation, siege: Siege, codes: list[int], dice: Random) -> None:
    """Workers at work, one killed in any moment and another put in its place, until all is done."""
    crew = [place.start(CREW, "work", "2") for _ in range(siege.workers)]
    every = siege.jobs / (siege.kills + 1)
    for _ in range(siege.kills):
        goal = min(siege.jobs, done(place, codes) + int(dice.uniform(0.2, 1.8) * every))
        wait_until(partial(reached, place, codes, goal), seconds=siege.seconds)
        sleep(dice.uniform(0, 0.1))  # not only in the moment after an end
        victim = dice.randrange(siege.workers)
        kill(crew[victim])
        crew[victim] = place.start(CREW, "work", "2")
    wait_until(partial(reached, place, codes, siege.jobs), seconds=siege.seconds)


def reached(place: Installation, codes: list[int], goal: int) -> bool:
    """Whether so many are done."""
    return done(place, codes) >= goal


def done(place: Installation, codes: list[int]) -> int:
    """How many of these counties' jobs are done."""
    which = f"county_id BETWEEN {codes[0]} AND {codes[-1]} AND kind = 'write' AND status = 'done'"
    return int(place.rows(f"SELECT count(*) FROM kernel_job WHERE {which}")[0][0])


def each_once(place: Installation, siege: Siege, codes: list[int]) -> bool:
    """Whether every effect is there, and none twice."""
    return all(effects(place, county) == numbers(siege.share) for county in codes)


@pytest.mark.req("F1", "F2")
def test_workers_that_are_killed_leave_each_effect_once(place: Installation) -> None:
    seed, codes = 20261122, SMALL.codes(990920)
    place.run(CREW, "ask", str(codes[0]), str(SMALL.share), str(SMALL.counties))
    killed_at_random(place, SMALL, codes, Random(seed))
    assert each_once(place, SMALL, codes), f"seed {seed}"


@pytest.mark.deep
@pytest.mark.req("F1", "F2", "F5")
def test_ten_thousand_jobs_of_five_counties_outlive_forty_killed_workers(place: Installation) -> None:
    """Half of the jobs are there, the other half comes one by one while they work, as from pages."""
    seed, codes = int(os.environ.get("FAULTS_SEED") or time_ns() % 1_000_000), LARGE.codes(990930)
    half, counties = LARGE.share // 2, str(LARGE.counties)
    place.run(CREW, "ask", str(codes[0]), str(half), counties)
    pages = place.start(CREW, "file", str(codes[0]), str(half), str(LARGE.share - half), counties)
    killed_at_random(place, LARGE, codes, Random(seed))
    assert pages.wait(60) == 0
    which = f"county_id BETWEEN {codes[0]} AND {codes[-1]} AND kind = 'write'"
    again = place.rows(f"SELECT count(*) FROM kernel_job WHERE {which} AND attempts > 1")
    assert again[0][0] > 0, f"nobody was killed with a job in hand, seed {seed}"
    assert each_once(place, LARGE, codes), f"FAULTS_SEED={seed}"


@pytest.mark.req("F3")
def test_killed_between_sending_and_writing_it_down_it_sends_again_under_the_same_id(
    place: Installation,
) -> None:
    with receiving("late", delay=60.0) as receiver:
        place.run(CREW, "tell", "990913", "1", **gateway(receiver))
        first = place.start(CREW, "work", "1", **gateway(receiver))
        wait_until(lambda: receiver.effects)
        kill(first)
        assert place.rows("SELECT status FROM kernel_message WHERE county_id = 990913") == [("waiting",)]
        place.start(CREW, "work", "1", **gateway(receiver))
        until_left(place, 990913)
    assert place.rows("SELECT status, attempts FROM kernel_message WHERE county_id = 990913") == [("sent", 2)]
    assert receiver.requests == list(receiver.effects) * 2


@pytest.mark.req("F3")
def test_a_hundred_messages_over_a_bad_line_make_a_hundred_effects(place: Installation) -> None:
    dice = Random(990914)
    steps = [dice.choice(["ok", "500", "die", "lost", "rubbish", "429"]) for _ in range(150)]
    with receiving(*steps) as receiver:
        place.run(CREW, "tell", "990914", "100", **gateway(receiver))
        for _ in range(2):
            place.start(CREW, "work", "2", **gateway(receiver))
        until_left(place, 990914, seconds=60)
    texts = [effect["text"] for effect in receiver.effects.values()]
    assert len(texts) == len(set(texts)) == 100
    assert place.rows("SELECT DISTINCT status FROM kernel_message WHERE county_id = 990914") == [("sent",)]


@pytest.mark.req("G3")
@pytest.mark.skipif(not settings.DATABASE_URL, reason="an embedded database can't go away on its own")
@pytest.mark.skipif(settings.DATABASE_POOLED, reason="counts the worker's own connections; a pool's are lent")
def test_a_worker_whose_connection_is_cut_comes_back_by_itself(place: Installation) -> None:
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    worker: subprocess.Popen[bytes] = place.start(CREW, "work", "2")
    for turn in range(3):
        county = 990915 + turn
        wait_until(lambda: len(place.rows(f"SELECT 1 FROM pg_stat_activity WHERE {others}")) == 2)
        cut = place.rows(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        assert cut == [(True,), (True,)]
        place.run(CREW, "ask", str(county), "20")
        until_left(place, county, seconds=10)
        assert effects(place, county) == numbers(20)
    assert worker.poll() is None
