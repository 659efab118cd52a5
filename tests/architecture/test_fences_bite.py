"""Each fence is shown to stop what it is there to stop: the violation is planted, the fence names it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test.utils import isolate_apps
from django.urls import path

from lianxin.kernel.checks import problems
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyModel
from lianxin.kernel.policy import anyone
from lianxin.kernel.routes import route
from tests.architecture.floors import upward_keys
from tests.architecture.routes import open_by_neglect
from tests.architecture.shape import PACKAGE, ROOT, import_cycle, written_files
from tests.architecture.writers import writes_elsewhere

pytestmark = pytest.mark.once


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package as it is, to plant violations in."""
    only_code = shutil.ignore_patterns("static", "templates", "locale", "__pycache__", "content")
    shutil.copytree(PACKAGE, tmp_path / "src" / "lianxin", ignore=only_code)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path / "src" / "lianxin"


def plant(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    (file.parent / "__init__.py").touch()
    file.write_text(line + "\n" + (file.read_text("utf-8") if file.exists() else ""), encoding="utf-8")


def lint_imports(copy: Path) -> str:
    """What import-linter says of the copy."""
    place = {**os.environ, "PYTHONPATH": str(copy.parent)}
    words = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(words, cwd=copy.parents[1], env=place, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def test_imports_up_the_floors_between_rooms_and_past_the_queries_are_named(copy):
    plant(copy / "kernel" / "ids.py", "import lianxin.matters.act")
    plant(copy / "appeals" / "rules.py", "import lianxin.appeals.queries")
    plant(copy / "appeals" / "pages" / "planted.py", "import lianxin.appeals.models")
    said = lint_imports(copy)
    assert "lianxin.kernel.ids -> lianxin.matters.act (l.1)" in said
    assert "lianxin.appeals.rules -> lianxin.appeals.queries (l.1)" in said
    assert "lianxin.appeals.pages.planted -> lianxin.appeals.models (l.1)" in said


def test_an_import_inside_a_function_is_no_way_round(copy):
    plant(copy / "kernel" / "ids.py", "def late() -> None:\n    import lianxin.matters.act\n")
    assert "lianxin.kernel.ids -> lianxin.matters.act (l.2)" in lint_imports(copy)


def test_a_new_app_must_be_given_a_floor(copy):
    plant(copy / "rumours" / "rules.py", "")
    assert "rumours" in lint_imports(copy)


def test_a_ring_of_imports_is_named(copy):
    plant(copy / "calendars" / "a.py", "from lianxin.calendars import b")
    plant(copy / "calendars" / "b.py", "from lianxin.calendars.a import x")
    assert set(import_cycle(copy.parent)) >= {"lianxin.calendars.a", "lianxin.calendars.b"}


def test_a_state_assigned_outside_the_writer_is_named(copy):
    plant(copy / "appeals" / "shortcut.py", 'def close(row):\n    row.state = "closed"')
    assert "appeals/shortcut.py:2" in writes_elsewhere(copy)


def test_a_long_file_counts_and_a_table_does_not(tmp_path):
    (tmp_path / "code.py").write_text("x = 1\n" * 500)
    (tmp_path / "table.py").write_text("CODES = {\n" + "    1: 'a',\n" * 500 + "}\n")
    assert [file.name for file in written_files(tmp_path)] == ["code.py"]


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("PLC0415", "def late() -> None:\n    import os\n"),
        ("TID251", "from django.dispatch import receiver\n"),
        ("TID251", "from django.db.models.signals import post_save\n"),
        ("DTZ005", "from datetime import datetime\n\nnow = datetime.now()\n"),
        (
            "C901",
            "def knot(a: int) -> None:\n"
            + "".join(f"    if a == {n}:\n        print()\n" for n in range(11)),
        ),
        ("PGH004", "x = 1  # noqa\n"),
    ],
)
def test_ruff_stops_what_the_house_forbids(code, source):
    words = [str(Path(sys.executable).with_name("ruff")), "check", "--no-cache", "--output-format=concise"]
    words += ["--stdin-filename", "src/lianxin/kernel/planted.py", "-"]
    done = subprocess.run(words, cwd=ROOT, input=source, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert code in done.stdout


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_an_address_without_a_rule_is_named():
    guarded = route("guarded/", page, see=anyone, name="guarded")
    assert open_by_neglect([guarded, path("open/", page)]) == ["open/"]


def test_a_route_without_a_rule_cannot_be_written():
    with pytest.raises(TypeError, match="see"):
        route("open/", page, name="open")


def numbers(findings: list[CheckMessage]) -> set[str]:
    """The numbers of the rules that found something."""
    return {str(finding.id) for finding in findings}


@isolate_apps("lianxin.appeals")
def test_a_sound_table_passes_every_check():
    class Sound(CountyModel):
        words = models.TextField()
        LEVELS = Levels(internal="words")

        class Meta:
            app_label = "appeals"
            constraints = [models.UniqueConstraint(fields=["county", "words"], name="sound")]

    assert problems(Sound) == []


@isolate_apps("lianxin.appeals")
def test_a_field_without_a_level_stops_the_build():
    class Careless(CountyModel):
        phone = models.TextField()

        class Meta:
            app_label = "appeals"

    assert numbers(problems(Careless)) == {"lianxin.E001"}


@isolate_apps("lianxin.appeals")
def test_a_unique_key_without_the_county_stops_the_build():
    class National(CountyModel):
        code = models.TextField(unique=True)
        name = models.TextField()
        LEVELS = Levels(internal="code name")

        class Meta:
            app_label = "appeals"
            constraints = [models.UniqueConstraint(fields=["name"], name="national_name")]

    found = problems(National)
    assert numbers(found) == {"lianxin.E003"}
    assert len(found) == 2


@isolate_apps("lianxin.appeals", "lianxin.kernel")
def test_a_key_up_the_floors_is_named():
    class High(models.Model):
        class Meta:
            app_label = "appeals"

    class Low(models.Model):
        high = models.ForeignKey(High, models.PROTECT)

        class Meta:
            app_label = "kernel"

    assert upward_keys([High, Low]) == ["kernel.Low.high -> appeals"]
