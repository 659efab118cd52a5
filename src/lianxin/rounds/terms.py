"""What an office sets about door rounds: themes, and how long a refusal is respected (走访的规定)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register, value_of

MOST_DAYS = 3660
LONGEST_CODE = 12
THEME = re.compile(rf"([0-9A-Za-z]{{1,{LONGEST_CODE}}})[ \u3000]+(\S.*?)(?:\s*[|｜]\s*(安全|safety))?")
THEMES = """\
01 政策宣讲
02 反诈宣传
03 医保社保
04 用电用火安全 | 安全
05 防溺水、防汛 | 安全
06 征求意见"""


@dataclass(frozen=True)
class Theme:
    """One theme of a round (主题); a safety one is brought to who refused it too."""

    code: str
    name: str
    safety: bool


@dataclass(frozen=True)
class Terms:
    """The themes, the days a refusal holds, and the days within which another visit is shown."""

    themes: tuple[Theme, ...]
    refused_days: int
    recent_days: int

    @property
    def safety(self) -> frozenset[str]:
        """The codes of the themes that safety is about."""
        return frozenset(theme.code for theme in self.themes if theme.safety)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The themes as a form offers them."""
        return [(theme.code, theme.name) for theme in self.themes]

    def names(self, codes: Sequence[str]) -> list[str]:
        """Themes in words; one that the office has taken off its list shows its code."""
        known = dict(self.choices)
        return [known.get(code, code) for code in codes]


def themes_from(text: str) -> tuple[Theme, ...]:
    """Themes, one a line: `04 用电用火安全 | 安全`. Raises ValueError with a sentence that names the line."""
    found: dict[str, Theme] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        read = THEME.fullmatch(line.strip())
        if read is None:
            raise ValueError(
                _("第 %(n)d 行看不懂，请写成“代码 名称”，例如“04 用电用火安全 | 安全”。") % {"n": number}
            )
        if read[1] in found:
            raise ValueError(_("第 %(n)d 行的代码和前面的重了，请换一个。") % {"n": number})
        found[read[1]] = Theme(read[1], read[2], bool(read[3]))
    if not found:
        raise ValueError(_("至少写一个主题。"))
    return tuple(found.values())


def read_terms(value: Json) -> Terms:
    """The terms of a setting's value. Raises ValueError with a sentence."""
    terms = Terms(themes_from(value["themes"]), int(value["refused_days"]), int(value["recent_days"]))
    if not (0 <= terms.refused_days <= MOST_DAYS and 0 <= terms.recent_days <= MOST_DAYS):
        raise ValueError(_("天数填 0 到 3660。"))
    return terms


ROUNDS: Setting[Terms] = register(
    Setting(
        "rounds.terms",
        gettext_lazy("敲门行动"),
        default={"themes": THEMES, "refused_days": 90, "recent_days": 7},
        read=read_terms,
    )
)
"""[DEF] source: KNK-04."""


def terms() -> Terms:
    """What the office set about rounds."""
    return value_of(ROUNDS)
