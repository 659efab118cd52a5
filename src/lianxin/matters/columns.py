"""The columns of the list of matters, and what each practice adds to them (清单的列)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.kernel.sheets.writing import Cells
from lianxin.matters.models import Matter, Urgency

MATTER = (
    Column("number", _("事项编号"), Kind.CODE, width=22),
    Column("title", _("标题"), width=36),
    Column("area_name", _("村（社区）"), width=14),
    Column("area", _("区域代码"), Kind.CODE, width=16),
    Column("holder", _("承办单位"), width=18),
    Column("state", _("状态"), width=12),
    Column("urgency", _("紧急程度"), Kind.CHOICE, choices=Urgency.choices, width=8),
    Column("filed_at", _("反映时间"), Kind.MOMENT, width=20),
    Column("due_at", _("到期"), Kind.MOMENT, width=20),
    Column("due_was", _("延期前到期"), Kind.MOMENT, width=20),
    Column("closed_at", _("办结时间"), Kind.MOMENT, width=20),
    Column("late_entered", _("补录"), Kind.YES_NO, width=6),
)

Fill = Callable[[Sequence[Matter], Actor, frozenset[str]], Mapping[int, Cells]]


@dataclass(frozen=True)
class MoreColumns:
    """What a practice adds: its columns, which of them the screen shows, and their cells for some matters at once.

    `off_paper` has no room on a printed ledger. `fill` is told which columns were chosen and answers by the ids of
    the matters.
    """

    code: str
    columns: Sequence[Column]
    usual: frozenset[str]
    fill: Fill
    off_paper: frozenset[str] = frozenset()


_more: dict[str, MoreColumns] = {}


def add(more: MoreColumns) -> None:
    """Add these columns to the list; called when the apps are ready, twice does no harm."""
    _more[more.code] = more


def added() -> list[MoreColumns]:
    """What the practices add, in order of their codes."""
    return [_more[code] for code in sorted(_more)]


def columns() -> list[Column]:
    """Every column of the list."""
    return [*MATTER, *(column for more in added() for column in more.columns)]
