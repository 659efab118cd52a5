"""What is meant by a cell's text, by the kind of its column; or a refusal that names the column (单元格).

read("２０２６年1月31日", Column("on", "日期", Kind.DATE))      # date(2026, 1, 31)
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.id_check import check_sign
from lianxin.kernel.sheets.columns import Column, Kind, Text
from lianxin.kernel.sheets.layout import NO_VALUE
from lianxin.kernel.sheets.table import key_of
from lianxin.kernel.sheets.text import plain

ERRORS = {
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
}
DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T]*(上午|下午|AM|PM)?[ ]*(\d{1,2})(?:[:时点](\d{1,2})?)?分?(?:[:]?(\d{1,2})秒?)?)?(?:\.\d+)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?")
YEARLESS = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?(?:[ T].*)?")
SERIAL = re.compile(r"([2-7]\d{4})(\.\d+)?")
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  # day 0 of spreadsheets, made aware when it is used
DAY_SECONDS = 24 * 60 * 60
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,3}")
MOBILE = re.compile(r"1\d{10}")
ID_LENGTH = 18
ROUNDED_FROM = 15
YES, NO = (
    {"是", "有", "1", "y", "yes", "true", "√", "✓", "对"},
    {"否", "无", "没有", "0", "n", "no", "false", "×", "不"},
)


class BadCell(Exception):
    """A cell that can't be taken; the message names the column and what to do."""


def refuse_error(text: str, label: Text) -> None:
    """Raises BadCell where the spreadsheet shows an error, or a formula without a result."""
    if text == NO_VALUE:
        raise BadCell(
            _("「%(label)s」的公式没有结果。请用 Excel 或 WPS 打开、保存一次再传。") % {"label": label}
        )
    if text.upper() in ERRORS:
        raise BadCell(
            _("「%(label)s」是表格里的错误值 %(text)s，请改成真正的内容。") % {"label": label, "text": text}
        )


def refuse_broken(text: str, label: Text) -> None:
    """Raises BadCell where a spreadsheet took digits for a number and destroyed them."""
    if SCIENTIFIC.fullmatch(text):
        sentence = _(
            "「%(label)s」的 %(text)s 是被表格软件当成数字弄坏的号码，后几位已经丢了。"
            "请把这一列设成“文本”格式，照原件重新填写。"
        )
        raise BadCell(sentence % {"label": label, "text": text})


def moment(text: str, label: Text) -> datetime:
    """A date as offices write it, in the office's time zone. Raises BadCell."""
    told = plain(text)
    words = {"label": label, "text": text}
    serial = SERIAL.fullmatch(told)
    if serial is not None:
        seconds = round(float(serial[2] or 0) * DAY_SECONDS)
        return timezone.make_aware(FIRST_DAY + timedelta(days=int(serial[1]), seconds=seconds))
    found = DATE.fullmatch(told)
    half = found[4] if found else None
    compact = COMPACT.fullmatch(told)
    if found is not None:
        parts = [found[1], found[2], found[3], found[5], found[6], found[7]]
    elif compact is not None:
        parts = list(compact.groups())
    elif YEARLESS.fullmatch(told):
        raise BadCell(_("「%(label)s」的「%(text)s」没有写年份。请写成 2026-01-31。") % words)
    else:
        sentence = _("「%(label)s」的「%(text)s」不是日期。请写成 2026-01-31 或 2026/1/31 9:30。")
        raise BadCell(sentence % words)
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    if half in {"下午", "PM"} and hour < 12:
        hour += 12
    try:
        return timezone.make_aware(datetime(year, month, day, hour, minute, second))  # noqa: DTZ001  # aware here
    except ValueError as error:
        raise BadCell(_("「%(label)s」没有「%(text)s」这一天，请核对。") % words) from error


def day(text: str, label: Text) -> date:
    """The same without the time. Raises BadCell."""
    return timezone.localdate(moment(text, label))


def phone(text: str, label: Text) -> str:
    """A telephone number without what people put between its digits. Raises BadCell."""
    told = plain(text)
    refuse_broken(told, label)
    digits = re.sub(r"[\s\-‐-―－()（）]", "", told)
    digits = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", digits)
    if not re.fullmatch(r"\d{3,20}", digits):
        raise BadCell(
            _("「%(label)s」的「%(text)s」不是电话号码，请改正或留空。") % {"label": label, "text": text}
        )
    return digits


def id_number(text: str, label: Text) -> str:
    """The signs of an ID number in one spelling; whether it holds together is asked elsewhere. Raises BadCell."""
    told = "".join(plain(text).split()).lstrip("'’‘").upper()
    refuse_broken(told, label)
    whole = len(told) == ID_LENGTH and told.isascii() and told.isdigit()
    if whole and told.endswith("000") and check_sign(told[:-1]) != told[-1]:
        sentence = _(
            "「%(label)s」末三位是 000，多半是被表格软件当成数字弄坏了。"
            "请把这一列设成“文本”格式，照证件重新填写。"
        )
        raise BadCell(sentence % {"label": label})
    return told


def code(text: str, label: Text) -> str:
    """Digits or letters that name something. Raises BadCell when a spreadsheet has destroyed them."""
    told = plain(text).lstrip("'’‘")
    refuse_broken(told, label)
    return told


def whole(text: str, label: Text) -> int:
    """A whole number. Raises BadCell."""
    told = plain(text).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[+-]?\d{1,15}", told):
        raise BadCell(_("「%(label)s」的「%(text)s」不是整数，请核对。") % {"label": label, "text": text})
    return int(told)


def money(text: str, label: Text) -> Decimal:
    """An amount in yuan. Raises BadCell."""
    told = plain(text).replace(",", "").replace(" ", "").lstrip("¥￥").removesuffix("元")
    try:
        amount = Decimal(told)
    except InvalidOperation as error:
        words = {"label": label, "text": text}
        raise BadCell(_("「%(label)s」的「%(text)s」不是金额，请只写数字。") % words) from error
    if not amount.is_finite() or abs(amount) >= 10**13:
        raise BadCell(_("「%(label)s」的「%(text)s」不是金额，请只写数字。") % {"label": label, "text": text})
    return amount.quantize(Decimal("0.01"))


def yes_no(text: str, label: Text) -> bool:
    """Yes or no. Raises BadCell."""
    told = plain(text).lower()
    if told in YES | NO:
        return told in YES
    raise BadCell(_("「%(label)s」的「%(text)s」请写“是”或“否”。") % {"label": label, "text": text})


def choice(text: str, column: Column) -> str:
    """The code of one of a column's choices, by its words or its code. Raises BadCell."""
    told = key_of(text)
    for known, words in column.choices:
        if told in {key_of(known), key_of(str(words))}:
            return known
    possible = "、".join(str(words) for _known, words in column.choices[:12])
    sentence = _("「%(label)s」的值「%(text)s」不认识。可以写：%(known)s。")
    raise BadCell(sentence % {"label": column.heading, "text": text, "known": possible})


READERS: dict[Kind, Callable[[str, Text], Any]] = {
    Kind.CODE: code,
    Kind.PHONE: phone,
    Kind.ID_NUMBER: id_number,
    Kind.DATE: day,
    Kind.MOMENT: moment,
    Kind.WHOLE: whole,
    Kind.MONEY: money,
    Kind.YES_NO: yes_no,
}


def read(text: str, column: Column) -> Any:
    """What a cell of this column means; None for an empty one. Raises BadCell."""
    if not text:
        if column.required:
            raise BadCell(_("「%(label)s」是空的，请补上。") % {"label": column.heading})
        return None
    refuse_error(text, column.heading)
    if column.kind == Kind.CHOICE:
        return choice(text, column)
    reader = READERS.get(column.kind)
    return reader(text, column.heading) if reader else text
