"""What is typed from above and from below: 督办, 答复督办, 领导批示, 申请上级协调 and its reply."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules.supervision import Level, Why
from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm

LONG = forms.Textarea(attrs={"rows": 4})
SHORT_ANSWER = _("请写清办到哪一步、还差什么、什么时候办好（至少 10 个字）。")


class SuperviseForm(MoveForm):
    """督办: how grave, why, what is wanted, and the day of the answer."""

    level = forms.ChoiceField(label=_("督办等级"), choices=Level.choices, widget=forms.RadioSelect)
    why = forms.ChoiceField(label=_("督办原因"), choices=Why.choices)
    demand = forms.CharField(
        label=_("要求"), widget=LONG, max_length=1000, help_text=_("要办成什么样、答复里要写清什么。")
    )
    until = forms.DateField(
        label=_("哪天以前答复"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_until(self) -> Any:
        """The unit has until the end of a day that isn't over."""
        until = self.cleaned_data["until"]
        if until < timezone.localdate(clock.now()):
            raise forms.ValidationError(_("这一天已经过去了，请填今天或以后的日子。"))
        return until


class AnswerSupervisionForm(MoveForm):
    """答复督办: how far it has come, what is missing, by when."""

    answer = forms.CharField(
        label=_("答复"),
        widget=LONG,
        max_length=2000,
        min_length=10,
        help_text=_("办到哪一步、还差什么、什么时候办好。"),
        error_messages={"min_length": SHORT_ANSWER},
    )


class InstructForm(MoveForm):
    """领导批示: in the leader's own words."""

    words = forms.CharField(label=_("批示"), widget=LONG, max_length=1000)


class UpwardForm(MoveForm):
    """申请上级协调: what can't be settled here."""

    words = forms.CharField(
        label=_("想请上级协调什么"),
        widget=LONG,
        max_length=2000,
        help_text=_("卡在哪里、想请谁出面。提了以后这件事照常办，不会停。"),
    )


class AnswerUpwardForm(MoveForm):
    """答复协调申请: what the level above will do, or why it can't, and where else one may turn."""

    reply = forms.CharField(
        label=_("答复"),
        widget=LONG,
        max_length=2000,
        min_length=10,
        help_text=_("谁来协调、什么时候有结果；协调不了的写明为什么、还能向哪里反映。提出的人看得到。"),
        error_messages={"min_length": _("答复太短。请写清谁来协调、什么时候有结果（至少 10 个字）。")},
    )
