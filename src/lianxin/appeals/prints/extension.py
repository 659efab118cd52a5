"""F-95 延期申请与告知: how much longer, why, who agreed, the old day beside the new, and when the resident was told."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.pauses import ExtensionLine
from lianxin.kernel.paper.days import day_words, limit_words, moment_words
from lianxin.kernel.paper.layout import Closing, Field, Fields, Form, Lines, Signatures, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.web.office import Office

F95 = register(
    Form(
        "F-95",
        _("延期申请与告知"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("事项编号", "{matter}"),
                    Field("反映的事", "{title}", room=2),
                    Field("承办单位", "{unit}"),
                    Field("原来到期", "{before}"),
                    Field("申请延多久", "{more}"),
                    Field("为什么延期", "{reason}", room=4),
                    Field("依据", "{basis}", room=2, optional=True),
                    Field("申请", "{asked}"),
                    Field("审批", "{decided}"),
                    Field("不批准的理由", "{refusal}", room=2, optional=True),
                    Field("延期后到期", "{after}"),
                    Field("告知诉求人", "{told}"),
                )
            ),
            Lines(wording="note", indent=True),
            Closing(),
            Signatures(("申请人", "批准人", "收件人"), fingerprint=False),
        ),
        variables=(
            Variable("matter", _("事项编号"), "103-2026-000042-7"),
            Variable("title", _("事项"), "水管漏水"),
            Variable("unit", _("承办单位"), "供水站"),
            Variable("before", _("原来到期"), "2026年12月8日（星期二） 17:30"),
            Variable("more", _("延多久"), "5 个工作日"),
            Variable("reason", _("为什么延期"), "管材要从县里调，下周三到货。"),
            Variable("basis", _("依据")),
            Variable("asked", _("申请"), "供水站 维修　2026年12月1日 09:30"),
            Variable("decided", _("审批"), "已批准　便民服务中心 审核　2026年12月1日 15:00"),
            Variable("refusal", _("不批准的理由")),
            Variable("after", _("延期后到期"), "2026年12月15日（星期二） 17:30"),
            Variable("told", _("告知诉求人"), "2026年12月1日 15:00"),
            Variable("phone", _("办公电话"), "0990-1234567"),
            Variable("address", _("地址"), "青禾镇正街 1 号"),
        ),
        wordings=(
            Wording(
                "note",
                _("延期告知末尾的说明"),
                "同一个时限只延一次，延长的不超过原来的时限。按时率按原来的和延期后的日子各算一遍。\n"
                "有不明白的，请打电话{办公电话}。地址：{地址}",
            ),
        ),
    )
)


def extension_paper(line: ExtensionLine, office: Office) -> Paper:
    """One extension as its form; the wording is that of the day on which it was decided."""
    asking = line.asking
    granted = asking.approved and line.due_after is not None
    data = {
        "matter": line.matter.number,
        "title": line.title,
        "unit": line.unit,
        "before": limit_words(line.due_before),
        "more": line.more,
        "reason": line.reason,
        "basis": line.basis,
        "asked": spaced(asking.post, moment_words(asking.at)),
        "decided": spaced(str(asking.verdict), asking.decider, moment_words(asking.decided_at)),
        "refusal": asking.refusal,
        "after": limit_words(line.due_after) if granted else "—",
        "told": moment_words(asking.decided_at) if granted else "—",
        "phone": office.phone,
        "address": office.address,
        "day": day_words(asking.decided_at or asking.at),
    }
    number = f"{line.matter.number}-{line.key}"
    said_at = asking.decided_at or asking.at
    return Paper(F95, data, number=number, row_kind="matter", row_id=line.matter.pk, said_at=said_at)


def spaced(*words: str) -> str:
    """What there is of these, with a wide space between."""
    return "　".join(word for word in words if word)
