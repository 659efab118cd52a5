"""What an office sets about renovations (设置)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.renovation.terms import SMALLEST_CELL, TERMS
from lianxin.web.settings_catalogue import SettingPage, show
from lianxin.web.settings_form import SettingForm

GROUP = _("小区改造")
MOST = 1000


class TermsForm(SettingForm):
    """改造公示的规定."""

    days = forms.IntegerField(label=_("改造方案至少公示几天"), min_value=1, max_value=90)
    cell = forms.IntegerField(
        label=_("异议少于几件，公开页不列件数"), min_value=SMALLEST_CELL, max_value=MOST
    )


show(SettingPage(TERMS, TermsForm, GROUP, lead=_("方案公示几天，异议少于几件不公开件数。"), order=75))
