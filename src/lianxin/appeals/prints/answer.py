"""F-98 办理结果答复书, on the page of official documents; it says for ever what was sent."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.answer_sheet import FORM, AnswerSheet
from lianxin.kernel.paper.days import day_words
from lianxin.kernel.paper.layout import Closing, Form, Lines, Page, Signatures, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.web.office import Office

AS_IT_WAS = "按实际情况办理。"

F98 = register(
    Form(
        FORM,
        _("办理结果答复书"),
        "2026-12",
        page=Page.OFFICIAL,
        blocks=(
            Lines(wording="opening", indent=True),
            Lines("一、办理情况和答复", indent=True),
            Lines("{text}", indent=True, room=8),
            Lines("二、依据", indent=True),
            Lines("{basis}", indent=True, room=2),
            Lines("三、办理结果", indent=True),
            Lines("{outcome}", indent=True, room=1),
            Lines("四、不服怎么办", indent=True),
            Lines("{routes}", indent=True, room=4),
            Lines(wording="questions", indent=True),
            Closing(),
            Signatures(("收件人",), reader="reader", witness="witness"),
        ),
        variables=(
            Variable("filed_at", _("反映日期"), "2026年12月1日"),
            Variable("title", _("事项"), "水管漏水"),
            Variable("matter", _("事项编号"), "103-2026-000042-7"),
            Variable("unit", _("承办单位"), "供水站"),
            Variable("text", _("答复"), "供水站已换了整段水管，试压两天没有再漏。"),
            Variable("basis", _("依据"), AS_IT_WAS),
            Variable("outcome", _("办理结果"), "已解决"),
            Variable("routes", _("不服怎么办"), "可以在收到之日起 30 日内请求复查。"),
            Variable("phone", _("办公电话"), "0990-1234567"),
            Variable("address", _("地址"), "青禾镇正街 1 号"),
            Variable("reader", _("代读人")),
            Variable("witness", _("见证人")),
        ),
        wordings=(
            Wording(
                "opening",
                _("答复书开头"),
                "您于{反映日期}反映的“{事项}”（编号 {事项编号}），由{承办单位}办理。现将办理结果答复如下：",
            ),
            Wording("questions", _("答复书末尾怎么问"), "有不明白的，请打电话{办公电话}。\n地址：{地址}"),
        ),
    )
)


def answer_paper(sheet: AnswerSheet, matter: int, office: Office) -> Paper:
    """An answer that was sent, from the text frozen with it; the wording around is that of the moment it was sent."""
    data = {
        "filed_at": day_words(sheet.filed_at),
        "title": sheet.title,
        "matter": sheet.matter,
        "unit": sheet.unit or office.name,
        "text": sheet.text,
        "basis": sheet.basis or AS_IT_WAS,
        "outcome": sheet.outcome or "—",
        "routes": sheet.routes,
        "phone": office.phone,
        "address": office.address,
        "day": day_words(sheet.sent_at),
    }
    return Paper(
        F98,
        data,
        number=sheet.number,
        row_kind="matter",
        row_id=matter,
        said_at=sheet.sent_at,
        edition=sheet.edition,
    )
