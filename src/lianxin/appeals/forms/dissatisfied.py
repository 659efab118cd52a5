"""What is typed after a bad rating: why, what was put right, and the panel's words (差评整改、评议)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules.dissatisfied import Cause, Verdict
from lianxin.matters.forms import MoveForm

LONG = forms.Textarea(attrs={"rows": 4})
TOO_SHORT = _("太短了，请写清楚（至少 10 个字）。")


class AskWhyForm(MoveForm):
    """差评核实: what the resident says when asked why."""

    cause = forms.ChoiceField(label=_("不满意的原因"), choices=Cause.choices, widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("诉求人怎么说"),
        widget=LONG,
        max_length=2000,
        help_text=_("按原话记。打电话只问原因，不劝人改评价；评价谁也改不了。"),
    )


class PutRightForm(MoveForm):
    """差评整改: what was done about it."""

    mended = forms.CharField(
        label=_("怎么整改的"),
        widget=LONG,
        max_length=2000,
        min_length=10,
        help_text=_("改了什么、以后怎么避免；改不了的写明为什么。诉求人看得到。"),
        error_messages={"min_length": TOO_SHORT},
    )


class AskPanelForm(MoveForm):
    """提交评议: why a panel should look at it."""

    why = forms.CharField(
        label=_("为什么提交评议"),
        widget=LONG,
        max_length=1000,
        min_length=10,
        help_text=_("依据哪条规定、怎样向诉求人解释过。评议不改评价，也不改满意率。"),
        error_messages={"min_length": TOO_SHORT},
    )


class VoteForm(MoveForm):
    """评议: one member's word and reason."""

    verdict = forms.ChoiceField(label=_("您的意见"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"),
        widget=LONG,
        max_length=1000,
        min_length=10,
        error_messages={"min_length": TOO_SHORT},
    )
