"""How large a sheet may be, and the refusal that says what is wrong with one (表格的限度)."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 200 * MEGABYTE
MOST_PARTS = 2_000
MOST_ROWS = 50_000
MOST_COLUMNS = 256
MOST_CELLS = 3_000_000
"""Of the rectangle that holds all values: a reader lays it out whole, however few of them are filled."""
FREE_PART = 16 * MEGABYTE
MOST_FOLDED = 100
"""A part larger than FREE_PART may be folded together so many times at most; real sheets reach ten to forty."""


class BadSheet(Exception):
    """A sheet that can't be read; the message says why and what to do."""
