"""What an office sets about its figures (设置)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.insight.terms import RESIDENTS, SMALLEST_CELL, TERMS
from lianxin.web.settings_catalogue import SettingPage, show
from lianxin.web.settings_form import SettingForm

GROUP = _("统计")
MOST = 1000


class TermsForm(SettingForm):
    """数字的规定."""

    least = forms.IntegerField(
        label=_("分母少于几件，只列件数，不算百分比、不排位次"), min_value=1, max_value=MOST
    )
    cell = forms.IntegerField(
        label=_("对外公开时，一格少于几件就合并"), min_value=SMALLEST_CELL, max_value=MOST
    )
    silent = forms.IntegerField(label=_("几周没有人来反映的村要列出来"), min_value=1, max_value=52)
    idle = forms.IntegerField(label=_("几个工作日没有动静的事要标出来"), min_value=1, max_value=60)


class ResidentsForm(SettingForm):
    """各村人口."""

    villages = forms.CharField(
        label=_("村和人数"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("一行一个村，例如：樟荫村 | 1512。有重名的村写区划代码。没填的村不算每千人。"),
    )


show(
    SettingPage(TERMS, TermsForm, GROUP, lead=_("少于几件不算百分比，对外公开合并几件以下的。"), order=70),
    SettingPage(RESIDENTS, ResidentsForm, GROUP, lead=_("每千人收到几件，要先知道有多少人。"), order=71),
)
