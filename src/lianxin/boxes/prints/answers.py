"""F-55 意见箱反馈公示: slip number, kind, result; for the notice board, without a name (BOX-03)."""

from django.utils.translation import gettext_lazy as _

from lianxin.boxes.models import Opening
from lianxin.boxes.prints.opening import number_of
from lianxin.boxes.queries.openings import board
from lianxin.kernel.paper.days import day_words
from lianxin.kernel.paper.layout import Closing, Form, Lines, Table, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register

F55 = register(
    Form(
        "F-55",
        _("意见箱反馈公示"),
        "2026-12",
        blocks=(
            Lines("{box}，{opened_on}开箱，取出意见条 {count} 条：{sums}。", indent=True),
            Table((("条号", 30), ("类型", 16), ("结果", 16), ("答复", 38)), "rows", blank=16),
            Lines(wording="ask", indent=True),
            Closing(),
        ),
        variables=(
            Variable("box", _("意见箱"), "03 樟荫村委会门口"),
            Variable("opened_on", _("开箱日期"), "2026年12月2日"),
            Variable("count", _("意见条张数"), "12"),
            Variable("sums", _("各种结果的条数"), "整改 7 条，解释 3 条，转办 2 条"),
            Variable("rows", _("各条")),
        ),
        wordings=(
            Wording(
                "ask",
                _("公示末尾怎么查"),
                "没有姓名，也没有原话。留着撕条的，可以凭条号和查询码在网站“意见箱反馈”查到给您的答复，"
                "也可以打电话问。用自己的纸写的，按开箱日期和张号看。",
            ),
        ),
    )
)


def answers_paper(opening: Opening) -> Paper:
    """The answers of an opening as they stand now."""
    shown = board(opening)
    sums = "，".join(f"{line.label} {line.count} 条" for line in shown.outcomes if line.count)
    data = {
        "box": shown.box,
        "opened_on": day_words(opening.opened_at) if opening.opened_at else "",
        "count": str(shown.count),
        "sums": sums or "—",
        "rows": [[row.number, str(row.kind), str(row.result), row.answer or "—"] for row in shown.rows],
        "day": day_words(opening.published_at) if opening.published_at else "",
    }
    return Paper(F55, data, number=number_of(opening), row_kind="opening", row_id=opening.pk)
