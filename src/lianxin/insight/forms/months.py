"""Which months a report shows, and why one is written once more (月报)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.insight.rules.months import Month, month_named, month_of
from lianxin.matters.queries import state_choices

MOST = 36  # months on one page
YEAR = 12


class MonthsForm(forms.Form):
    """From which month to which, and of which state; kept in the address."""

    since = forms.CharField(label=_("从哪个月起"), required=False, widget=forms.TextInput({"type": "month"}))
    until = forms.CharField(label=_("到哪个月止"), required=False, widget=forms.TextInput({"type": "month"}))
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", _("不限")), *state_choices()]
        self.is_valid()

    def span(self) -> tuple[Month, Month]:
        """The months asked for, the last twelve by default; never one to come, nor more than three years."""
        this = month_of(self.today)
        last = min(month_named(self.cleaned_data.get("until", "")) or this, this)
        first = month_named(self.cleaned_data.get("since", "")) or back(last, YEAR)
        return max(min(first, last), back(last, MOST)), last

    def state_asked(self) -> str:
        """The state asked for; empty for all."""
        return str(self.cleaned_data.get("state", ""))


def back(last: Month, count: int) -> Month:
    """The first of so many months that end with this one."""
    months = last.since.year * 12 + last.since.month - count
    return Month(date(months // 12, months % 12 + 1, 1))


class AgainForm(forms.Form):
    """Why a month is counted once more, and as the how manieth edition."""

    reason = forms.CharField(label=_("为什么再出一版"), min_length=4, max_length=200)
    number = forms.IntegerField(min_value=2, widget=forms.HiddenInput)
