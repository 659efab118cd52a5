"""What is said of what is asked from above and below, and of bad ratings: codes and sentences (督办、差评的消息)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

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
JUDGED_TOLD = "judged"

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
    Letter(
        JUDGED_TOLD,
        _("您评价过的 %(number)s 由没有经手的人评议过了，您的评价不改。结论请凭编号和查询码查看。"),
        label=_("评议有了结论以后"),
    ),
)
