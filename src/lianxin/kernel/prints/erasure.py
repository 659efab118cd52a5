"""F-103 删除/匿名化登记: what was deleted or made nameless in a year, on what ground, in which batch, by whom."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.paper.layout import (
    Field,
    Fields,
    Form,
    Lines,
    Page,
    Signatures,
    Table,
    Variable,
    Wording,
)
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register

ERASURE = "erasure"

F103 = register(
    Form(
        "F-103",
        _("删除/匿名化登记"),
        "2026-12",
        page=Page.ACROSS,
        blocks=(
            Fields((Field("年度", "{year}"), Field("合计条数", "{total}"))),
            Table(
                (
                    ("编号", 3),
                    ("删除或匿名化的内容", 6),
                    ("条数", 2),
                    ("依据", 7),
                    ("批次", 2),
                    ("提出", 4),
                    ("批准", 4),
                    ("时间", 4),
                ),
                "lines",
                blank=10,
            ),
            Lines(wording="note"),
            Signatures(("经办人", "审核人"), fingerprint=False),
        ),
        variables=(
            Variable("year", _("年度"), "2026"),
            Variable("total", _("合计条数"), "42"),
            Variable("lines", _("登记的各条")),
        ),
        wordings=(
            Wording(
                "note",
                _("登记表末尾的说明"),
                "本登记只记类别、条数和依据，不写姓名、电话和内容。删除后统计数不变，备份到期后一并清除。",
            ),
        ),
    )
)


def register_paper(year: int, lines: Iterable[Sequence[object]]) -> Paper:
    """The register of a year as its form: a line has a text for each column, the third the number of rows."""
    rows = [[str(cell) for cell in line] for line in lines]
    total = sum(int(row[2]) for row in rows)
    data = {"year": str(year), "total": str(total), "lines": rows}
    return Paper(F103, data, number=f"103-{year}", row_kind=ERASURE, row_id=year)
