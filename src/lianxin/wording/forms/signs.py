"""What an office types about urgent words (紧急词的增减)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.editions import Json
from lianxin.web.settings_form import SettingForm
from lianxin.wording.signs import read_words


class SignsForm(SettingForm):
    """Two lists, a word or a phrase a line."""

    raising = forms.CharField(
        label=_("再加哪些紧急词，每行一个"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("例如本地的险段、化工厂名。诉求里写到就提为“紧急”，派单员会看到是哪个词。"),
    )
    harmless = forms.CharField(
        label=_("哪些说法不算，每行一个"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("例如带“火”“落水”的地名、店名。只写常被误提的，写多了会漏掉真的险情。"),
    )

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return {name: "\n".join(value.get(name) or []) for name in ("raising", "harmless")}

    def value(self) -> Json:
        """The words of both lists, each once."""
        return {name: lines_of(self.cleaned_data[name]) for name in ("raising", "harmless")}

    def clean(self) -> dict[str, Any]:
        """A single sign would raise everything."""
        data = super().clean() or self.cleaned_data
        try:
            read_words({name: lines_of(data.get(name, "")) for name in ("raising", "harmless")})
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault
        return data


def lines_of(typed: str) -> list[str]:
    """The lines that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
