"""What the pages are made of runs on an office PC of 2020, is small, and asks no other server for anything."""

import re
from pathlib import Path

import pytest
from django.test import Client

from lianxin.kernel.models.county import County
from lianxin.web import nav
from tests.web.rendering import read

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "lianxin"
SCRIPTS = sorted(SOURCES.glob("*/static/**/*.js"))
SHEETS = sorted(SOURCES.glob("*/static/**/*.css"))
PAGES = sorted(SOURCES.glob("*/templates/**/*.html"))
KILOBYTE = 1024
NEWER_THAN_CHROMIUM_90 = re.compile(
    r"@layer|@container|@scope|@property|:has\(|color-mix|oklch|light-dark|\bdvh\b|\bsvh\b|accent-color|^\s*&",
    re.MULTILINE,
)
ICON_TAG = re.compile(r'{% icon "([\w-]+)" %}')


def name(path: Path) -> str:
    """A file as a test names it."""
    return str(path.relative_to(SOURCES))


@pytest.mark.req("quality-24")
@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_style_sheets_use_nothing_that_chromium_90_drops(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert NEWER_THAN_CHROMIUM_90.findall(rules) == []
    assert nested(rules) == []


def nested(rules: str) -> list[str]:
    """Rules inside rules; @media and @supports may hold rules, nothing else may."""
    found, opened = [], []
    for head in re.split(r"(?<=[{}])", rules):
        if head.endswith("{"):
            opened.append(head.strip())
            found += [opened[-1]] if any(not one.startswith("@") for one in opened[:-1]) else []
        elif head.endswith("}") and opened:
            opened.pop()
    return found


def test_the_search_for_nesting_finds_some() -> None:
    assert nested("@media print { a { color: red } }") == []
    assert nested("a { color: red; b { color: blue } }") != []


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_scripts_are_short_and_plain(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert lines[0].startswith("// ")
    assert '"use strict";' in "\n".join(lines)
    assert not re.search(
        r"\beval\(|new Function|innerHTML|document\.write|localStorage|\?\.|\?\?", "\n".join(lines)
    )


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_carries_a_script_a_style_or_a_handler_of_its_own(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", text)
    assert not re.search(r"""(src|href|action)=["'](https?:)?//""", text)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_word_on_a_page_goes_through_translation(page: Path) -> None:
    text = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
    text = text.replace('<button type="submit" class="switch" lang="zh-Hans">中文</button>', "")
    assert re.findall(r"[\u4e00-\u9fff]+", text) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_page_says_what_it_is_and_needs_in_its_first_line(page: Path) -> None:
    assert page.read_text(encoding="utf-8").startswith("{# ")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_class_on_a_page_has_a_look(page: Path) -> None:
    part = ROOT / "assets" / "vendor" / "bootstrap-part.css"
    rules = "".join(sheet.read_text(encoding="utf-8") for sheet in [*SHEETS, part])
    text = re.sub(r"{#.*?#}", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = " ".join(re.findall(r'class="([^"]*)"', text))
    fixed = re.sub(r"\S*{{.*?}}\S*", " ", re.sub(r"{%.*?%}", " ", named))
    assert set(fixed.split()) - set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", rules)) == set()


def test_every_icon_named_is_in_the_sprite() -> None:
    named = {icon for page in PAGES for icon in ICON_TAG.findall(page.read_text(encoding="utf-8"))}
    named |= {entry.icon for entry in nav._entries.values() if entry.icon}
    listed = set((ROOT / "setup" / "icons.txt").read_text(encoding="utf-8").split())
    assert named - listed == set()


@pytest.mark.req("H5")
def test_the_first_page_of_residents_stays_under_150_kilobytes_uncompressed(
    county: County, client: Client
) -> None:
    answer = client.get("/")
    files = [
        attrs.get("src") or attrs["href"]
        for tag, attrs in read(answer.content.decode()).tags
        if is_file(tag, attrs)
    ]
    scripts = [one for one in files if str(one).endswith(".js")]
    sizes = {one: len(client.get(str(one)).getvalue()) for one in files}
    assert len(sizes) >= 7
    assert sum(sizes.values()) + len(answer.content) <= 150 * KILOBYTE, sizes
    assert sum(sizes[one] for one in scripts) <= 60 * KILOBYTE


def is_file(tag: str, attrs: dict[str, str | None]) -> bool:
    """Whether a tag makes the browser fetch a file."""
    return tag in {"script", "img"} or (tag == "link" and attrs.get("rel") in {"stylesheet", "icon"})
