"""What staff are told about an appeal (消息): codes and sentences; each leads to the matter's page."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

TO_SIGN = "staff.to_sign"
SENT_BACK = "staff.sent_back"
REWORK = "staff.rework"

register(
    Letter(TO_SIGN, _("有一件派给本单位的诉求 %(number)s，请签收。"), topic=Topic.WORK),
    Letter(SENT_BACK, _("%(number)s 的办结申请被退回，请看退回理由再办。"), topic=Topic.WORK),
    Letter(REWORK, _("%(number)s 回访时群众说没有解决，要重办。"), topic=Topic.WORK),
)
