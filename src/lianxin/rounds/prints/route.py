"""F-16 敲门行动登记表: the doors in the order of the road, to write on, or as they were filled in."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.paper.days import day_words
from lianxin.kernel.paper.layout import Field, Fields, Form, Lines, Page, Signatures, Table, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.matters.flows import flow_of
from lianxin.rounds.models import Round
from lianxin.rounds.queries.doors import DoorLine
from lianxin.rounds.queries.rounds import lines_of
from lianxin.rounds.rules.doors import TO_VISIT

WRITE_ON = "1  2  3  4  5"
TWO = "两人上门"

F16 = register(
    Form(
        "F-16",
        _("敲门行动登记表"),
        "2026-12",
        page=Page.ACROSS,
        blocks=(
            Fields(
                (
                    Field("行动", "{name}"),
                    Field("主题", "{themes}"),
                    Field("服务队", "{team}"),
                    Field("日期", "{days}", by_hand=True),
                    Field("走访率", "{coverage}", optional=True),
                )
            ),
            Lines(wording="results", indent=False),
            Table(
                (
                    ("序", 1),
                    ("地址", 5),
                    ("主题", 4),
                    ("结果", 3),
                    ("几次", 1),
                    ("分钟", 1),
                    ("需求（原话，一件一行）", 6),
                    ("称呼、电话（愿意留的）", 3),
                    ("留卡号", 3),
                ),
                "doors",
                blank=12,
            ),
            Lines(wording="manners", indent=False),
            Signatures(("走访人", "走访人"), fingerprint=False),
        ),
        variables=(
            Variable("name", _("行动名称"), "冬季用电安全敲门"),
            Variable("themes", _("主题"), "用电用火安全、反诈宣传"),
            Variable("team", _("服务队"), "樟荫村便民服务队"),
            Variable("days", _("起止日期"), "2026年12月1日至2026年12月15日"),
            Variable("coverage", _("走访率"), "26/28 = 92.9 %"),
            Variable("doors", _("户")),
        ),
        wordings=(
            Wording(
                "results",
                _("登记表上结果怎么填"),
                "结果圈一个数字：1 已访，2 未遇，3 拒访，4 无人居住，5 地址不存在（在需求栏写哪里不对）。"
                "打电话问到的不算已访。",
            ),
            Wording(
                "manners",
                _("登记表上的提醒"),
                "已经知道的不再问；不愿意听的不勉强；没有主人同意不进屋、不拍照；“两人上门”的户不单独进去。"
                "答应了事情的，留下联系卡。",
            ),
        ),
    )
)


def route_paper(row: Round, lines: Sequence[DoorLine], *, filled: bool) -> Paper:
    """The list of a round; on one to write on, the results are digits to circle."""
    line = lines_of([row])[0]
    data = {
        "name": row.name,
        "themes": line.themes,
        "team": row.team.name,
        "days": f"{day_words(row.starts_on)}至{day_words(row.ends_on)}",
        "coverage": str(line.coverage.rate) if filled else "",
        "doors": [as_filled(one) if filled else as_blank(one) for one in lines],
    }
    return Paper(F16, data, number=f"{row.pk}", row_kind="round", row_id=row.pk, restricted=True)


def as_blank(line: DoorLine) -> list[str]:
    """A line to write on."""
    door = line.door
    address = f"{door.address}（{TWO}）" if door.pair else door.address
    return [str(door.order), address, line.themes, WRITE_ON, "", "", "", "", ""]


def as_filled(line: DoorLine) -> list[str]:
    """A line as it was registered; what people asked for stands in its appeal, by number."""
    door = line.door
    result = "" if door.state == TO_VISIT else str(flow_of(door).state(door.state).staff)
    return [
        str(door.order),
        door.address,
        line.themes,
        result,
        str(door.tries),
        "" if door.minutes is None else str(door.minutes),
        "、".join(line.needs) or door.mend,
        "",
        "、".join(line.cards),
    ]
