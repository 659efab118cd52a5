"""Telephone and ID numbers as people write them into a text (文中号码), told from order numbers, amounts and codes."""

import re
from collections.abc import Iterator
from datetime import date

from lianxin.people.rules.idnumber import id_fault

# One sign for one sign, so that places in the text stay the same.
NARROW = {point + 0xFEE0: point for point in range(0x21, 0x7F)} | dict.fromkeys(map(ord, "–—−"), ord("-"))
NARROW |= {0x3000: 0x20}

ID_NUMBER = re.compile(r"(?<![0-9])\d{6}[- ]?\d{8}[- ]?\d{3}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(
    r"(?<!\d)(?:(?:\+|00)?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|1[3-9]\d\d[- ]\d{3}[- ]\d{4})(?!\d)"
)
LANDLINE = re.compile(
    r"(?<!\d)(?:\(0(?:10|2\d|[3-9]\d\d)\) ?|0(?:10|2\d|[3-9]\d\d)(?:[- ]|(?=\d{7})))[2-8]\d{2,3}[- ]?\d{4}(?!\d)"
)
WITHOUT_AREA = re.compile(
    r"(?:电话|座机|固话|[Tt][Ee][Ll])(?:号码|号)?[是为]?[:. ]*(?P<number>[2-8]\d{2,3}[- ]?\d{4})(?!\d)"
)

BEFORE_PHONE = re.compile(r"(?:tel|phone|mobile|call|vx|wx|v|\+)$", re.IGNORECASE)
OTHER_NUMBER = re.compile(
    r"(?:单号|单|编号|流水号?|合同号?|案号|户号|表号|账号|帐号|卡号|学号|车架号|发票号?|凭证号?|票号|条码|代码|QQ|qq|[Nn][Oo])"
    r"(?:号码|码)?[是为]?[:. #]*$"
)
PART_OF_MORE = re.compile(r"[A-Za-z0-9_][-_.]$|[A-Za-z_]$")
AFTER = re.compile(
    r" ?(?:元|块|万|亿|角|吨|公斤|千克|克|斤|米|公里|平方|亩|度|立方|人次|%|‰)|[A-Za-z_]|[-_.][0-9A-Za-z]"
)


def narrow(text: str) -> str:
    """The text with full-width signs made plain; every sign keeps its place."""
    return text.translate(NARROW)


def id_numbers(text: str, *, today: date) -> Iterator[tuple[int, int]]:
    """Where ID numbers stand that hold together by date and check sign."""
    for found in ID_NUMBER.finditer(narrow(text)):
        if id_fault(re.sub("[- ]", "", found.group()).upper(), today=today) is None:
            yield found.span()


def mobiles(text: str) -> Iterator[tuple[int, int]]:
    """Where mobile numbers stand."""
    return alone(MOBILE, narrow(text))


def landlines(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers of landlines stand: with their area code, or behind the word for telephone."""
    plain = narrow(text)
    yield from alone(LANDLINE, plain)
    for found in WITHOUT_AREA.finditer(plain):
        yield found.span("number")


def alone(pattern: re.Pattern[str], plain: str) -> Iterator[tuple[int, int]]:
    """Where a pattern fits a number that is one of itself."""
    return (found.span() for found in pattern.finditer(plain) if stands_alone(plain, *found.span()))


def stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether a number is one of itself: not part of a longer one, no amount, and not called something else."""
    before = plain[max(0, start - 12) : start]
    if OTHER_NUMBER.search(before) or AFTER.match(plain, end):
        return False
    return not PART_OF_MORE.search(before) or BEFORE_PHONE.search(before) is not None


def tidy_phone(written: str) -> str:
    """A telephone number as it is looked up: digits alone, without the country."""
    digits = re.sub(r"\D", "", narrow(written))
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)
