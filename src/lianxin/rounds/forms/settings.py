"""What an office types about door rounds (走访的规定)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.rounds.terms import MOST_DAYS, themes_from
from lianxin.web.settings_form import SettingForm


class RoundsForm(SettingForm):
    """主题和天数."""

    themes = forms.CharField(
        label=_("走访的主题"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一个：代码，空一格，名称。安全方面的后面加“| 安全”，拒绝过的户也可以再上门。"),
    )
    refused_days = forms.IntegerField(
        label=_("拒访以后几天内不再为同一主题上门"), min_value=0, max_value=MOST_DAYS
    )
    recent_days = forms.IntegerField(
        label=_("几天内别的行动访过的，选户时提醒"), min_value=0, max_value=MOST_DAYS
    )

    def clean_themes(self) -> str:
        text = str(self.cleaned_data["themes"]).replace("\r\n", "\n")
        try:
            themes_from(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def value(self) -> Any:
        return dict(self.cleaned_data)
