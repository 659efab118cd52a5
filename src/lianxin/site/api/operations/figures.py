"""Figures: what each counts, and what it comes to, n and d with the list behind them (数字)."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _, gettext_noop as words
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel import clock
from lianxin.kernel.figures.registry import (
    DENOMINATOR,
    Figure,
    Query as FigureQuery,
    Told,
    figure_named,
    figures,
    read,
    tell,
)
from lianxin.site.api import moves, reading, shapes
from lianxin.site.api.faults import invalid
from lianxin.site.api.fence import Call
from lianxin.site.api.operations.matters import Day, Word, one_word
from lianxin.web.problems import Fault

router = Router(tags=["figures"])


class Span(Schema):
    """From which day to which, and of what."""

    since: Day = Field(description=words("从哪天起"))
    until: Day = Field(description=words("到哪天止，含当天"))
    scope: Word | None = Field(None, description=words("区域代码前缀"))
    of_unit: moves.Key | None = Field(None, description=words("单位 id"))
    part: Word | None = Field(None, description=words("只数一部分，写作 名称:值"))


@router.get(
    "/figures", url_name="api_figures", response=shapes.Figures, summary=words("有哪些数字，怎么算的")
)
def show_list(request: Call) -> shapes.Figures:
    """Every figure the office gives out, each with its formula in words."""
    return shapes.Figures(figures=[shapes.FigureShape(**facts(one)) for one in figures()])


def facts(one: Figure) -> dict[str, Any]:
    """What a figure is."""
    return {
        "code": one.code,
        "name": str(one.name),
        "unit": reading.coded(one.unit.value, one.unit.label),
        "formula": str(one.formula),
        "below": str(one.below),
        "rate": one.denominator is not None,
        "standing": one.standing,
        "parts": sorted(one.slices),
        "edition": one.edition,
        "address": reading.address("api_figure", code=one.code),
    }


@router.get(
    "/figures/{code}", url_name="api_figure", response=shapes.Counted, summary=words("一个数字现在是多少")
)
def show(request: Call, code: str, asked: Query[Span]) -> shapes.Counted:
    """Counted now, for this post: what it may not see it doesn't count. `rows` lists the very rows."""
    query, now = query_of(code, asked), clock.now()
    told = tell({code: query}, by=request.actor, now=now)[code]
    return shapes.Counted(
        **facts(told.figure),
        since=asked.since,
        until=asked.until,
        n=told.n,
        d=told.d,
        words=told.words,
        rows=rows_of(told),
        rows_below=None if told.d is None else rows_of(told, side=DENOMINATOR),
        counted_at=now,
    )


def query_of(code: str, asked: Span) -> FigureQuery:
    """What is asked, as a figure reads it. Raises Http404 for none of this code, Problem for what makes no sense."""
    try:
        figure_named(code)
    except LookupError as none:
        raise Http404(_("没有这个数字，见 /figures。")) from none
    said = asked.model_dump(mode="json", exclude_none=True)
    query = read({"figure": code, **{name: one_word(value) for name, value in said.items()}})
    if query is None:
        raise invalid([Fault("since", _("起止日期反了，或者没有这一部分，见 /figures。"))])
    return query


def rows_of(told: Told, **side: str) -> str:
    """The list of the very rows of one side, at the interface."""
    _page, _mark, asked = told.query.address(**side).partition("?")
    return f"{reading.address('api_matters')}?{asked}"
