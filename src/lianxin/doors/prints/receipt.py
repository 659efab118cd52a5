"""F-93 诉求受理回执: number, query code, what happens next; for the one who raised it, to keep."""

from django.utils.translation import gettext_lazy as _

from lianxin.doors.queries import MATTER, Receipt
from lianxin.kernel.numbering import show_query_code
from lianxin.kernel.paper.days import limit_words, moment_words
from lianxin.kernel.paper.layout import Field, Fields, Form, Lines, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.web.office import Office

F93 = register(
    Form(
        "F-93",
        _("诉求受理回执"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("编号", "{number}"),
                    Field("查询码", "{code}"),
                    Field("反映的事", "{title}", room=2),
                    Field("反映时间", "{filed_at}"),
                    Field("最晚联系时间", "{contact_by}"),
                    Field("怎么告知您", "{told_by}"),
                    Field("电话", "{phone}", optional=True),
                    Field("地址", "{address}", optional=True),
                )
            ),
            Lines("{next}", indent=True),
            Lines(wording="follow", indent=True),
        ),
        variables=(
            Variable("number", _("编号"), "103-2026-000042-7"),
            Variable("code", _("查询码"), "1234 5678 9012 3456"),
            Variable("title", _("反映的事"), "水管漏水"),
            Variable("filed_at", _("反映时间"), "2026年12月1日 09:30"),
            Variable("contact_by", _("最晚联系时间"), "2026年12月2日（星期三） 17:30"),
            Variable("told_by", _("告知方式"), "短信"),
            Variable("phone", _("办公电话"), "0990-1234567（工作日 8:30–12:00，14:00–17:30）"),
            Variable("address", _("地址"), "青禾镇正街 1 号"),
            Variable("next", _("接下来")),
        ),
        wordings=(
            Wording(
                "follow",
                _("回执上怎么查进度"),
                "请把编号和查询码收好，两样一起才能查，请不要给别人看。\n"
                "查进度：在网站“查办理进度”里填编号和查询码；也可以打电话或到窗口，报编号和查询码。",
            ),
        ),
    )
)

NOBODY_TO_CALL = "您没有留电话，我们联系不上您。请凭编号和查询码自己查进度和答复。"
UNSURE = "（暂定：那一年的放假安排公布后可能有变）"


def receipt_paper(receipt: Receipt, office: Office) -> Paper:
    """The receipt as its form."""
    called = limit_words(receipt.contact_by) + (UNSURE if receipt.unsure else "")
    hours = f"（{office.hours}）" if office.hours else ""
    data = {
        "number": receipt.number,
        "code": show_query_code(receipt.code),
        "title": receipt.title,
        "filed_at": moment_words(receipt.filed_at),
        "contact_by": called if receipt.contact_by else "",
        "told_by": receipt.told_by,
        "phone": f"{office.phone}{hours}" if office.phone else "",
        "address": office.address,
        "next": "" if receipt.contact_by else NOBODY_TO_CALL,
    }
    return Paper(F93, data, number=receipt.number, row_kind=MATTER, row_id=receipt.matter)
