"""Numbers as papers give them: 120余, ≥60, 78%, 77.0 % (报来的数字)."""

import re
import unicodedata

NUMBER = re.compile(r"(?:(≥)|超过|至少)?(\d{1,9})(余|多|以上)?")
PERCENT = re.compile(r"(\d{1,3})(?:\.(\d))?%?")


def count_from(text: str) -> tuple[int, bool] | None:
    """The number and whether it is only a lower bound; None for what is no number.

    >>> count_from("120余"), count_from("28"), count_from("很多")
    ((120, True), (28, False), None)
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    found = NUMBER.fullmatch(plain)
    if found is None:
        return None
    bound = plain != found[2]
    return int(found[2]), bound


def percent_from(text: str) -> tuple[int, int] | None:
    """The percentage in tenths and its decimals; None for what is none.

    >>> percent_from("78%"), percent_from("77.0 %")
    ((780, 0), (770, 1))
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = PERCENT.fullmatch(plain)
    if found is None:
        return None
    return int(found[1]) * 10 + int(found[2] or 0), 1 if found[2] else 0
