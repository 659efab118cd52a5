"""The figures an office gives out about its appeals, each declared once, with its formula in words (D.6, 1 to 5, 8)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures import in_time, level, returns, weekly
from lianxin.appeals.figures.changes import why
from lianxin.appeals.figures.in_time import InTime
from lianxin.appeals.limits import HANDLING
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import Across, Figure, Rows, Slice, Text, register

BY_UNIT: dict[str, Slice] = {"unit": weekly.of_unit, "village": weekly.of_village}


def count(
    code: str,
    name: Text,
    formula: Text,
    rows: Rows,
    slices: dict[str, Slice],
    *,
    standing: bool = False,
    across: Across | None = None,
) -> Figure:
    """A count of matters (件)."""
    return register(
        Figure(
            code,
            name,
            Unit.MATTER,
            formula,
            rows,
            lists="matters",
            slices=BY_UNIT | slices,
            why=why,
            standing=standing,
            across=across,
        )
    )


def rate(code: str, name: Text, formula: Text, below: Text, sides: InTime) -> Figure:
    """A share of matters that were due."""
    return register(
        Figure(
            code,
            name,
            Unit.MATTER,
            formula,
            sides.kept,
            lists="matters",
            denominator=sides.due,
            below=below,
            slices=BY_UNIT,
            why=why,
            across=sides.across,
        )
    )


NEW = count(
    "new",
    _("新收诉求"),
    _("这段时间里群众反映的件数；并入别的件的、作废的不算，一件事几个人说、说几次都只算一件。"),
    weekly.filed,
    {"channel": weekly.of_channel, "late": weekly.of_late_entries},
    across=weekly.filed_across,
)
SPOKEN_OF = count(
    "spoken_of",
    _("有接触的事项"),
    _("这段时间里有人来说过、打过电话、写过的件数，新的旧的都算。"),
    weekly.spoken_of,
    {},
)
OPEN = count(
    "open",
    _("在办"),
    _("期末那一刻已登记而没有办结的件数；已并入别的件的不算。"),
    weekly.open_at_the_end,
    {"age": weekly.of_age},
    standing=True,
)
OPEN_BEFORE = count(
    "open_before",
    _("期初在办"),
    _("期初那一刻已登记而没有办结的件数；已并入别的件的不算。"),
    weekly.open_at_the_start,
    {},
    standing=True,
)
MOVED = count(
    "moved",
    _("在办的进出"),
    _("这段时间里开始办或者不再办的件数。"),
    weekly.moved,
    {"term": weekly.of_term},
)
RESPONDED = rate(
    "responded",
    _("响应率"),
    _("在首次联系时限内有人和诉求人说上话（电话、当面，或当场答复）；自动短信不算联系。"),
    _("首次联系时限在这段时间里到期的件数；到期前已撤回、转出的不算。"),
    InTime(["T3"], in_time.contacted),
)
SIGNED = rate(
    "signed",
    _("按时签收率"),
    _("承办单位在签收时限内自己签收；视同签收不算。"),
    _("签收时限在这段时间里到期的件数；到期前已撤回、收回的不算。"),
    InTime(["T2"], in_time.signed),
)
BY_ORIGINAL = InTime(HANDLING, in_time.finished, by="original_due")
ON_TIME = rate(
    "on_time",
    _("按时办结率（原时限）"),
    _("在最初的办理时限内申请办结并且审核同意。"),
    _("最初的办理时限在这段时间里到期的全部件数，没办完的、挂起的也在内；到期前已撤回、转出的不算。"),
    BY_ORIGINAL,
)
ON_TIME_EXTENDED = rate(
    "on_time_extended",
    _("按时办结率（顺延后）"),
    _("在顺延以后的办理时限内申请办结并且审核同意。"),
    _("顺延以后的办理时限在这段时间里到期的全部件数，没办完的也在内；正暂停计时的不算。"),
    InTime(HANDLING, in_time.finished),
)
OVERDUE = count(
    "overdue",
    _("超期"),
    _("此刻在办而已过当前环节时限的件数。"),
    weekly.overdue,
    {},
    standing=True,
)
DUE_SOON = count(
    "due_soon",
    _("三日内到期"),
    _("此刻在办、当前环节时限在三天以内的件数。"),
    weekly.due_soon,
    {},
    standing=True,
)
SETTLED = count(
    "settled",
    _("办结"),
    _("这段时间里办结的件数，结果怎样都算；并入别的件的、作废的不算。"),
    level.settled,
    {"level": level.of_level},
)
SENT_ON = count(
    "sent_on",
    _("转出的"),
    _("这段时间里转给上级或别的单位的件数，由那里了结。"),
    level.sent_on,
    {},
)
TAKEN_HIGHER = count(
    "taken_higher",
    _("上级转来、这里以前知道的"),
    _("这段时间里由上级平台转来，而同一电话以前在这里反映过同一类事的件数。不作考核。"),
    level.taken_higher,
    {},
)
OF_VILLAGES: dict[str, Slice] = {"village": weekly.of_village}
GIVEN_BACK = register(
    Figure(
        "given_back",
        _("退单率"),
        Unit.MATTER,
        _("分母里承办单位申请过退单的件数，同意没同意都算；按原来派给的单位算，不按现在谁在办。"),
        returns.given_back,
        lists="matters",
        denominator=returns.sent_out,
        below=_("这段时间里派单员派出的件数；裁定、兜底直接交办的不算派单。"),
        slices=OF_VILLAGES | {"ground": returns.for_reason},
        why=why,
    )
)
RULED_ON = register(
    Figure(
        "ruled_on",
        _("争议裁定"),
        Unit.MATTER,
        _("这段时间里裁定了由谁主办的件数，逾期没有裁定、由兜底单位接的也在内；按申请退单的单位算。"),
        returns.ruled_on,
        lists="matters",
        slices=OF_VILLAGES,
        why=why,
    )
)
