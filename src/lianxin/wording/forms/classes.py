"""The boxes of the class suggestion's setting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.web.settings_form import SettingForm
from lianxin.wording.choices import DEEPEST, FLOOR


class ClassesForm(SettingForm):
    """How deep, from how many examples, how sure."""

    depth = forms.IntegerField(
        label=_("分类建议到第几级"),
        min_value=1,
        max_value=DEEPEST,
        help_text=_("级数越深越省事，但每一类要有够多办结的事。改了要重新训练才起作用。"),
    )
    least = forms.IntegerField(
        label=_("一共至少多少件才训练"), min_value=2 * FLOOR, max_value=20_000, help_text=_("太少了不准。")
    )
    least_each = forms.IntegerField(
        label=_("每一类至少多少件"),
        min_value=FLOOR,
        max_value=5_000,
        help_text=_("不够的类暂不参加，不会被建议。"),
    )
    sure = forms.IntegerField(
        label=_("把握低于百分之几就不显示"),
        min_value=0,
        max_value=100,
        help_text=_("不显示的也留着，用来看有多少件没把握。"),
    )
