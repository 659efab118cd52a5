"""Short files, short functions, typed, no import cycle. Split by noun rather than raise a limit."""

import tomllib

import pytest

from tests.architecture.shape import (
    ROOT,
    app_cycle,
    count_lines,
    functions,
    import_cycle,
    in_words,
    percentile,
    written_files,
)

pytestmark = pytest.mark.once

FILE_LINES = 400
FUNCTION_LINES = 30
FUNCTION_LINES_AT_MOST = 60
TYPED_SHARE = 0.95
DEPENDENCIES = 25


def test_no_file_is_longer_than_four_hundred_lines():
    folders = [ROOT / "src" / "lianxin", ROOT / "tests", ROOT / "setup"]
    files = [path for folder in folders for path in written_files(folder)]
    assert {
        str(path.relative_to(ROOT)): count_lines(path) for path in files if count_lines(path) > FILE_LINES
    } == {}


def test_of_twenty_functions_nineteen_fit_thirty_lines():
    assert percentile([function.lines for function in functions()], 0.95) <= FUNCTION_LINES


def test_no_function_is_longer_than_a_screen():
    assert [function for function in functions() if function.lines > FUNCTION_LINES_AT_MOST] == []


def test_of_twenty_functions_nineteen_say_what_they_return():
    found = functions()
    untyped = [function.where for function in found if not function.typed]
    assert len(untyped) <= (1 - TYPED_SHARE) * len(found), untyped


def test_no_module_imports_itself_round_a_corner():
    assert in_words(import_cycle()) == ""


def test_no_app_imports_itself_round_a_corner():
    assert in_words(app_cycle()) == ""


def test_the_running_program_stands_on_few_packages():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(declared["dependencies"]) <= DEPENDENCIES
