"""A figure: what is counted, by what it is divided, what it came to (数字)."""

from datetime import date

from ninja import Schema

from lianxin.site.api.shapes.basics import Coded, Moment, Words


class FigureShape(Schema):
    """A figure the office gives out: what is counted, and by what it is divided."""

    code: str
    name: Words
    unit: Coded
    formula: Words
    below: Words
    rate: bool
    standing: bool
    parts: list[str]
    edition: str
    address: str


class Figures(Schema):
    """Every figure."""

    figures: list[FigureShape]


class Counted(FigureShape):
    """A figure as counted: n, and d where it is a rate; `rows` lists just these."""

    since: date
    until: date
    n: int
    d: int | None
    words: str
    rows: str
    rows_below: str | None
    counted_at: Moment
