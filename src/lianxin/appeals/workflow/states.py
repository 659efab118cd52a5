"""The states of an appeal, in the words of the office and of the resident."""

from django.utils.translation import gettext_lazy as _

from lianxin.matters.workflow import State

STATES = (
    State("registered", _("已登记"), _("已收到，正在受理"), limit="T2a"),
    State("to_dispatch", _("待派单"), _("已受理，正在确定承办单位"), limit="T2a"),
    State("to_sign", _("待签收"), _("已交承办单位"), limit="T2"),
    State("working", _("办理中"), _("正在办理")),
    State("closing", _("待审核"), _("办理完毕，正在审核答复"), limit="T11"),
    State("callback", _("待回访"), _("已答复，等待回访"), limit="T12"),
    State("rework", _("重办中"), _("按您的意见重新办理")),
    State("closed", _("已办结"), _("已办结"), end=True),
)

OPEN = tuple(state.code for state in STATES if not state.end)
EVERY = tuple(state.code for state in STATES)
