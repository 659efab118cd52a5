"""Everything that counts days goes by the calendar in force: nobody asks the package of published years himself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2] / "src" / "lianxin"
PACKAGE = "lianxin.calendars.china"
# The one that puts the calendar in force together; and the doctor, as long as there is no office to have one.
MAY_ASK = {"kernel/worktime.py", "site/checkups/machine.py"}


def modules(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every module outside `calendars`, by its place in the house."""
    for path in sorted(folder.rglob("*.py")):
        place = path.relative_to(folder).as_posix()
        if not place.startswith("calendars/"):
            yield place, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """What a module imports, each name with its module."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def counts_weekdays(tree: ast.Module) -> bool:
    """Whether it asks a day for its weekday."""
    asked = (node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return not {"weekday", "isoweekday", "isocalendar"}.isdisjoint(asked)


@pytest.mark.req("INV-10")
def test_the_published_years_are_asked_in_one_place_only() -> None:
    asking = {place for place, tree in modules(HOUSE) if PACKAGE in imported(tree)}
    assert asking == MAY_ASK


@pytest.mark.req("INV-10")
def test_weekdays_are_known_in_calendars_alone() -> None:
    assert [place for place, tree in modules(HOUSE) if counts_weekdays(tree)] == []


@pytest.mark.parametrize(
    "line",
    [
        "from lianxin.calendars.china import china",
        "from lianxin.calendars import china",
        "import lianxin.calendars.china",
    ],
)
def test_each_way_of_asking_is_seen(line: str) -> None:
    assert PACKAGE in imported(ast.parse(line))
    assert counts_weekdays(ast.parse("late = day.weekday() > 4"))
