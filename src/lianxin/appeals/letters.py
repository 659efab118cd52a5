"""What is said about an appeal: letters to residents (通知), notices to staff (消息); codes and sentences only."""

from django.utils.translation import gettext_lazy as _

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
        MERGED_TOLD,
        _(
            "您反映的事项 %(number)s 和 %(main)s 是同一件事，已合在一起办。凭您原来的编号和查询码照样查进展；"
            "不同意的，可以在查询页上说，或打电话告诉我们。"
        ),
        label=_("并案以后"),
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

URGED = "staff.urged"
SUPERVISED = "staff.supervised"
SUPERVISION_ANSWERED = "staff.supervision_answered"
INSTRUCTED = "staff.instructed"
ASKED_UPWARD = "staff.asked_upward"
UPWARD_ANSWERED = "staff.upward_answered"
UPWARD_TOLD = "upward_answered"

register(
    Letter(
        URGED,
        _("%(number)s 被催办，请抓紧办，有难处请写进办理记录。"),
        topic=Topic.TIME,
        label=_("催办以后，给承办岗位"),
    ),
    Letter(
        SUPERVISED,
        _("%(number)s 有一张督办单，请按要求的日子答复。"),
        topic=Topic.WORK,
        label=_("督办以后，给承办岗位；红色督办也给负责人"),
    ),
    Letter(
        SUPERVISION_ANSWERED,
        _("%(number)s 的督办单已经答复，请看。"),
        topic=Topic.WORK,
        label=_("督办单答复以后，给督办的人"),
    ),
    Letter(
        INSTRUCTED,
        _("%(number)s 有领导批示，请看。"),
        topic=Topic.WORK,
        label=_("领导批示以后，给承办岗位和负责人"),
    ),
    Letter(
        ASKED_UPWARD,
        _("%(number)s 申请上级协调，请答复。"),
        topic=Topic.WORK,
        label=_("申请上级协调以后，给领导"),
    ),
    Letter(
        UPWARD_ANSWERED,
        _("%(number)s 的协调申请有了答复，请看。"),
        topic=Topic.WORK,
        label=_("协调申请答复以后，给申请的人"),
    ),
    Letter(
        UPWARD_TOLD,
        _("您为 %(number)s 申请的上级协调有了答复，请凭编号和查询码查看。"),
        label=_("协调申请答复以后"),
    ),
)

BADLY_RATED = "staff.badly_rated"
TO_PUT_RIGHT = "staff.to_put_right"
PUT_RIGHT_TOLD = "put_right"

register(
    Letter(
        BADLY_RATED,
        _("%(number)s 群众评了不满意，回访岗位会先问原因，请准备整改。"),
        topic=Topic.WORK,
        label=_("评了不满意以后，给承办岗位"),
    ),
    Letter(
        TO_PUT_RIGHT,
        _("%(number)s 不满意的原因已经问清，请按期整改。"),
        topic=Topic.WORK,
        label=_("问清不满意的原因以后，给承办岗位"),
    ),
    Letter(
        PUT_RIGHT_TOLD,
        _("您评价过的 %(number)s 已作整改，请凭编号和查询码查看。"),
        label=_("差评整改以后"),
    ),
)

TAKEN_BACK_TOLD = "taken_back"

register(
    Letter(
        TAKEN_BACK_TOLD,
        _("事项 %(number)s 的本人已撤回委托，以后由我们直接和本人联系。"),
        label=_("本人撤回委托以后"),
    )
)
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

SUSPENSION_ASKED = "staff.suspension_asked"
SUSPENSION_DECIDED = "staff.suspension_decided"
MADE_A_PROJECT = "staff.made_a_project"
GOES_ON = "staff.goes_on"
NEWS_SOON = "staff.news_soon"
NEWS_LATE = "staff.news_late"
EXTENSION_ASKED = "staff.extension_asked"
EXTENSION_DECIDED = "staff.extension_decided"

SUSPENDED_TOLD = "suspended"
RESUMED_TOLD = "resumed"
NEWS_TOLD = "suspended_news"
EXTENDED_TOLD = "extended"

register(
    Letter(
        SUSPENSION_ASKED,
        _("%(number)s 申请挂起，请看理由，批准或退回。"),
        topic=Topic.WORK,
        label=_("有挂起申请等批准时"),
    ),
    Letter(
        SUSPENSION_DECIDED,
        _("%(number)s 的挂起申请已有结果，请看。"),
        topic=Topic.WORK,
        label=_("挂起申请批过以后，给申请人"),
    ),
    Letter(
        MADE_A_PROJECT,
        _("%(number)s 已转项目，请记得按时告知群众进展。"),
        topic=Topic.WORK,
        label=_("转项目以后，给承办岗位"),
    ),
    Letter(
        GOES_ON,
        _("%(number)s 挂起到期，已恢复办理，时限接着走。"),
        topic=Topic.TIME,
        label=_("挂起到期恢复以后，给承办岗位"),
    ),
    Letter(
        NEWS_SOON,
        _("%(number)s 快到告知群众进展的日子了，请打听清楚，按时告知。"),
        topic=Topic.TIME,
        label=_("快到告知进展的日子时，给承办岗位"),
    ),
    Letter(
        NEWS_LATE,
        _("%(number)s 过了答应告知进展的日子还没有告知群众，请负责人过问。"),
        topic=Topic.TIME,
        label=_("过了告知进展的日子，给单位负责人"),
    ),
    Letter(
        EXTENSION_ASKED,
        _("%(number)s 申请延期，请看理由，批准或退回。"),
        topic=Topic.WORK,
        label=_("有延期申请等批准时"),
    ),
    Letter(
        EXTENSION_DECIDED,
        _("%(number)s 的延期申请已有结果，请看。"),
        topic=Topic.WORK,
        label=_("延期申请批过以后，给申请人"),
    ),
    Letter(
        SUSPENDED_TOLD,
        _(
            "您反映的事项 %(number)s 要等一件事有了结果才能接着办，先停一停；%(due)s 前会再告诉您进展。"
            "等什么，请凭编号和查询码查看，或打电话问我们。"
        ),
        label=_("挂起以后"),
    ),
    Letter(
        RESUMED_TOLD,
        _("您反映的事项 %(number)s 已经接着办了，办理期限到 %(due)s。"),
        label=_("恢复办理以后"),
    ),
    Letter(
        NEWS_TOLD,
        _("您反映的事项 %(number)s 有新进展，请凭编号和查询码查看；%(due)s 前会再告诉您。"),
        label=_("挂起期间告知进展时"),
    ),
    Letter(
        EXTENDED_TOLD,
        _("您反映的事项 %(number)s 要多用些时间，办理期限延到 %(due)s。为什么，请凭编号和查询码查看。"),
        label=_("延期以后"),
    ),
)
