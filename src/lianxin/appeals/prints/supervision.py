"""F-97 督办单: what a unit is to answer by when, and its answer."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import Supervision
from lianxin.appeals.queries.shielding import title_on_paper
from lianxin.kernel.paper.days import day_words, moment_words
from lianxin.kernel.paper.layout import Boxes, Closing, Field, Fields, Form, Lines, Signatures, Variable
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.matters.models import Matter

F97 = register(
    Form(
        "F-97",
        _("督办单"),
        "2026-12",
        blocks=(
            Lines("{unit}：", indent=False),
            Lines("编号 {matter} 的事项“{title}”，现予督办，请在{until}以前答复。", indent=True),
            Boxes("等级", (("yellow", "黄色督办"), ("red", "红色督办")), "level"),
            Fields(
                (
                    Field("原因", "{why}"),
                    Field("要求", "{demand}", room=4),
                    Field("发出", "{made}"),
                    Field("答复", "{answer}", room=6, optional=True),
                    Field("答复时间", "{answered}", optional=True),
                )
            ),
            Closing(),
            Signatures(("承办单位负责人", "督办人"), fingerprint=False),
        ),
        variables=(
            Variable("unit", _("承办单位"), "供水站"),
            Variable("matter", _("事项编号"), "103-2026-000042-7"),
            Variable("title", _("事项"), "水管漏水"),
            Variable("until", _("哪天以前答复"), "2026年12月8日"),
            Variable("level", _("督办等级")),
            Variable("why", _("督办原因"), "超过办理时限"),
            Variable("demand", _("要求"), "请派人到现场，把漏点修好，写明什么时候修好。"),
            Variable("made", _("发出"), "2026年12月3日 9时"),
            Variable("answer", _("答复")),
            Variable("answered", _("答复时间")),
        ),
    )
)


def supervision_paper(matter: Matter, notice: Supervision) -> Paper:
    """One notice as its form, with the answer when there is one."""
    data = {
        "unit": notice.unit.name,
        "matter": matter.number,
        "title": title_on_paper(matter),
        "until": day_words(notice.until),
        "level": [notice.level],
        "why": str(notice.get_why_display()),
        "demand": notice.demand,
        "made": moment_words(notice.made_at),
        "answer": notice.answer,
        "answered": moment_words(notice.answered_at) if notice.answered_at else "",
    }
    number = f"{matter.number}-{notice.pk}"
    return Paper(F97, data, number=number, row_kind="matter", row_id=matter.pk, said_at=notice.made_at)
