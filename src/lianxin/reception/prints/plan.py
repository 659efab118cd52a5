"""F-46 群众接待日公示: days, leaders, substitutes, place, telephone, what was altered."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.paper.days import day_words, limit_words
from lianxin.kernel.paper.layout import Closing, Field, Fields, Form, Lines, Table, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.reception.models import Kind, SlotChange
from lianxin.reception.queries.slots import Shown

F46 = register(
    Form(
        "F-46",
        _("群众接待日公示"),
        "2026-12",
        heading="{kind}安排",
        blocks=(
            Fields(
                (
                    Field("起止", "{period}"),
                    Field("地点", "{place}"),
                    Field("咨询电话", "{phone}"),
                )
            ),
            Table((("日期、时间", 5), ("接待领导", 5), ("替补", 5), ("说明、变更", 5)), "slots", blank=10),
            Lines(wording="note", indent=True),
            Closing(),
        ),
        variables=(
            Variable("kind", _("接待名称"), "赶集日群众接待", blank=("群众接待日",)),
            Variable("period", _("起止"), "2026年12月1日至2026年12月31日"),
            Variable("place", _("地点"), "便民服务中心一楼"),
            Variable("phone", _("咨询电话"), "0990-1234567"),
            Variable("slots", _("场次")),
        ),
        wordings=(
            Wording(
                "note",
                _("公示末尾的说明"),
                "不用预约，当天取号，也可以打电话问。不查验身份证，可以带家人一起来。有变动的，会重新公示。",
            ),
        ),
    )
)


def plan_paper(kind: Kind, shown: Sequence[Shown], first: date, last: date) -> Paper:
    """The posted slots of a kind in a period, as the notice on the wall."""
    data = {
        "kind": kind.name,
        "period": f"{day_words(first)}至{day_words(last)}",
        "place": kind.place,
        "phone": kind.phone,
        "slots": [row_of(one, kind) for one in shown],
        "day": day_words(max((one.slot.posted_at for one in shown if one.slot.posted_at), default=None)),
    }
    number = f"{kind.code}-{first:%Y%m%d}"
    return Paper(F46, data, number=number, row_kind="kind", row_id=kind.pk)


def row_of(one: Shown, kind: Kind) -> tuple[str, str, str, str]:
    """One line of the notice."""
    begins, ends = (timezone.localtime(at) for at in (one.slot.starts_at, one.slot.ends_at))
    said = [one.slot.theme, "" if one.slot.place == kind.place else one.slot.place]
    said += [change_words(change) for change in one.changes]
    if one.cancelled:
        said.append(one.slot.reason)
    when = f"{limit_words(one.slot.day)}\n{begins:%H:%M}–{ends:%H:%M}"
    return when, one.leader, one.substitute, "\n".join(words for words in said if words)


def change_words(change: SlotChange) -> str:
    """换接待领导：甲 → 乙（2026年12月1日）."""
    became = " → ".join(words for words in (change.was, change.became) if words)
    return f"{change.get_what_display()}：{became}（{day_words(change.at)}）"
