"""Frozen figures as a sheet: each with its query, its cut-off and its hash, so that it can be recounted (CNT-04)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from lianxin.insight.queries.frozen import frozen_figures
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.exports import Ask, ExportLine, ExportList, offer
from lianxin.kernel.figures.frozen import parameters
from lianxin.kernel.models.figure import FrozenFigure
from lianxin.kernel.policy import holds
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.kernel.sheets.writing import Cell

COLUMNS = (
    Column("name", _("数字")),
    Column("since", _("从哪天起"), Kind.DATE),
    Column("until", _("到哪天止"), Kind.DATE),
    Column("words", _("当时是"), width=24),
    Column("numerator", _("分子"), Kind.WHOLE),
    Column("denominator", _("分母"), Kind.WHOLE),
    Column("unit", _("单位"), width=8),
    Column("formula", _("怎么算的"), width=40),
    Column("cut_off", _("截止统计"), Kind.MOMENT, width=20),
    Column("purpose", _("用在哪里"), width=24),
    Column("query", _("查询条件"), width=40),
    Column("edition", _("口径版次")),
    Column("hash", _("校验码"), Kind.CODE, width=66),
)


def count(by: Actor, ask: Ask) -> int:
    """How many the page shows."""
    return len(frozen_figures(by))


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The copies as they stood; nothing is counted again."""
    for row in frozen_figures(by):
        yield ExportLine(row.pk, row.hash[:12], cells(row))


def cells(row: FrozenFigure) -> dict[str, Cell]:
    """One copy."""
    return {
        "name": row.name,
        "since": row.since,
        "until": row.until,
        "words": row.words,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "unit": row.get_unit_display(),
        "formula": row.formula,
        "cut_off": row.cut_off,
        "purpose": row.purpose,
        "query": " ".join(f"{name}={value}" for name, value in parameters(row).items()),
        "edition": row.edition,
        "hash": row.hash,
    }


offer(
    ExportList(
        "frozen",
        _("冻结过的数"),
        lambda by: COLUMNS,
        see=holds(Role.LEADER, Role.AUDITOR),
        count=count,
        lines=lines,
        usual=frozenset(column.code for column in COLUMNS),
        back="figures_frozen",
    )
)
