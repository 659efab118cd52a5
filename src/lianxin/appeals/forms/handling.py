"""What the unit types: 办理记录, 申请办结."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import HandlingKind, Outcome
from lianxin.matters.forms import MoveForm

LONG = forms.Textarea(attrs={"rows": 5})


class HandlingForm(MoveForm):
    """办理记录: what was done and when."""

    kind = forms.ChoiceField(label=_("办理方式"), choices=HandlingKind.choices)
    at = forms.DateTimeField(
        label=_("办理时间"),
        required=False,
        help_text=_("不填就是现在。补记以前的事请填当时的时间。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    text = forms.CharField(label=_("办理情况"), widget=LONG)


class FinishForm(MoveForm):
    """申请办结: the outcome, and the reply the resident will read."""

    outcome = forms.ChoiceField(
        label=_("办理结果"), choices=[pair for pair in Outcome.choices if pair[0] != Outcome.UNREACHED]
    )
    reply = forms.CharField(
        label=_("给诉求人的答复"),
        widget=forms.Textarea(attrs={"rows": 8}),
        min_length=15,
        help_text=_("逐项回答问的事：谁办的、办了什么、什么时候办好、还有疑问找谁。"),
        error_messages={"min_length": _("答复太短。请写清谁办的、办了什么、还有疑问找谁（至少 15 个字）。")},
    )
