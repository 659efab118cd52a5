"""What ./test does once everything is installed: habits, and the tests on SQLite and on PostgreSQL, all at once."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from machine import browser, installed_browser
from pgbouncer import Missing, pooled
from postgres import private_server

ROOT = Path(__file__).resolve().parent.parent
SETUP = ROOT / "setup"
BIN = Path(sys.executable).parent
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
NOTHING_FOUND = 5  # pytest's code where no test has the mark that was asked for
NO_PGBOUNCER = "没有 PgBouncer，没有测  not run: there is no PgBouncer (apt-get install pgbouncer)"
MEMORY, ROOM = Path("/dev/shm"), 3 * 2**30  # noqa: S108  # a folder of our own is made there
SCRIPTS = "src/lianxin/web/static/**/*.js"
MODULES = "src/lianxin/rounds/static/**/*.js"  # those of the field telephone import each other

HABITS: dict[str, list[str]] = {
    "ruff": [f"{BIN}/ruff", "check", "."],
    "format": [f"{BIN}/ruff", "format", "--check", "."],
    "types": [f"{BIN}/mypy"],
    "types of the scripts": [
        f"{BIN}/mypy",
        "--config-file=",
        "--strict",
        *sorted(map(str, SETUP.glob("*.py"))),
    ],
    "floors and rooms": [f"{BIN}/lint-imports"],
    "templates": [f"{BIN}/djlint", "src", "--lint", "--quiet"],
    "spelling": [f"{BIN}/codespell"],
    "migrations": [sys.executable, "-m", "lianxin", "makemigrations", "--check", "--dry-run"],
    "licences": [sys.executable, "setup/licences.py"],
    "old browsers": ["node_modules/.bin/es-check", "es2019", SCRIPTS],
    "old telephones": ["node_modules/.bin/es-check", "es2019", "--module", MODULES],
    "shell": ["sh", "-n", "run", "test", "setup/install.sh", "setup/bundle.sh"],
}


@dataclass
class Result:
    """How one check or one run of the tests ended."""

    name: str
    passed: bool
    seconds: float
    words: str = ""
    closing: str = ""
    left_out: bool = False


def main() -> int:
    """Run what was asked for; the exit code is 0 only when all of it passed."""
    options, rest = parser().parse_known_args()
    with own_data_folder():
        if options.screenshots:
            os.environ["LIANXIN_SCREENSHOTS"] = str(ROOT / "docs" / "images")
            rest = stories()
        if options.pgbouncer:
            return whole_through_pgbouncer([*rest, *(["--deep"] if options.deep else [])])
        if rest:
            os.environ.setdefault("LIANXIN_CHROMIUM", installed_browser() or "")
            return subprocess.run(
                [*pytest_words(), *rest, *(["--deep"] if options.deep else [])], check=False
            ).returncode
        with in_memory(), ThreadPoolExecutor(1) as aside:
            habits = aside.submit(check_habits)
            results = run_tests(deep=options.deep, browsing=not options.no_browser)
    return summarise(habits.result() + results)


def stories() -> list[str]:
    """The tests that take pictures on their way."""
    tests = sorted((ROOT / "tests" / "browser").glob("test_*.py"))
    return [str(test) for test in tests if "pictures.take(" in test.read_text(encoding="utf-8")]


def parser() -> argparse.ArgumentParser:
    """The options of ./test; anything else goes to pytest."""
    words = argparse.ArgumentParser(prog="./test", allow_abbrev=False)
    words.add_argument("--deep", action="store_true", help="the long properties too, at most an hour")
    words.add_argument("--no-browser", action="store_true", help="without the tests that drive Chromium")
    words.add_argument("--pgbouncer", action="store_true", help="all tests, or PATH, through PgBouncer only")
    words.add_argument("--screenshots", action="store_true", help="take the pictures of docs/images anew")
    return words


@contextmanager
def own_data_folder() -> Iterator[None]:
    """No check may touch the installation of the one who runs it."""
    with tempfile.TemporaryDirectory(prefix="lianxin-test-") as home:
        os.environ.update(LIANXIN_HOME=home, PYTHONPATH=str(ROOT / "src"), PYTHONUTF8="1")
        # A run starts our commands more than a hundred times: they are compiled once, even where a shell says no.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        yield


@contextmanager
def in_memory() -> Iterator[None]:
    """Where there is room, the temporary files of a whole run lie in memory: no commit waits for a disk there."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="lianxin-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # PostgreSQL's user passes through to its own
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        yield
        tempfile.tempdir = None


def check_habits() -> list[Result]:
    """All habits, one after the other beside the tests; the words of those that fail."""
    results = [check(*item) for item in HABITS.items()]
    for result in results:
        if not result.passed:
            print(f"\n✗ {result.name}\n{result.words}", flush=True)
    return results


def check(name: str, words: list[str]) -> Result:
    """One habit."""
    started = time.monotonic()
    if name == "old browsers" and not any(ROOT.glob(SCRIPTS)):
        return Result(name, passed=True, seconds=0)
    passed, said = spoken(words)
    print(f"{'✓' if passed else '✗'} {name}", flush=True)
    return Result(name, passed, time.monotonic() - started, said)


def spoken(words: list[str], attempts: int = 2) -> tuple[bool, str]:
    """Whether a command ended well, and all it said. What can't be started is tried once more, then it has failed."""
    quiet: dict[str, Any] = {"cwd": ROOT, "stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
    for _ in range(attempts):
        try:
            done = subprocess.run(words, **quiet, check=False)
        except OSError as error:  # not there; or a machine short of memory could not start it just now
            said = str(error)
        else:
            return done.returncode == 0, done.stdout + done.stderr
    return False, said


def run_tests(*, deep: bool, browsing: bool) -> list[Result]:
    """The tests on both engines; those in a browser once; the long ones where asked for, one engine at a time."""
    chromium = browser() if browsing else None
    if browsing and chromium is None:
        print("✗ 找不到 Chromium；请安装，或用 ./test --no-browser。")
        print("  There is no Chromium: install it, or use ./test --no-browser.")
    os.environ["LIANXIN_CHROMIUM"] = chromium or ""
    results = [Result("Chromium", passed=chromium is not None, seconds=0)] if browsing else []
    with private_server() as url:
        usual = Run("SQLite", "", [] if chromium else ["-m", "not browser"])
        results += at_once([usual, Run("PostgreSQL", url, ["--reuse-db", "-m", "not browser and not once"])])
        # The database that run has left serves once more; it is gone with its server.
        results.append(some_through_pgbouncer(url))
        if deep:
            long = ["--deep", "-m"]
            results += at_once([Run("SQLite, deep", "", [*long, "deep or property"])])
            results += at_once([Run("PostgreSQL, deep", url, [*long, "(deep or property) and not once"])])
    return results


def some_through_pgbouncer(url: str) -> Result:
    """The tests marked pooled, on the database the first process of the run before has left."""
    files = [
        str(test)
        for test in sorted((ROOT / "tests").rglob("test_*.py"))
        if "mark.pooled" in test.read_text("utf-8")
    ]
    os.environ["TEST_DB_SUFFIX"] = "gw0"
    try:
        with through_pgbouncer(url) as address:
            words = [*files, "-m", "pooled", "-n", "0", "--reuse-db"]
            return at_once([Run("PgBouncer", address, words)])[0]
    except Missing:
        return Result("PgBouncer", passed=True, seconds=0, closing=NO_PGBOUNCER, left_out=True)
    finally:
        del os.environ["TEST_DB_SUFFIX"]


def whole_through_pgbouncer(words: list[str]) -> int:
    """Everything that has to do with the database, or what was named; the exit code is pytest's."""
    named = [word for word in words if not word.startswith("-")]
    marks = [] if named else ["-m", "not browser and not once"]
    try:
        with private_server() as url, through_pgbouncer(url):
            return subprocess.run([*pytest_words(), *marks, *words, "--reuse-db"], check=False).returncode
    except Missing:
        print(f"✗ {NO_PGBOUNCER}")
        return 1


@contextmanager
def through_pgbouncer(url: str) -> Iterator[str]:
    """The environment as an operator sets it, and the pool's address. Raises Missing where there is no PgBouncer."""
    before = os.environ.get("DATABASE_URL")
    with pooled(url) as address:
        os.environ.update(DATABASE_URL=address, DATABASE_POOLED="1")
        try:
            yield address
        finally:
            del os.environ["DATABASE_POOLED"]
            os.environ.update(DATABASE_URL=before or "")


def at_once(runs: Sequence["Run"]) -> list[Result]:
    """Several runs at the same time: where a test of one waits, the other goes on. Shown one after the other."""
    with ThreadPoolExecutor(len(runs)) as pool:
        going = [pool.submit(run) for run in runs]
        for run in runs:
            run.show()
        return [one.result() for one in going]


def pytest_words() -> list[str]:
    """Pytest on every core; one that runs out of tests takes over some of another's."""
    return [sys.executable, "-m", "pytest", "-n", str(CORES), "--dist", "worksteal"]


@dataclass
class Run:
    """One run of the tests: the engine's address, empty for SQLite, and the words for pytest."""

    name: str
    url: str
    words: list[str]
    said: SimpleQueue[str | None] = field(default_factory=SimpleQueue)

    def __call__(self) -> Result:
        """Run them; what pytest says is kept for `show`."""
        started, last = time.monotonic(), ""
        environ, nobody, pipe = {**os.environ, "DATABASE_URL": self.url}, subprocess.DEVNULL, subprocess.PIPE
        words = [*pytest_words(), *self.words]
        try:
            with subprocess.Popen(words, cwd=ROOT, env=environ, stdin=nobody, stdout=pipe, text=True) as run:
                for line in run.stdout or ():
                    self.said.put(line)
                    last = line.strip() or last
        finally:
            self.said.put(None)
        passed = run.returncode == 0 or (run.returncode == NOTHING_FOUND and "deep" in self.name)
        return Result(self.name, passed, time.monotonic() - started, closing=last)

    def show(self) -> None:
        """Print what pytest says, as it comes, until the run is over."""
        print(f"\n── {self.name} ──", flush=True)
        for line in iter(self.said.get, None):
            print(line, end="", flush=True)


def summarise(results: list[Result]) -> int:
    """One line a check, then pytest's own closing line: of the first run that failed, else of the last."""
    print("\n── ./test ──")
    for result in results:
        mark = "○" if result.left_out else "✓" if result.passed else "✗"
        print(f"{mark} {result.name:<20} {result.seconds:6.1f} s  {result.closing.strip('= ')}")
    failed = [result for result in results if not result.passed]
    closing = [result.closing for result in failed if result.closing] or [results[-1].closing]
    print(f"{len(results) - len(failed)} of {len(results)} checks passed\n{closing[0]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
