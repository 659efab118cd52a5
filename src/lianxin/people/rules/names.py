"""Names as people write, type and hear them (姓名): dots of many shapes, rare characters, pinyin, dialects."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from lianxin.places.pinyin import library

LONGEST_NAME = 64
DOT = "·"
DOTS = "·•・．‧∙⋅･"  # how keyboards and documents write the dot of 阿依古丽·买买提
HAN_FULL_STOP = re.compile(r"(?<=[^\x00-\x7f])\.(?=[^\x00-\x7f])")
ALLOWED_SIGNS = frozenset("· -'’")

SURNAME_READINGS = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "朴": "piao",
    "区": "ou",
    "查": "zha",
    "盖": "ge",
    "翟": "zhai",
    "尉": "yu",
    "缪": "miao",
    "乐": "yue",
    "员": "yun",
    "任": "ren",
    "华": "hua",
    "纪": "ji",
    "覃": "qin",
    "繁": "po",
    "冼": "xian",
    "么": "yao",
    "重": "chong",
}
"""Characters that are read otherwise when they stand as a surname (姓氏异读), the common ones."""

FINALS = (("eng", "en"), ("ing", "in"))
INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))


@dataclass(frozen=True)
class Keys:
    """What a name is found by: whole pinyin, first letters, and how a tired ear hears it."""

    pinyin: str
    initials: str
    ear: str


def tidy_name(typed: str) -> str:
    """A name as it is kept: one kind of dot, single blanks, nothing invisible; every character stays itself.

    No Unicode normalisation: it would turn some rare characters into others.
    """
    seen = "".join(sign for sign in typed if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"})
    dotted = HAN_FULL_STOP.sub(DOT, seen.translate({ord(dot): DOT for dot in DOTS}))
    return re.sub(rf"\s*{DOT}\s*", DOT, " ".join(dotted.split()))


def name_fault(name: str) -> str | None:
    """Why this can't be a name, in words for the one who typed it; None for anything from 丁 to 64 signs."""
    if len(name) > LONGEST_NAME:
        return _("姓名最多 %(most)d 个字，现在是 %(count)d 个，请核对。") % {
            "most": LONGEST_NAME,
            "count": len(name),
        }
    strange = next((sign for sign in name if not may_stand_in_name(sign)), None)
    if strange is not None:
        return _("姓名里不能有“%(sign)s”，请去掉。少数民族姓名中间的点写成“·”就行。") % {"sign": strange}
    if not any(unicodedata.category(sign).startswith("L") for sign in name):
        return _("姓名里至少要有一个字，请核对。")
    return None


def may_stand_in_name(sign: str) -> bool:
    """Letters of any script, their marks, and the few signs names have."""
    return sign in ALLOWED_SIGNS or unicodedata.category(sign)[0] in "LM"


@lru_cache(maxsize=4096)
def syllable(sign: str) -> str:
    """One character in pinyin without tone; a Latin letter is itself, an unknown character its number."""
    if sign.isascii():
        return sign.lower() if sign.isalnum() else ""
    read = str(library().lazy_pinyin(sign)[0]).replace("ü", "v")
    if read.isascii() and read.isalpha():
        return read.lower()
    return f"u{ord(sign):x}" if unicodedata.category(sign)[0] in "LM" else ""


def syllables(name: str) -> list[str]:
    """The pinyin of a name, character by character, so that the beginning of a name is the beginning of its key."""
    read = [syllable(sign) for sign in name]
    if name[:1] in SURNAME_READINGS:
        read[0] = SURNAME_READINGS[name[0]]
    return [one for one in read if one]


def keys_of(name: str) -> Keys:
    """What this name, or the beginning of one, is found by."""
    read = syllables(tidy_name(name))
    return Keys(
        pinyin="".join(read),
        initials="".join(one[0] for one in read),
        ear="".join(heard(one) for one in read),
    )


def heard(read: str) -> str:
    """A syllable as many dialects say it: 陈成程 alike, flat and curled tongue alike, n and l alike."""
    for curled, flat in INITIALS:
        if read.startswith(curled):
            read = flat + read.removeprefix(curled)
            break
    for back, front in FINALS:
        if read.endswith(back):
            return read.removesuffix(back) + front
    return read


AS_WRITTEN, BY_EAR, BY_PINYIN, BY_INITIALS = "w:", "e:", "p:", "i:"
SHORT = 4
"""A name of up to so many characters is found by any two or more neighbours: 林小满 by 林小 and 小满."""
BETWEEN = re.compile(r"[·\s\-'’]+")


def search_keys(name: str) -> list[str]:
    """All keys an index keeps of a name, so that it is found whole, by its beginning, and by the name without the
    surname: as written, as heard, in pinyin, by initials.
    """
    bare = bare_name(name)
    read = list(zip(bare, readings(bare), strict=True))
    found: list[str] = []
    for start, end in stretches(tidy_name(name)):
        written, said = bare[start:end], [syllable for _sign, syllable in read[start:end]]
        found += [AS_WRITTEN + written, BY_EAR + keys_of(written).ear]
        found += [BY_PINYIN + "".join(said), BY_INITIALS + "".join(one[0] for one in said if one)]
    return list(dict.fromkeys(found))


def asked_keys(typed: str, *, ear: bool = False) -> list[str]:
    """By which keys what was typed is looked for: pinyin or initials, or characters as written or as heard."""
    if is_latin(typed):
        spelled = typed_pinyin(typed)
        return [BY_PINYIN + spelled, BY_INITIALS + spelled]
    bare = bare_name(typed)
    if not bare:
        return []
    return [BY_EAR + keys_of(bare).ear] if ear else [AS_WRITTEN + bare]


def bare_name(name: str) -> str:
    """A name without dots and blanks, in small letters."""
    return BETWEEN.sub("", tidy_name(name)).lower()


def readings(bare: str) -> list[str]:
    """The pinyin of each character, a surname's as a surname; empty for what has none."""
    read = [syllable(sign) for sign in bare]
    if bare[:1] in SURNAME_READINGS:
        read[0] = SURNAME_READINGS[bare[0]]
    return read


def stretches(tidy: str) -> list[tuple[int, int]]:
    """From where to where of a bare name it may be asked for: the whole, and parts of two characters or more."""
    lengths = [len(part) for part in BETWEEN.split(tidy) if part]
    whole = sum(lengths)
    if whole <= SHORT:
        parts = {(start, end) for start in range(whole) for end in range(start + 2, whole + 1)}
    else:
        ends = [sum(lengths[: place + 1]) for place in range(len(lengths))]
        begins = [0, *ends[:-1]]
        parts = {
            (begin, upto)
            for begin, end in zip(begins, ends, strict=True)
            for upto in range(begin + 2, end + 1)
        }
        parts |= {(0, end) for end in ends}
    return sorted(parts | {(0, whole)}) if whole else []


def is_latin(typed: str) -> bool:
    """Whether pinyin was typed rather than characters."""
    return typed.isascii() and any(sign.isalpha() for sign in typed)


def typed_pinyin(typed: str) -> str:
    """Pinyin as it was typed, in the spelling of the keys: no blanks, no capitals, lv for lü."""
    plain = typed.lower().replace("ü", "v").replace("u:", "v")
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def after(beginning: str) -> str:
    """The smallest key that no longer begins so; keys are small letters and digits."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)
