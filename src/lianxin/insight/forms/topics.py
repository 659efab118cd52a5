"""What a leader types about the one thing to be put right for good (每月一题, F-101)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.queries.classes import class_choices
from lianxin.insight.rules.doors import has_number
from lianxin.kernel.actor import Actor
from lianxin.people.queries import units_in_use
from lianxin.places.forms.picker import Picking, area_field
from lianxin.web.forms import name_what_is_missing

DAY = {"type": "date"}
LONG = forms.Textarea(attrs={"rows": 3})
LEAST = 4


def without_numbers(text: str) -> None:
    """Raises ValidationError where a text holds a telephone or an identity number."""
    if has_number(text):
        raise ValidationError(_now("这里写一类事，不写某个人：请去掉电话和证件号码。"))


class TopicForm(Picking):
    """What, where, why, who does what until when, and how one will see that it helped."""

    category = forms.TypedChoiceField(label=_("哪一类事"), coerce=int)
    area = forms.TypedChoiceField(label=_("哪个村（社区）"), coerce=int)
    unit = forms.TypedChoiceField(label=_("责任单位"), coerce=int)
    cause = forms.CharField(
        label=_("成因"), max_length=500, min_length=LEAST, widget=LONG, validators=[without_numbers]
    )
    measure = forms.CharField(
        label=_("措施"), max_length=500, min_length=LEAST, widget=LONG, validators=[without_numbers]
    )
    target = forms.CharField(
        label=_("目标"),
        max_length=200,
        min_length=LEAST,
        validators=[without_numbers],
        help_text=_("写成能核对的，例如：每周新收降到 1 件以下。"),
    )
    review_on = forms.DateField(label=_("复查日期"), widget=forms.DateInput(DAY))

    def __init__(self, *args: Any, by: Actor, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.choose("category", class_choices())
        self.choose("unit", [(unit.pk, unit.name) for unit in units_in_use()])
        self.fields["area"] = area_field(by.scopes, label=self.fields["area"].label, required=True)
        name_what_is_missing(self.fields.values())

    def choose(self, name: str, choices: list[Any]) -> None:
        """Give a field its choices, none chosen."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *choices]

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if day <= self.today:
            raise ValidationError(_now("复查日期要在今天以后。"))
        return day


class TopicReviewForm(forms.Form):
    """What was found on the day of the review."""

    result = forms.CharField(
        label=_("复查结果"),
        max_length=500,
        min_length=LEAST,
        widget=LONG,
        validators=[without_numbers],
        help_text=_("达到目标没有，看到什么；前后的件数系统会算。"),
    )
