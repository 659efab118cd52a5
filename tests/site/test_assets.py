"""What ./run brought from npm is what the pages ask for, whole and without a network."""

import json
import re

import pytest

from lianxin.site.checkups.machine import NEEDED
from tests.site.checkout import ROOT

pytestmark = pytest.mark.once

VENDOR = ROOT / "assets" / "vendor"
ASKED = re.compile(r"vendor/([\w./-]+\.\w+)")


def asked() -> set[str]:
    """The vendored files named by pages and style sheets."""
    suffixes = {".html", ".css", ".js", ".py"}
    files = (path for path in (ROOT / "src" / "lianxin").rglob("*") if path.suffix in suffixes)
    return {name for path in files for name in ASKED.findall(path.read_text(encoding="utf-8"))}


def test_every_file_the_pages_name_is_there():
    assert {name for name in asked() if not (VENDOR / name).exists()} == set()


def test_the_doctor_looks_for_what_the_pages_name():
    assert asked() - set(NEEDED) == set()


def test_every_font_file_a_sheet_names_is_there():
    for sheet in VENDOR.glob("fonts/*.css"):
        named = re.findall(r"url\(\./([^)]+)\)", sheet.read_text())
        assert named
        assert {name for name in named if not (sheet.parent / name).exists()} == set()


def test_rare_characters_of_names_have_a_font():
    assert "U+20bb7" in (VENDOR / "fonts" / "rare.css").read_text()  # 𠮷


def test_nothing_is_asked_of_another_server():
    sheets = "".join(path.read_text(encoding="utf-8") for path in VENDOR.rglob("*.css"))
    assert set(re.findall(r"url\(['\"]?(https?:[^)]+)", sheets)) == set()


def test_the_lock_names_no_registry_and_a_checksum_for_every_package():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = {name: entry for name, entry in packages.items() if name}
    assert {
        name for name, entry in fetched.items() if not entry.get("integrity", "").startswith("sha512-")
    } == set()
    addresses = {entry["resolved"] for entry in fetched.values() if "resolved" in entry}
    assert {one for one in addresses if not one.startswith("https://registry.npmjs.org/")} == set()


def test_the_python_locks_name_checksums_and_no_address():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert re.findall(r"^[\w.-]+==", text, re.MULTILINE)
        assert "://" not in text
        assert not re.search(r"^[\w.-]+==[^\n]*[^\\]$", text, re.MULTILINE), (
            f"a line without a checksum in {lock.name}"
        )
