"""`./run import-classes FILE --county CODE --edition 2027-01 [--from 2027-01-01]`: a new edition of the classes."""

import argparse
import sys
from datetime import date
from pathlib import Path

from lianxin.appeals.actions.classes import NewEdition, map_same_names, publish_classes
from lianxin.appeals.intake.classes import changes, tree_of_file
from lianxin.appeals.queries import classes
from lianxin.appeals.rules.class_tree import BadTree, Changes, Placed
from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.people.rules import Refused

NAME = "import-classes"
HELP = "从表格导入事项分类的新一版；有一行不对就整张表不导入"


def configure(parser: argparse.ArgumentParser) -> None:
    """The list, whose it is, what the edition is called and from when it holds."""
    parser.add_argument("file", type=Path, help="XLSX、XLS 或 CSV 文件：代码,名称,上级 或 一级,二级,三级")
    parser.add_argument("--county", type=int, required=True, help="六位县级区划代码")
    parser.add_argument("--edition", required=True, help="版次名称，例如 2027-01")
    parser.add_argument(
        "--from", dest="effective", type=date.fromisoformat, help="从哪天起用，例如 2027-01-01；不写就是今天"
    )
    parser.add_argument("--map-same-names", action="store_true", help="和前一版同名的，新旧对照直接记下")
    parser.add_argument("--dry-run", action="store_true", help="只看变化，不写入")


def run(options: argparse.Namespace) -> int:
    """0 when the edition was written (or would be), 1 when the list or the edition was refused, 2 for no county."""
    if not County.objects.filter(code=options.county).exists():
        print(
            f"✗ 这里没有代码为 {options.county} 的县。请核对 --county，或先运行 ./run setup。",
            file=sys.stderr,
        )
        return 2
    try:
        with in_county(options.county):
            take(options)
    except BadTree as fault:
        for _line, words in fault.faults:
            print(f"✗ {words}", file=sys.stderr)
        return 1
    except (BadSheet, Refused) as fault:
        print(f"✗ {fault}", file=sys.stderr)
        return 1
    return 0


def take(options: argparse.Namespace) -> None:
    """Read, tell what changes, write. Raises BadSheet, BadTree, Refused before anything is written."""
    placed, before = tree_of_file(options.file), classes.edition_in_force()
    told = told_of(placed, changes(placed))
    if options.dry_run:
        print(f"✓ 读得通：{told}（没有写入）")
        return
    by, effective = system(options.county), options.effective or classes.today()
    publish_classes(placed, NewEdition(options.edition, effective), by=by, client_id=uuid7())
    print(f"✓ 已导入“{options.edition}”这一版：{told}，{effective} 起用")
    if before and options.map_same_names:
        count = map_same_names(before, options.edition, by=by)
        print(f"  新旧对照：同名的 {count} 类已记下，其余请在“新旧对照”页上填")


def told_of(placed: list[Placed], found: Changes) -> str:
    """The tree and what it alters, in a line."""
    one, two, three = (sum(row.level == level for row in placed) for level in (1, 2, 3))
    levels = f"共 {len(placed)} 类（一级 {one}，二级 {two}，三级 {three}）"
    if not (found.kept or found.renamed or found.gone or found.moved):
        return levels
    moves = f"新增 {len(found.added)}，改名 {len(found.renamed)}，换上级 {len(found.moved)}，不再有 {len(found.gone)}"
    return f"{levels}：{moves}"
