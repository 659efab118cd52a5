"""F-103 删除/匿名化登记: what was deleted or made nameless, on what ground, in which batch, by whom."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.paper.layout import (
    Boxes,
    Field,
    Fields,
    Form,
    Lines,
    Signatures,
    Table,
    Variable,
    Wording,
)
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register

ERASURE = "erasure"
DELETED, NAMELESS = "deleted", "nameless"

F103 = register(
    Form(
        "F-103",
        _("删除/匿名化登记"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("删除或匿名化的内容", "{what}", room=3),
                    Field("依据", "{basis}", room=2),
                    Field("批次", "{batch}"),
                    Field("件数", "{count}"),
                )
            ),
            Boxes("处理方式", ((DELETED, "删除"), (NAMELESS, "匿名化")), "how"),
            Table((("数据类别", 4), ("条数", 1), ("处理", 2)), "lines", blank=6),
            Fields((Field("经办", "{who}"), Field("批准", "{approver}"), Field("处理时间", "{at}"))),
            Lines(wording="note"),
            Signatures(("经办人", "批准人"), fingerprint=False),
        ),
        variables=(
            Variable("what", _("内容"), "2019 年归档的求助件中的姓名和电话"),
            Variable("basis", _("依据"), "保存期满五年"),
            Variable("batch", _("批次"), "2026-12-01"),
            Variable("count", _("件数"), "42"),
            Variable("how", _("处理方式")),
            Variable("lines", _("明细")),
            Variable("who", _("经办"), "便民服务中心 窗口"),
            Variable("approver", _("批准"), "便民服务中心 镇长"),
            Variable("at", _("处理时间"), "2026年12月1日"),
        ),
        wordings=(
            Wording(
                "note",
                _("登记单末尾的说明"),
                "本登记单只记类别、件数和依据，不写姓名、电话和内容。删除后统计数不变，备份到期后一并清除。",
            ),
        ),
    )
)


def erasure_paper(entry: Mapping[str, Any], *, number: str = "", row_id: int = 0) -> Paper:
    """The register's line as its form: texts by the names of F-103's variables, `how` a code, `lines` rows of three."""
    how = entry.get("how", ())
    data = {**entry, "how": [how] if isinstance(how, str) else list(how)}
    return Paper(F103, data, number=number, row_kind=ERASURE, row_id=row_id)
