"""A list of classes as somebody brings it: read into a tree of three levels, or refused line by line (分类导入)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lianxin.places.pinyin import heard

DEEPEST = 3
NAME_MOST, CODE_MOST, KEYWORDS_MOST = 60, 24, 200
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
CODED = {
    "code": ("code", "代码", "编码", "分类代码"),
    "name": ("name", "名称", "分类", "分类名称"),
    "parent": ("parent", "上级", "上级代码"),
    "keywords": ("keywords", "关键词"),
    "limit_key": ("limit", "时限"),
    "checklist": ("checklist", "要弄清的"),
    "secret": ("secret", "保密"),
    "simple": ("simple", "可当场办结"),
    "departments": ("departments", "部门清单"),
    "active": ("active", "在用"),
}
LEVELS = ("一级", "二级", "三级")
LEVEL_NAMES = tuple(f"{level}{rest}" for level in LEVELS for rest in ("", "分类", "类别", "名称"))
HEADINGS = (*(word for words in CODED.values() for word in words), *LEVEL_NAMES)
"""Words by which the line of the headings is known where titles stand above it."""
YES = {"是", "1", "y", "yes", "true", "√"}
Row = Mapping[str, str]
Numbered = Sequence[tuple[int, Row]]


class BadTree(Exception):
    """A list that can't be taken; `faults` names every bad line and what to do, nothing was written."""

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(words for _line, words in faults))
        self.faults = list(faults)


@dataclass(frozen=True)
class Entry:
    """One class as brought: `parent` is the code above it, `line` where it stood in the sheet."""

    code: str
    name: str
    parent: str = ""
    line: int = 0
    keywords: str = ""
    limit_key: str = ""
    checklist: str = ""
    secret: bool = False
    simple: bool = False
    departments: bool = False
    active: bool = True


@dataclass(frozen=True)
class Placed:
    """A class with its place in the tree: level 1 to 3, and the codes from the top down to it."""

    entry: Entry
    codes: tuple[str, ...]

    @property
    def level(self) -> int:
        return len(self.codes)


@dataclass
class Known:
    """What the county has already: the code of each class by its names from the top, and every code ever used."""

    by_names: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()


def read(
    headers: Sequence[str], rows: Sequence[Row], known: Known, *, lines: Sequence[int] = ()
) -> list[Placed]:
    """A sheet as a tree, parents before children. Raises BadTree, naming every bad line.

    `lines` are those the rows stand in, without them the second and the following.

    Two shapes: `code,name,parent` (代码,名称,上级), or the names of three levels (一级分类,二级分类,三级分类).
    """
    numbered = list(zip(lines or range(2, len(rows) + 2), rows, strict=True))
    levels = [next((one for one in headers if one.startswith(level)), "") for level in LEVELS]
    if levels[0]:
        return place(from_names(numbered, [level for level in levels if level], known))
    columns = {
        name: next((one for one in headers if one.lower() in words), "") for name, words in CODED.items()
    }
    if not (columns["code"] and columns["name"]):
        sentence = _(
            "表头要有“代码,名称,上级”三列，或者“一级分类,二级分类,三级分类”三列。现在的表头是：%(have)s。"
        )
        raise BadTree([(1, sentence % {"have": "、".join(headers)})])
    return place(from_codes(numbered, columns))


def from_codes(rows: Numbered, columns: Mapping[str, str]) -> list[Entry]:
    """Entries of a sheet that has codes; flags are 是 or nothing."""

    def cell(row: Row, name: str) -> str:
        return row.get(columns[name], "") if columns[name] else ""

    return [
        Entry(
            code=cell(row, "code"),
            name=cell(row, "name"),
            parent=cell(row, "parent"),
            line=line,
            keywords=cell(row, "keywords"),
            limit_key=cell(row, "limit_key"),
            checklist=cell(row, "checklist").replace("；", "\n"),
            secret=said_yes(cell(row, "secret")),
            simple=said_yes(cell(row, "simple")),
            departments=said_yes(cell(row, "departments")),
            active=not columns["active"] or said_yes(cell(row, "active")),
        )
        for line, row in rows
    ]


def said_yes(cell: str) -> bool:
    """Whether a cell says 是."""
    return cell.strip().lower() in YES


def from_names(rows: Numbered, levels: Sequence[str], known: Known) -> list[Entry]:
    """Entries of a sheet that names its levels: known ones keep their code, new ones get the next free one.

    Raises BadTree for a line that skips a level or stands there twice.
    """
    faults, seen, made = list[tuple[int, str]](), dict[tuple[str, ...], int](), dict[tuple[str, ...], Entry]()
    coder = Coder(set(known.codes), known.by_names)
    for line, row in rows:
        names = tuple(row.get(level, "") for level in levels)
        filled = tuple(name for name in names if name)
        if not filled or names[: len(filled)] != filled:
            faults.append((line, _("第 %(line)d 行：上一级是空的，请把上一级的名称补上。") % {"line": line}))
        elif filled in seen:
            sentence = _("第 %(line)d 行：“%(name)s”和第 %(first)d 行重复，请删去一行。")
            words = {"line": line, "name": " / ".join(filled), "first": seen[filled]}
            faults.append((line, sentence % words))
        else:
            seen[filled] = line
            for depth in range(1, len(filled) + 1):
                path = filled[:depth]
                if path not in made:
                    above = made[path[:-1]].code if depth > 1 else ""
                    made[path] = Entry(coder.code_of(path, above), path[-1], above, line)
    if faults:
        raise BadTree(faults)
    return list(made.values())


@dataclass
class Coder:
    """Gives codes: two digits more for each level; the code of what is gone is never given again."""

    taken: set[str]
    by_names: Mapping[tuple[str, ...], str]

    def code_of(self, path: tuple[str, ...], above: str) -> str:
        """The code these names had, else the next free one below the class above."""
        if path in self.by_names:
            return self.by_names[path]
        number = 1
        while f"{above}{number:02d}" in self.taken:
            number += 1
        code = f"{above}{number:02d}"
        self.taken.add(code)
        return code


def place(entries: Sequence[Entry]) -> list[Placed]:
    """The tree, level by level, in the order of the codes. Raises BadTree with every fault found."""
    by_code, names, faults = dict[str, Entry](), dict[tuple[str, str], int](), list[tuple[int, str]]()
    for entry in entries:
        fault = fault_of(entry, by_code, names)
        if fault:
            faults.append((entry.line, _("第 %(line)d 行：%(fault)s") % {"line": entry.line, "fault": fault}))
        by_code.setdefault(entry.code, entry)
        names.setdefault((entry.parent, entry.name), entry.line)
    placed = []
    for entry in entries:
        codes = line_up(entry, by_code)
        if codes is None or len(codes) > DEEPEST:
            fault = _("“%(name)s”没有上级“%(parent)s”，或者超过三级。请核对上级代码。")
            words = {"name": entry.name, "parent": entry.parent}
            faults.append((entry.line, _("第 %(line)d 行：") % {"line": entry.line} + fault % words))
        else:
            placed.append(Placed(entry, codes))
    if not entries:
        faults.append((1, _("表里没有分类，请核对文件。")))
    if faults:
        raise BadTree(sorted(faults))
    return sorted(placed, key=lambda one: (one.level, one.codes))


def fault_of(entry: Entry, by_code: Mapping[str, Entry], names: Mapping[tuple[str, str], int]) -> str | None:
    """What is wrong with one line by itself or beside those before it."""
    if not entry.name or len(entry.name) > NAME_MOST:
        return _("名称要有，最多 %(most)d 个字。") % {"most": NAME_MOST}
    if not CODE.fullmatch(entry.code) or len(entry.code) > CODE_MOST:
        return _("代码“%(code)s”只能用数字、字母、点和横线，最多 24 位。") % {"code": entry.code}
    if entry.code in by_code:
        return _("代码“%(code)s”和第 %(first)d 行重复。") % {
            "code": entry.code,
            "first": by_code[entry.code].line,
        }
    if (entry.parent, entry.name) in names:
        return _("“%(name)s”在同一个上级下面已经有了，见第 %(first)d 行。") % {
            "name": entry.name,
            "first": names[entry.parent, entry.name],
        }
    if len(entry.keywords) > KEYWORDS_MOST:
        return _("关键词太长，最多 %(most)d 个字。") % {"most": KEYWORDS_MOST}
    return None


def line_up(entry: Entry, by_code: Mapping[str, Entry]) -> tuple[str, ...] | None:
    """The codes from the top down to this class; None where a parent is missing or its own child."""
    codes = [entry.code]
    while entry.parent:
        above = by_code.get(entry.parent)
        if above is None or above.code in codes:
            return None
        codes.append(above.code)
        entry = above
    return tuple(reversed(codes))


@dataclass(frozen=True)
class Changes:
    """What a new list alters: classes by name, with their code."""

    added: list[tuple[str, str]]
    renamed: list[tuple[str, str, str]]
    moved: list[tuple[str, str]]
    gone: list[tuple[str, str]]
    kept: int


def compare(before: Mapping[str, tuple[str, tuple[str, ...]]], after: Iterable[Placed]) -> Changes:
    """`before` is name and codes from the top by code; a class is the same when its code is."""
    new = {one.entry.code: one for one in after}
    both = [code for code in new if code in before]
    renamed = [
        (code, before[code][0], new[code].entry.name)
        for code in both
        if before[code][0] != new[code].entry.name
    ]
    moved = [(code, new[code].entry.name) for code in both if before[code][1] != new[code].codes]
    return Changes(
        added=sorted((code, one.entry.name) for code, one in new.items() if code not in before),
        renamed=sorted(renamed),
        moved=sorted(moved),
        gone=sorted((code, name) for code, (name, _codes) in before.items() if code not in new),
        kept=len(both) - len({code for code, *_rest in [*renamed, *moved]}),
    )


def initials_of(name: str) -> str:
    """The first letters of a name's pinyin, 供水 → gs; letters and digits stay, in small letters."""
    return heard(name)[0][:NAME_MOST]
