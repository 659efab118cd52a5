"""Moves of 吹哨: 吹哨, 回复吹哨, 书面意见, 到场签到, 会商纪要, 互评 (D.3, 18; D.5, J6, J7, J11)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import whistle
from lianxin.appeals.forms import whistle as forms
from lianxin.appeals.guards import whistle as on
from lianxin.appeals.workflow.joint import TOGETHER
from lianxin.matters.workflow import Move

RATED = (*TOGETHER, "closing", "callback", "closed")

MOVES = (
    Move(
        "whistle",
        _("吹哨"),
        source=TOGETHER,
        to=(),
        who=guards.of_holder,
        form=forms.WhistleForm,
        guards=(
            guards.not_an_accusation,
            on.minuted_before,
            on.calls_others,
            on.calls_nobody_accused,
            on.not_in_the_past,
            on.both_sides_are_willing,
        ),
        effect=whistle.blow,
        aside=True,
    ),
    Move(
        "answer_whistle",
        _("回复吹哨"),
        source=TOGETHER,
        to=(),
        who=on.called_silent,
        form=forms.WhistleReplyForm,
        guards=(on.says_why_not,),
        effect=whistle.answer,
    ),
    Move(
        "give_opinion",
        _("书面意见"),
        source=TOGETHER,
        to=(),
        who=on.owes_an_opinion,
        form=forms.OpinionForm,
        effect=whistle.give_opinion,
    ),
    Move(
        "arrive",
        _("到场签到"),
        source=TOGETHER,
        to=(),
        who=on.signs_in,
        form=forms.ArriveForm,
        effect=whistle.arrive,
    ),
    Move(
        "minute_whistle",
        _("会商纪要"),
        source=TOGETHER,
        to=TOGETHER,
        who=on.may_minute,
        form=forms.MinutesForm,
        guards=(on.the_talk_has_an_end, on.tasks_fit),
        effect=whistle.minute,
        aside=True,
    ),
    Move(
        "rate_called",
        _("评被叫单位"),
        source=RATED,
        to=(),
        who=on.rates_called,
        form=forms.RateCalledForm,
        effect=whistle.rate_called,
        aside=True,
    ),
    Move(
        "rate_caller",
        _("评吹哨单位"),
        source=RATED,
        to=(),
        who=on.rates_caller,
        form=forms.RateCallerForm,
        effect=whistle.rate_caller,
        aside=True,
    ),
)
