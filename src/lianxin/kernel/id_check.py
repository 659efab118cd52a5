"""The last sign of a citizen's ID number, by which the other seventeen check themselves (校验码)."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
"""GB 11643-1999, ISO 7064 MOD 11-2."""


def check_sign(seventeen: str) -> str:
    """The eighteenth sign that belongs to seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, WEIGHTS, strict=True))
    return CHECKS[total % 11]
