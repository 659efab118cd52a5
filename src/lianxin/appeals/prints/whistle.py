"""F-96 联办会商纪要（吹哨单）: who was called, who came, what was said, who does what by when."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.whistle import CallLine, WhistleLine
from lianxin.kernel.paper.days import limit_words, moment_words
from lianxin.kernel.paper.layout import Field, Fields, Form, Lines, Signatures, Table, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.matters.models import Matter

F96 = register(
    Form(
        "F-96",
        _("联办会商纪要（吹哨单）"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("事项", "{title}"),
                    Field("情形", "{kind}"),
                    Field("吹哨单位", "{lead}"),
                    Field("集合时间", "{at}"),
                    Field("集合地点", "{place}"),
                    Field("来做什么", "{purpose}", room=3),
                    Field("主持调解", "{mediator}"),
                )
            ),
            Table((("被叫单位", 5), ("回复", 6), ("到场", 4)), "called", blank=6),
            Table((("单位", 5), ("书面意见（双方有争议时）", 11)), "written", blank=2),
            Lines("会商意见"),
            Lines("{opinions}", indent=True, room=8),
            Fields((Field("调解的结果", "{outcome}"),)),
            Table((("承办单位", 5), ("任务", 8), ("什么时候前办好", 5)), "tasks", blank=6),
            Lines(wording="note"),
            Signatures(("主持人", "记录人", "各单位"), fingerprint=False),
        ),
        variables=(
            Variable("title", _("事项"), "水井边路面塌陷"),
            Variable("kind", _("情形"), "应急处置"),
            Variable("lead", _("吹哨单位"), "供水站"),
            Variable("at", _("集合时间"), "2026年11月3日（星期二） 09:00"),
            Variable("place", _("集合地点"), "樟荫村水井边"),
            Variable("purpose", _("来做什么"), "一起看塌陷，定谁先围挡。"),
            Variable("mediator", _("主持调解"), "镇调委会调解员"),
            Variable("called", _("被叫单位")),
            Variable("written", _("书面意见")),
            Variable("opinions", _("会商意见"), "先围挡，再查管线。"),
            Variable("outcome", _("调解的结果"), "谈成了，双方认可"),
            Variable("tasks", _("任务")),
        ),
        wordings=(
            Wording(
                "note",
                _("会商纪要末尾的说明"),
                "各单位按期完成后回复吹哨单位，由它统一答复诉求人。本纪要不写反映人的姓名和电话。"
                "有争议的，调解要双方自愿，没有谈成的可以依法仲裁、起诉。",
            ),
        ),
    )
)


def whistle_paper(matter: Matter, line: WhistleLine) -> Paper:
    """One call of units to a place, as its form."""
    data = {
        "title": matter.title,
        "kind": line.kind,
        "lead": line.lead,
        "at": limit_words(line.at),
        "place": line.place,
        "purpose": line.purpose,
        "called": [(one.unit, said(one), moment_words(one.arrived_at)) for one in line.calls],
        "mediator": line.mediator,
        "written": [(one.unit, one.opinion) for one in line.calls if one.opinion],
        "opinions": line.opinions,
        "outcome": line.outcome,
        "tasks": [(one.unit, one.task, limit_words(one.task_due)) for one in line.calls if one.task],
    }
    number = f"{matter.number}-{line.key}"
    return Paper(F96, data, number=number, row_kind="matter", row_id=matter.pk)


def said(call: CallLine) -> str:
    """What a unit replied, in a cell."""
    return "：".join(word for word in (call.reply, call.words) if word)
