"""What an office sets about its figures (设置)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.insight.terms import MOST_TIMES, RESIDENTS, SMALLEST_CELL, TERMS, TOPICS
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


class TopicsForm(SettingForm):
    """热点和要留意的."""

    people = forms.IntegerField(label=_("一周里一类事有几个人反映才算热点"), min_value=1, max_value=MOST)
    times = forms.FloatField(
        label=_("还要是前四周每周平均的几倍"),
        min_value=1,
        max_value=MOST_TIMES,
        help_text=_("可以有小数，例如 1.5。"),
    )
    place = forms.IntegerField(
        label=_("同一地点同一类事有几个人反映，就建议作每月一题"), min_value=1, max_value=MOST
    )
    days = forms.IntegerField(label=_("看多少天里的"), min_value=7, max_value=366)
    minute = forms.IntegerField(
        label=_("一分钟里登记几件以上，列为数据质量要核对的"), min_value=2, max_value=MOST
    )
    group = forms.IntegerField(label=_("一件事有几个人反映，要请领导过问"), min_value=2, max_value=MOST)


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
    SettingPage(TOPICS, TopicsForm, GROUP, lead=_("多少人反映算热点，哪些事要摆到领导面前。"), order=72),
    SettingPage(RESIDENTS, ResidentsForm, GROUP, lead=_("每千人收到几件，要先知道有多少人。"), order=71),
)
