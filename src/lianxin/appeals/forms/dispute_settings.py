"""What an office types about disputes of duty."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.disputes import MOST_MONTHS
from lianxin.web.settings_form import SettingForm


class DisputesForm(SettingForm):
    """争议裁定的先例."""

    precedent_months = forms.IntegerField(
        label=_("裁定过的，几个月以内照原来的裁定办"),
        min_value=0,
        max_value=MOST_MONTHS,
        help_text=_("同样两个单位、同一类事再有争议，不再裁定。填 0 就是每次都裁定。"),
    )
