"""F-94 退单申请 / 争议裁定书: which unit gave an order back and why, what was answered, who has it for good."""

from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.queries.returning import ReturnLine
from lianxin.kernel.paper.days import moment_words
from lianxin.kernel.paper.layout import Boxes, Field, Fields, Form, Lines, Signatures, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register

ASKED, RULED = "asked", "ruled"

F94 = register(
    Form(
        "F-94",
        _("退单申请 / 争议裁定书"),
        "2026-12",
        heading="{heading}",
        blocks=(
            Boxes(
                "本单是",
                ((ASKED, "退单申请（承办单位填）"), (RULED, "争议裁定书（裁定人填）")),
                "kind",
            ),
            Fields(
                (
                    Field("事项编号", "{matter}"),
                    Field("申请单位", "{asked}"),
                    Field("退单理由", "{ground}"),
                    Field("情况说明", "{reason}", room=3),
                    Field("依据", "{basis}", room=2),
                    Field("建议承办单位", "{suggested}"),
                    Field("派单员答复", "{answer}", room=2),
                    Field("结果", "{verdict}"),
                    Field("由谁主办", "{named}", optional=True),
                    Field("裁定意见", "{decision}", room=5, optional=True),
                    Field("裁定依据", "{decision_basis}", room=2, optional=True),
                )
            ),
            Lines(wording="final", indent=True),
            Signatures(("申请人", "派单员", "裁定人"), fingerprint=False),
        ),
        variables=(
            Variable("heading", _("标题"), "争议裁定书", blank=("退单申请 / 争议裁定书",)),
            Variable("kind", _("本单是")),
            Variable("matter", _("事项编号"), "103-2026-000042-7"),
            Variable("asked", _("申请单位"), "供水站 维修　2026年12月2日"),
            Variable("ground", _("退单理由"), "不是本单位的职责"),
            Variable("reason", _("情况说明"), "漏水的是路面排水沟，不是供水管。"),
            Variable("basis", _("依据"), "职责清单第 5 条"),
            Variable("suggested", _("建议承办单位"), "村镇建设办"),
            Variable("answer", _("派单员答复"), "—"),
            Variable("verdict", _("结果"), "已裁定　2026年12月3日"),
            Variable("named", _("由谁主办"), "村镇建设办"),
            Variable("decision", _("裁定意见"), "排水沟属于道路附属设施，由村镇建设办主办。"),
            Variable("decision_basis", _("裁定依据"), "职责清单第 5 条"),
        ),
        wordings=(
            Wording(
                "final",
                _("退单和裁定末尾的说明"),
                "退单由派单员答复；两次不同意、逾期没有答复或者两个单位都不认的，提交裁定。"
                "裁定是最终的，承办单位不得再退。等待期间群众的办理时限不停。",
            ),
        ),
    )
)


def return_paper(line: ReturnLine) -> Paper:
    """One return as its form: an application as long as nobody has ruled on it."""
    ruled = line.adjudicated
    followed = _now("先例：%(number)s 的裁定") % {"number": line.precedent}
    data = {
        "heading": _now("争议裁定书") if ruled else _now("退单申请"),
        "kind": [RULED if ruled else ASKED],
        "matter": line.matter.number,
        "asked": f"{line.asked_by or line.unit}　{moment_words(line.asked_at)}",
        "ground": line.ground,
        "reason": line.reason,
        "basis": line.basis,
        "suggested": line.suggested,
        "answer": line.answer,
        "verdict": "　".join(
            word for word in (str(line.verdict), line.decided_by, moment_words(line.decided_at)) if word
        ),
        "named": line.named,
        "decision": followed if line.precedent else line.decision,
        "decision_basis": line.decision_basis,
    }
    number = f"{line.matter.number}-{line.key}"
    return Paper(F94, data, number=number, row_kind="matter", row_id=line.matter.pk)
