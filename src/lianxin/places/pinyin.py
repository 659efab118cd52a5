"""How a place name sounds (拼音): initials to type, and a key under which names that sound alike meet.

Readings come from pypinyin's dictionaries; surnames and place-name endings it reads the common way are put
right here, and an area may carry a reading of its own. Loaded when first asked, its phrases apart from its
characters: these take 12 MB of a process, those 43.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

# A surname before 家, 姓 or 氏 in a village's name is read as a surname.
SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "查": "zha",
    "区": "ou",
    "解": "xie",
    "朴": "piao",
    "翟": "zhai",
    "缪": "miao",
    "盖": "ge",
    "尉": "yu",
    "逄": "pang",
    "覃": "qin",
    "冼": "xian",
    "种": "chong",
    "员": "yun",
    "乐": "yue",
    "繁": "po",
    "令狐": "ling hu",
    "尉迟": "yu chi",
    "万俟": "mo qi",
}
AFTER_SURNAME = "家姓氏"
# Words of place names whose common reading is another one.
WORDS = {
    "厦门": "xia men",
    "大厦": "da sha",
    "重阳": "chong yang",
    "重兴": "chong xing",
    "长岭": "chang ling",
}
# What many ears don't tell apart: 陈 chen, 程 cheng; 南 nan, 蓝 lan; 山 shan, 三 san.
SAME_TO_THE_EAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("v", "u"), ("ü", "u"))
PLAIN = re.compile(r"[^a-z0-9]")
LONGEST_PHRASE = 4


def library() -> ModuleType:
    """pypinyin as it reads one character; its phrases stay out."""
    os.environ["PYPINYIN_NO_PHRASES"] = "true"
    return import_module("pypinyin")


def toneless() -> Callable[[str], str]:
    """What takes the tone off a reading."""
    library()
    return cache(import_module("pypinyin.contrib.tone_convert").to_normal)


@cache
def characters() -> dict[int, str]:
    """The commonest reading of each character, without tone."""
    plain, readings = toneless(), import_module("pypinyin.constants").PINYIN_DICT
    return {code: plain(all_of_it.split(",")[0]) for code, all_of_it in readings.items()}


@cache
def phrases() -> dict[str, list[str]]:
    """Words of two to four characters that are read otherwise than their characters one by one."""
    plain, singly, found = toneless(), characters(), dict[str, list[str]]()
    for phrase, readings in import_module("pypinyin.phrases_dict").phrases_dict.items():
        if 2 <= len(phrase) <= LONGEST_PHRASE:
            syllables = [plain(one[0]) for one in readings]
            if syllables != [singly.get(ord(sign)) for sign in phrase]:
                found[phrase] = syllables
    found |= {word: reading.split() for word, reading in WORDS.items()}
    for surname, reading in SURNAMES.items():
        for after in AFTER_SURNAME:
            found[surname + after] = [*reading.split(), singly[ord(after)]]
    return found


@cache
def beginnings() -> frozenset[str]:
    """The first characters of `phrases`: a name without any of them is read character by character."""
    return frozenset(phrase[0] for phrase in phrases())


def read(name: str) -> Iterator[str]:
    """The syllables of a name in small letters, the longest known phrase first.

    Digits and Latin letters stand for themselves, signs for nothing.

    >>> list(read("单家庄"))
    ['shan', 'jia', 'zhuang']
    """
    singly, known, begins = characters(), phrases(), beginnings()
    at = 0
    while at < len(name):
        phrase = longest(name, at, known) if name[at] in begins else ""
        if phrase:
            yield from known[phrase]
            at += len(phrase)
            continue
        syllable = singly.get(ord(name[at])) or name[at].lower()
        at += 1
        if syllable.isascii() and syllable.isalnum():
            yield syllable


def longest(name: str, at: int, known: dict[str, list[str]]) -> str:
    """The longest phrase that begins here, or nothing."""
    for length in range(LONGEST_PHRASE, 1, -1):
        if name[at : at + length] in known:
            return name[at : at + length]
    return ""


@lru_cache(maxsize=65536)
def heard(name: str, reading: str = "") -> tuple[str, str]:
    """The initials (`zyc` for 樟荫村) and the sound of a name: 陈家村, 程家村 and 成家村 sound the same.

    A reading given by hand, syllables with blanks between, goes before the dictionary's.
    """
    parts = reading.lower().split() or list(read(name))
    return "".join([part[0] for part in parts]), folded("".join(parts))


def folded(pinyin: str) -> str:
    """Pinyin without what many ears don't tell apart."""
    for one, other in SAME_TO_THE_EAR:
        pinyin = pinyin.replace(one, other)
    return PLAIN.sub("", pinyin)
