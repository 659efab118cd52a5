"""The citizen's ID number (公民身份号码, GB 11643-1999): eighteen signs that check each other.

The area's six digits are not compared with today's list: codes of areas that were merged long ago stay in
people's numbers for life.
"""

import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.id_check import CHECKS, check_sign

LENGTH = 18
OLD_LENGTH = 15


def tidy_id(typed: str) -> str:
    """The number in one spelling: plain signs, a capital X, no blanks."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).upper()


def id_fault(number: str, *, today: date) -> str | None:
    """What is wrong with this number, by name, and what to do; None when it holds together."""
    fault = shape_fault(number)
    if fault:
        return fault
    born = born_by_id(number)
    if born is None or born > today:
        return _("身份证号第 7 到 14 位不是一个出生日期，请对照证件核对。")
    if number[-1] != check_sign(number[:-1]):
        return _("身份证号的校验位对不上，多半有一位抄错了，请一位一位核对。")
    return None


def shape_fault(number: str) -> str | None:
    """What is wrong with its length or its signs."""
    if len(number) == OLD_LENGTH:
        return _("这是 15 位的老号码，请填现在身份证上的 18 位号码。")
    if len(number) != LENGTH:
        return _("身份证号应为 18 位，现在是 %(count)d 位，请对照证件核对。") % {"count": len(number)}
    if not (number[:-1].isascii() and number[:-1].isdigit()):
        return _("身份证号前 17 位只能是数字，请对照证件核对。")
    if number[-1] not in CHECKS:
        return _("身份证号最后一位只能是数字或 X，请对照证件核对。")
    return None


def born_by_id(number: str) -> date | None:
    """The birth date in a number; None when that is no day of the calendar."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_by_id(number: str) -> str:
    """male or female, by the seventeenth digit."""
    return "male" if int(number[16]) % 2 else "female"
