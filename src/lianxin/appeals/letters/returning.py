"""What is said about whose duty it is: codes and sentences only (退单、裁定的消息)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

RETURN_ASKED = "staff.return_asked"
RETURN_AGREED = "staff.return_agreed"
RETURN_RULED = "staff.return_ruled"
RETURN_REFUSED = "staff.return_refused"
DISPUTED = "staff.disputed"
NAMED = "staff.named"
BACKSTOP = "staff.backstop"
BACKSTOP_TOLD = "staff.backstop_told"
UNIT_FOUND = "unit_found"

register(
    Letter(
        RETURN_ASKED,
        _("%(number)s 的承办单位申请退单，请在时限内答复；过了时限就自动提交裁定。"),
        topic=Topic.WORK,
        label=_("有单位申请退单时，给派单岗位"),
    ),
    Letter(
        RETURN_AGREED,
        _("%(number)s 的退单已经同意，不用本单位办了。"),
        topic=Topic.WORK,
        label=_("退单同意以后，给原承办岗位"),
    ),
    Letter(
        RETURN_RULED,
        _("%(number)s 的退单有结果了，改由别的单位主办。"),
        topic=Topic.WORK,
        label=_("裁定归别的单位以后，给原承办岗位"),
    ),
    Letter(
        RETURN_REFUSED,
        _("%(number)s 的退单没有同意，请接着办；理由在办件页上。"),
        topic=Topic.WORK,
        label=_("退单没有同意以后，给承办岗位"),
    ),
    Letter(
        DISPUTED,
        _("%(number)s 归哪个单位办有争议，请裁定；过了时限就由兜底单位接。"),
        topic=Topic.WORK,
        label=_("有争议要裁定时，给领导岗位"),
    ),
    Letter(
        NAMED,
        _("%(number)s 已裁定由本单位主办，不能再退，办理时限已经开始走。"),
        topic=Topic.WORK,
        label=_("裁定以后，给主办的单位"),
    ),
    Letter(
        BACKSTOP,
        _("%(number)s 没有单位认领，又过了裁定时限，由本单位兜底主办，办理时限已经开始走。"),
        topic=Topic.TIME,
        label=_("由兜底单位接时，给兜底的单位"),
    ),
    Letter(
        BACKSTOP_TOLD,
        _("%(number)s 过了时限没有裁定，已由兜底单位接办。"),
        topic=Topic.TIME,
        label=_("由兜底单位接时，给领导和派单岗位"),
    ),
    Letter(
        UNIT_FOUND,
        _("您反映的事项 %(number)s 已定下承办单位，正在办理。"),
        label=_("争议裁定以后"),
    ),
)
