"""Which line of the duty catalogue fits a matter, and why those before it don't: pure, no database (派单规则)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

EVERYTHING = "*"


class Misfit(StrEnum):
    """Why a line is passed over."""

    CLASS = "class"
    AREA = "area"
    WORDS = "words"
    CLOSED = "closed"
    VILLAGE = "village"
    LATER = "later"


WHY: Mapping[Misfit, str | Promise] = {
    Misfit.CLASS: gettext_lazy("类别不同"),
    Misfit.AREA: gettext_lazy("区域不同"),
    Misfit.WORDS: gettext_lazy("没有提到要求的字词"),
    Misfit.CLOSED: gettext_lazy("单位已停用"),
    Misfit.VILLAGE: gettext_lazy("在部门清单上，村（社区）不能主办"),
    Misfit.LATER: gettext_lazy("兜底，别的都不合才用"),
}


@dataclass(frozen=True)
class Line:
    """A line as it is matched and shown; `number` counts from 1, empty conditions hold for everything."""

    number: int
    key: int
    code: str
    area: str
    words: tuple[str, ...]
    unit: int
    unit_name: str
    basis: str
    backstop: bool = False
    departments: bool = False
    active: bool = True
    village: bool = False
    class_name: str = ""
    area_name: str = ""

    @property
    def condition(self) -> str:
        """类别 供水 × 区域 樟荫村 × 提到 停水."""
        parts = [
            _("类别 %(name)s") % {"name": self.class_name or EVERYTHING},
            _("区域 %(name)s") % {"name": self.area_name or EVERYTHING},
        ]
        if self.words:
            parts.append(_("提到 %(words)s") % {"words": _("、").join(self.words)})
        return " × ".join(parts)


@dataclass(frozen=True)
class Asked:
    """A matter as the catalogue sees it: class codes from the top down, area code, words, departments' list."""

    codes: tuple[str, ...] = ()
    area: str = ""
    text: str = ""
    departments: bool = False


@dataclass(frozen=True)
class Decision:
    """The first line that fits, those passed over with the reason, and what else would fit.

    `line` is a backstop line when nothing else fits; None when there is not even that.
    """

    line: Line | None
    passed: tuple[tuple[Line, Misfit], ...] = ()
    others: tuple[Line, ...] = ()

    @property
    def sentence(self) -> str:
        """第 12 行：类别 供水 × 区域 樟荫村 → 供水站，依据…."""
        if self.line is None:
            return _("目录里没有合适的一行，也没有兜底的单位。请按职责选单位，并请管理员补上目录。")
        words = {
            "number": self.line.number,
            "condition": self.line.condition,
            "unit": self.line.unit_name,
            "basis": self.line.basis,
        }
        if self.line.backstop:
            return (
                _("没有一行合适，由兜底单位接：第 %(number)d 行：%(condition)s → %(unit)s，依据：%(basis)s")
                % words
            )
        return _("第 %(number)d 行：%(condition)s → %(unit)s，依据：%(basis)s") % words

    @property
    def why_not(self) -> str:
        """前 11 行为什么不合, by reason."""
        before = [why for line, why in self.passed if self.line is None or self.before(line)]
        if not before:
            return ""
        counted = Counter(before)
        parts = [
            _("%(why)s %(count)d 行") % {"why": WHY[why], "count": counted[why]}
            for why in Misfit
            if counted[why]
        ]
        return _("前面 %(count)d 行不合：%(parts)s。") % {"count": len(before), "parts": _("，").join(parts)}

    def before(self, line: Line) -> bool:
        """Whether a line was asked before the one that fits."""
        chosen = self.line
        return chosen is not None and (line.backstop, line.number) < (chosen.backstop, chosen.number)

    @property
    def reasons(self) -> list[tuple[Line, str]]:
        """Each line passed over, with its reason in words."""
        return [(line, str(WHY[why])) for line, why in self.passed]


def misfit(line: Line, asked: Asked) -> Misfit | None:
    """Why this line doesn't hold for this matter; None when it does."""
    if line.code and line.code not in asked.codes:
        return Misfit.CLASS
    if not asked.area.startswith(line.area):
        return Misfit.AREA
    if line.words and not any(word in asked.text for word in line.words):
        return Misfit.WORDS
    if not line.active:
        return Misfit.CLOSED
    if line.village and (asked.departments or line.departments):
        return Misfit.VILLAGE
    return None


def decide(lines: Sequence[Line], asked: Asked) -> Decision:
    """The first line that fits; backstop lines are asked when no other does (J10)."""
    passed = [(line, why) for line in lines if (why := misfit(line, asked)) is not None]
    fitting = sorted((line for line in lines if misfit(line, asked) is None), key=rank)
    if not fitting:
        return Decision(None, tuple(passed))
    chosen = fitting[0]
    if chosen.backstop:
        passed += [(line, Misfit.LATER) for line in fitting[1:] if not line.backstop]
    return Decision(chosen, tuple(sorted(passed, key=lambda pair: pair[0].number)), tuple(fitting[1:]))


def rank(line: Line) -> tuple[bool, int]:
    """The order in which lines are asked."""
    return line.backstop, line.number


@dataclass(frozen=True)
class Shadow:
    """A line that can never be chosen, and the earlier one that always is."""

    line: Line
    by: Line


def shadows(lines: Sequence[Line], paths: Mapping[str, tuple[str, ...]]) -> list[Shadow]:
    """Lines no matter can ever reach, because an earlier one holds for all of theirs.

    `paths` gives each class code's codes from the top down. Earlier ones are looked up by (class, area), so that
    five hundred lines cost thousands of steps, not a quarter of a million.
    """
    earlier: dict[tuple[str, str], list[Line]] = {}
    found = []
    for line in sorted((one for one in lines if one.active), key=rank):
        codes = ("", *paths.get(line.code, (line.code,))) if line.code else ("",)
        areas = [line.area[:length] for length in range(len(line.area) + 1)]
        wider = (one for code in codes for area in areas for one in earlier.get((code, area), ()))
        cover = next((one for one in wider if says_as_much(one, line)), None)
        if cover is not None:
            found.append(Shadow(line, cover))
        earlier.setdefault((line.code, line.area), []).append(line)
    return sorted(found, key=lambda shadow: shadow.line.number)


def says_as_much(wide: Line, narrow: Line) -> bool:
    """Whether whatever mentions a word of the narrow line mentions one of the wide line, and no village bars it."""
    if wide.village and not narrow.village:
        return False
    if not wide.words:
        return True
    return bool(narrow.words) and all(any(word in other for word in wide.words) for other in narrow.words)


@dataclass(frozen=True)
class Gap:
    """A class without a unit: nowhere, or only in some places or for some words."""

    code: str
    name: str
    partly: bool


def gaps(lines: Sequence[Line], leaves: Iterable[tuple[tuple[str, ...], str]], whole: str) -> list[Gap]:
    """The classes for which some matter would find no line but the backstop; `whole` is the office's area."""
    usable = [line for line in lines if line.active and not line.backstop]
    found = []
    for codes, name in leaves:
        fitting = [line for line in usable if not line.code or line.code in codes]
        if not any(not line.words and whole.startswith(line.area) for line in fitting):
            found.append(Gap(codes[-1], name, bool(fitting)))
    return found
