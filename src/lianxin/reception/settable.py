"""What an office sets about reception (设置)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.reception.terms import MOST_AHEAD, MOST_WEEKS, TERMS
from lianxin.web.settings_catalogue import SettingPage, show
from lianxin.web.settings_form import SettingForm


class TermsForm(SettingForm):
    """接待的规定."""

    ahead = forms.IntegerField(
        label=_("接待安排至少提前几个工作日公示"),
        min_value=0,
        max_value=MOST_AHEAD,
        help_text=_("来不及的只能“补公示”，要写原因，督查页上看得到。"),
    )
    weeks = forms.IntegerField(label=_("群众看得到今后几周的安排"), min_value=1, max_value=MOST_WEEKS)


show(SettingPage(TERMS, TermsForm, _("接待"), lead=_("接待日安排提前几天公示，群众看得到几周。"), order=50))
