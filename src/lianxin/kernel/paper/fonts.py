"""The fonts papers are set in: ours alone, whatever the machine has, so that a sheet looks the same everywhere.

A character that none of them has would come out as nothing at all, without a word of warning; so every text is
looked through before it is set (`missing`).
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from lianxin.kernel.paper.unprintable import MissingGlyph, NoFonts

BODY, HEADINGS, RARE = "NotoSerifSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifJP-Regular.ttf"
FILES = (BODY, HEADINGS, RARE)
LAYOUT = frozenset("\n\t")
MOST_NAMED = 5


def folder() -> Path:
    """Where the fonts lie."""
    return Path(settings.PAPER_FONTS)


def absent(where: Path) -> list[str]:
    """The fonts that are not there."""
    return [name for name in FILES if not (where / name).is_file()]


@lru_cache(maxsize=2)
def fonts(where: Path) -> typst.Fonts:
    """The fonts, read once for all prints. Raises NoFonts."""
    gone = absent(where)
    if gone:
        text = _("打印用的字体不全（缺 %(names)s），没有打印。请管理员运行 ./run doctor 按提示补齐。")
        raise NoFonts(text % {"names": "、".join(gone)})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[where])


@lru_cache(maxsize=2)
def drawable(where: Path) -> frozenset[int]:
    """Every character that body or headings can draw: headings fall back to the body, both to the rare one.

    The half of them that only the headings' font had would fail in a body, so it doesn't count.
    """
    found: set[int] = set()
    for name in (BODY, RARE):
        with TTFont(where / name, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def missing(texts: Iterable[str]) -> list[str]:
    """The characters of these texts that can't be printed, each once, in order."""
    fonts(folder())
    known = drawable(folder())
    signs = dict.fromkeys(sign for text in texts for sign in text)
    return [sign for sign in signs if ord(sign) not in known and sign not in LAYOUT]


def refuse_missing(texts: Iterable[str]) -> None:
    """Let a text pass that can be printed whole. Raises MissingGlyph, which names what can't, and NoFonts."""
    gone = missing(texts)
    if not gone:
        return
    named = "、".join(f"“{sign}”（{code_of(sign)}）" for sign in gone[:MOST_NAMED])
    text = _("打印用的字体里没有 %(signs)s，没有打印，以免印出空白。请改用别的写法，或手写后在系统里注明。")
    raise MissingGlyph(text % {"signs": named})


def code_of(sign: str) -> str:
    """`U+2A700`, with the name of one that can't be seen."""
    code = f"U+{ord(sign):04X}"
    return code if sign.isprintable() else f"{code} {unicodedata.name(sign, '')}".rstrip()
