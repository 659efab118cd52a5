"""What an operation costs: milliseconds it takes, and the processor time of the processes that do it."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

PROC, TICKS = Path("/proc"), os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Processes:
    """A program with everything it started."""

    root: int

    def members(self) -> list[int]:
        """The root and all below it."""
        parents = dict(parent_of())
        found = [self.root]
        for one in found:
            found += [pid for pid, parent in parents.items() if parent == one and pid not in found]
        return found

    def cpu(self) -> float:
        """Seconds of processor time so far, of the living to the nanosecond, of the gone to the tick."""
        return sum(spent(pid) for pid in self.members())

    def memory(self) -> int:
        """Bytes held in memory that others don't share (PSS)."""
        return sum(map(held, self.members()))


def parent_of() -> Iterable[tuple[int, int]]:
    """Each process with its parent."""
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            yield int(stat.parent.name), int(fields(stat)[1])
        except (OSError, IndexError):
            continue  # gone meanwhile


def fields(stat: Path) -> list[str]:
    """What stands behind the name of a process, which may hold blanks."""
    return stat.read_text().rpartition(")")[2].split()


def spent(pid: int) -> float:
    """Processor seconds of the threads of a process, and of its children that ended."""
    total = 0.0
    try:
        for task in PROC.glob(f"{pid}/task/*/schedstat"):
            total += int(task.read_text().split()[0]) / 1e9
        ended = fields(PROC / str(pid) / "stat")[13:15]
    except (OSError, IndexError):
        return total
    return total + sum(map(int, ended)) / TICKS


def held(pid: int) -> int:
    """Bytes of one process, its part of what it shares."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


@dataclass(frozen=True)
class Took:
    """One operation, measured: waits in milliseconds, processor milliseconds of server and database an operation."""

    times: int
    p50: float
    p95: float
    cpu: float
    database: float
    rate: float | None = None

    def plain(self) -> dict[str, float | None]:
        """For JSON."""
        names = ("times", "p50", "p95", "cpu", "database", "rate")
        values = {name: getattr(self, name) for name in names}
        return {name: None if value is None else round(value, 3) for name, value in values.items()}


def measure(
    work: Callable[[], None],
    server: Callable[[], float],
    database: Callable[[], float],
    *,
    times: int,
    most: float,
) -> Took:
    """The work done one after the other, at most so often and for so many seconds; `server` and `database` say
    how much processor time each has taken so far."""
    waits: list[float] = []
    began, before = time.perf_counter(), (server(), database())
    while len(waits) < times and time.perf_counter() - began < most:
        start = time.perf_counter()
        work()
        waits.append((time.perf_counter() - start) * 1000)
    after, count = (server(), database()), len(waits)
    cpu, below = ((late - early) * 1000 / count for early, late in zip(before, after, strict=True))
    return Took(count, part(waits, 0.5), part(waits, 0.95), cpu, below)


def part(waits: Sequence[float], share: float) -> float:
    """The wait that this share of all doesn't exceed."""
    return sorted(waits)[min(int(len(waits) * share), len(waits) - 1)]


def throughput(works: Sequence[Callable[[], None]], seconds: float) -> float:
    """Operations a second, each of the works over and over in a thread of its own."""
    end, done = time.perf_counter() + seconds, [0] * len(works)

    def again(place: int) -> None:
        while time.perf_counter() < end:
            works[place]()
            done[place] += 1

    threads = [Thread(target=again, args=(place,)) for place in range(len(works))]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began)
