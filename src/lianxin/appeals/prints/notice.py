"""F-99 不予受理/转送告知书: why it isn't ours, and where to go."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import Notice
from lianxin.kernel.paper.days import day_words
from lianxin.kernel.paper.layout import (
    Boxes,
    Closing,
    Field,
    Fields,
    Form,
    Lines,
    Signatures,
    Variable,
    Wording,
)
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.matters.models import Matter
from lianxin.web.office import Office

REJECTED, REFERRED = "rejected", "referred"

F99 = register(
    Form(
        "F-99",
        _("不予受理/转送告知书"),
        "2026-12",
        heading="{heading}",
        blocks=(
            Lines("您于{filed_at}反映的“{title}”（编号 {number}），处理如下：", indent=True),
            Boxes(
                "处理",
                (
                    (REJECTED, "经两人审核，不属于我们受理的范围，不予受理。"),
                    (REFERRED, "转送有权处理的单位办理。"),
                ),
                "decision",
            ),
            Fields(
                (
                    Field("处理日期", "{day}"),
                    Field("理由和依据", "{reason}", room=4),
                    Field("该去哪里", "{body}"),
                    Field("地址", "{address}"),
                    Field("电话", "{phone}"),
                    Field("对方或转办函编号", "{reference}", optional=True),
                    Field("对方的答复", "{result}", room=3, optional=True),
                )
            ),
            Lines(wording="remedy", indent=True),
            Closing(),
            Signatures(("收件人",), reader="reader", witness="witness"),
        ),
        variables=(
            Variable("heading", _("标题"), "不予受理告知书"),
            Variable("filed_at", _("反映日期"), "2026年12月1日"),
            Variable("title", _("事项"), "相邻两家的地界"),
            Variable("number", _("编号"), "103-2026-000042-7"),
            Variable("decision", _("处理")),
            Variable("reason", _("理由和依据"), "已由人民法院立案。"),
            Variable("body", _("该去哪里"), "青禾县人民法院"),
            Variable("address", _("对方地址"), "青禾县法院路 2 号"),
            Variable("phone", _("对方电话"), "0990-7654321"),
            Variable("reference", _("转办函编号")),
            Variable("result", _("对方的答复")),
            Variable("office_phone", _("办公电话"), "0990-1234567"),
            Variable("office_address", _("地址"), "青禾镇正街 1 号"),
            Variable("reader", _("代读人")),
            Variable("witness", _("见证人")),
        ),
        wordings=(
            Wording(
                "remedy",
                _("告知书末尾怎么再说"),
                "您认为这样处理不对，可以打电话或到窗口要求重新看，也可以依法向上级机关反映。\n"
                "电话：{办公电话}　{地址}",
            ),
        ),
    )
)


def notice_paper(matter: Matter, notice: Notice, office: Office) -> Paper:
    """The notice of a matter as its form; the wording is that of the day it was decided."""
    result = f"{notice.result}\n{day_words(notice.result_at)}" if notice.result else ""
    data = {
        "heading": str(notice.title),
        "filed_at": day_words(matter.filed_at),
        "title": matter.title,
        "decision": [REJECTED if matter.state == REJECTED else REFERRED],
        "day": day_words(notice.at),
        "reason": "\n".join(words for words in (str(notice.reason), notice.words) if words),
        "body": str(notice.body),
        "address": notice.address,
        "phone": notice.phone,
        "reference": notice.reference,
        "result": result,
        "office_phone": office.phone,
        "office_address": office.address,
    }
    return Paper(F99, data, number=matter.number, row_kind="matter", row_id=matter.pk, said_at=notice.at)
