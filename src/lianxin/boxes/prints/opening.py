"""F-53 意见箱开箱记录: box, seals, who opened, how many, the numbers; to sign at the box."""

from django.utils.translation import gettext_lazy as _

from lianxin.boxes.models import Opening
from lianxin.boxes.queries.openings import slips_in
from lianxin.kernel.paper.days import moment_words
from lianxin.kernel.paper.layout import Boxes, Field, Fields, Form, Lines, Signatures, Variable
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register

PLANNED, UNPLANNED = "planned", "unplanned"
WHOLE, TOUCHED = "whole", "touched"

F53 = register(
    Form(
        "F-53",
        _("意见箱开箱记录"),
        "2026-12",
        blocks=(
            Boxes("这次开箱", ((PLANNED, "固定的开箱日"), (UNPLANNED, "临时开箱")), "kind"),
            Fields(
                (
                    Field("意见箱", "{box}"),
                    Field("开箱时间", "{opened_at}"),
                    Field("第一位开箱人、单位", "{opener}"),
                    Field("另一位开箱人、身份", "{outsider}"),
                    Field("见证人", "{witness}"),
                    Field("开箱前封条号", "{seal_before}"),
                )
            ),
            Boxes("封条", ((WHOLE, "完好"), (TOUCHED, "不完好")), "seal"),
            Fields(
                (
                    Field("封条情况", "{seal_words}", room=2),
                    Field("意见条张数", "{count}"),
                    Field("登记的张号、条号", "{numbers}", room=4),
                    Field("新封条号", "{seal_after}"),
                )
            ),
            Lines(
                "两位开箱人当面各点了一遍，张数一致；意见条没有当场拆看议论，没有拍照外传。"
                "举报干部的纸条已单独装袋密封，随件转交。",
                indent=True,
            ),
            Signatures(("第一位开箱人", "另一位开箱人", "见证人")),
        ),
        variables=(
            Variable("kind", _("这次开箱")),
            Variable("box", _("意见箱"), "03 樟荫村委会门口"),
            Variable("opened_at", _("开箱时间"), "2026年12月2日 09:30"),
            Variable("opener", _("第一位开箱人"), "便民服务中心 林小满"),
            Variable("outsider", _("另一位开箱人"), "村民代表 周大有"),
            Variable("witness", _("见证人")),
            Variable("seal_before", _("开箱前封条号"), "A0116"),
            Variable("seal", _("封条")),
            Variable("seal_words", _("封条情况")),
            Variable("count", _("意见条张数"), "12 条"),
            Variable("numbers", _("登记的张号、条号")),
            Variable("seal_after", _("新封条号"), "A0117"),
        ),
    )
)


def opening_paper(opening: Opening) -> Paper:
    """The record of an opening: the numbers of its slips, not a word of them."""
    unit = opening.opener_unit.name if opening.opener_unit else ""
    whose = f"{opening.get_outsider_kind_display()} {opening.outsider_body}".strip()
    data = {
        "kind": [PLANNED if opening.planned else UNPLANNED],
        "box": str(opening.box),
        "opened_at": moment_words(opening.opened_at) if opening.opened_at else "",
        "opener": f"{unit} {opening.opener}".strip(),
        "outsider": f"{whose} {opening.outsider}".strip(),
        "witness": opening.witness,
        "seal_before": opening.seal_before,
        "seal": [WHOLE if opening.seal_whole else TOUCHED] if opening.opened_at else [],
        "seal_words": opening.seal_words,
        "count": "" if opening.count is None else f"{opening.count} 条",
        "numbers": numbers(opening),
        "seal_after": opening.seal_after,
    }
    return Paper(F53, data, number=number_of(opening), row_kind="opening", row_id=opening.pk)


def numbers(opening: Opening) -> str:
    """`1（800-2026-000001-3）、2、3`."""
    return "、".join(
        f"{one.number}（{one.stub.number}）" if one.stub else f"{one.number}" for one in slips_in(opening)
    )


def number_of(opening: Opening) -> str:
    """What an opening is called on paper: box, day, and which of that day's."""
    return f"{opening.box.code}-{opening.day:%Y%m%d}-{opening.pk}"
