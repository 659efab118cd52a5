"""The boxes every form of a renovation has: words that label nobody, days, times, files (小区改造的表格)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock
from lianxin.matters.forms import without_numbers
from lianxin.renovation.rules.words import labels_in
from lianxin.web.forms import PhotoInput, PhotosField

MOST_FILES = 6
LONG = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 2})
FILES = ".pdf,image/*"


def labels_nobody(text: str) -> None:
    """Raises ValidationError naming the words that say what somebody is (REN-01)."""
    found = labels_in(text)
    if found:
        sentence = _now(
            "“%(words)s”是给人贴标签，不能写进记录。请写发生了什么事、对方提了什么要求、怎么答复的。"
        )
        raise ValidationError(sentence % {"words": "、".join(found)}, code="label")


def not_in_the_future(value: date) -> None:
    """Raises ValidationError for a day that has not been."""
    if value > clock.today():
        raise ValidationError(_now("这一天还没有到，请改成今天或以前。"))


PLAIN = (labels_nobody, without_numbers)


def text_box(label: Any, *, most: int, long: bool = False, **options: Any) -> forms.CharField:
    """A text that everybody may read: no label on anybody, nobody's number."""
    widget = {"widget": LONG if long else SHORT} if most > 120 or long else {}
    return forms.CharField(label=label, max_length=most, validators=PLAIN, **{**widget, **options})


def day_box(label: Any, **options: Any) -> forms.DateField:
    """A day."""
    box = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=box, **options)


def past_day_box(label: Any) -> forms.DateField:
    """A day that has been."""
    return day_box(label, validators=[not_in_the_future])


def hour_box(label: Any, **options: Any) -> forms.TimeField:
    """A time of day."""
    box = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=box, **options)


def count_box(label: Any, **options: Any) -> forms.IntegerField:
    """How many households."""
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, **options)


def paper_box(label: Any, **options: Any) -> PhotosField:
    """Some files, drawings and scans among them."""
    return PhotosField(label=label, most=MOST_FILES, widget=PhotoInput({"accept": FILES}), **options)


def photo_box(label: Any, **options: Any) -> PhotosField:
    """Some photographs."""
    return PhotosField(label=label, most=MOST_FILES, **options)


NO_PEOPLE = _("请不要拍到不相干的人，不要写谁的姓名。")
