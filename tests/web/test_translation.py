"""English is complete: every sentence has its translation, with the same blanks, and no Chinese is left in it."""

import os
import re
from pathlib import Path

import polib
import pytest

from lianxin.site.commands.messages import active, read, update
from lianxin.site.msgids import PACKAGE, Msgid, in_module, in_template, sources, used
from lianxin.web.catalogue import ENGLISH, compile_if_stale

pytestmark = pytest.mark.once

CHINESE = re.compile(r"[\u2e80-\u2fff\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>")
TAG = re.compile(r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", re.DOTALL)
OWN_LANGUAGE = re.compile(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>', re.DOTALL)


@pytest.fixture(scope="module")
def table() -> polib.POFile:
    """The English catalogue."""
    return read(ENGLISH)


def english(entry: polib.POEntry) -> list[str]:
    """Every form of a translation."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_sentence_of_the_code_has_its_english(table: polib.POFile) -> None:
    known = {(one.msgid, one.msgctxt): one for one in active(table)}
    lacking = [
        msgid.text
        for msgid in used()
        if (msgid.text, msgid.context) not in known or "" in english(known[msgid.text, msgid.context])
    ]
    assert lacking == [], "run ./run messages, then translate"


def test_the_catalogue_is_as_the_code_says(table: polib.POFile) -> None:
    before = str(table)
    update(table, used())
    assert str(table) == before, "run ./run messages"


def test_a_translation_has_the_blanks_of_its_sentence(table: polib.POFile) -> None:
    differing = [
        (one.msgid, text)
        for one in active(table)
        for text in english(one)
        if sorted(BLANK.findall(text)) != sorted(BLANK.findall(one.msgid))
    ]
    assert differing == []


def test_no_translation_holds_chinese(table: polib.POFile) -> None:
    assert [text for one in active(table) for text in english(one) if CHINESE.search(text)] == []


def test_a_translation_can_stand_in_an_attribute_and_in_our_font(table: polib.POFile) -> None:
    """A straight double quote would end the attribute; the Chinese font draws curly ones two signs wide."""
    quotes = re.compile('["“”‘’]')
    entries = [one for one in active(table) if "<" not in one.msgid]
    assert [text for one in entries for text in english(one) if quotes.search(text)] == []


def test_no_translation_is_a_guess(table: polib.POFile) -> None:
    assert [one.msgid for one in table if one.fuzzy] == []


def test_templates_say_nothing_in_chinese_that_is_not_translated() -> None:
    left = {}
    for path in sources(PACKAGE):
        if path.suffix == ".html":
            words = OWN_LANGUAGE.sub("", TAG.sub("", path.read_text(encoding="utf-8")))
            left[path.name] = [line.strip() for line in words.splitlines() if CHINESE.search(line)]
    assert {name: lines for name, lines in left.items() if lines} == {}


def test_scripts_and_pictures_say_nothing_in_chinese() -> None:
    files = [path for kind in ("*.js", "*.svg") for path in PACKAGE.rglob(f"static/**/{kind}")]
    assert files
    assert [path.name for path in files if CHINESE.search(uncommented(path))] == []


def uncommented(path: Path) -> str:
    """A script without its comments."""
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


SOURCE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext as said
a = _("一"  "二")
b = ngettext("%(n)d 件", "%(n)d 件", n) % {"n": n}
c = said("按钮", "办结")
d = _(a)
_later = [_ for _ in range(3)]
"""
TEMPLATE = """
{% load i18n %}{# {% translate "注释" %} #}
<p title="{% translate '一' %}">{{ x|default:_("二") }}</p>
  {% translate "办结" context "按钮" %}
{% blocktranslate trimmed count n=rows|length with unit=y %}
  {{ n }} 件
  给 {{ unit }}
{% plural %}{{ n }} 件{% endblocktranslate %}
{% url "x" as href %}{% empty _("没有") href %}
"""


def test_a_module_is_read_under_whatever_names_it_imports() -> None:
    assert list(in_module(SOURCE)) == [
        Msgid("一二"),
        Msgid("办结", context="按钮"),
        Msgid("%(n)d 件", plural="%(n)d 件"),
    ]


def test_a_template_is_read_as_django_reads_it() -> None:
    assert list(in_template(TEMPLATE)) == [
        Msgid("一"),
        Msgid("二"),
        Msgid("办结", context="按钮"),
        Msgid("%(n)s 件 给 %(unit)s", plural="%(n)s 件"),
        Msgid("没有"),
    ]


def test_an_update_keeps_marks_and_adds() -> None:
    table = polib.POFile()
    kept = [polib.POEntry(msgid="留", msgstr="stay"), polib.POEntry(msgid="去", msgstr="gone")]
    table.extend(kept)
    update(table, {Msgid("新", plural="新"): ["lianxin/x.py"], Msgid("留"): ["lianxin/x.py"]})
    assert [(one.msgid, one.msgstr, one.obsolete) for one in table] == [
        ("新", "", False),
        ("留", "stay", False),
        ("去", "gone", True),
    ]
    update(table, {Msgid("去"): ["lianxin/x.py"]})
    assert next(one for one in table if one.msgid == "去").msgstr == "gone"
    assert [one.msgid for one in active(table)] == ["去"]


def test_the_catalogue_is_compiled_only_when_it_has_changed(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    source.write_text('msgid "是"\nmsgstr "yes"\n', encoding="utf-8")
    assert compile_if_stale(source)
    assert [(one.msgid, one.msgstr) for one in polib.mofile(str(tmp_path / "django.mo"))] == [("是", "yes")]
    assert not compile_if_stale(source)
    source.write_text('msgid "是"\nmsgstr "aye"\n', encoding="utf-8")
    os.utime(source, (1, 1))  # as git does for an older version
    assert compile_if_stale(source)
    assert {path.name for path in tmp_path.iterdir()} == {"django.po", "django.mo"}


def test_a_catalogue_that_cannot_be_written_leaves_the_pages_chinese(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = tmp_path / "django.po"
    source.write_text('msgid "是"\nmsgstr "yes"\n', encoding="utf-8")
    (tmp_path / "django.mo").mkdir()
    os.utime(source, (1, 1))
    assert not compile_if_stale(source)
    assert "no English pages" in caplog.text
    assert {path.name for path in tmp_path.iterdir()} == {"django.po", "django.mo"}
