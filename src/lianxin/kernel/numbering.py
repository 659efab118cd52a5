"""Printed numbers `103-2026-000042-7` (编号) and the query codes on receipts (查询码).

A number is series (three digits, the township's part of its area code), year, serial and an ISO 7064
MOD 11,10 check digit over county, series, year and serial. Within a county it is never given twice, and one
that is not in use is explained by a void row. A township that has used up its serials of a year, as when a city's
history comes in at once, goes on in a reserve. It opens nothing by itself: a receipt adds a random query code.
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.number import NumberSeries, VoidNumber

HIGHEST_SERIAL = 999_999
OF_THEIR_OWN = "900"  # from here on series are nobody's township; one of them never mixes with others
RESERVE = tuple(str(series) for series in range(991, 1000))
CODE_DIGITS = 16  # 53 bits: guessing is hopeless even without the throttle

SLIPS = str.maketrans("OoIl〇", "00110")
NUMBER = re.compile(r"([0-9]{3})\D?([0-9]{4})\D?([0-9]{6})\D?([0-9])")
LETTER_INSIDE = re.compile(r"[0-9][^0-9]*[^\W\d_][^0-9]*[0-9]")
SHORT_NUMBER = re.compile(r"([0-9]{3})\D([0-9]{4})\D([0-9]{1,5})\D([0-9])")

Holder = Callable[[str], Iterable[str]]
_holders: dict[str, Holder] = {}


class SeriesFull(Exception):
    """No number is left: nine million of the reserve are used too, or it was a series without one."""


@dataclass(frozen=True, order=True)
class Number:
    """A printed number in its parts; it says nothing yet about whether the check digit is right."""

    series: str
    year: int
    serial: int
    check: str

    def __str__(self) -> str:
        return f"{self.series}-{self.year:04d}-{self.serial:06d}-{self.check}"


def check_digit(digits: str) -> str:
    """The ISO 7064 MOD 11,10 check digit of a string of digits."""
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def compose(county: int, series: str, year: int, serial: int) -> Number:
    """The number with its right check digit. Raises ValueError for a series that hasn't three digits."""
    if not re.fullmatch(r"[0-9]{3}", series):
        raise ValueError(f"a series is three digits, not {series!r}")
    return Number(series, year, serial, check_digit(f"{county}{series}{year:04d}{serial:06d}"))


def parse(typed: str) -> Number | None:
    """What a person typed or a scanner read, as a number; None when it can't be one.

    Takes full-width digits, any or no dashes, spaces, a label before it, a serial without its zeros,
    and O or l for 0 or 1.
    """
    text = unicodedata.normalize("NFKC", typed).translate(SLIPS)
    groups = re.findall(r"[0-9]+", text)
    joined = "".join(groups)
    found = NUMBER.fullmatch(joined) or SHORT_NUMBER.fullmatch("-".join(groups))
    if found is None or LETTER_INSIDE.search(text):
        return None
    return Number(found[1], int(found[2]), int(found[3]), found[4])


def check(number: str, county: int) -> bool:
    """Whether the check digit is that of this county's number: false for nearly every slip of the pen."""
    read = parse(number)
    return read is not None and read == compose(county, read.series, read.year, read.serial)


def take(series: str, year: int, count: int = 1) -> list[str]:
    """The next numbers of the county's series, then of the reserve; a rolled back transaction gives them back.

    Others of the series wait until the transaction ends. Raises RuntimeError outside a transaction (the
    number must commit with its row), SeriesFull, ValueError.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("take() needs the transaction of the row that gets the number")
    county, numbers = current_county(), list[str]()
    for one in (series, *(RESERVE if series < OF_THEIR_OWN else ())):
        serials = advance(one, year, count - len(numbers))
        numbers += [str(compose(county, one, year, serial)) for serial in serials]
        if len(numbers) == count:
            return numbers
    raise SeriesFull(f"series {series} of {year} is used up")


def advance(series: str, year: int, count: int) -> range:
    """Move the series on under its row lock; the serials taken, fewer where it has no more."""
    rows = NumberSeries.objects.filter(series=series, year=year)
    row = rows.select_for_update().first()
    if row is None:
        # Two at once may find no row: one insert wins, both then wait for the lock.
        NumberSeries.objects.bulk_create([NumberSeries(series=series, year=year)], ignore_conflicts=True)
        row = rows.select_for_update().get()
    first, row.last = row.last + 1, min(row.last + count, HIGHEST_SERIAL)
    if row.last >= first:
        row.save(update_fields=["last"])
    return range(first, row.last + 1)


def void(number: str, *, reason: str, at: datetime | None = None) -> VoidNumber:
    """Explain why a number stays unused; the first reason stands. Raises ValueError for no such number."""
    if not check(number, current_county()):
        raise ValueError(f"{number!r} is not a number of this county")
    given = {"reason": reason, "at": at or timezone.now()}
    return VoidNumber.objects.get_or_create(number=str(parse(number)), defaults=given)[0]


def register_holder(name: str, numbers_beginning: Holder) -> None:
    """A table whose rows carry numbers says how to list those that begin so; `gaps` asks all of them."""
    _holders[name] = numbers_beginning


def gaps(series: str, year: int) -> list[str]:
    """Numbers of the current county that were given out, but neither used nor explained; in order."""
    row = NumberSeries.objects.filter(series=series, year=year).first()
    begin, county = f"{series}-{year:04d}-", current_county()
    known = set(VoidNumber.objects.filter(number__startswith=begin).values_list("number", flat=True))
    for numbers_beginning in _holders.values():
        known.update(numbers_beginning(begin))
    given = (str(compose(county, series, year, serial)) for serial in range(1, (row.last if row else 0) + 1))
    return [number for number in given if number not in known]


def series_in_use() -> list[tuple[str, int]]:
    """Every series and year of the current county, in order."""
    return list(NumberSeries.objects.order_by("series", "year").values_list("series", "year"))


def new_query_code() -> str:
    """Sixteen random digits; shown once on the receipt, kept only as a hash."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def show_query_code(code: str) -> str:
    """In groups of four, as people read numbers aloud."""
    return " ".join(code[start : start + 4] for start in range(0, CODE_DIGITS, 4))


def read_query_code(typed: str) -> str:
    """The sixteen digits in what was typed; empty when they aren't there."""
    digits = "".join(re.findall(r"[0-9]", unicodedata.normalize("NFKC", typed).translate(SLIPS)))
    return digits if len(digits) == CODE_DIGITS else ""


def hash_query_code(code: str, number: str) -> str:
    """What the row keeps of a query code: a keyed hash that holds for this number only."""
    return blind_index(f"{number}|{code}", "query code")


def query_code_fits(typed: str, *, number: str, stored: str) -> bool:
    """Whether what was typed is the code of this number; takes as long when it isn't."""
    return hmac.compare_digest(hash_query_code(read_query_code(typed), number), stored)
