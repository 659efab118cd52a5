"""What those in a slot are told (接待的消息): the words; nobody's name."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

PUT_IN = "staff.reception_put_in"
TAKEN_OFF = "staff.reception_taken_off"
STEP_IN = "staff.reception_step_in"
SWAP_ASKED = "staff.swap_asked"
SWAP_AGREED = "staff.swap_agreed"
SWAP_DECLINED = "staff.swap_declined"

register(
    Letter(
        PUT_IN,
        _("有一场群众接待安排了您，请看是哪一天、做什么。"),
        topic=Topic.WORK,
        label=_("接待换人以后，给换上的人"),
    ),
    Letter(
        TAKEN_OFF,
        _("有一场群众接待不再安排您，不用去了，请看是哪一场。"),
        topic=Topic.WORK,
        label=_("接待撤人以后，给撤下的人"),
    ),
    Letter(
        STEP_IN,
        _("有一场群众接待的领导来不了，请您顶上。"),
        topic=Topic.TIME,
        label=_("接待领导缺席，给替补"),
    ),
    Letter(
        SWAP_ASKED,
        _("有人想和您调换接待的班，请答复同意或不同意。"),
        topic=Topic.WORK,
        label=_("请求调换接待的班，给对方"),
    ),
    Letter(
        SWAP_AGREED,
        _("您请求的换班对方同意了，公示已经更新。"),
        topic=Topic.WORK,
        label=_("调换接待的班，对方同意以后"),
    ),
    Letter(
        SWAP_DECLINED,
        _("您请求的换班对方不同意，仍由您接待。"),
        topic=Topic.WORK,
        label=_("调换接待的班，对方不同意以后"),
    ),
)
