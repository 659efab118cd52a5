"""The states of an appeal, in the words of the office and of the resident."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.limits import RATINGS
from lianxin.appeals.rules import INQUIRED
from lianxin.matters.workflow import State

STATES = (
    State("registered", _("已登记"), _("已收到，正在受理"), limit="T2a"),
    State("need_info", _("待补充"), _("请补充材料，补齐后接着办"), limit="T2n", paused=True),
    State("reject_asked", _("不予受理待审"), _("已收到，正在受理"), limit="T2a", lists_with=("rejections",)),
    State("to_dispatch", _("待派单"), _("已受理，正在确定承办单位"), limit="T2a"),
    State("to_sign", _("待签收"), _("已交承办单位"), limit="T2"),
    State("return_asked", _("退单待审"), _("正在确定承办单位"), limit="T4", lists_with=("returns",)),
    State("adjudicating", _("争议裁定"), _("正在确定承办单位"), limit="T5", lists_with=("returns",)),
    State("working", _("办理中"), _("正在办理")),
    State("suspended", _("已挂起"), _("先停一停，等说好的事有了结果接着办"), limit="T10", paused=True),
    State("joint", _("联办中"), _("几个单位正在一起办理"), lists_with=("suborders",)),
    State("closing", _("待审核"), _("办理完毕，正在审核答复"), limit="T11"),
    State("callback", _("待回访"), _("已答复，等待回访"), limit="T12", lists_with=("suborders",)),
    State("rework", _("重办中"), _("按您的意见重新办理")),
    State("sealed", _("待纪检受理"), _("已收到，正在受理"), limit="T6e1"),
    State("inquiring", _("纪检核查中"), _("正在核查")),
    State("merged", _("已并案"), _("和另一件同样的事合在一起办"), paused=True, follows=True),
    State("closed", _("已办结"), _("已办结"), end=True, runs_on=tuple(RATINGS)),
    State("rejected", _("不予受理"), _("不属于我们受理，请看该找谁"), end=True),
    State("referred", _("已转出"), _("已转给有权处理的单位"), end=True),
    State("archived", _("已归档"), _("已办结"), end=True, runs_on=tuple(RATINGS)),
    State("withdrawn", _("已撤回"), _("已按您的意思撤回"), end=True),
    State("voided", _("已作废"), _("登记有误，已作废"), end=True),
)

OPEN = tuple(state.code for state in STATES if not state.end)
EVERY = tuple(state.code for state in STATES)
BEFORE_DISPATCH = ("registered", "need_info", "reject_asked", "to_dispatch")
BEFORE_CLOSING = (
    *("registered", "need_info", "reject_asked", "to_dispatch", "to_sign"),
    *("return_asked", "adjudicating", "working", "joint", "suspended", "rework"),
)
# What was answered already is no longer merged: a bad answer would vanish from the rates with it. What stands still
# first goes on: its day would be lost in the main. What several units work on together follows no other either: the
# sub-orders are taken back first. An accusation stays where it lies.
ANSWERED = ("closing", "callback", "rework")
MERGEABLE = tuple(code for code in OPEN if code not in {*ANSWERED, "merged", "suspended", "joint", *INQUIRED})
# Whoever is asked for something answers by that move; elsewhere more can be said at any time.
ADDABLE = tuple(code for code in OPEN if code != "need_info")
