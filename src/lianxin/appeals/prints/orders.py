"""F-49 交办单, which goes to the unit with the matter, and F-50 回访记录, every attempt and what was said at it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.orders import Given
from lianxin.kernel.paper.days import limit_words, moment_words
from lianxin.kernel.paper.layout import (
    Boxes,
    Closing,
    Field,
    Fields,
    Form,
    Lines,
    Signatures,
    Table,
    Variable,
)
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.matters.models import Matter

SECRET, OPEN = "secret", "open"

F49 = register(
    Form(
        "F-49",
        _("交办单"),
        "2026-12",
        blocks=(
            Lines("{unit}：", indent=False),
            Lines("下面这件事交由你单位主办，请按时限办理并答复。", indent=True),
            Fields(
                (
                    Field("事项编号", "{matter}"),
                    Field("事项", "{title}", room=2),
                    Field("地点", "{place}"),
                    Field("要求", "{demand}", room=4),
                    Field("依据", "{basis}", room=2),
                    Field("办结时限", "{until}"),
                    Field("协办单位", "{helpers}", optional=True),
                )
            ),
            Boxes(
                "诉求人",
                ((SECRET, "要求保密：不得打听、不得透露是谁反映的"), (OPEN, "没有要求保密")),
                "secrecy",
            ),
            Fields((Field("交办人", "{sender}"), Field("交办时间", "{sent}"))),
            Signatures(("签收人", "交办人"), fingerprint=False),
            Closing(day="{sent_on}"),
        ),
        variables=(
            Variable("unit", _("主办单位"), "供水站"),
            Variable("matter", _("事项编号"), "103-2026-000042-7"),
            Variable("title", _("事项"), "水管漏水"),
            Variable("place", _("地点"), "樟荫村水井边"),
            Variable("demand", _("要求"), "请派人到现场，把漏点修好。"),
            Variable("basis", _("依据"), "职责清单第 3 条"),
            Variable("until", _("办结时限"), "2026年12月9日（星期三） 17:30"),
            Variable("helpers", _("协办单位"), "村镇建设办"),
            Variable("secrecy", _("是否保密")),
            Variable("sender", _("交办人"), "便民服务中心 派单"),
            Variable("sent", _("交办时间"), "2026年12月2日 10:00"),
            Variable("sent_on", _("交办日期"), "2026年12月2日"),
        ),
    )
)
F50 = register(
    Form(
        "F-50",
        _("回访记录"),
        "2026-12",
        blocks=(
            Fields((Field("事项编号", "{matter}"), Field("事项", "{title}"))),
            Table(
                (
                    ("次", 4),
                    ("时间", 14),
                    ("回访人", 12),
                    ("谁接的", 9),
                    ("解决没有", 14),
                    ("满意吗", 9),
                    ("原话", 24),
                ),
                "calls",
                blank=6,
            ),
            Fields((Field("接下来", "{next}", room=2),)),
            Signatures(("回访人",), fingerprint=False),
        ),
        variables=(
            Variable("matter", _("事项编号"), "103-2026-000042-7"),
            Variable("title", _("事项"), "水管漏水"),
            Variable("calls", _("每次回访")),
            Variable("next", _("接下来"), "已办结"),
        ),
    )
)


def order_paper(matter: Matter, given: Given) -> Paper:
    """One dispatch as its form."""
    sent = given.order.dispatched_at
    data = {
        "unit": given.order.unit.name,
        "matter": matter.number,
        "title": given.title,
        "place": given.place,
        "demand": given.order.demand,
        "basis": given.order.basis,
        "until": limit_words(given.until),
        "helpers": "、".join(given.helpers),
        "secrecy": [SECRET if given.secret else OPEN],
        "sender": given.sender,
        "sent": moment_words(sent),
        "sent_on": moment_words(sent)[:-6],
    }
    number = f"{matter.number}-{given.order.pk}"
    return Paper(F49, data, number=number, row_kind="matter", row_id=matter.pk, said_at=sent)


def calls_paper(matter: Matter, title: str, lines: list[list[str]], state: str | Promise) -> Paper:
    """All callbacks of a matter as their form."""
    data = {"matter": matter.number, "title": title, "calls": lines, "next": str(state)}
    return Paper(F50, data, number=matter.number, row_kind="matter", row_id=matter.pk)
