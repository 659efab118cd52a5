"""F-47 来访登记表: one line a visit, filled by the machine or by hand when there is no power."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.paper.days import limit_words, moment_words
from lianxin.kernel.paper.layout import Field, Fields, Form, Lines, Page, Signatures, Table, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.reception.models import Slot
from lianxin.reception.queries.ledgers import Entry, entries_of

F47 = register(
    Form(
        "F-47",
        _("来访登记表"),
        "2026-12",
        page=Page.ACROSS,
        blocks=(
            Fields((Field("接待", "{reception}"), Field("时间、地点", "{place}"))),
            Table(
                (
                    ("号", 4),
                    ("取号", 7),
                    ("称呼", 8),
                    ("人数", 5),
                    ("代表", 12),
                    ("反映的事", 26),
                    ("结果", 10),
                    ("立项编号", 14),
                ),
                "visits",
                blank=14,
            ),
            Lines("{sum}"),
            Lines(wording="how", indent=True),
            Signatures(("登记人", "接待领导"), fingerprint=False),
        ),
        variables=(
            Variable("reception", _("哪一场接待"), "每周三赶集日　2026年12月2日（星期三）"),
            Variable("place", _("时间、地点"), "08:30–11:30　便民服务中心一楼"),
            Variable("visits", _("来访")),
            Variable("sum", _("合计"), "来访 12 批 31 人，立项 5 件"),
        ),
        wordings=(
            Wording(
                "how",
                _("来访登记表末尾的说明"),
                "不用看身份证，姓名可以不写。一批人写一行，写清来了几人；同一件事 5 人以上的，推选 1 到 5 名代表。"
                "每一行都要有结果。停电停网时照这张表写，来电以后按号补登，纸表一并归档。",
            ),
        ),
    )
)


def ledger_paper(slot: Slot, *, by: Actor) -> Paper:
    """The register of one slot as far as this actor may read it."""
    lines = entries_of(slot, by=by)
    starts, ends = moment_words(slot.starts_at)[-5:], moment_words(slot.ends_at)[-5:]
    data = {
        "reception": f"{slot.kind.name}　{limit_words(slot.day)}",
        "place": f"{starts}–{ends}　{slot.place}",
        "visits": [cells(line) for line in lines],
        "sum": f"来访 {len(lines)} 批 {sum(line.persons for line in lines)} 人，"
        f"立项 {sum(line.opened for line in lines)} 件",
    }
    return Paper(F47, data, number=f"{slot.day:%Y%m%d}-{slot.pk}", row_kind="slot", row_id=slot.pk)


def cells(line: Entry) -> list[str]:
    """One line of the register."""
    return [
        str(line.number),
        f"{moment_words(line.taken_at)[-5:]}{'（纸）' if line.paper else ''}",
        line.name,
        str(line.persons),
        "、".join(line.speakers),
        line.asked,
        str(line.outcome),
        line.matter,
    ]
