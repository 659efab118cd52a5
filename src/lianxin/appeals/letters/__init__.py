"""What is said about an appeal: letters to residents (通知), notices to staff (消息); codes and sentences only."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.letters.joint import (
    HELP_AGAIN as HELP_AGAIN,
    HELP_ANSWERED as HELP_ANSWERED,
    HELP_CHASED as HELP_CHASED,
    HELP_LATE as HELP_LATE,
    HELP_LATE_LEAD as HELP_LATE_LEAD,
    HELP_TO_SIGN as HELP_TO_SIGN,
    HELP_WAITS as HELP_WAITS,
    LEAD_DECLINED as LEAD_DECLINED,
    LEAD_OFFERED as LEAD_OFFERED,
    LEAD_TAKEN as LEAD_TAKEN,
    OPINION_GIVEN as OPINION_GIVEN,
    WHISTLE as WHISTLE,
    WHISTLE_ANSWERED as WHISTLE_ANSWERED,
)
from lianxin.appeals.letters.pausing import (
    EXTENDED_TOLD as EXTENDED_TOLD,
    EXTENSION_ASKED as EXTENSION_ASKED,
    EXTENSION_DECIDED as EXTENSION_DECIDED,
    GOES_ON as GOES_ON,
    MADE_A_PROJECT as MADE_A_PROJECT,
    NEWS_LATE as NEWS_LATE,
    NEWS_SOON as NEWS_SOON,
    NEWS_TOLD as NEWS_TOLD,
    RESUMED_TOLD as RESUMED_TOLD,
    SUSPENDED_TOLD as SUSPENDED_TOLD,
    SUSPENSION_ASKED as SUSPENSION_ASKED,
    SUSPENSION_DECIDED as SUSPENSION_DECIDED,
)
from lianxin.appeals.letters.returning import (
    BACKSTOP as BACKSTOP,
    BACKSTOP_TOLD as BACKSTOP_TOLD,
    DISPUTED as DISPUTED,
    NAMED as NAMED,
    RETURN_AGREED as RETURN_AGREED,
    RETURN_ASKED as RETURN_ASKED,
    RETURN_REFUSED as RETURN_REFUSED,
    RETURN_RULED as RETURN_RULED,
    UNIT_FOUND as UNIT_FOUND,
)
from lianxin.appeals.letters.speaking import (
    TAKEN_BACK_TOLD as TAKEN_BACK_TOLD,
)
from lianxin.appeals.letters.supervision import (
    ASKED_UPWARD as ASKED_UPWARD,
    BADLY_RATED as BADLY_RATED,
    INSTRUCTED as INSTRUCTED,
    JUDGED_TOLD as JUDGED_TOLD,
    PUT_RIGHT_TOLD as PUT_RIGHT_TOLD,
    SUPERVISED as SUPERVISED,
    SUPERVISION_ANSWERED as SUPERVISION_ANSWERED,
    TO_PUT_RIGHT as TO_PUT_RIGHT,
    UPWARD_ANSWERED as UPWARD_ANSWERED,
    UPWARD_TOLD as UPWARD_TOLD,
    URGED as URGED,
)
from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

TO_SIGN = "staff.to_sign"
SENT_BACK = "staff.sent_back"
REWORK = "staff.rework"
UNSIGNED = "staff.unsigned"
DEEMED = "staff.deemed"
TO_ASK = "staff.to_ask"
SUPPLIED = "staff.supplied"
EMERGENCY = "staff.emergency"
EMERGENCY_FILED = "staff.emergency_filed"
EMERGENCY_SENT = "staff.emergency_sent"
RAISED_BY_WORDS = "staff.raised_by_words"

PETITION_TOLD = "petition_accepted"

register(
    Letter(
        TO_SIGN,
        _("有一件派给本单位的诉求 %(number)s，请签收。"),
        topic=Topic.WORK,
        label=_("派单以后，给承办岗位"),
    ),
    Letter(
        SENT_BACK,
        _("%(number)s 的办结申请被退回，请看退回理由再办。"),
        topic=Topic.WORK,
        label=_("审核退回以后，给承办岗位"),
    ),
    Letter(
        REWORK,
        _("%(number)s 回访时群众说没有解决，要重办。"),
        topic=Topic.WORK,
        label=_("回访没解决以后，给承办岗位"),
    ),
    Letter(
        UNSIGNED,
        _("%(number)s 派给本单位后过了时限还没签收，请负责人督促。"),
        topic=Topic.TIME,
        label=_("过了签收时限，给单位负责人"),
    ),
    Letter(
        DEEMED,
        _("%(number)s 逾期未签收，已视同签收，办理时限已经开始走。"),
        topic=Topic.TIME,
        label=_("视同签收以后，给承办岗位"),
    ),
    Letter(
        TO_ASK,
        _("%(number)s 转出去的到了该问结果的日子，请问一问，把结果记上。"),
        topic=Topic.TIME,
        label=_("转出的该问结果时，给转出的岗位"),
    ),
    Letter(
        SUPPLIED,
        _("%(number)s 的材料补来了，请接着办。"),
        topic=Topic.WORK,
        label=_("补充材料以后，给派单岗位"),
    ),
    Letter(
        EMERGENCY,
        _("%(number)s 改为特急：先打电话处置，再补记录。"),
        topic=Topic.WORK,
        label=_("改为特急以后"),
    ),
    Letter(
        PETITION_TOLD,
        _("您反映的事项 %(number)s 已按信访事项受理，%(due)s 前给您答复。凭编号和查询码可以查看进展。"),
        label=_("按信访事项受理以后"),
    ),
    Letter(
        EMERGENCY_FILED,
        _("新来一件特急 %(number)s：先打电话处置，再受理派单。"),
        topic=Topic.WORK,
        label=_("登记特急以后，给派单岗位"),
    ),
    Letter(
        RAISED_BY_WORDS,
        _("%(number)s 里写到了要紧的词，先按“紧急”排着：请马上看一眼，够得上特急就升级，不是就改回。"),
        topic=Topic.WORK,
        label=_("来件里有紧急词，给派单岗位；已派出的给承办岗位"),
    ),
    Letter(
        EMERGENCY_SENT,
        _("有一件特急 %(number)s 派给本单位：先打电话处置，马上签收。"),
        topic=Topic.WORK,
        label=_("派特急以后，给承办岗位和负责人"),
    ),
    Letter(
        "need_info",
        _(
            "您反映的事项 %(number)s 还缺材料。请凭编号和查询码看缺什么，网上补、打电话或到窗口补都行；"
            "补齐后接着办。"
        ),
        label=_("要求补充材料时"),
    ),
    Letter(
        "remind_info",
        _("您反映的事项 %(number)s 还在等您补充材料。有困难请打电话给我们。"),
        label=_("等补充材料时提醒"),
    ),
    Letter(
        "lapsed",
        _("您反映的事项 %(number)s 一直没有等到补充材料，先办结了。随时再联系我们，就接着办。"),
        label=_("逾期没有补充而办结时"),
    ),
    Letter(
        "rejected",
        _("您反映的事项 %(number)s 不属于我们受理。为什么、该去哪里，请凭编号和查询码查看。"),
        label=_("不予受理时"),
    ),
    Letter(
        "referred",
        _("您反映的事项 %(number)s 已转给有权处理的单位。转给了谁、怎么联系，请凭编号和查询码查看。"),
        label=_("转出以后"),
    ),
)

REWORK_AGAIN = "staff.rework_again"
REWORK_LEADER = "staff.rework_leader"
REOPENED = "staff.reopened"
WITHDRAWN = "staff.withdrawn"
ADDED = "staff.added"
OBJECTED = "staff.objected"
CORRECTION = "staff.correction"
MERGED = "staff.merged"

ACCUSATION = "staff.accusation"

SPLIT_TOLD = "split"
MERGED_TOLD = "merged"
UNMERGED_TOLD = "unmerged"
REOPENED_TOLD = "reopened"
WITHDRAWN_TOLD = "withdrawn"

register(
    Letter(
        REWORK_LEADER,
        _("%(number)s 回访没有解决，已退回原单位重办，请过问。"),
        topic=Topic.WORK,
        label=_("回访没解决以后，给单位负责人"),
    ),
    Letter(
        REWORK_AGAIN,
        _("%(number)s 第 %(times)s 次重办，请过问；办完须换一位审核人。"),
        topic=Topic.WORK,
        label=_("再次重办时，给督办岗位"),
    ),
    Letter(
        REOPENED,
        _("%(number)s 办结后又被重启，请看原因。"),
        topic=Topic.WORK,
        label=_("重启以后，给原承办岗位"),
    ),
    Letter(
        WITHDRAWN,
        _("%(number)s 已由诉求人撤回，不用再办。"),
        topic=Topic.WORK,
        label=_("撤回以后，给承办岗位"),
    ),
    Letter(
        ADDED,
        _("%(number)s 的诉求人补充了说明，请看。"),
        topic=Topic.WORK,
        label=_("诉求人补充说明以后"),
    ),
    Letter(
        OBJECTED,
        _("%(number)s 的诉求人不同意并案，已恢复单独办理。"),
        topic=Topic.WORK,
        label=_("诉求人不同意并案以后"),
    ),
    Letter(
        CORRECTION,
        _("%(number)s 有一条更正等您批准。"),
        topic=Topic.WORK,
        label=_("有更正等批准时"),
    ),
    Letter(
        MERGED,
        _("%(number)s 已并入 %(main)s，不用单独办了。"),
        topic=Topic.WORK,
        label=_("并案以后，给原承办岗位"),
    ),
    Letter(
        ACCUSATION,
        _("有一件举报 %(number)s 等纪检岗受理。"),
        topic=Topic.WORK,
        label=_("有举报交来时，给纪检岗"),
    ),
    Letter(
        MERGED_TOLD,
        _(
            "您反映的事项 %(number)s 和 %(main)s 是同一件事，已合在一起办。凭您原来的编号和查询码照样查进展；"
            "不同意的，可以在查询页上说，或打电话告诉我们。"
        ),
        label=_("并案以后"),
    ),
    Letter(
        SPLIT_TOLD,
        _(
            "您反映的事项 %(first)s 里还有另一件事，另给编号 %(number)s，分开办理，时限从您第一次反映算起。"
            "要查进展，请打电话或到窗口取查询码。"
        ),
        label=_("拆分以后"),
    ),
    Letter(
        UNMERGED_TOLD,
        _("您反映的事项 %(number)s 已恢复单独办理。"),
        label=_("恢复单独办理以后"),
    ),
    Letter(
        REOPENED_TOLD,
        _("您反映的事项 %(number)s 已重新办理。凭编号和查询码可以查看进展。"),
        label=_("重启以后"),
    ),
    Letter(
        WITHDRAWN_TOLD,
        _("您反映的事项 %(number)s 已按您的意思撤回。要是您没有提过，请马上打电话告诉我们。"),
        label=_("撤回以后"),
    ),
)
