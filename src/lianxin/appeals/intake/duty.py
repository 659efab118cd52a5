"""The lines of a duty catalogue from a CSV and back (派单目录的导入和导出)."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from lianxin.appeals.actions.duty import MOST, LineFacts, check_line
from lianxin.appeals.intake.sheet import read_text
from lianxin.appeals.models import DutyEdition
from lianxin.appeals.queries import classes, duty
from lianxin.appeals.rules.class_tree import BadTree, said_yes
from lianxin.appeals.rules.duty import EVERYTHING
from lianxin.kernel.sheets.writing import as_csv
from lianxin.people.queries import units_in_use
from lianxin.people.rules import Refused

HEADERS = ("类别代码", "类别", "区域代码", "区域", "提到", "单位", "依据", "兜底", "部门清单")
NEEDED = ("单位", "依据")
Row = Mapping[str, str]


def sheet(row: DutyEdition) -> str:
    """An edition as it is imported again without a change."""
    lines = [
        (
            line.code,
            line.class_name or EVERYTHING,
            line.area,
            line.area_name or EVERYTHING,
            " ".join(line.words),
            line.unit_name,
            line.basis,
            _("是") if line.backstop else "",
            _("是") if line.departments else "",
        )
        for line in duty.lines_of(row)
    ]
    return as_csv(HEADERS, lines)


class Names:
    """What the words of a sheet stand for: classes and areas by code or by name, units by name."""

    def __init__(self) -> None:
        known = classes.tree()
        self.classes = unique([(row.name, row.code) for row in known.rows])
        self.classes |= {row.code: row.code for row in known.rows}
        areas = [(name.strip(), prefix) for prefix, name in duty.area_choices()]
        self.areas = unique(areas) | {prefix: prefix for _name, prefix in areas}
        self.areas |= {prefix.ljust(12, "0"): prefix for _name, prefix in areas}
        self.units = {unit.name: unit for unit in units_in_use()}

    def line(self, row: Row) -> LineFacts:
        """The line a row means. Raises ValueError, Refused, in words."""
        unit = self.units.get(row["单位"])
        if unit is None:
            raise ValueError(_("没有在用的单位“%(name)s”。") % {"name": row["单位"]})
        facts = LineFacts(
            unit=unit.pk,
            basis=row["依据"][:200],
            class_code=meant(row, "类别", self.classes.get),
            area=meant(row, "区域", self.areas.get),
            words=" ".join(row.get("提到", "").replace("、", " ").split())[:200],
            backstop=said_yes(row.get("兜底", "")),
            departments=said_yes(row.get("部门清单", "")),
        )
        if not facts.basis:
            raise ValueError(_("依据是空的。"))
        check_line(facts, unit)
        return facts


def unique(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """By name, where only one has it."""
    names = [name for name, _code in pairs]
    return {name: code for name, code in pairs if names.count(name) == 1}


def meant(row: Row, name: str, find: Callable[[str], str | None]) -> str:
    """A class or an area by its code, else its name; empty or * means all. Raises ValueError."""
    word = row.get(f"{name}代码", "").strip() or row.get(name, "").strip()
    if word in {"", EVERYTHING}:
        return ""
    found = find(word)
    if found is None:
        sentence = _("没有%(what)s“%(word)s”，或者有几个同名的，请写代码。")
        raise ValueError(sentence % {"what": name, "word": word})
    return found


def lines_in(text: str, name: str) -> list[LineFacts]:
    """The lines of a sheet. Raises BadSheet, and BadTree naming every bad line; nothing is written."""
    brought = read_text(text, name, HEADERS)
    missing = [one for one in NEEDED if one not in brought.headers]
    if missing:
        sentence = _("表里缺“%(missing)s”。可用的列：%(known)s。")
        words = {"missing": "、".join(missing), "known": "、".join(HEADERS)}
        raise BadTree([(1, sentence % words)])
    names, faults, found = Names(), list[tuple[int, str]](), list[LineFacts]()
    for line, row in zip(brought.lines, brought.rows, strict=True):
        try:
            found.append(names.line(row))
        except (ValueError, Refused) as fault:
            faults.append((line, _("第 %(line)d 行：%(fault)s") % {"line": line, "fault": fault}))
    if not 0 < len(brought.rows) <= MOST:
        faults.append((1, _("目录要有 1 到 %(most)d 行。") % {"most": MOST}))
    if faults:
        raise BadTree(faults)
    return found
