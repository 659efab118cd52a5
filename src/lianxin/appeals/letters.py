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

REWORK_AGAIN = "staff.rework_again"
REWORK_LEADER = "staff.rework_leader"
REOPENED = "staff.reopened"
WITHDRAWN = "staff.withdrawn"
ADDED = "staff.added"
OBJECTED = "staff.objected"
CORRECTION = "staff.correction"
MERGED = "staff.merged"

MERGED_TOLD = "merged"
UNMERGED_TOLD = "unmerged"
REOPENED_TOLD = "reopened"
WITHDRAWN_TOLD = "withdrawn"

register(
    Letter(REWORK_LEADER, _("%(number)s 回访没有解决，已退回原单位重办，请过问。"), topic=Topic.WORK),
    Letter(REWORK_AGAIN, _("%(number)s 第 %(times)s 次重办，请过问；办完须换一位审核人。"), topic=Topic.WORK),
    Letter(REOPENED, _("%(number)s 办结后又被重启，请看原因。"), topic=Topic.WORK),
    Letter(WITHDRAWN, _("%(number)s 已由诉求人撤回，不用再办。"), topic=Topic.WORK),
    Letter(ADDED, _("%(number)s 的诉求人补充了说明，请看。"), topic=Topic.WORK),
    Letter(OBJECTED, _("%(number)s 的诉求人不同意并案，已恢复单独办理。"), topic=Topic.WORK),
    Letter(CORRECTION, _("%(number)s 有一条更正等您批准。"), topic=Topic.WORK),
    Letter(MERGED, _("%(number)s 已并入 %(main)s，不用单独办了。"), topic=Topic.WORK),
    Letter(
        MERGED_TOLD,
        _(
            "您反映的事项 %(number)s 和 %(main)s 是同一件事，已合在一起办。凭您原来的编号和查询码照样查进展；"
            "不同意的，可以在查询页上说，或打电话告诉我们。"
        ),
    ),
    Letter(UNMERGED_TOLD, _("您反映的事项 %(number)s 已恢复单独办理。")),
    Letter(REOPENED_TOLD, _("您反映的事项 %(number)s 已重新办理。凭编号和查询码可以查看进展。")),
    Letter(
        WITHDRAWN_TOLD, _("您反映的事项 %(number)s 已按您的意思撤回。要是您没有提过，请马上打电话告诉我们。")
    ),
)
