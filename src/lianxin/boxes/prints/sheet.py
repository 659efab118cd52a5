"""F-54 意见条（含撕条编号）: three slips on a sheet, each with its number and a stub to tear off."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.boxes.actions.stubs import ON_A_SHEET, Torn
from lianxin.kernel.numbering import show_query_code
from lianxin.kernel.paper.layout import Block, Field, Fields, Form, Lines, Variable
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register

TEAR = "- " * 12 + "沿线撕下，自己留着，不要投进箱里 " + "- " * 12
PLACES = range(1, ON_A_SHEET + 1)


def slip(place: int) -> tuple[Block, ...]:
    """One slip with its stub."""
    return (
        Fields(
            (
                Field("条号", f"{{number_{place}}}"),
                Field("想说的事", f"{{words_{place}}}", room=5, by_hand=True),
                Field("要不要答复", "要　／　不要（圈一个）　不必写姓名；举报可打 12388"),
            )
        ),
        Lines(f"{TEAR}\n撕条　条号 {{number_{place}}}　查询码 {{code_{place}}}　网站“意见箱反馈”查"),
    )


F54 = register(
    Form(
        "F-54",
        _("意见条（含撕条编号）"),
        "2026-12",
        blocks=tuple(block for place in PLACES for block in slip(place)),
        variables=tuple(
            variable
            for place in PLACES
            for variable in (
                Variable(f"number_{place}", format_lazy("{} {}", _("条号"), place), "800-2026-000001-3"),
                Variable(f"code_{place}", format_lazy("{} {}", _("查询码"), place), "1234 5678 9012 3456"),
                Variable(f"words_{place}", format_lazy("{} {}", _("想说的事"), place)),
            )
        ),
    )
)


def sheet_paper(torn: Sequence[Torn]) -> Paper:
    """A sheet of slips that were just numbered."""
    data: dict[str, str] = {}
    for place, one in zip(PLACES, torn, strict=True):
        data |= {f"number_{place}": one.number, f"code_{place}": show_query_code(one.code)}
    return Paper(F54, data, number=torn[0].number, row_kind="stub")
