"""The boxes of what is proposed as the same matter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.web.settings_form import SettingForm


class AlikeForm(SettingForm):
    """How far back, and how alike."""

    days = forms.IntegerField(
        label=_("往前比多少天"),
        min_value=7,
        max_value=365,
        help_text=_("只和这么多天里反映的比。天数多，提示的也多。"),
    )
    there = forms.IntegerField(
        label=_("说的是同一个地方：文字像到百分之几"),
        min_value=5,
        max_value=100,
        help_text=_("地方一样，说法不一样的也多半是一件事，所以最低。"),
    )
    anywhere = forms.IntegerField(
        label=_("有一件没写地方：像到百分之几"),
        min_value=5,
        max_value=100,
        help_text=_("误提示多了就调高，漏得多了就调低。"),
    )
    apart = forms.IntegerField(
        label=_("两件写的地方没法比：像到百分之几"),
        min_value=5,
        max_value=100,
        help_text=_("例如一件写路名，一件写小区名。写明是两个地方的，不管多像都不提示。"),
    )
