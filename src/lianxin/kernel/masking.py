"""What a screen, list or print shows instead of a phone, a name or an ID number (脱敏)."""

import re
import unicodedata
from typing import Final

STAR: Final = "*"
WIDE_STAR: Final = "＊"
SOMEBODY: Final = "某"

MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d)\d{4}(\d{4})")
LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d\d))-?(\d{5,6})(\d\d)")
BETWEEN_DIGITS = re.compile(r"[\s()·.—–-]+")

COMPOUND: Final = """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫
    宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官
    司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延
    东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖
    第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 纳兰 归海 欧陽 單于
    单于 耶律 完颜 富察 费莫 爱新觉罗 叶赫那拉
"""
COMPOUND_SURNAMES: Final = frozenset(COMPOUND.split())
LONGEST_SURNAME: Final = max(map(len, COMPOUND_SURNAMES))


def mask_phone(phone: str) -> str:
    """138****1234 for a mobile, 0912-*****12 for a landline, the last two digits of anything else."""
    digits = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", phone))
    if found := MOBILE.fullmatch(digits):
        return f"{found[1]}****{found[2]}"
    if found := LANDLINE.fullmatch(digits):
        return f"{found[1]}-{STAR * len(found[2])}{found[3]}"
    shown = 2 if len(digits) > 5 else 0
    return STAR * (len(digits) - shown) + digits[len(digits) - shown :]


def mask_name(name: str, *, hidden: str = WIDE_STAR) -> str:
    """The surname and one ＊ (or 某), however long the given name is; 欧阳＊ for a compound surname.

    Of a name without a Chinese surname (阿依古丽·买买提, John) only the first character stays.
    """
    known = " ".join(unicodedata.normalize("NFKC", name).split())
    return surname(known) + hidden if known else ""


def surname(name: str) -> str:
    """The part of a name that may be shown: at least one character, never the whole name of two or more."""
    for length in range(LONGEST_SURNAME, 1, -1):
        if len(name) > length and name[:length] in COMPOUND_SURNAMES:
            return name[:length]
    return name[:1]


def mask_id(number: str) -> str:
    """The first three and the last two characters of an ID number (证件号); less of a short one."""
    known = "".join(unicodedata.normalize("NFKC", number).split()).upper()
    if len(known) < 15:
        shown = 2 if len(known) > 5 else 0
        return STAR * (len(known) - shown) + known[len(known) - shown :]
    return known[:3] + STAR * (len(known) - 5) + known[-2:]
