"""F-102 数据更正单: what stood there, what is right, why, who asked and who agreed; to file."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.corrections import CorrectionLine
from lianxin.kernel.paper.days import moment_words
from lianxin.kernel.paper.layout import Field, Fields, Form, Lines, Signatures, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register

F102 = register(
    Form(
        "F-102",
        _("数据更正单"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("事项编号", "{matter}"),
                    Field("更正的项目", "{field}"),
                    Field("原来", "{old}", room=2, optional=True),
                    Field("更正为", "{new}", room=2, optional=True),
                    Field("理由", "{why}", room=3),
                    Field("提出", "{proposed}"),
                    Field("批准", "{decided}"),
                )
            ),
            Lines(wording="note"),
            Signatures(("提出人", "批准人"), fingerprint=False),
        ),
        variables=(
            Variable("matter", _("事项编号"), "103-2026-000042-7"),
            Variable("field", _("更正的项目"), "反映人姓名"),
            Variable("old", _("原来"), "林＊"),
            Variable("new", _("更正为"), "林＊"),
            Variable("why", _("理由"), "登记时听错了。"),
            Variable("proposed", _("提出"), "便民服务中心 窗口"),
            Variable("decided", _("批准"), "已批准"),
        ),
        wordings=(
            Wording(
                "note",
                _("更正单末尾的说明"),
                "姓名和电话在纸上只印一部分。统计按更正后的数算，原来的值留在系统里备查。",
            ),
        ),
    )
)


def correction_paper(line: CorrectionLine) -> Paper:
    """One correction as its form; what it held before is left out where the number itself was void."""
    decided = [str(line.verdict), line.decided_by, moment_words(line.decided_at)]
    data = {
        "matter": line.matter.number,
        "field": line.field,
        "old": "" if line.void else line.old or "—",
        "new": "" if line.void else line.new,
        "why": line.why,
        "proposed": "　".join(word for word in (line.proposed_by, moment_words(line.proposed_at)) if word),
        "decided": "　".join(word for word in decided if word),
    }
    number = f"{line.matter.number}-{line.key}"
    return Paper(F102, data, number=number, row_kind="matter", row_id=line.matter.pk)
