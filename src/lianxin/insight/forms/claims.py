"""What is typed about a number somebody gives (报来的数)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.insight.rules.numbers import count_from, percent_from
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import figures
from lianxin.places.queries import areas_of_prefixes
from lianxin.web.forms import name_what_is_missing

DAY = {"type": "date"}


class ClaimForm(forms.Form):
    """What was said, by whom, in which paper, about when and where; 余 stays 余."""

    name = forms.CharField(label=_("说的是什么"), max_length=60, help_text=_("例如：代办件占比"))
    numerator = forms.CharField(
        label=_("多少"), required=False, max_length=20, help_text=_("照原文写，例如 4770、120余")
    )
    denominator = forms.CharField(
        label=_("总数"), required=False, max_length=20, help_text=_("例如 6192、60余")
    )
    percent = forms.CharField(
        label=_("百分比"), required=False, max_length=10, help_text=_("照原文写，例如 78%")
    )
    unit = forms.ChoiceField(label=_("单位"), choices=Unit.choices)
    code = forms.ChoiceField(
        label=_("和系统里哪个数比"), required=False, help_text=_("没有可比的就不选，只看它自己算得对不对。")
    )
    scope = forms.ChoiceField(label=_("说的是哪里"))
    since = forms.DateField(label=_("从哪天起"), required=False, widget=forms.DateInput(DAY))
    until = forms.DateField(label=_("到哪天止"), required=False, widget=forms.DateInput(DAY))
    said_by = forms.CharField(label=_("谁说的"), max_length=60, help_text=_("单位或报刊的名称"))
    document = forms.CharField(
        label=_("依据的文件"), max_length=200, help_text=_("名称、文号、日期、第几页；没有文件的数不收。")
    )
    note = forms.CharField(label=_("备注"), required=False, max_length=300)

    def __init__(self, *args: Any, by: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        names = areas_of_prefixes(by.scopes)
        self.choose("scope", [(scope, names.get(scope, scope)) for scope in by.scopes])
        self.choose("code", [("", "—"), *((figure.code, figure.name) for figure in figures())])
        name_what_is_missing(self.fields.values())

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_numerator(self) -> tuple[int, bool] | None:
        return self.number("numerator")

    def clean_denominator(self) -> tuple[int, bool] | None:
        return self.number("denominator")

    def number(self, name: str) -> tuple[int, bool] | None:
        """A count as typed. Raises ValidationError."""
        text: str = self.cleaned_data[name]
        found = count_from(text) if text else None
        if text and found is None:
            raise ValidationError(_now("“%(text)s”不是数，请写成 4770 或 120余。") % {"text": text})
        return found

    def clean_percent(self) -> tuple[int, int] | None:
        """A percentage as typed. Raises ValidationError."""
        text: str = self.cleaned_data["percent"]
        found = percent_from(text) if text else None
        if text and found is None:
            raise ValidationError(_now("“%(text)s”不是百分比，请写成 78% 或 77.0%。") % {"text": text})
        return found

    def clean(self) -> dict[str, Any]:
        """Some number there must be, and days in order."""
        data = super().clean() or self.cleaned_data
        if not self.errors and data.get("numerator") is None and data.get("percent") is None:
            self.add_error("numerator", _("请填多少，或者填百分比。"))
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("结束的日子比开始的还早，请核对。"))
        return data
