"""The list of classes from a CSV and back, and the map between two editions (分类的导入和导出)."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.appeals.intake.sheet import Sheet, read_file, read_text
from lianxin.appeals.queries import classes
from lianxin.appeals.rules import class_tree
from lianxin.appeals.rules.class_tree import BadTree, Changes, Placed
from lianxin.kernel.sheets.writing import as_csv

HEADERS = ("代码", "名称", "上级", "关键词", "时限", "要弄清的", "保密", "可当场办结", "部门清单", "在用")
MAP_HEADERS = ("旧代码", "旧名称", "新代码")
OLD, NEW = ("旧代码", "old"), ("新代码", "new")


def tree_in(text: str, name: str) -> list[Placed]:
    """The tree a sheet holds. Raises BadSheet, BadTree; nothing is written."""
    return tree_from(read_text(text, name, class_tree.HEADINGS))


def tree_of_file(path: Path) -> list[Placed]:
    """The same for a file."""
    return tree_from(read_file(path, class_tree.HEADINGS))


def tree_from(brought: Sheet) -> list[Placed]:
    """The tree of what was read. Raises BadTree."""
    return class_tree.read(brought.headers, brought.rows, classes.known_codes(), lines=brought.lines)


def changes(placed: Sequence[Placed]) -> Changes:
    """What these classes alter in the edition in force."""
    return class_tree.compare(classes.before_and_codes(), placed)


def sheet(edition: str) -> str:
    """An edition as it is imported again without a change."""
    rows = []
    for row in classes.tree(edition).rows:
        flags = (row.secret, row.simple, row.departments, row.active)
        said = [_("是") if flag else "" for flag in flags]
        above = row.codes[-2] if row.level > 1 else ""
        checklist = row.checklist.replace("\r", "").replace("\n", "；")
        rows.append((row.code, row.name, above, row.keywords, row.limit_key, checklist, *said))
    return as_csv(HEADERS, rows)


def map_sheet(old: str, new: str) -> str:
    """The map as far as it is typed, with what the names propose for the rest."""
    rows = [(row.old.code, row.names, row.new or row.proposed) for row in classes.map_rows(old, new)]
    return as_csv(MAP_HEADERS, rows)


def map_in(text: str, name: str) -> dict[str, list[str]]:
    """The new codes by old code. Raises BadSheet, BadTree for a sheet with other columns or a code twice."""
    brought = read_text(text, name, (*OLD, *NEW))
    old = next((one for one in brought.headers if one.lower() in OLD), "")
    new = next((one for one in brought.headers if one.lower() in NEW), "")
    if not old or not new:
        raise BadTree([(1, _("表头要有“旧代码”“新代码”两列。"))])
    said: dict[str, list[str]] = {}
    for row in brought.rows:
        said.setdefault(row[old], []).extend(row[new].replace("；", " ").split())
    return said
