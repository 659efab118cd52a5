"""What is said where several units work on one matter: codes and sentences only (联办、吹哨的消息)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

HELP_TO_SIGN = "staff.help_to_sign"
HELP_ANSWERED = "staff.help_answered"
HELP_AGAIN = "staff.help_again"
HELP_WAITS = "staff.help_waits"
HELP_CHASED = "staff.help_chased"
HELP_LATE = "staff.help_late"
HELP_LATE_LEAD = "staff.help_late_lead"
LEAD_OFFERED = "staff.lead_offered"
LEAD_TAKEN = "staff.lead_taken"
LEAD_DECLINED = "staff.lead_declined"
WHISTLE = "staff.whistle"
WHISTLE_ANSWERED = "staff.whistle_answered"
OPINION_GIVEN = "staff.opinion_given"

register(
    Letter(
        HELP_TO_SIGN,
        _("%(number)s 请本单位协办，请签收，按要求回复主办单位。"),
        topic=Topic.WORK,
        label=_("增派协办以后，给协办岗位"),
    ),
    Letter(
        HELP_ANSWERED,
        _("%(number)s 有协办单位回复了，请看。"),
        topic=Topic.WORK,
        label=_("协办回复以后，给主办岗位"),
    ),
    Letter(
        HELP_AGAIN,
        _("%(number)s 主办单位请本单位再协办，请看还要办什么。"),
        topic=Topic.WORK,
        label=_("再请协办以后，给协办岗位"),
    ),
    Letter(
        HELP_WAITS,
        _("%(number)s 主办单位同意本单位的协办暂缓，请看等到哪一天、什么时候前回复。"),
        topic=Topic.TIME,
        label=_("协办暂缓以后，给协办岗位"),
    ),
    Letter(
        HELP_CHASED,
        _("%(number)s 主办单位在等本单位的协办回复，请抓紧办。"),
        topic=Topic.TIME,
        label=_("主办催协办单位以后，给协办岗位"),
    ),
    Letter(
        HELP_LATE,
        _("%(number)s 本单位的协办过了期限还没回复，请负责人督促。"),
        topic=Topic.TIME,
        label=_("协办逾期，给协办单位负责人"),
    ),
    Letter(
        HELP_LATE_LEAD,
        _("%(number)s 有协办单位过了期限没回复，已告知它的负责人，抄送您。"),
        topic=Topic.TIME,
        label=_("协办逾期，抄送主办岗位"),
    ),
    Letter(
        LEAD_OFFERED,
        _("%(number)s 请本单位接手主办，请回复接还是不接。"),
        topic=Topic.WORK,
        label=_("提请接手主办以后"),
    ),
    Letter(
        LEAD_TAKEN,
        _("%(number)s 已由协办单位接手主办，不用再办。"),
        topic=Topic.WORK,
        label=_("接手主办以后，给原主办岗位"),
    ),
    Letter(
        LEAD_DECLINED,
        _("%(number)s 协办单位不接手主办，请接着办，或者请派单台处理。"),
        topic=Topic.WORK,
        label=_("不接手主办以后，给主办岗位"),
    ),
    Letter(
        WHISTLE,
        _("%(number)s 有单位吹哨，请看时间地点，回复到不到。"),
        topic=Topic.WORK,
        label=_("吹哨以后，给被叫单位"),
    ),
    Letter(
        WHISTLE_ANSWERED,
        _("%(number)s 有单位回复了吹哨，请看。"),
        topic=Topic.WORK,
        label=_("回复吹哨以后，给吹哨单位"),
    ),
    Letter(
        OPINION_GIVEN,
        _("%(number)s 有单位交来书面意见，请看。"),
        topic=Topic.WORK,
        label=_("联合调解有书面意见以后，给主办岗位"),
    ),
)
