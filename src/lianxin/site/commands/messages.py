"""`./run messages`: bring the English catalogue up to the sentences that the code uses."""

import argparse
from pathlib import Path

import polib

from lianxin.site.msgids import Msgid, used
from lianxin.web.catalogue import ENGLISH, compile_if_stale

NAME = "messages"
HELP = "按代码更新英文译文表，列出还没有英文的句子（--check 只检查）"
WIDTH = 110


def configure(parser: argparse.ArgumentParser) -> None:
    """Write, or only look."""
    parser.add_argument("--check", action="store_true", help="只检查，不写")


def run(options: argparse.Namespace) -> int:
    """0 when every sentence has its English, 1 when some has none, or with --check when the table is old."""
    table = read(ENGLISH)
    before = str(table)
    update(table, used())
    stale = str(table) != before
    if stale and not options.check:
        table.save(str(ENGLISH))
    if not options.check:
        compile_if_stale()
    lacking = table.untranslated_entries() + table.fuzzy_entries()
    for entry in lacking:
        print(f"✗ {entry.msgid!r}  {entry.comment}")
    told = (
        f"共 {len(active(table))} 句，缺英文 {len(lacking)} 句，不再使用 {len(table.obsolete_entries())} 句"
    )
    print(f"{told}{'；译文表过期，请运行 ./run messages' if stale and options.check else ''}")
    return 1 if lacking or (stale and options.check) else 0


def read(path: Path) -> polib.POFile:
    """The catalogue as it stands; an empty one where there is none."""
    if path.exists():
        return polib.pofile(str(path), wrapwidth=WIDTH)
    table = polib.POFile(wrapwidth=WIDTH)
    table.metadata = {
        "Project-Id-Version": "lianxin",
        "Language": "en",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return table


def update(table: polib.POFile, sentences: dict[Msgid, list[str]]) -> None:
    """Add what is new, mark what is gone, keep every translation; order by the files that use them."""
    now = polib.POFile()
    now.extend(entry(msgid, files) for msgid, files in sentences.items())
    table.merge(now)
    places = {one.msgid_with_context: at for at, one in enumerate(now)}
    table.sort(key=lambda one: (one.obsolete, places.get(one.msgid_with_context, 0), one.msgid))


def entry(msgid: Msgid, files: list[str]) -> polib.POEntry:
    """A sentence with the files that use it; lines are left out, so that a moved line changes nothing."""
    made = polib.POEntry(msgid=msgid.text, msgctxt=msgid.context, occurrences=[(name, "") for name in files])
    if msgid.plural is not None:
        made.msgid_plural, made.msgstr_plural = msgid.plural, {0: "", 1: ""}
    return made


def active(table: polib.POFile) -> list[polib.POEntry]:
    """The sentences in use."""
    return [one for one in table if not one.obsolete]
