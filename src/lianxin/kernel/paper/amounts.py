"""Amounts of money in digits and in capitals (人民币大写), as banks and courts read them (FRM-06)."""

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
CENT = Decimal("0.01")
HIGHEST = Decimal(10) ** 12


def exact(amount: Decimal | str | int) -> Decimal:
    """To the cent. Raises ValueError for what no paper of ours can say: below nothing, or from 万亿 on."""
    value = Decimal(amount).quantize(CENT, ROUND_HALF_UP)
    if not 0 <= value < HIGHEST:
        raise ValueError(f"an amount is from 0 to below {HIGHEST}: {amount}")
    return value


def in_digits(amount: Decimal | str | int) -> str:
    """`10,050.05 元`."""
    return f"{exact(amount):,.2f} 元"


def in_capitals(amount: Decimal | str | int) -> str:
    """`壹万零伍拾元零伍分`; nothing below the yuan ends in 整. Raises ValueError as `exact`."""
    whole, cents = divmod(int(exact(amount) * 100), 100)
    yuan = f"{capitals(whole)}元" if whole else ""
    if not cents:
        return (yuan or "零元") + "整"
    tenths, rest = divmod(cents, 10)
    words = f"{DIGITS[tenths]}角" if tenths else "零" if whole else ""
    return yuan + words + (f"{DIGITS[rest]}分" if rest else "")


def capitals(whole: int) -> str:
    """A whole number above nought in capitals, four digits at a time."""
    words, gap = "", False
    for place in range(len(GROUPS) - 1, -1, -1):
        group = whole // 10 ** (4 * place) % 10**4
        if not group:
            gap = bool(words)
            continue
        # One 零 stands for any run of noughts between two figures, also across the groups.
        words += ("零" if words and (gap or group < 1000) else "") + four(group) + GROUPS[place]
        gap = False
    return words


def four(group: int) -> str:
    """1 to 9999 in capitals."""
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + PLACES[place]
        gap = not digit
    return words
