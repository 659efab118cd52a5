"""What an office sets about its opinion boxes (设置)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.boxes.terms import MOST_DAYS, MOST_MONTHS, TERMS
from lianxin.web.settings_catalogue import SettingPage, show
from lianxin.web.settings_form import SettingForm


class TermsForm(SettingForm):
    """意见箱的规定."""

    every = forms.IntegerField(label=_("多少天至少开一次箱"), min_value=1, max_value=MOST_DAYS)
    silent = forms.IntegerField(
        label=_("几个月没有一张意见条，就列为没有声音的箱"), min_value=1, max_value=MOST_MONTHS
    )


show(SettingPage(TERMS, TermsForm, _("办理"), lead=_("多少天没开箱要提醒，多久没有意见条要留意。"), order=60))
