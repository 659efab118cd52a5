"""What is said about what stands still or takes longer: codes and sentences only (挂起、延期的消息)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

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
